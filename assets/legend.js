/*
 * The legend: the classes of what is drawn, with words at the ends and how many areas each holds.
 */
explorer.legend = (function () {
  "use strict";
  const box = document.getElementById("legend");
  const note = document.getElementById("map-note");
  const why = document.getElementById("measure-note");
  const { areas } = explorer;

  function draw() {
    const { indicator, measure, level } = areas.shown();
    const every = [...measure.classes].map((letter) => parseInt(letter, 16));
    const lit = every.map((_, index) => areas.selected(level, index));
    const filtered = lit.includes(false);
    const rows = measure.labels.map((label, position) =>
      row(measure.colours[position], label, count(every, lit, position + 1, filtered)));
    const missing = every.filter((found) => found === 0).length;
    if (missing) rows.push(row("none", "No figure", `${missing}`));
    const list = document.createElement("ul");
    list.className = `classes-${rows.length}`;
    list.append(...rows);
    box.replaceChildren(text("h2", measure.title), ends(indicator), list);
    why.textContent = measure.note;
    note.textContent = [
      "The numbers under the colours count areas.",
      filtered ? "Faded areas are outside the filter; they count selected of all." : "",
      level.marked ? `Dashed outline: ${level.seam}` : "",
      `${indicator.source}.`,
    ].filter(Boolean).join(" ");
  }

  function count(every, lit, number, filtered) {
    const all = every.filter((found) => found === number).length;
    const some = every.filter((found, index) => found === number && lit[index]).length;
    return filtered ? `${some} of ${all}` : `${all}`;
  }

  /** What the two ends mean, once, over the row; each class says it again to a screen reader. */
  function ends({ more, less }) {
    const line = document.createElement("p");
    line.className = "ends";
    line.setAttribute("aria-hidden", "true");
    line.append(text("span", more), text("span", less));
    return line;
  }

  function row(colour, label, counted) {
    const item = document.createElement("li");
    const [short, meaning] = label.replaceAll(" %", "\u00a0%").split(" (");
    item.append(
      swatch(colour), text("span", short, "name"),
      text("span", meaning ? ` (${meaning}` : "", "unseen"),
      text("span", counted, "count"), text("span", " areas", "unseen"),
    );
    return item;
  }

  function swatch(colour) {
    const bar = document.createElement("span");
    bar.className = "swatch";
    bar.style.backgroundColor = colour === "none" ? "#B8BEC4" : colour;
    return bar;
  }

  function text(tag, words, kind) {
    const element = document.createElement(tag);
    element.textContent = words;
    if (kind) element.className = kind;
    return element;
  }

  areas.subscribe(draw);
  return { draw };
})();
