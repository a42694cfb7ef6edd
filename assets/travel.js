/*
 * Travelling over the areas of the map with the pointer or the arrow keys: hand.js on the page.
 */
explorer.travel = (function () {
  "use strict";
  const DOUBLE = 250; // milliseconds between the clicks of a double click, of most people
  const { map, areas, panels } = explorer;
  let hand = null;
  let waiting = 0; // until a click is known to be single
  let picked = null; // what the last click has picked
  let drawing = false; // then a click on the map picks nothing

  map.ready((leaflet) => {
    hand = explorer.handOf(leaflet, {
      name: explorer.words("a_map"), shown, start, take, choose, home: map.home, still: map.still, say: explorer.say,
      centre: (code) => areas.layer(code).getBounds().getCenter(),
    });
    document.querySelector('.skip[href="#map-section"]').addEventListener("click", (event) => {
      event.preventDefault();
      leaflet.getContainer().focus();
    });
  });

  function shown() {
    const { level, sheet: { order } } = areas.shown();
    return { level, order };
  }

  /** The darkest area of the selection: where a reader most likely wants to begin. */
  function start() {
    const { level, order } = shown();
    const first = order.find((index) => areas.selected(level, index));
    return level.codes[first === undefined ? order[0] : first];
  }

  /** Fill the card with an area, or none, and light it. */
  function take(code) {
    const layer = code && areas.layer(code);
    if (layer) explorer.card.beside(layer.getBounds().getCenter());
    const said = explorer.card.show(code === null ? null : explorer.card.lines(code));
    explorer.brush.look(code);
    return said;
  }

  /** Show again what the keyboard holds, after something else was shown. */
  function resume() {
    if (hand && hand.held()) hand.take(hand.held());
  }

  function choose(code) {
    const { level } = areas.shown();
    panels.toggle(areas.parts(level, level.index.get(code)));
  }

  /** A click picks, once it is clear that it is not the first half of a double click: that zooms. */
  function click(codes, { originalEvent: { detail } }) {
    if (drawing) return;
    const again = detail > 1 || waiting !== 0;
    clearTimeout(waiting);
    waiting = 0;
    if (!again) {
      picked = null;
      waiting = setTimeout(() => {
        waiting = 0;
        picked = codes;
        panels.toggle(codes);
      }, DOUBLE);
    } else if (picked) { // a double click slower than that: as it was
      panels.toggle(picked);
      picked = null;
    }
  }

  /** Leave clicks to what is drawn meanwhile. */
  function rest(whether) {
    drawing = whether;
  }

  areas.subscribe(() => {
    const code = hand && hand.held();
    if (code) hand.take(areas.shown().level.index.has(code) ? code : null);
  });
  return { point: (code) => hand.point(code), take: (code) => hand && hand.take(code), resume, click, rest };
})();
