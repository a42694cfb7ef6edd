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

  const wanted = () => state.shows("practices", values);

  function point(feature, at) {
    return renderer.practice(feature, at, map.renderer("practices"));
  }

  function register(feature, layer) {
    circles.push({ layer, about: feature.properties, at: layer.getLatLng() });
    layer.on("mouseover click", () => show(feature.properties.code));
    layer.on("mouseout", () => show(null));
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
    const still = () => (outcome ? `The practices still show ${areas.names([outcome.key])}.` : "");
    const name = () => (outcome ? areas.names([key]) : "The practices");
    need.want(key, () => ({ name: name(), still: still() }), () =>
      Promise.all([files.known(), files.of(key), files.shapes("practices"), areas.loaded, map.mounted]));
    if (!key) draw();
  }

  function draw() {
    const on = wanted() && outcome !== null;
    map.ready((leaflet) => { leaflet.getPane("practices").style.display = on ? "" : "none"; });
    for (const part of PARTS) document.getElementById(part).hidden = !on;
    if (!on || !group) return;
    for (const { layer, about } of circles) {
      layer.setStyle(styled(about, false));
    }
    spread();
    follow({ target: document.activeElement }); // named before its figure was here
  }

  function styled(about, named) {
    return renderer.practiceLook(outcome, about.index, areas.bright(about.area), named);
  }

  function spread() {
    if (!wanted()) return;
    map.ready((leaflet) => renderer.spread(leaflet, circles, zooms, group, map.renderer("practices")));
  }

  /** The card of a practice, its circle outlined; null for none. */
  function show(code) {
    const found = circles.find(({ about }) => about.code === code);
    if (outcome) for (const one of circles) one.layer.setStyle(styled(one.about, one === found));
    if (!found || !outcome) return card.show(null);
    card.beside(found.at);
    const { lines, index } = found.about;
    return card.show([...lines, ...renderer.lines(renderer.columnsOf(outcome, outcome.lines), index)]);
  }

  /** Anything on the page that names a practice shows it on the map while pointed at or focused. */
  function follow(event) {
    const named = event.target.closest && event.target.closest("[data-practice]");
    if (named && wanted()) explorer.say(show(named.dataset.practice));
  }

  for (const kind of ["focusin", "click", "mouseover"]) document.addEventListener(kind, follow);
  for (const kind of ["focusout", "mouseout"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.closest && event.target.closest("[data-practice]")) show(null);
    });
  }
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.practice !== values.practice;
    values = next;
    if (changed) update();
  });
  reply.subscribe(() => { if (wanted()) draw(); });
  legend.own(PARTS, need.here);
  explorer.look.onLook(draw);
  if (wanted()) update();

  return { point, register, show };
})();
