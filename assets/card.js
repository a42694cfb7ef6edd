/*
 * The card: what a person would want to know about the area at hand. Text only, never markup.
 */
explorer.card = (function () {
  "use strict";
  const card = document.getElementById("card");
  const { state, areas } = explorer;
  const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

  /** Lines for an area of the level shown: name, place, value, class in words, people. */
  function lines(code) {
    const { indicator, measure, level } = areas.shown();
    const index = level.index.get(code);
    return {
      name: level.names[index],
      place: `${level.neighbourhoods[index]}, ${level.wards[index]} ward`,
      label: indicator.label,
      value: value(indicator, index),
      words: indicator.rank[index] ? decile(indicator, index) : "",
      shown: measure.title.includes("deciles") ? "" : classLabel(measure, index),
      people: `${number.format(level.people[index])} people (mid-2022)`,
      seam: level.changed.includes(index) ? level.seam : "",
      picked: pickedWords(level, index),
    };
  }

  function value(indicator, index) {
    if (!indicator.rank[index]) return { suppressed: "Suppressed" }[indicator.status[index]] || "No figure";
    const rank = `rank ${number.format(indicator.rank[index])} of ${number.format(indicator.total)}`;
    if (indicator.kind === "rank") return `${rank} areas in ${indicator.place} (1 = ${indicator.more})`;
    return `${number.format(indicator.value[index])} ${indicator.unit}, ${rank} in ${indicator.place}`;
  }

  function decile(indicator, index) {
    const { classes } = indicator.measures.decile;
    return indicator.deciles[parseInt(classes[index], 16) - 1];
  }

  function classLabel(measure, index) {
    const found = parseInt(measure.classes[index], 16);
    return found ? `Shaded as: ${measure.labels[found - 1]}` : "";
  }

  function pickedWords(level, index) {
    const picked = state.values().area.split(",");
    return level.parts[index].every((code) => picked.includes(code)) ? "Picked" : "";
  }

  /** Fill the card and return its text for a screen reader; null empties it. */
  function show(code) {
    card.hidden = code === null;
    if (code === null) return "";
    const said = lines(code);
    card.replaceChildren(
      line("strong", said.name), line("span", said.place),
      line("span", said.label, "label"), line("span", said.value),
      line("span", said.words), line("span", said.shown), line("span", said.people),
      line("span", said.seam, "seam"), line("em", said.picked),
    );
    return Object.values(said).filter(Boolean).join(". ");
  }

  function line(tag, text, kind) {
    const element = document.createElement(tag);
    element.textContent = text;
    element.hidden = !text;
    if (kind) element.className = kind;
    return element;
  }

  return { show };
})();
