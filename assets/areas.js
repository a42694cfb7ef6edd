/*
 * The areas on the map: registered once as dash-leaflet draws them, restyled in place ever after.
 * Every style is a fresh object; an area without a value is grey, never its neighbour's colour.
 */
explorer.areas = (function () {
  "use strict";
  const GREY = "#B8BEC4";
  const { state } = explorer;
  const layers = new Map();
  const listeners = [];
  let facts = null;
  let mask = state.boot.mask;
  let values = state.values();

  const loaded = fetch(state.boot.facts)
    .then((reply) => reply.json())
    .then((json) => {
      facts = json;
      for (const level of Object.values(facts.levels)) {
        level.index = new Map(level.codes.map((code, index) => [code, index]));
      }
      return json;
    });
  loaded.catch(() => {}); // dash.js, which waits for it too, says so on the page

  /** What is being drawn: the indicator, its measure, the level it is drawn on. */
  function shown() {
    const indicator = facts.indicators[values.ind];
    return {
      indicator,
      measure: indicator.measures[values.measure],
      level: facts.levels[indicator.year],
    };
  }

  /** Whether an area of the newest vintage is in the selection. */
  function bright(code) {
    return mask[facts.levels["2021"].index.get(code)] === "1";
  }

  /** Whether any part of an area of the level shown is selected. */
  function selected(level, index) {
    return level.parts[index].some(bright);
  }

  function style(feature) {
    const { indicator, measure, level } = shown();
    const { code, years } = feature.properties;
    if (!years.includes(Number(indicator.year))) return { stroke: false, fill: false };
    const index = level.index.get(code);
    const number = parseInt(measure.classes[index], 16);
    const lit = selected(level, index);
    return {
      stroke: true,
      fill: true,
      color: "#FFFFFF",
      weight: lit ? 1 : 0.5,
      opacity: 1,
      fillColor: number ? measure.colours[number - 1] : GREY,
      fillOpacity: lit ? 0.92 : 0.16,
    };
  }

  function register(feature, layer) {
    const { code, years } = feature.properties;
    layers.set(code, layer);
    layer.on("mouseover", () => explorer.travel.point(code));
    layer.on("mouseout", () => explorer.travel.point(null));
    layer.on("click", () => explorer.travel.choose(code));
    layer.options.interactive = years.includes(Number(shown().indicator.year));
    if (layers.size === 1) requestAnimationFrame(announce);
  }

  function announce() {
    for (const listener of listeners) listener();
  }

  /** Restyle every area in place and tell the legend, the outlines and the card. */
  function restyle() {
    if (!layers.size) return;
    const year = Number(shown().indicator.year);
    for (const layer of layers.values()) {
      const fresh = style(layer.feature);
      layer.setStyle(fresh);
      layer.options.interactive = layer.feature.properties.years.includes(year);
    }
    for (const listener of listeners) listener();
  }

  /** Where some areas of the newest vintage lie together; null while the map is empty. */
  function bounds(codes) {
    if (!layers.size) return null;
    const { level } = shown();
    return level.codes
      .filter((_, index) => level.parts[index].some((code) => codes.includes(code)))
      .reduce((box, code) => box.extend(layers.get(code).getBounds()), L.latLngBounds([]));
  }

  state.subscribe((next) => {
    const redraw = next.ind !== values.ind || next.measure !== values.measure;
    values = next;
    if (redraw) restyle();
  });
  explorer.reply.subscribe((reply) => {
    if (reply.mask === mask) return;
    mask = reply.mask;
    restyle();
  });

  return {
    loaded,
    drawn: () => layers.size > 0,
    shown,
    style,
    register,
    bounds,
    bright,
    selected,
    layer: (code) => layers.get(code),
    subscribe: (listener) => listeners.push(listener),
  };
})();
