/*
 * Clusters: outlines around areas that lie among others like them, more than chance would have it.
 * Each indicator that has them has a file of its own, fetched when first asked for.
 */
explorer.clusters = (function () {
  "use strict";
  const { state, map, areas, files, renderer, card, legend, reply } = explorer;
  let values = state.values();
  let group = null;
  let lost = false; // whether the file of what is shown did not come

  const wanted = () => state.shows("clusters", values);

  async function update() {
    const key = values.ind;
    const current = () => wanted() && key === values.ind;
    draw([]);
    lost = false;
    document.getElementById("cluster-legend").hidden = !wanted();
    if (!wanted()) return;
    try {
      const [one] = await Promise.all([files.of(key), areas.loaded]);
      const found = one.clusters.lines.length ? await files.clusters(key) : [];
      if (!current()) return;
      legend.show(one.clusters.fragments);
      document.getElementById("cluster-legend").hidden = false;
      draw(found);
    } catch {
      if (!current()) return;
      lost = true;
      tell();
    }
  }

  /** Say what did not come; again after an answer of the server, which has a legend for it. */
  function tell() {
    if (!lost || !wanted()) return;
    const box = document.getElementById("cluster-legend");
    box.textContent = "The clusters could not be loaded. Turn them off and on to try again.";
    box.hidden = false;
  }

  function draw(found) {
    map.ready((leaflet) => {
      group = group || L.layerGroup().addTo(leaflet);
      group.clearLayers();
      renderer.clusters(found, group, map.renderer("clusters"));
    });
  }

  card.also((level, index) => {
    const { indicator, pair, sheet } = areas.shown();
    if (!wanted() || pair || sheet.level !== level.key || indicator.level !== level.key) return [];
    return renderer.lines(renderer.columnsOf(indicator, indicator.clusters.lines), index);
  });
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.ind !== values.ind;
    values = next;
    if (changed) update();
  });
  reply.subscribe(tell);
  if (wanted()) update();
})();
