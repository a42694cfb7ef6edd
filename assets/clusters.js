/*
 * Clusters: outlines around areas that lie among others like them, more than chance would have it.
 * Each indicator that has them has a file of its own, fetched when first asked for.
 */
explorer.clusters = (function () {
  "use strict";
  const { state, map, areas, files, needs, renderer, card, legend } = explorer;
  let values = state.values();
  let group = null;
  let drawn = [];

  const wanted = () => state.shows("clusters", values);

  const need = needs.need("clusters", ([one, found]) => {
    legend.show(one.clusters.fragments);
    document.getElementById("cluster-legend").hidden = false;
    draw(found);
  });

  /** Ask for those of the figure shown; those of another would be read as its own, so they go at once. */
  function update() {
    const key = wanted() ? values.ind : null;
    draw([]);
    document.getElementById("cluster-legend").hidden = true;
    need.want(key, () => ({ name: explorer.words("clusters") }), async () => {
      const [one] = await Promise.all([files.of(key), areas.loaded]);
      return [one, one.clusters.lines.length ? await files.clusters(key) : []];
    });
  }

  function draw(found) {
    drawn = found;
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
  explorer.look.onLook(() => draw(drawn));
  legend.own(["cluster-legend"], need.here);
  if (wanted()) update();
})();
