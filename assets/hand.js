/*
 * The area at hand on a map: taken by the pointer or the arrow keys, outlined and described. Pages
 * and embeds use it alike; it asks the server nothing. Plain enough for browsers of 2020.
 */
window.explorer = window.explorer || {};

/**
 * Make a map one that can be travelled over. Of `about`, `shown` gives the level and the order of its
 * areas by rank, `start` the code to begin with, `take` outlines and describes the area of a code or
 * of none and returns its words, `centre` says where an area is, `home` looks at the start again and
 * `choose`, where there is something to choose, does so.
 */
explorer.handOf = function (map, about) {
  "use strict";
  const ARROWS = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]; // the order of level.moves
  const PAGES = { PageDown: 1, PageUp: -1 };
  const EDGE = [60, 60]; // pixels that an area keeps from the edge when it is visited
  const box = map.getContainer();
  let hand = null;

  function take(code) {
    hand = code;
    return about.take(code);
  }

  /** Whether the map has the focus by the keyboard: Leaflet gives it to who clicks there, or on a zoom button. */
  function keyed() {
    return box.matches(":focus-visible");
  }

  /** Take what the pointer is on; what the keyboard holds stays when the pointer leaves. */
  function point(code) {
    if (code !== null || !keyed()) take(code);
  }

  function visit(code) {
    const text = take(code);
    map.panInside(about.centre(code), { padding: EDGE, animate: !about.still });
    about.say(text);
  }

  /** To the neighbouring area in the direction of an arrow. */
  function step(arrow) {
    const level = about.shown().level;
    const next = level.moves[level.codes.indexOf(hand || about.start())][arrow];
    if (next < 0) about.say(explorer.words("no_neighbour"));
    else visit(level.codes[next]);
  }

  /** To the next area by rank, or back, so that every area can be reached in order. */
  function turn(by) {
    const shown = about.shown();
    const here = shown.order.indexOf(shown.level.codes.indexOf(hand || about.start()));
    const next = shown.order[here + by];
    if (next === undefined) about.say(explorer.words("last_area"));
    else visit(shown.level.codes[next]);
  }

  function press(event) {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS.indexOf(event.key);
    const isChoice = event.key === "Enter" || event.key === " ";
    if (arrow >= 0) step(arrow);
    else if (PAGES[event.key]) turn(PAGES[event.key]);
    else if (isChoice && hand && about.choose) about.choose(hand);
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "0") about.home();
    else if (event.key === "Escape") box.blur();
    else return;
    event.preventDefault();
  }

  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-roledescription", explorer.words("map_role"));
  const name = { name: about.name };
  box.setAttribute("aria-label", about.choose ? explorer.words("keys_to_choose", name) : explorer.words("keys", name));
  box.addEventListener("keydown", press);
  box.addEventListener("focus", function () { if (hand === null && keyed()) about.say(take(about.start())); });
  box.addEventListener("blur", function () { take(null); });
  return { take, point, held: function () { return hand; } };
};
