/*
 * Venues: a square each, with the letters of its kind. They lie on top of all layers but names.
 * Those of a kind are drawn once the legend has it, so that no letter stands unexplained.
 */
(function () {
  "use strict";
  const DEPTH = 450; // above the layers that a reader puts in order
  const FAINT = 0.4;
  const { state, map, files, needs, areas, squares } = explorer;
  const every = [];
  let values = state.values();
  let group = null;
  let shown = [];
  const legend = () => document.getElementById("venue-legend").dataset;

  map.ready((leaflet) => { leaflet.createPane("venues").style.zIndex = DEPTH; });

  const layer = explorer.pointLayer({
    pane: "venues", parts: ["venue-legend", "venue-note", "venue-list"], list: "venue-list", spread,
    on: () => Boolean(values.venues) && group !== null,
    places: () => shown,
    lit: ({ number }) => legend().lit[number] === "1",
    style: (one, bright, named) => squares.paint(one.layer, bright, named),
    lines: ({ lines }) => lines,
  });

  const need = needs.need("venues", ([, found]) => {
    map.ready((leaflet) => {
      if (group) return;
      group = L.layerGroup().addTo(leaflet);
      for (const marker of squares.make(found, "venues")) {
        const { code, kind, lines } = marker.feature.properties;
        every.push({ code, number: every.length, kind, lines, at: marker.getLatLng(), layer: marker });
      }
      every.forEach(layer.listen);
    });
    layer.draw();
  });

  function update() {
    need.want(values.venues ? "venues" : null, () => ({ name: explorer.words("venues"), still: "" }), () =>
      Promise.all([files.known(), files.shapes("venues"), areas.loaded, map.mounted]));
    map.ready((leaflet) => {
      leaflet.getPane("venues").style.opacity = values.faint.split(",").includes("venues") ? FAINT : 1;
    });
    layer.draw();
  }

  /** Have on the map what the view asks for and the legend explains. */
  function spread() {
    const asked = new Set(values.venues.split(","));
    const explained = new Set((legend().kinds || "").split(" "));
    shown = every.filter(({ kind }) => asked.has(kind) && explained.has(kind));
    group.clearLayers();
    for (const one of shown) group.addLayer(one.layer);
  }

  state.subscribe((next) => {
    const changed = next.venues !== values.venues || next.faint !== values.faint;
    values = next;
    if (changed) update();
  });
  update();
})();
