/*
 * The card: what a person would want to know about the area at hand. Text only, never markup.
 */
explorer.card = (function () {
  "use strict";
  const card = document.getElementById("card");
  const { state, map, areas, figures } = explorer;
  const over = [];

  /** Lines for an area of the level shown: name, place, value, class in words, people. */
  function lines(code) {
    const { indicator, pair, measure, level } = areas.shown();
    const index = level.index.get(code);
    return {
      name: level.names[index],
      place: level.places[index],
      ...(pair ? pair.lines(index) : single(indicator, measure, index)),
      ...over.reduce((said, one) => ({ ...said, ...one(level, index) }), {}),
      people: `${figures.number(level.people[index])} people (mid-2022)`,
      seam: level.changed.includes(index) ? level.seam : "",
      picked: pickedWords(level, index),
    };
  }

  /** Let an overlay add lines to every card: a function of a level and an area's place in it. */
  function also(lines) {
    over.push(lines);
  }

  /** What is said of one indicator alone. */
  function single(indicator, measure, index) {
    return {
      label: indicator.label,
      value: figures.said(indicator, index),
      odd: figures.odd(indicator, index),
      whole: indicator.denominator ? `Share of: ${indicator.denominator}` : "",
      rank: indicator.said ? figures.rank(indicator, index) : "",
      words: decile(indicator, index),
      shown: indicator.deciles.length && measure.group === "decile" ? "" : classLabel(measure, index),
    };
  }

  function decile(indicator, index) {
    const { classes } = indicator.measures.decile;
    return indicator.deciles[parseInt(classes[index], 16) - 1] || "";
  }

  function classLabel(measure, index) {
    const found = parseInt(measure.classes[index], 16);
    return found ? ["Shaded as:", measure.group, measure.labels[found - 1]].filter(Boolean).join(" ") : "";
  }

  function pickedWords(level, index) {
    const picked = state.values().area.split(",");
    return level.parts[index].every((code) => picked.includes(code)) ? "Picked" : "";
  }

  /** Fill the card and return its text for a screen reader; null empties it. */
  function show(code) {
    return code === null ? fill(null) : fill(lines(code));
  }

  /** Fill the card with named lines, the first its heading; null empties it. */
  function fill(said) {
    card.hidden = said === null;
    if (said === null) return "";
    card.replaceChildren(...Object.entries(said).filter(([, text]) => text).map(line));
    return Object.values(said).filter(Boolean).join(". ");
  }

  function line([kind, text]) {
    return explorer.element({ name: "strong", picked: "em" }[kind] || "span", text, kind);
  }

  /** Stand on the side of the map where the thing described is not. */
  function beside(at) {
    map.ready((leaflet) => {
      const right = leaflet.latLngToContainerPoint(at).x > leaflet.getSize().x / 2;
      card.classList.toggle("left", right);
    });
  }

  return { show, fill, beside, also };
})();
