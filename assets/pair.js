/*
 * Two figures on one map: thirds of each make nine classes. Both are put on one level of areas
 * first: LSOA figures are added up where the other is published for MSOAs only.
 */
explorer.pair = function (facts, first, second) {
  "use strict";
  const { figures, element } = explorer;
  const { colours, larger, place } = facts.pair;
  const level = levelOf();
  const both = [first, second].map((one) => figures.on(facts, one, level));
  const classes = facts.levels[level].codes.map((_, index) => {
    const [one, other] = both.map(({ third }) => third(index));
    return one && other ? 3 * (one - 1) + other : 0;
  });

  function levelOf() {
    if (first.level === second.level) return first.level;
    return [first.level, second.level].includes(larger) ? larger : facts.newest;
  }

  function lines(index) {
    return {
      label: first.label, value: both[0].words(index), third: third(first, both[0].third(index)),
      "label second": second.label, "value second": both[1].words(index),
      "third second": third(second, both[1].third(index)),
    };
  }

  function third(one, number) {
    return number ? `Third ${number} of 3 in ${place} (1 = ${one.more}, 3 = ${one.less})` : "";
  }

  function heading(one, number) {
    return `${number}${{ 1: ` (${one.more})`, 3: ` (${one.less})` }[number] || ""}`;
  }

  function header(words, scope) {
    const made = element("th", words);
    made.setAttribute("scope", scope);
    return made;
  }

  /** A table of nine colours; the first figure goes down, the second across. */
  function legend({ noun }, lit) {
    const table = element("table");
    const head = element("thead");
    const body = element("tbody");
    const across = header(second.label, "colgroup");
    across.colSpan = 3;
    const downwards = header(first.label, "col");
    downwards.rowSpan = 2;
    head.append(row(downwards, across),
      row(...[1, 2, 3].map((number) => header(heading(second, number), "col"))));
    for (const down of [1, 2, 3]) {
      body.append(row(header(heading(first, down), "row"),
        ...[1, 2, 3].map((number) => cell(3 * (down - 1) + number, lit))));
    }
    table.append(head, body);
    const corner = classes.filter((one) => one === 1).length;
    const title = element("h2", `${first.label} and ${second.label}: thirds of ${place}'s ${noun[1]}`);
    const words = `Darkest: ${corner} of ${classes.length} ${noun[1]} are both in third 1 ` +
      `(${first.more}) of the one and in third 1 (${second.more}) of the other.`;
    return [title, table, element("p", words)];
  }

  function row(...cells) {
    const made = element("tr");
    made.append(...cells);
    return made;
  }

  function cell(number, lit) {
    const made = element("td");
    const swatch = element("span", "", "swatch");
    swatch.style.backgroundColor = colours[number - 1];
    const all = classes.filter((one) => one === number).length;
    const some = classes.filter((one, index) => one === number && lit[index]).length;
    made.append(swatch, element("span", lit.includes(false) ? `${some} of ${all}` : `${all}`));
    return made;
  }

  const note = [first, second].some((one) => one.level !== level) ? (level === larger
    ? "Figures of LSOAs are added up to MSOAs, because the other figure is published for MSOAs only."
    : "Areas of today show the figure of the area of 2011 they lie in.") : "";
  return { second, level, classes, colours, lines, legend, note };
};
