/*
 * A second map beside the first, shaded by the second figure, that moves with it. The same areas are
 * faded and picked; its own legend stands over it.
 */
explorer.beside = (function () {
  "use strict";
  const { state, map, areas, figures, card, legend, element } = explorer;
  const side = document.getElementById("second");
  const title = document.getElementById("second-legend");
  const box = document.getElementById("second-map");
  let values = state.values();
  let facts = null;
  let second = null;
  let twin = null;
  let shapes = null;
  let following = false;

  const wanted = () => values.as === "beside" && values.with !== "" && values.with !== values.ind;

  async function update() {
    const key = values.with;
    if (!wanted()) {
      second = null;
      show(false);
      return;
    }
    try {
      const [all, next] = await Promise.all([figures.facts, figures.of(key), areas.loaded]);
      if (!wanted() || key !== values.with) return;
      facts = all;
      second = next;
      show(true);
      if (areas.drawn()) map.ready(draw);
    } catch {
      show(true);
      title.textContent = "These figures could not be loaded. Choose them again to try again.";
    }
  }

  function show(on) {
    side.hidden = !on;
    document.getElementById("maps").classList.toggle("two", on);
  }

  /** What the second map shows, in the terms of the first. */
  function shown() {
    return {
      indicator: second, pair: null, level: facts.levels[second.level],
      measure: second.measures[values.measure],
    };
  }

  function draw(leaflet) {
    if (!twin) make(leaflet);
    twin.invalidateSize({ animate: false });
    follow(leaflet, twin);
    const features = areas.features();
    if (shapes.getLayers().length < features.length) {
      shapes.clearLayers();
      shapes.addData({ type: "FeatureCollection", features });
    }
    restyle();
  }

  function make(leaflet) {
    twin = L.map(box, {
      zoomSnap: leaflet.options.zoomSnap, zoomControl: false, attributionControl: false, keyboard: false,
      minZoom: leaflet.getMinZoom(), maxZoom: leaflet.getMaxZoom(), preferCanvas: true, zoomAnimation: false,
    }).setView(leaflet.getCenter(), leaflet.getZoom());
    twin.createPane("selection").style.zIndex = 450;
    shapes = L.geoJSON([], { own: true, onEachFeature: listen }).addTo(twin);
    leaflet.on("move zoomend", () => follow(leaflet, twin));
    twin.on("move zoomend", () => follow(twin, leaflet));
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
    layer.on("click", () => explorer.panels.toggle(partsOf(code)));
  }

  function partsOf(code) {
    const { level } = shown();
    return level.parts[level.index.get(code)];
  }

  /** The card for an area of the second map: the area of the first that holds it, or its own words. */
  function point(code) {
    if (code === null) {
      explorer.travel.point(null);
      return;
    }
    const { level } = areas.shown();
    const parts = partsOf(code);
    const at = level.parts.findIndex((own) => parts.every((part) => own.includes(part)));
    if (at >= 0) explorer.travel.point(level.codes[at]);
    else card.fill(own(code));
  }

  function own(code) {
    const { level } = shown();
    const index = level.index.get(code);
    return {
      name: level.names[index], place: level.places[index],
      label: second.label, value: figures.said(second, index),
    };
  }

  function restyle() {
    if (!second || !twin) return;
    const { level } = shown();
    const styled = areas.styleIn(shown());
    const picked = values.area.split(",");
    shapes.eachLayer((layer) => {
      layer.setStyle(styled(layer.feature));
      layer.options.interactive = level.index.has(layer.feature.properties.code);
    });
    shapes.eachLayer((layer) => {
      const at = level.index.get(layer.feature.properties.code);
      if (at === undefined || !level.parts[at].some((part) => picked.includes(part))) return;
      layer.setStyle({ color: "#0B1F33", weight: 2.5 });
      layer.bringToFront();
    });
    const source = element("p", `${second.source}.`, "quiet");
    const lit = level.codes.map((_, index) => areas.selected(level, index));
    title.replaceChildren(...legend.single(shown(), lit), source);
  }

  card.also((level, index) => {
    if (!second || !facts) return {};
    const words = figures.on(facts, second, level.key).words(index);
    return words ? { "label second": second.label, "value second": words } : {};
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
  if (wanted()) update();
})();
