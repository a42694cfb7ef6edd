/*
 * What is known of all areas, as `layers/columns.py` sends it in columns: codes, texts and places of a
 * level that are those of the newest are sent once, numbers as steps from one to the next. Plain enough
 * for browsers of 2020, because embeds run it.
 */
window.explorer = window.explorer || {};

explorer.packed = (function () {
  "use strict";
  const UNIT = 100000; // steps in a degree
  const WAYS = [0, 1, 2, 3]; // of the arrow keys

  /** Numbers again of the steps between them. */
  function numbers(steps) {
    let at = 0;
    return steps.map(function (step) { return (at += step); });
  }

  function codes([start, width, steps]) {
    if (!steps) return start;
    return numbers(steps).map(function (number) { return start + String(number).padStart(width, "0"); });
  }

  /** A column of which an index for each place is sent as steps, as all others are looked up. */
  function column([kind, found, places]) {
    if (!places) return [kind, found];
    return [kind, found, typeof places[0] === "number" ? numbers(places) : places];
  }

  /** Let something have what each maker gives, which is made when it is first asked for. */
  function offer(thing, makers) {
    Object.keys(makers).forEach(function (key) {
      const get = function () {
        Object.defineProperty(thing, key, { value: makers[key](), enumerable: true });
        return thing[key];
      };
      Object.defineProperty(thing, key, { get, configurable: true, enumerable: true });
    });
    return thing;
  }

  /** A level: each area that has nothing of its own is what its one area of the newest level is. */
  function level(sent, first) {
    const names = codes(sent.codes);
    const of = first ? numbers(sent.of) : names.map(function (_, at) { return at; });
    const parts = [];
    of.forEach(function (area, part) { (parts[area] = parts[area] || []).push(part); });
    const own = new Map();
    (first ? numbers(sent.own) : of).forEach(function (area, at) {
      own.set(area, at);
      parts[area] = parts[area] || []; // some hold none
    });
    const whole = (mine, others) => parts.map(function ([part], at) {
      return own.has(at) ? mine(own.get(at)) : others(part);
    });
    const lines = (key) => sent[key].map(function (one, number) {
      const { text } = explorer.renderer;
      const made = column(one);
      if (own.size === parts.length) return made;
      return [made[0], whole((at) => text(made, at), (at) => text(first[key][number], at))];
    });
    const likely = (there) => (there < 0 ? there : of[there]);
    return offer({ codes: whole((at) => names[at], (at) => first.codes[at]), noun: sent.noun, of, parts }, {
      before: () => lines("before"),
      after: () => lines("after"),
      outlined: () => numbers(sent.outlined),
      points() {
        const [lats, lons] = sent.points.map(numbers);
        return whole((at) => [lats[at] / UNIT, lons[at] / UNIT], (at) => first.points[at]);
      },
      moves: () => parts.map(function ([part, more], at) {
        const others = first && part !== undefined && more === undefined && first.moves[part];
        return WAYS.map(function (way) { return (others ? likely(others[way]) : at) + sent.moves[4 * at + way]; });
      }),
    });
  }

  /** The whole again; its levels have `of`, too: the index of the area that holds each of the newest. */
  function unpack(sent) {
    const first = level(sent.levels[sent.newest]);
    const levels = {};
    Object.keys(sent.levels).forEach(function (key) {
      levels[key] = key === sent.newest ? first : level(sent.levels[key], first);
    });
    const [names, lists] = sent.wards;
    let at = 0;
    const wards = {};
    codes(names).forEach(function (code, ward) {
      wards[code] = lists[ward].map(function (step) { return (at += step); });
    });
    return Object.assign({}, sent, { levels, wards });
  }

  return { unpack };
})();
