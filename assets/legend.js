/*
 * The legend: the classes of what is drawn, with words at the ends and how many areas each holds.
 */
explorer.legend = (function () {
  "use strict";
  const box = document.getElementById("legend");
  const note = document.getElementById("map-note");
  const why = document.getElementById("measure-note");
  const { areas, element } = explorer;

  function draw() {
    const { indicator, pair, measure, level } = areas.shown();
    const lit = level.codes.map((_, index) => areas.selected(level, index));
    const filtered = lit.includes(false);
    const nouns = level.noun[0] === "MSOA" ? level.noun[1] : "areas";
    box.replaceChildren(...(pair ? pair.legend(level, lit) : single(areas.shown(), lit)));
    why.textContent = pair ? "With two figures the map shows thirds of each." : measure.note;
    note.textContent = [
      `The numbers ${pair ? "beside" : "under"} the colours count ${nouns}.`,
      filtered ? `Faded ${nouns} are outside the filter; the numbers count selected ones, of all.` : "",
      indicator.denominator && !pair ? `Shares of: ${indicator.denominator}.` : "",
      pair ? pair.note
        : level.noun[0] === "MSOA" ? "These figures are published for MSOAs only, and drawn as such." : "",
      level.marked ? `Dashed outline: ${level.seam}` : "",
      `${indicator.source}${pair ? `; ${pair.second.source}` : ""}.`,
    ].filter(Boolean).join(" ");
  }

  /** Title, ends and classes of one figure. */
  function single({ indicator, measure, level }, lit) {
    const every = [...measure.classes].map((letter) => parseInt(letter, 16));
    const rows = measure.labels.map((label, position) => row({
      colour: measure.colours[position], label, range: measure.ranges[position],
      counted: count(every, lit, position + 1, lit.includes(false)), noun: level.noun[1],
    }));
    rows.push(...without(indicator, level));
    const list = element("ul", "", `classes-${rows.length}`);
    list.append(...rows);
    return [element("h2", measure.title), ends(indicator), list];
  }

  function count(every, lit, number, filtered) {
    const all = every.filter((found) => found === number).length;
    const some = every.filter((found, index) => found === number && lit[index]).length;
    return filtered ? `${some} of ${all}` : `${all}`;
  }

  /** What the two ends mean, once, over the row; each class says it again to a screen reader. */
  function ends({ more, less }) {
    const line = element("p", "", "ends");
    line.setAttribute("aria-hidden", "true");
    line.append(element("span", more), element("span", less));
    return line;
  }

  /** Grey classes for places without a value: suppressed and missing are told apart. */
  function without(indicator, level) {
    const kinds = Object.values(indicator.status);
    return [["suppressed", "Suppressed"], ["missing", "No figure"], ["not_applicable", "Not applicable"]]
      .map(([kind, label]) => [label, kinds.filter((one) => one === kind).length])
      .filter(([, counted]) => counted)
      .map(([label, counted]) => row({ label, counted, noun: level.noun[1] }));
  }

  /** One class; without a colour it is one of places that have no value. */
  function row({ colour, label, range, counted, noun }) {
    const item = element("li");
    const [short, meaning] = label.split(" (");
    item.append(
      swatch(colour), element("span", short, "name"),
      element("span", meaning ? ` (${meaning}` : "", "unseen"),
      element("span", range, "range"),
      element("span", `${counted}`, "count"), element("span", ` ${noun}`, "unseen"),
    );
    return item;
  }

  function swatch(colour) {
    const bar = element("span", "", colour ? "swatch" : "swatch without");
    if (colour) bar.style.backgroundColor = colour;
    return bar;
  }

  /** Say that the figures chosen did not come; the map still shows those before. */
  function failed() {
    const words = `These figures could not be loaded. The map still shows ${areas.shown().indicator.label}.`;
    note.textContent = words;
    explorer.say(words);
  }

  areas.subscribe(draw);
  return { draw, single, ends, failed };
})();
