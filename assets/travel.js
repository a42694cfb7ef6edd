/*
 * Travelling over the areas with the pointer or the arrow keys: one area is at hand, outlined and
 * described on the card. Neither asks the server anything.
 */
explorer.travel = (function () {
  "use strict";
  const ARROWS = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]; // the order of level.moves
  const DOUBLE = 250; // milliseconds between the clicks of a double click, of most people
  const PAGES = { PageDown: 1, PageUp: -1 };
  const { map, areas, panels, renderer } = explorer;
  let box = null;
  let hand = null;
  let outline = null;
  let waiting = 0; // until a click is known to be single
  let picked = null; // what the last click has picked

  map.ready((leaflet) => {
    box = leaflet.getContainer();
    outline = L.layerGroup().addTo(leaflet);
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map of areas");
    box.setAttribute("aria-label", "Map. Arrow keys move between neighbouring areas, " +
      "Page Down goes to the next by rank, Enter picks an area, plus and minus zoom, zero returns to the start, Escape leaves.");
    box.addEventListener("keydown", press);
    box.addEventListener("focus", () => { if (hand === null) explorer.say(take(startingPoint())); });
    box.addEventListener("blur", () => take(null));
    document.querySelector('.skip[href="#map-section"]').addEventListener("click", (event) => {
      event.preventDefault();
      box.focus();
    });
  });

  /** The darkest area of the selection: where a reader most likely wants to begin. */
  function startingPoint() {
    const { level, sheet } = areas.shown();
    const first = sheet.order.find((index) => areas.selected(level, index));
    return level.codes[first === undefined ? sheet.order[0] : first];
  }

  /** Take an area in hand, or none: outline it and fill the card. */
  function take(code) {
    hand = code;
    const layer = code && areas.layer(code);
    outline.clearLayers();
    renderer.outline(layer ? [layer] : [], outline, map.renderer("focus"), "hand");
    if (layer) explorer.card.beside(layer.getBounds().getCenter());
    return explorer.card.show(code === null ? null : explorer.card.lines(code));
  }

  function point(code) {
    if (document.activeElement === box && code === null) return;
    take(code);
  }

  function choose(code) {
    const { level } = areas.shown();
    panels.toggle(areas.parts(level, level.index.get(code)));
  }

  /** A click picks, once it is clear that it is not the first half of a double click: that zooms. */
  function click(codes, { originalEvent: { detail } }) {
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

  function press(event) {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = ARROWS.includes(event.key) ? step(ARROWS.indexOf(event.key))
      : event.key in PAGES ? turn(PAGES[event.key])
        : command(event.key);
    if (handled) event.preventDefault();
  }

  /** To the neighbouring area in the direction of an arrow. */
  function step(arrow) {
    const { level } = areas.shown();
    const next = level.moves[level.index.get(hand || startingPoint())][arrow];
    if (next < 0) explorer.say("No neighbouring area in that direction.");
    else visit(level.codes[next]);
    return true;
  }

  /** To the next area by rank, or back, so that every area can be reached in order. */
  function turn(by) {
    const { level, sheet: { order } } = areas.shown();
    const here = order.indexOf(level.index.get(hand || startingPoint()));
    const next = order[here + by];
    if (next === undefined) explorer.say("That was the last area.");
    else visit(level.codes[next]);
    return true;
  }

  function visit(code) {
    const text = take(code);
    map.ready((leaflet) => leaflet.panInside(areas.layer(code).getBounds().getCenter(), {
      padding: [60, 60], animate: !map.still,
    }));
    explorer.say(text);
  }

  function command(key) {
    if ((key === "Enter" || key === " ") && hand) choose(hand);
    else if (key === "+" || key === "=") map.ready((leaflet) => leaflet.zoomIn());
    else if (key === "-") map.ready((leaflet) => leaflet.zoomOut());
    else if (key === "0") map.home();
    else if (key === "Escape") box.blur();
    else return false;
    return true;
  }

  areas.subscribe(() => { if (hand) take(areas.shown().level.index.has(hand) ? hand : null); });
  return { point, click, take };
})();
