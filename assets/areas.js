/*
 * The areas on the map: registered once as dash-leaflet draws them, restyled in place ever after
 * from the sheet that is shown: the classes, colours and words of one figure, of one at a date, or
 * of two.
 */
explorer.areas = (function () {
  "use strict";
  const { state, files, needs, map, renderer } = explorer;
  const layers = new Map();
  const listeners = [];
  let geography = null;
  let indicator = null; // what is shown: stays until the file of the next one has come
  let pair = null; // the file of two figures, when they share the map
  let announced = false;
  let mask = state.boot.mask;
  let values = state.values();
  let begin;
  const loaded = new Promise((resolve) => { begin = resolve; }); // once anything can be shown

  const need = needs.need("areas", ([found, first, both]) => {
    geography = found;
    indicator = first;
    pair = both;
    begin();
    restyle();
  });

  /** Ask for what the view shows: one indicator, or two on one map. Until then the map stays as it is. */
  function update() {
    const { ind, with: second, as } = values;
    const keys = as === "pair" && second && second !== ind ? [ind, second] : [ind];
    const ask = () => Promise.all([files.known(), files.of(ind), keys.length > 1 ? files.pair(...keys) : null]);
    need.want(keys.join("+"), () => ({ name: names(keys), still: still() }), ask);
  }

  /** What some figures are called: as in their menu. */
  function names(keys) {
    if (!geography) return explorer.words("map");
    const [first, second] = keys.map((key) => document.querySelector(`:is(#ind, #practice) [value="${key}"]`).text);
    return second ? explorer.words("both", { first, second }) : first;
  }

  function still() {
    if (!layers.size) return explorer.words("still_table");
    return explorer.words("still_map", { name: names(pair ? pair.key.split("+") : [indicator.key]) });
  }

  /** What is shown: a sheet, the file it is in, the level it is drawn on. */
  function shown() {
    if (pair) return read(pair, pair.sheet);
    return read(indicator, indicator.at[values.date] || indicator.sheets[values.measure]);
  }

  function read(file, sheet) {
    return { indicator, pair, file, sheet, level: geography.levels[sheet.level] };
  }

  /** Whether the map shows the figures that the view asks for. */
  function current() {
    return layers.size > 0 && need.here();
  }

  /** Whether an LSOA of 2021, by its place in the order of codes, is in the selection. */
  function bright(index) {
    return mask[index] === "1";
  }

  /** What the reader can add to: the picked areas, or those in what was drawn. */
  function chosen() {
    const { area, near, shape } = state.values();
    if (area || !(near || shape)) return area.split(",").filter(Boolean);
    return geography.levels[geography.newest].codes.filter((_, index) => bright(index));
  }

  /** The same of an LSOA of 2021 by its code. */
  function holds(code) {
    return bright(geography.levels[geography.newest].index.get(code));
  }

  function selected(level, index) {
    return renderer.selected(level, index, mask);
  }

  /** The style of each feature as a sheet has it. */
  function styleIn({ sheet, level }) {
    const styled = renderer.styles(sheet, Number(values.fade) / 100, (index) => selected(level, index));
    return ({ properties }) => styled(level.index.get(properties.code));
  }

  function register(feature, layer) {
    const { code } = feature.properties;
    layers.set(code, layer);
    layer.on("mouseover", () => explorer.travel.point(code));
    layer.on("mouseout", () => explorer.travel.point(null));
    layer.on("click", (event) => {
      const { level } = shown();
      explorer.travel.click(parts(level, level.index.get(code)), event);
    });
    if (!announced) requestAnimationFrame(begun);
    announced = true;
  }

  /** The areas are there; a frame later they are drawn over the picture of them, which goes. */
  function begun() {
    restyle();
    requestAnimationFrame(() => document.getElementById("first-frame").remove());
  }

  /** Restyle every area in place and tell the legend, the outlines and the card. */
  function restyle(cause) {
    if (!layers.size) return;
    map.ready((leaflet) => leaflet.options.renderer.dress(layers, styleIn(shown())));
    for (const listener of listeners) listener(cause);
  }

  /** The codes of the LSOAs of 2021 in an area of a level. */
  function parts(level, index) {
    const all = geography.levels[geography.newest].codes;
    return level.parts[index].map((part) => all[part]);
  }

  /**
   * Which LSOAs a view selects, as geodata/selection.py has it: what is picked, or its authorities,
   * wards and quintiles. What lies in a circle or an outline the server says alone.
   */
  function selects({ area, lad = "", ward, q, basis, by }) {
    const { levels, newest, wards, quintiles } = geography;
    const [picked, fifths] = [area, q].map((one) => new Set(one.split(",").filter(Boolean)));
    const there = [lad, ward].filter(Boolean).map((codes) => new Set(codes.split(",").flatMap((code) => wards[code])));
    const within = (at) => there.every((one) => one.has(at)) && (!fifths.size || fifths.has(quintiles[by][basis][at]));
    return levels[newest].codes.map((code, at) => ((picked.size ? picked.has(code) : within(at)) ? "1" : "0")).join("");
  }

  /** Show another selection: before the server says the same, and what it means for the charts. */
  function select(next) {
    if (next === mask) return;
    mask = next;
    restyle("mask");
  }

  state.subscribe((next) => {
    const before = values;
    values = next;
    const changed = (...keys) => keys.some((key) => next[key] !== before[key]);
    if (changed("ind", "with", "as")) update();
    const drawn = !next.area && (next.near || next.shape);
    if (geography && !drawn && changed("area", "near", "shape", "lad", "ward", "q", "basis", "by")) select(selects(next));
    if (changed("measure", "fade", "date")) restyle();
  });
  explorer.reply.subscribe((reply) => select(reply.mask));
  explorer.look.onLook(() => restyle());
  update();

  return {
    loaded,
    names,
    drawn: () => layers.size > 0,
    filtered: () => mask.includes("0"),
    shown,
    current,
    style: (feature) => styleIn(shown())(feature),
    styleIn,
    register,
    features: () => [...layers.values()].map((layer) => layer.feature),
    bright,
    chosen,
    holds,
    selected,
    parts,
    layer: (code) => layers.get(code),
    subscribe: (listener) => listeners.push(listener),
  };
})();
