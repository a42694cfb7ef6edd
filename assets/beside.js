/*
 * A second map beside the first, shaded by the second figure, that moves with it. The same areas are
 * faded and picked; its own legend stands over it.
 */
explorer.beside = (function () {
  "use strict";
  const { state, map, areas, files, needs, renderer, card, legend } = explorer;
  const side = document.getElementById("second");
  const box = document.getElementById("second-map");
  let values = state.values();
  let geography = null;
  let second = null;
  let partner = null;
  let shapes = null;
  let canvas = null;
  let lines = null; // around what is selected and picked
  let hand = null; // around what is looked at
  let following = false;

  const wanted = () => values.as === "beside" && values.with !== "" && values.with !== values.ind;

  const need = needs.need("second", ([all, next]) => {
    geography = all;
    second = next;
    show(true);
    if (areas.drawn()) map.ready(draw);
  });

  function update() {
    const key = wanted() ? values.with : null;
    const still = () => (second ? explorer.words("still_second", { name: areas.names([second.key]) }) : "");
    need.want(key, () => ({ name: areas.names([key]), still: still() }), () =>
      Promise.all([files.known(), files.of(key), areas.loaded]));
    if (key) return;
    second = null;
    show(false);
  }

  function show(on) {
    side.hidden = !on;
    document.getElementById("maps").classList.toggle("two", on);
    explorer.panel.give(on);
  }

  /** What the second map shows, in the terms of the first. */
  function shown() {
    const sheet = second.sheets[values.measure];
    return { file: second, sheet, level: geography.levels[sheet.level] };
  }

  function draw(leaflet) {
    if (!partner) make(leaflet);
    partner.invalidateSize({ animate: false });
    follow(leaflet, partner);
    const features = areas.features();
    if (shapes.getLayers().length < features.length) {
      shapes.clearLayers();
      shapes.addData({ type: "FeatureCollection", features });
    }
    restyle();
  }

  function make(leaflet) {
    partner = L.map(box, {
      zoomSnap: leaflet.options.zoomSnap, zoomControl: false, attributionControl: false, keyboard: false,
      minZoom: leaflet.getMinZoom(), maxZoom: leaflet.getMaxZoom(), preferCanvas: true, zoomAnimation: false,
    }).setView(leaflet.getCenter(), leaflet.getZoom());
    partner.createPane("selection").style.zIndex = 450;
    canvas = L.svg({ pane: "selection" });
    lines = L.layerGroup().addTo(partner);
    hand = L.layerGroup().addTo(partner);
    shapes = L.geoJSON([], { own: true, onEachFeature: listen }).addTo(partner);
    new ResizeObserver(() => { // its room may change by itself, as when the panel opens
      if (box.clientWidth) partner.invalidateSize({ animate: false });
      follow(leaflet, partner);
    }).observe(box);
    leaflet.on("move zoomend", () => follow(leaflet, partner));
    partner.on("move zoomend", () => follow(partner, leaflet));
  }

  /** Look where the other map looks. */
  function follow(from, to) {
    if (following || !second) return;
    following = true;
    to.setView(from.getCenter(), from.getZoom(), { animate: false });
    following = false;
  }

  function listen(feature, layer) {
    const { code } = feature.properties;
    layer.on("mouseover", () => point(code));
    layer.on("mouseout", () => point(null));
    layer.on("click", (event) => explorer.travel.click(partsOf(code), event));
  }

  function partsOf(code) {
    const { level } = shown();
    return areas.parts(level, level.index.get(code));
  }

  /** The card for an area of the second map: the area of the first that holds it, or its own words. */
  function point(code) {
    if (code === null) {
      explorer.travel.point(null);
      return;
    }
    const { level } = areas.shown();
    const parts = partsOf(code);
    const holds = (_, at) => parts.every((part) => areas.parts(level, at).includes(part));
    const at = level.codes.findIndex(holds);
    if (at >= 0) {
      explorer.travel.point(level.codes[at]);
      return;
    }
    card.show(card.lines(code, shown()));
    explorer.brush.look(code);
  }

  function restyle() {
    if (!second || !partner) return;
    const { level } = shown();
    const picked = values.area.split(",");
    const layers = shapes.getLayers();
    partner.options.renderer.dress(layers, areas.styleIn(shown()));
    lines.clearLayers();
    const at = (layer) => level.index.get(layer.feature.properties.code);
    const own = layers.filter((layer) => at(layer) >= 0);
    const chosen = areas.filtered() && !values.area ? own.filter((layer) => areas.selected(level, at(layer))) : [];
    renderer.surround(chosen, lines, canvas);
    const isPicked = (layer) => areas.parts(level, at(layer)).some((part) => picked.includes(part));
    renderer.outline(own.filter(isPicked), lines, canvas, "picked");
    legend.show({ "second-legend": shown().sheet.fragments["second-legend"] });
  }

  card.also((level, index, file) => {
    if (!second) return [];
    const other = file === second ? areas.shown().indicator : second;
    return card.companion(other, "second", level, index);
  });
  state.subscribe((next) => {
    const changed = (...keys) => keys.some((key) => next[key] !== values[key]);
    const other = changed("with", "as", "ind");
    const picked = changed("area");
    if (changed("with")) document.getElementById("pairing").hidden = !next.with;
    values = next;
    if (other) update();
    else if (picked) restyle();
  });
  areas.subscribe(() => { if (second) map.ready(draw); }); // drawn, recoloured or filtered
  legend.own(["second-legend"], () => !wanted() || Boolean(partner && need.here()));
  if (wanted()) update();

  return { map: () => (wanted() && need.here() ? partner : null), hand: () => (partner ? { group: hand, canvas } : null) };
})();
