/*
 * What is pointed at or focused in one place is lit in all: a mark of a chart or a row of a list
 * lights its areas on the maps, and an area of a map lights the marks and rows of what it is, lies
 * in or holds. `data-of` says what a mark or a row stands for. Nothing is asked, nothing moves.
 */
explorer.brush = (function () {
  "use strict";
  const MARK = "[data-of]";
  const { map, areas, files, renderer, card, points, wards, beside, travel, tip, reply } = explorer;
  const known = new Map(); // the small areas of each place and class, as the bits of a number
  let geography = null;
  let group = null;
  let here = null; // the mark pointed at, or else focused
  let shown = null; // the same, until Escape puts away what it shows
  let looked = null; // what is lit: a code, with its mark where it has one
  let lit = new Set();

  files.geography.then((found) => { geography = found; }, () => {});
  map.ready((leaflet) => { group = L.layerGroup().addTo(leaflet); });

  /** The indexes of the small areas that a code stands for; a letter is a class of its mark's chart. */
  function partsOf(code, classes) {
    if (code.length === 1) return [...classes].flatMap((one, index) => (one === code ? [index] : []));
    const level = Object.values(geography.levels).find(({ index }) => index.has(code));
    return level ? level.parts[level.index.get(code)] : geography.wards[code] || [];
  }

  function bitsOf(code, mark) {
    if (!geography) return 0n;
    const classes = code.length === 1 ? mark.closest("[data-classes]").dataset.classes : "";
    const key = code + classes;
    if (!known.has(key)) {
      known.set(key, partsOf(code, classes).reduce((bits, part) => bits | (1n << BigInt(part)), 0n));
    }
    return known.get(key);
  }

  /** Light the marks and rows of a place, and of all that hold it or lie in it. */
  function light(code, mark) {
    const bits = bitsOf(code, mark);
    const touches = (one) => {
      const other = bitsOf(one.dataset.of, one);
      const both = bits & other;
      return both !== 0n && (both === bits || both === other);
    };
    const isLit = (one) => (code.length > 1 && one.dataset.of === code) || touches(one);
    swap(new Set([...document.querySelectorAll(MARK)].filter(isLit)));
  }

  function swap(next) {
    for (const one of lit) if (!next.has(one)) one.classList.remove("lit");
    for (const one of next) one.classList.add("lit");
    lit = next;
  }

  /** Outline on each map a place by itself, a class by its edge. */
  function outline(code, mark) {
    const maps = [{ group, canvas: map.renderer("focus") }, beside.hand()].filter((one) => one && one.group);
    for (const one of maps) one.group.clearLayers();
    if (!code || !geography) return;
    if (code.length > 1) {
      const layers = [areas.layer(code) || wards.layer(code)].filter(Boolean);
      for (const one of maps) renderer.outline(layers, one.group, one.canvas, "hand");
      return;
    }
    const { codes } = geography.levels[geography.newest];
    const parts = partsOf(code, mark.closest("[data-classes]").dataset.classes);
    const layers = parts.map((part) => areas.layer(codes[part])).filter(Boolean);
    for (const one of maps) renderer.surround(layers, one.group, one.canvas, "class");
  }

  function paint(code, mark) {
    looked = code ? { code, mark } : null;
    if (code) light(code, mark);
    else swap(new Set());
    outline(code, mark);
  }

  /** An area of a map or a practice is looked at there, or none: what a mark shows stays meanwhile. */
  function look(code) {
    if (code === null && shown) show(shown);
    else paint(code, null);
  }

  /** Show what a mark stands for: its words, the card of its area or practice, all that is lit. */
  function show(mark) {
    const code = mark.dataset.of;
    shown = mark;
    tip.show(mark);
    paint(code, mark);
    if (points.show(code)) return;
    const layer = areas.layer(code);
    const isDrawn = layer && areas.shown().level.index.has(code);
    if (isDrawn) card.beside(layer.getBounds().getCenter());
    card.show(isDrawn ? card.lines(code) : null);
  }

  /** Put away what a mark shows, and take up again what the keyboard holds on the map. */
  function clear() {
    shown = null;
    tip.hide();
    points.show(null);
    paint(null, null);
    travel.resume();
  }

  const markOf = (target) => (target && target.closest ? target.closest(MARK) : null);
  const focused = () => (document.activeElement.matches(":focus-visible") ? markOf(document.activeElement) : null);

  /** Go to a mark; from the last one to that which has the keyboard's focus, if any. */
  function enter(mark) {
    const next = mark || focused();
    if (next === here) return;
    here = next;
    if (next) show(next);
    else clear();
  }

  /** Light what is new on the page, or nothing where the mark has gone. */
  function renew() {
    if (here && !here.isConnected) enter(null);
    else if (shown) show(shown);
    else if (looked) paint(looked.code, looked.mark);
  }

  document.addEventListener("pointerover", ({ target }) => {
    if (!tip.holds(target)) enter(markOf(target));
  });
  document.addEventListener("pointerout", ({ relatedTarget, pointerType }) => {
    if (!relatedTarget && pointerType !== "touch") enter(null); // a finger that is lifted leaves what it tapped
  });
  document.addEventListener("focusin", ({ target }) => {
    const mark = target.matches(":focus-visible") && markOf(target);
    if (mark) enter(mark);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (here && here.contains(target)) enter(null);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    shown = null;
    travel.take(null);
    clear();
  });
  reply.subscribe(renew);
  areas.subscribe(renew);
  return { look };
})();
