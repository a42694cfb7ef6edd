/*
 * Outlines over the areas: dark for picked areas, dashed where the boundary changed between censuses.
 */
explorer.outlines = (function () {
  "use strict";
  const { state, map, areas } = explorer;
  let group = null;

  map.ready((leaflet) => {
    group = L.layerGroup().addTo(leaflet);
  });

  function draw() {
    if (!group || !areas.drawn()) return;
    group.clearLayers();
    const { level } = areas.shown();
    const picked = new Set(state.values().area.split(",").filter(Boolean));
    level.codes.forEach((code, index) => {
      if (!level.parts[index].some((part) => picked.has(part))) return;
      trace(code, { weight: 5, color: "#FFFFFF" });
      trace(code, { weight: 2.5 });
    });
    if (level.marked) {
      for (const index of level.changed) trace(level.codes[index], { dashArray: "4 5", weight: 3 });
    }
  }

  function trace(code, look) {
    L.polygon(areas.layer(code).getLatLngs(), {
      pane: "selection", renderer: map.renderer("selection"), interactive: false, fill: false,
      color: "#0B1F33", ...look,
    }).addTo(group);
  }

  areas.subscribe(draw);
  state.subscribe((values, { cause }) => {
    if (cause === "pick" || cause === "link" || cause === "history") draw();
  });
  return { draw };
})();
