/*
 * Outlines over the areas: around those of a selection together and around each picked one, and
 * dashed where the boundary changed between censuses. The line that a reader drew is thin and dashed.
 */
explorer.outlines = (function () {
  "use strict";
  const { state, map, areas, renderer } = explorer;
  let group = null;
  let drawn = state.boot.drawn; // lines of what was drawn, as the server has them

  map.ready((leaflet) => {
    group = L.layerGroup().addTo(leaflet);
  });

  function draw() {
    if (!group || !areas.drawn()) return;
    group.clearLayers();
    const { level } = areas.shown();
    const { area } = state.values();
    const picked = level.codes.filter((_, index) => area && areas.parts(level, index).some((part) => area.includes(part)));
    const together = areas.filtered() && !picked.length; // what is picked is outlined by itself
    const chosen = level.codes.filter((_, index) => together && areas.selected(level, index));
    renderer.surround(chosen.map(areas.layer), group, map.renderer("selection"));
    const changed = level.outlined.map((index) => level.codes[index]);
    for (const [kind, found] of [["picked", picked], ["changed", changed]]) {
      renderer.outline(found.map(areas.layer), group, map.renderer("selection"), kind);
    }
    renderer.drawnRings(drawn, group, map.renderer("selection"));
  }

  areas.subscribe(draw);
  explorer.reply.subscribe((reply) => {
    if (String(drawn) === String(reply.drawn)) return;
    drawn = reply.drawn;
    draw();
  });
  state.subscribe((values, { cause }) => {
    if (cause === "pick" || cause === "link" || cause === "history" || cause === "settled") draw();
  });
  return { draw };
})();
