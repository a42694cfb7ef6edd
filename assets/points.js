/*
 * Practices and venues, which stand at points. What draws them is fetched when a reader first wants
 * either; each is a layer that knows what it says of a code.
 */
explorer.points = (function () {
  "use strict";
  const { state, needs, card } = explorer;
  const layers = [];
  const need = needs.need("points", () => {});

  function update(values) {
    const wanted = values.venues || state.shows("practices", values);
    if (wanted) need.want("points", () => ({ name: explorer.words("points"), still: "" }), () => explorer.script(state.boot.script));
  }

  /** The card of a place, which is outlined; null for none. */
  function show(code) {
    const found = layers.map((one) => one.name(code)).find(Boolean);
    if (found) card.beside(found.at);
    return card.show(found ? found.lines : null);
  }

  state.subscribe(update);
  update(state.values());
  return { layers, show };
})();
