/*
 * Ward outlines and names: what orients the map when there is no street map.
 */
explorer.wards = (function () {
  "use strict";
  const { state, map, files, renderer } = explorer;
  const outlines = new Map();
  let names = [];
  let zooms = state.boot.names;
  let on = state.shows("wards", state.values());

  const style = (feature) => renderer.wards(on, feature);

  function register(feature, layer) {
    outlines.set(feature.properties.code, layer);
  }

  files.geography.then((found) => map.ready((leaflet) => {
    names = renderer.names(found.names, "names", leaflet);
    leaflet.on("zoomend moveend resize", showNames);
    showNames();
  }), () => {});

  /** Show the names that fit; those of chosen wards take their places first, as the server says. */
  function showNames() {
    map.ready((leaflet) => renderer.showNames(leaflet, names, zooms, state.shows("names", state.values())));
  }

  function restyle() {
    for (const layer of outlines.values()) layer.setStyle(style(layer.feature));
  }

  let before = state.values();
  explorer.look.onLook(restyle);
  state.subscribe((values) => {
    if (values.over !== before.over) {
      on = state.shows("wards", values);
      restyle();
      showNames();
    }
    before = values;
  });
  explorer.reply.subscribe((reply) => {
    if (JSON.stringify(reply.names) === JSON.stringify(zooms)) return; // to look where names fit lays out the page
    zooms = reply.names;
    showNames();
  });

  return { style, register, layer: (code) => outlines.get(code) };
})();
