/*
 * Circles that count people: their surface is in proportion to a number, whatever the shading says
 * about shares. They stand on the areas the number was published for.
 */
explorer.circles = (function () {
  "use strict";
  const { state, map, areas, files, needs, renderer, card, legend, reply } = explorer;
  let values = state.values();
  let geography = null;
  let counted = null;
  let group = null;

  const wanted = () => state.shows("circles", values);

  const need = needs.need("circles", ([all, next]) => {
    geography = all;
    counted = next;
    legend.show(counted.circles.fragments);
    draw();
  });

  function update() {
    const key = wanted() ? values.circle : null;
    const still = () => (counted ? explorer.words("still_circles", { name: areas.names([counted.key]) }) : "");
    const name = () => (counted ? areas.names([key]) : explorer.words("circles"));
    need.want(key, () => ({ name: name(), still: still() }), () =>
      Promise.all([files.known(), files.of(key), areas.loaded]));
    if (!key) draw();
  }

  function draw() {
    const on = wanted() && counted !== null;
    document.getElementById("circle-legend").hidden = !on;
    map.ready((leaflet) => {
      group = group || L.layerGroup().addTo(leaflet);
      group.clearLayers();
      if (!on) return;
      const level = geography.levels[counted.circles.level];
      renderer.circles(counted.circles, level, group, map.renderer("circles"), (index) => areas.selected(level, index));
    });
  }

  card.also((level, index) => {
    const told = [values.ind, values.with].includes(values.circle);
    return wanted() && counted && !told ? card.companion(counted, "circle", level, index) : [];
  });
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.circle !== values.circle;
    values = next;
    if (changed) update();
  });
  reply.subscribe(() => { if (wanted()) draw(); });
  explorer.look.onLook(draw);
  legend.own(["circle-legend"], need.here);
  if (wanted()) update();
})();
