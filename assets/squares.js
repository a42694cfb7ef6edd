/*
 * The squares of venues, on the page and in embeds, as `pictures/venues.py` draws them. Plain enough
 * for browsers of 2020.
 */
window.explorer = window.explorer || {};

explorer.squares = (function () {
  "use strict";
  const { colours: look, strokes } = explorer.look;

  function tag(name, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    return element;
  }

  /** A square with the letters of a kind; `side` and `size` are pixels of it and of its letters. */
  function square(letters, side, size) {
    const svg = tag("svg", { class: "venue", width: side + 2, height: side + 2, "aria-hidden": "true" });
    const text = tag("text", {
      x: side / 2 + 1, y: side / 2 + 1 + size * 0.36, "font-size": size, "font-weight": 700, "text-anchor": "middle",
    });
    text.textContent = letters;
    svg.appendChild(tag("path", { d: "M1 1h" + side + "v" + side + "h-" + side + "z" }));
    svg.appendChild(text);
    return svg;
  }

  /** Markers of the venues of a file, for a pane, not yet on a map. */
  function make(found, pane) {
    const middle = found.side / 2 + 1;
    return found.features.map(function (feature) {
      const { letters, right } = feature.properties;
      const html = square(letters, found.side, found.size);
      const icon = L.divIcon({ className: "", html, iconSize: null, iconAnchor: [middle - right, middle] });
      const [lon, lat] = feature.geometry.coordinates;
      const marker = L.marker([lat, lon], { icon, pane, keyboard: false, zIndexOffset: 0 });
      marker.feature = feature;
      return marker;
    });
  }

  /** Paint a marker: grey where it is not selected, with a wide line where it is named. */
  function paint(marker, bright, named) {
    const [path, text] = marker.options.icon.options.html.children;
    const line = strokes(named ? "namedVenue" : "venue")[0];
    path.setAttribute("fill", bright ? marker.feature.properties.colour : look.faded);
    path.setAttribute("stroke", line.color);
    path.setAttribute("stroke-width", line.weight);
    text.setAttribute("fill", bright ? "#FFFFFF" : look.ink);
  }

  return { make, paint };
})();
