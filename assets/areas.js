/*
 * The areas on the map: registered once as dash-leaflet draws them, restyled in place ever after.
 * Every style is a fresh object; an area without a value is grey, never its neighbour's colour.
 */
explorer.areas = (function () {
  "use strict";
  const GREY = "#B8BEC4";
  const FADED = 0.17; // of the strength of the selected areas
  const { state, figures } = explorer;
  const layers = new Map();
  const listeners = [];
  let facts = null;
  let indicator = null; // what is drawn: stays until the figures of the next one have come
  let pair = null; // the same with a second indicator, when there is one
  let announced = false;
  let mask = state.boot.mask;
  let values = state.values();

  const loaded = Promise.all([figures.facts, asked()]).then(([found, chosen]) => {
    facts = found;
    take(chosen);
    if (values.ind !== indicator.key) change();
  });
  loaded.catch(() => {}); // dash.js, which waits for it too, says so on the page

  /** The figures the view asks for: one indicator, or two. */
  function asked() {
    const shaded = values.as === "pair" && values.with && values.with !== values.ind;
    return Promise.all([figures.of(values.ind), shaded ? figures.of(values.with) : null]);
  }

  function take([first, second]) {
    indicator = first;
    pair = second && explorer.pair(facts, first, second);
  }

  /** What is drawn: the indicator, its measure, the level it is drawn on, places in order. */
  function shown() {
    const level = facts.levels[levelKey()];
    const order = pair ? pair.classes : indicator.rank;
    const then = pair ? indicator : figures.at(indicator, values.date);
    return { indicator: then, pair, measure: measure(then), level, order };
  }

  /** The classes chosen; at a date they are bands that are the same at every date. */
  function measure(one) {
    if (!("day" in one)) return one.measures[values.measure];
    const { classes, labels, colours } = one.series;
    return {
      title: `${one.label}: bands of uptake, MSOA`, group: "", labels, ranges: [], colours,
      classes: classes[one.day], note: "At a date the map shows bands that are the same at every date.",
    };
  }

  function levelKey() {
    return pair ? pair.level : indicator.level;
  }

  /** Whether an area of the newest vintage is in the selection. */
  function bright(code) {
    return mask[facts.levels[facts.newest].index.get(code)] === "1";
  }

  /** Whether any part of an area of the level shown is selected. */
  function selected(level, index) {
    return level.parts[index].some(bright);
  }

  function drawnOn(feature) {
    return feature.properties.levels.includes(levelKey());
  }

  function style(feature) {
    return styleIn(facts && shown())(feature);
  }

  /** The style of each feature as something shown has it: worked out once for all of them. */
  function styleIn({ measure: chosen, level, pair: two }) {
    const colours = two ? two.colours : chosen.colours;
    return (feature) => {
      const index = level.index.get(feature.properties.code);
      if (index === undefined) return { stroke: false, fill: false };
      const number = two ? two.classes[index] : parseInt(chosen.classes[index], 16);
      return look(selected(level, index), number && colours[number - 1]);
    };
  }

  function look(lit, colour) {
    return {
      stroke: true,
      fill: true,
      color: "#FFFFFF",
      weight: lit ? 1 : 0.5,
      opacity: 1,
      fillColor: colour || GREY,
      fillOpacity: (lit ? 1 : FADED) * Number(values.fade) / 100,
    };
  }

  function register(feature, layer) {
    const { code } = feature.properties;
    layers.set(code, layer);
    layer.on("mouseover", () => explorer.travel.point(code));
    layer.on("mouseout", () => explorer.travel.point(null));
    layer.on("click", () => explorer.travel.choose(code));
    layer.options.interactive = drawnOn(feature);
    if (!announced) requestAnimationFrame(announce);
    announced = true;
  }

  function announce() {
    for (const listener of listeners) listener();
  }

  /** Restyle every area in place and tell the legend, the outlines and the card. */
  function restyle() {
    if (!layers.size) return;
    const styled = styleIn(shown());
    for (const layer of layers.values()) {
      layer.setStyle(styled(layer.feature));
      layer.options.interactive = drawnOn(layer.feature);
    }
    announce();
  }

  /** Draw what is chosen, once its figures are here; until then the map stays as it is. */
  async function change() {
    const { ind, with: second, as } = values;
    const current = () => ind === values.ind && second === values.with && as === values.as;
    try {
      const next = await asked();
      if (!current() || !facts) return;
      take(next);
      restyle();
    } catch {
      if (current() && facts) explorer.legend.failed();
    }
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
    const before = values;
    values = next;
    const changed = (...keys) => keys.some((key) => next[key] !== before[key]);
    if (changed("ind", "with", "as")) change();
    if (changed("measure", "fade", "date")) restyle();
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
    styleIn,
    register,
    features: () => [...layers.values()].map((layer) => layer.feature),
    bounds,
    bright,
    selected,
    layer: (code) => layers.get(code),
    subscribe: (listener) => listeners.push(listener),
  };
})();
