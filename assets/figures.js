/*
 * The figures of each indicator: one small file each, fetched when first shown and then kept; and
 * how its values are said in words. No style and no map here.
 */
explorer.figures = (function () {
  "use strict";
  const { boot } = explorer.state;
  const LETTERS = { rank: 0, count: 0, density: 0, share: 1, rate: 1, mean: 1, index: 2 };
  const WORDS = { suppressed: "Suppressed", not_applicable: "Not applicable" };
  const kept = new Map();

  async function json(address) {
    const found = await fetch(address);
    if (found.status === 404) explorer.outdated();
    if (!found.ok) throw new Error(`${found.status}`);
    return found.json();
  }

  const facts = json(boot.facts).then((found) => {
    for (const [key, level] of Object.entries(found.levels)) {
      level.key = key;
      level.index = new Map(level.codes.map((code, index) => [code, index]));
    }
    return found;
  });
  facts.catch(() => {}); // dash.js, which waits for it too, says so on the page
  for (const [key, address] of Object.entries(boot.figures)) keep(key, json(address).then(complete));

  function keep(key, asked) {
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
  }

  /** The figures of an indicator, from its file or from memory. A failure is not remembered. */
  function of(key) {
    if (!kept.has(key)) {
      keep(key, facts.then(({ figures }) => json(figures[key])).then(complete));
    }
    return kept.get(key);
  }

  /** Work out the values that come as parts of a whole. */
  function complete(one) {
    if (one.numerator) {
      one.value = one.numerator.map((part, index) =>
        part === null || !one.denominators[index] ? null : one.per * part / one.denominators[index]);
    }
    return one;
  }

  function number(value, digits = 0) {
    return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** A value as digits; a share never rounds something to nothing, or nearly all to all. */
  function digits(one, value) {
    if (one.kind === "category") return one.words[value - 1];
    if (one.kind === "share" && value > 0 && value < 0.05) return "under 0.1";
    if (one.kind === "share" && value >= 99.95 && value < 100) return "over 99.9";
    return number(value, one.kind === "density" && value < 100 ? 1 : LETTERS[one.kind]);
  }

  /** The value of a place with its unit and parts; why there is none where there is none. */
  function said(one, index) {
    if (one.status[index]) return WORDS[one.status[index]] || "No figure";
    if (!one.said) return rank(one, index);
    return one.said
      .replace("{value}", digits(one, one.value[index]))
      .replace("{numerator}", one.numerator ? number(one.numerator[index]) : "")
      .replace("{denominator}", one.numerator ? number(one.denominators[index]) : "")
      .replaceAll(" %", "\u00a0%");
  }

  function rank(one, index) {
    return one.rank[index] ? one.ranked.replace("{rank}", number(one.rank[index])) : "";
  }

  /**
   * How one figure is read on a level of areas that may not be its own: the third of each area and
   * its value in words. Small areas say the figure of the larger area they lie in.
   */
  function on(facts, one, key) {
    if (one.level === key) return { third: (index) => Number(one.thirds[index]), words: (index) => said(one, index) };
    if (key === facts.pair.larger) {
      return { third: (index) => Number(one.larger.thirds[index]), words: (index) => one.larger.said[index] };
    }
    const there = facts.levels[one.level].parts;
    const found = facts.levels[key].parts.map((own) =>
      there.findIndex((parts) => own.every((code) => parts.includes(code))));
    return {
      third: (index) => (found[index] < 0 ? 0 : Number(one.thirds[found[index]])),
      words: (index) => (found[index] < 0 ? "" : said(one, found[index])),
    };
  }

  /** The figures of an indicator as they were at a date of its series; itself without that date. */
  function at(one, date) {
    const { dates = [], people, days } = one.series;
    const day = dates.indexOf(date);
    if (day < 0) return one;
    return complete({
      ...one,
      label: `${one.series.title}, by ${days[day]}`,
      day,
      ranked: "",
      numerator: people[day],
      over: one.denominators.flatMap((whole, index) => (people[day][index] > whole ? [index] : [])),
    });
  }

  /** Words owed where a part is more than its whole. */
  function odd(one, index) {
    return one.over.includes(index)
      ? "Over 100\u00a0%: more were counted than the register holds. Shown as published." : "";
  }

  return { facts, json, of, on, at, said, rank, odd, number };
})();
