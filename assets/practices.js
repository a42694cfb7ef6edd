/*
 * General practices: circles as large as their lists, coloured by the outcome chosen. The same
 * practices stand in a list beside the map.
 */
(function () {
  "use strict";
  const PARTS = ["practice-legend", "practice-note", "practice-list"];
  const { state, map, files, areas, needs, renderer, discs, legend } = explorer;
  const circles = [];
  let values = state.values();
  let outcome = null;
  let zooms = [];
  let group = null;

  const wanted = () => state.shows("practices", values);
  const canvas = () => map.renderer("practices");

  const layer = explorer.pointLayer({
    pane: "practices", parts: PARTS, list: "practice-list", spread,
    on: () => wanted() && outcome !== null,
    places: () => circles,
    lit: ({ area }) => areas.bright(area),
    style: (one, bright, named) => one.layer.setStyle(discs.style(outcome, one.about.index, bright, named)),
    lines: ({ about: { lines, index } }) =>
      [...lines, ...renderer.lines(renderer.columnsOf(outcome, outcome.lines), index)],
  });

  function add(feature, circle) {
    const { code, area } = feature.properties;
    circles.push({ code, area, about: feature.properties, at: circle.getLatLng(), layer: circle });
    layer.listen(circles[circles.length - 1]);
  }

  const need = needs.need("practices", ([geography, next, shapes]) => {
    ({ zooms } = geography);
    outcome = next;
    legend.show(outcome.fragments);
    map.ready((leaflet) => {
      if (!group) {
        group = L.layerGroup().addTo(leaflet);
        const pointToLayer = (feature, at) => discs.make(feature, at, canvas());
        L.geoJSON(shapes, { own: true, pointToLayer, onEachFeature: add }).addTo(leaflet);
        leaflet.on("zoomend", spread);
      }
    });
    layer.draw();
  });

  /** Ask for what is not here yet; while practices are off only hide them. */
  function update() {
    const key = wanted() ? values.practice : null;
    const still = () => (outcome ? explorer.words("still_practices", { name: areas.names([outcome.key]) }) : "");
    const name = () => (outcome ? areas.names([key]) : explorer.words("practices"));
    need.want(key, () => ({ name: name(), still: still() }), () =>
      Promise.all([files.known(), files.of(key), files.shapes("practices"), areas.loaded, map.mounted]));
    if (!key) layer.draw();
  }

  function spread() {
    if (wanted()) map.ready((leaflet) => discs.spread(leaflet, circles, zooms, group, canvas()));
  }

  state.subscribe((next) => {
    const changed = next.over !== values.over || next.practice !== values.practice;
    values = next;
    if (changed) update();
  });
  legend.own(PARTS, need.here);
  update();
})();
