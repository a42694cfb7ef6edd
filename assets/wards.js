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

  /** Show the names that fit, chosen wards first, then the larger; no name at all where none is wanted. */
  function declutter() {
    const chosen = state.values().ward.split(",");
    const ordered = [true, false].flatMap((first) => labels.filter(({ code }) => chosen.includes(code) === first));
    const elements = ordered.map(({ marker }) => marker.getElement());
    const box = document.getElementById("map");
    if (state.shows("names", state.values())) {
      explorer.declutter(box, elements, [...box.querySelectorAll(".leaflet-control")]);
    } else {
      for (const element of elements) element.classList.add("hidden");
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
