/*
 * Ward outlines and names: what orients the map when there is no street map.
 */
explorer.wards = (function () {
  "use strict";
  const { state, map } = explorer;
  const outlines = [];
  const labels = [];
  let names = null;

  function style() {
    return {
      fill: false, stroke: state.shows("wards", state.values()), color: "#0B1F33", weight: 1.4, opacity: 0.85,
      interactive: false,
    };
  }

  function register(feature, layer) {
    outlines.push(layer);
    const { name, point, code } = feature.properties;
    const icon = L.divIcon({ className: "ward-name", html: document.createElement("span"), iconSize: null });
    icon.options.html.textContent = name;
    const marker = L.marker(point, { icon, pane: "names", interactive: false, keyboard: false });
    labels.push({ marker, layer, code });
    map.ready((leaflet) => {
      if (!names) {
        names = L.layerGroup().addTo(leaflet);
        leaflet.on("zoomend moveend resize", declutter);
      }
      marker.addTo(names);
      if (labels.length === 1) requestAnimationFrame(declutter);
    });
  }

  /** Show the names that fit, chosen wards first, then the larger; none lies on another or over the edge. */
  function declutter() {
    const edge = document.getElementById("map").getBoundingClientRect();
    const taken = [...document.querySelectorAll("#map .leaflet-control")].map((one) => one.getBoundingClientRect());
    const chosen = state.values().ward.split(",");
    const ordered = [true, false].flatMap((first) => labels.filter(({ code }) => chosen.includes(code) === first));
    for (const { marker } of ordered) {
      const element = marker.getElement();
      const box = element.firstElementChild.getBoundingClientRect();
      const inside = box.left >= edge.left && box.right <= edge.right && box.top >= edge.top && box.bottom <= edge.bottom;
      const free = inside && taken.every((other) => box.right < other.left || box.left > other.right ||
        box.bottom < other.top || box.top > other.bottom);
      const visible = state.shows("names", state.values()) && free;
      element.classList.toggle("hidden", !visible);
      if (visible) taken.push(box);
    }
  }

  function redraw() {
    for (const layer of outlines) layer.setStyle(style());
    if (names) declutter();
  }

  let before = state.values();
  state.subscribe((values) => {
    if (values.over !== before.over || values.ward !== before.ward) redraw();
    before = values;
  });

  return { style, register };
})();
