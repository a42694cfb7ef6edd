/*
 * The card: what a person would want to know about the area at hand, in the words of the files.
 */
explorer.card = (function () {
  "use strict";
  const card = document.getElementById("card");
  const { state, map, areas, files, renderer } = explorer;
  const over = [];
  let geography = null;
  files.geography.then((found) => { geography = found; }, () => {});

  /** Lines for an area of what is shown on a map; of the first map unless another is given. */
  function lines(code, { file, sheet, level } = areas.shown()) {
    const index = level.index.get(code);
    return [
      ...renderer.lines(level.before, index),
      ...renderer.lines(renderer.columnsOf(file, sheet.lines), index),
      ...over.flatMap((one) => one(level, index, file)),
      ...renderer.lines(level.after, index),
      ["picked", picked(level, index) ? explorer.words("chosen") : ""],
    ];
  }

  /** Let an overlay add lines to every card: a function of a level, an index and the file shown. */
  function also(more) {
    over.push(more);
  }

  /** The lines of another figure on a level that may not be its own. */
  function companion(file, kind, level, index) {
    const key = level.key in file.companion ? level.key : file.level;
    const { of } = geography.levels[key];
    const [at, more] = key === level.key ? [index] : new Set(level.parts[index].map((part) => of[part]));
    if (at === undefined || more !== undefined) return []; // no one area holds it
    return renderer.lines(renderer.columnsOf(file, file.companion[key]), at)
      .map(([one, text]) => [`${one} ${kind}`, text]);
  }

  function picked(level, index) {
    const codes = state.values().area.split(",");
    return areas.parts(level, index).every((code) => codes.includes(code));
  }

  /** Show lines on the card and return their text for a screen reader; null empties it. */
  function show(said) {
    return renderer.card(card, said);
  }

  function beside(at) {
    map.ready((leaflet) => renderer.beside(leaflet, card, at));
  }

  return { show, lines, beside, also, companion };
})();
