/*
 * Circles that count people: their surface is in proportion to a number, whatever the shading says
 * about shares. They stand on the areas the number was published for.
 */
explorer.circles = (function () {
  "use strict";
  const { state, map, areas, files, renderer, card, legend, reply } = explorer;
  let values = state.values();
  let geography = null;
  let counted = null;
  let group = null;
  let lost = false; // whether the file of what is shown did not come

  const wanted = () => state.shows("circles", values);

  async function update() {
    const key = values.circle;
    lost = false;
    try {
      if (wanted()) {
        const [all, next] = await Promise.all([files.geography, files.of(key), areas.loaded]);
        if (key !== values.circle) return;
        geography = all;
        counted = next;
        if (wanted()) legend.show(counted.circles.fragments);
      }
      draw();
    } catch {
      if (key !== values.circle) return;
      counted = null;
      lost = true;
      draw();
    }
  }

  function draw() {
    const on = wanted() && counted !== null;
    const box = document.getElementById("circle-legend");
    if (lost) box.textContent = "The circles could not be loaded. Turn them off and on to try again.";
    box.hidden = !on && !(lost && wanted());
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
  if (wanted()) update();
})();
