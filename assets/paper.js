/*
 * What is on paper: each map drawn anew as vectors in a frame of its own, whatever the window's size,
 * and in the foot the day of printing with the link as text. Made when printing begins, gone after it.
 */
(function () {
  "use strict";
  const ONE = [720, 470]; // pixels of the screen: the frame of one map, and of each of two
  const TWO = [420, 420];
  const LETTER = 12;
  const LEAST = 0.4; // pixels between two points that are both worth drawing
  const { map } = explorer;
  const paper = window.matchMedia("print");
  let made = [];
  let opened = [];

  function tag(name, attributes, ...inside) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...inside);
    return element;
  }

  /** The outline of a line or of a polygon with its holes, in pixels of the map. */
  function outline(leaflet, places, closed) {
    if (Array.isArray(places[0])) return places.map((part) => outline(leaflet, part, closed)).join("");
    let last = null;
    const points = places.map((place) => leaflet.latLngToContainerPoint(place)).filter((point) => {
      const kept = !last || Math.abs(point.x - last.x) + Math.abs(point.y - last.y) > LEAST;
      if (kept) last = point;
      return kept;
    });
    return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}${closed ? "Z" : ""}`;
  }

  function look({ stroke, color, weight, opacity, dashArray, fill, fillColor, fillOpacity }, grounds) {
    const ground = fillColor && fillColor.drawn ? `url(#${grounds.get(fillColor.drawn)})` : fillColor || color;
    return {
      stroke: stroke ? color : "none", "stroke-width": stroke ? weight : null, "stroke-opacity": stroke ? opacity : null,
      "stroke-dasharray": stroke ? dashArray : null, "stroke-linejoin": "round",
      fill: fill ? ground : "none", "fill-opacity": fill ? fillOpacity : null,
    };
  }

  function shape(leaflet, layer, grounds) {
    const style = look(layer.options, grounds);
    if (!layer.getRadius) {
      return tag("path", { ...style, "fill-rule": "evenodd", d: outline(leaflet, layer.getLatLngs(), layer instanceof L.Polygon) });
    }
    const { x, y } = leaflet.latLngToContainerPoint(layer.getLatLng());
    return tag("circle", { ...style, cx: x, cy: y, r: layer.getRadius() });
  }

  /** The words of a marker, line by line around its place; nothing while it is hidden. */
  function words(leaflet, marker) {
    const icon = marker.getElement();
    const drawn = icon && icon.querySelector("svg");
    if (drawn) return placed(leaflet, icon, drawn.cloneNode(true));
    if (!icon || !icon.textContent || getComputedStyle(icon).visibility === "hidden") return null;
    const { x, y } = leaflet.latLngToContainerPoint(marker.getLatLng());
    const lines = icon.textContent.split("\n");
    const line = (text, at) => tag("tspan", { x, y: y + (at - (lines.length - 1) / 2) * LETTER * 1.15 + LETTER / 3 }, text);
    return tag("text", { "text-anchor": "middle", "font-size": LETTER }, ...lines.map(line));
  }

  /** A picture that is a marker, where the marker stands. */
  function placed(leaflet, icon, copy) {
    const [frame, at] = [leaflet.getContainer(), icon].map((one) => one.getBoundingClientRect());
    copy.setAttribute("x", at.left - frame.left);
    copy.setAttribute("y", at.top - frame.top);
    return copy;
  }

  /** Grounds of areas without a value, as the renderer has them. */
  function patterns(layers, name) {
    const drawn = new Set(layers.map(({ options }) => options.fillColor && options.fillColor.drawn).filter(Boolean));
    const named = new Map([...drawn].map((one, at) => [one, `${name}-ground-${at}`]));
    const tags = [...named].map(([{ size, ground, line, width, path }, id]) => tag(
      "pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
      tag("rect", { width: size, height: size, fill: ground }), tag("path", { d: path, stroke: line, "stroke-width": width }),
    ));
    return [named, tags];
  }

  function scale(leaflet, height) {
    const line = leaflet.getContainer().querySelector(".leaflet-control-scale-line");
    if (!line) return [];
    const width = line.offsetWidth;
    return [
      tag("path", { d: `M10 ${height - 16}v6h${width}v-6`, fill: "none", stroke: "currentColor", "stroke-width": 1.2 }),
      tag("text", { x: 14, y: height - 14, "font-size": 10 }, line.textContent),
    ];
  }

  /** Everything on a Leaflet map as one picture: pane upon pane, thin outlines of areas below thick ones. */
  function picture(leaflet, [width, height], label) {
    const layers = [];
    leaflet.eachLayer((layer) => { if (layer instanceof L.Path || layer instanceof L.Marker) layers.push(layer); });
    const depth = ({ options }) => {
      const pane = leaflet.getPane(options.pane);
      return [pane, Number(getComputedStyle(pane).zIndex), pane === leaflet.getPane("overlayPane") ? options.weight : 0];
    };
    /** Which of two marks of a pane lies lower on the screen: the one before the other in the page. */
    const below = (one, other) => {
      const [mark, next] = [one, other].map((layer) => layer.getElement && layer.getElement());
      if (!mark || !next) return 0;
      return mark.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    };
    const sorted = layers.map((layer) => [layer, ...depth(layer)])
      .filter(([, pane]) => getComputedStyle(pane).display !== "none")
      .sort((a, b) => a[2] - b[2] || a[3] - b[3] || below(a[0], b[0]));
    const [grounds, defs] = patterns(layers, leaflet.getContainer().id);
    const groups = new Map();
    for (const [layer, pane] of sorted) {
      if (!groups.has(pane)) groups.set(pane, tag("g", { opacity: getComputedStyle(pane).opacity }));
      const mark = layer instanceof L.Path ? shape(leaflet, layer, grounds) : words(leaflet, layer);
      if (mark) groups.get(pane).append(mark);
    }
    return tag("svg", { class: "on-paper", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
      ...defs, ...groups.values(), ...scale(leaflet, height));
  }

  function begin() {
    if (made.length || opened.length) return;
    const second = explorer.beside.map();
    const size = second ? TWO : ONE;
    if (explorer.areas.drawn()) {
      map.posed(size, second, (first) => {
        made = [[first, explorer.words("first_map")], ...(second ? [[second, explorer.words("second_map")]] : [])].map(([leaflet, label]) => {
          const drawn = picture(leaflet, size, label);
          return [leaflet.getContainer().closest("#mapbox, #second"), drawn];
        });
      });
    }
    for (const [around, drawn] of made) around.append(drawn);
    opened = [...document.querySelectorAll("footer details:not([open]), .key:not([open])")]; // licences and keys belong on paper
    for (const box of opened) box.open = true;
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    document.getElementById("printed").textContent = explorer.words("printed", { day, address: location.href });
  }

  function end() {
    for (const [, drawn] of made) drawn.remove();
    made = [];
    for (const box of opened) box.open = false;
    opened = [];
  }

  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  paper.addEventListener("change", () => (paper.matches ? begin() : end()));
})();
