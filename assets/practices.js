/*
 * General practices: circles as large as their lists, coloured by the outcome chosen. Nothing is
 * fetched before a reader turns them on. The same practices stand in a list below the map.
 */
explorer.practices = (function () {
  "use strict";
  const PARTS = ["practice-legend", "practice-note", "practice-list"];
  const { state, map, files, areas, needs, renderer, card, legend, reply } = explorer;
  const circles = [];
  let values = state.values();
  let outcome = null;
  let zooms = [];
  let group = null;
  let filled = false;
  let named = null; // the practice whose card is shown

  const wanted = () => state.shows("practices", values);

  function drawn(feature, at) {
    return renderer.practice(feature, at, map.renderer("practices"));
  }

  function register(feature, layer) {
    circles.push({ layer, about: feature.properties, at: layer.getLatLng() });
    layer.on("mouseover click", () => point(feature.properties.code));
    layer.on("mouseout", () => point(null));
    if (circles.length === 1) {
      requestAnimationFrame(() => map.ready((leaflet) => {
        group = L.layerGroup().addTo(leaflet);
        leaflet.on("zoomend", spread);
        draw();
      }));
    }
  }

  const need = needs.need("practices", ([geography, next, data]) => {
    ({ zooms } = geography);
    outcome = next;
    legend.show(outcome.fragments);
    if (!filled) explorer.ready(() => window.dash_clientside.set_props("practices", { data }));
    filled = true;
    draw();
  });

  /** Ask for what is not here yet; while practices are off only hide them. */
  function update() {
    const key = wanted() ? values.practice : null;
    const still = () => (outcome ? explorer.words("still_practices", { name: areas.names([outcome.key]) }) : "");
    const name = () => (outcome ? areas.names([key]) : explorer.words("practices"));
    need.want(key, () => ({ name: name(), still: still() }), () =>
      Promise.all([files.known(), files.of(key), files.shapes("practices"), areas.loaded, map.mounted]));
    if (!key) draw();
  }

  function draw() {
    const on = wanted() && outcome !== null;
    map.ready((leaflet) => { leaflet.getPane("practices").style.display = on ? "" : "none"; });
    for (const part of PARTS) document.getElementById(part).hidden = !on;
    if (!on || !group) return;
    restyle();
    spread();
    tell({ target: document.activeElement }); // named before its figure was here
  }

  function restyle() {
    for (const one of circles) {
      const { index, area } = one.about;
      one.layer.setStyle(renderer.practiceLook(outcome, index, areas.bright(area), one === named));
    }
  }

  function spread() {
    if (!wanted()) return;
    map.ready((leaflet) => renderer.spread(leaflet, circles, zooms, group, map.renderer("practices")));
  }

  /** The card of a practice, its circle outlined; null for none. */
  function show(code) {
    const before = named;
    named = (wanted() && outcome && circles.find(({ about }) => about.code === code)) || null;
    if (named !== before) restyle();
    if (!named) return card.show(null);
    card.beside(named.at);
    const { lines, index } = named.about;
    return card.show([...lines, ...renderer.lines(renderer.columnsOf(outcome, outcome.lines), index)]);
  }

  /** Look at a practice on the map, or at none. */
  function point(code) {
    show(code);
    explorer.brush.look(code);
  }

  /** Say all about a practice of the list that is reached or pressed. */
  function tell({ target }) {
    const one = target.closest && target.closest("#practice-list [data-of]");
    if (one && wanted()) explorer.say(show(one.dataset.of));
  }

  for (const kind of ["focusin", "click"]) document.addEventListener(kind, tell);
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.practice !== values.practice;
    values = next;
    if (changed) update();
  });
  reply.subscribe(() => { if (wanted()) draw(); });
  legend.own(PARTS, need.here);
  explorer.look.onLook(draw);
  if (wanted()) update();

  return { point: drawn, register, show };
})();
