/*
 * The colours and lines of the map, as `layers/palette.py` has them for pictures too; with forced
 * colours, lines and their casings take the reader's. Plain enough for browsers of 2020.
 */
window.explorer = window.explorer || {};

explorer.look = (function () {
  "use strict";
  // With forced colours lines and their casings take the reader's; what a colour means stays.
  const SYSTEM = { ink: "CanvasText", paper: "Canvas", accent: "Highlight", cluster: "LinkText" };
  const forced = window.matchMedia("(forced-colors: active)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const look = {}; // colours and widths, as `layers/palette.py` has them for pictures too
  const listeners = [];
  const STEP = 8; // pixels from stripe to stripe
  let given = {};
  let due = false; // both queries often change at once
  let patterns = {};
  let made = {}; // lines by their name

  /** Take over the colours and widths of the server; nothing is drawn before. */
  function use(found) {
    given = found;
    take();
  }

  function take() {
    Object.assign(look, given, forced.matches ? system() : {});
    if (forced.matches && dark.matches) look.faded = look.fadedDark;
    patterns = {};
    made = {};
  }

  /** The reader's own colours, as the browser computes them for an element of this page. */
  function system() {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.setProperty("forced-color-adjust", "none");
    const found = {};
    Object.keys(SYSTEM).forEach(function (name) {
      probe.style.color = SYSTEM[name];
      found[name] = window.getComputedStyle(probe).color;
    });
    probe.remove();
    return found;
  }

  /** Be told when the reader's colours change: everything is to be drawn again. */
  function onLook(listener) {
    listeners.push(listener);
  }

  function change() {
    due = false;
    take();
    listeners.forEach(function (listener) { listener(); });
  }

  [forced, dark].forEach(function (query) {
    query.addEventListener("change", function () {
      if (!given.ink || due) return;
      due = true;
      requestAnimationFrame(change);
    });
  });

  /** The lines of a name, the casing first, as options of Leaflet. */
  function strokes(name) {
    made[name] = made[name] || look.strokes[name].map(function (one) {
      return { color: look[one[0]], weight: one[1], opacity: one[2], dashArray: one[3] || null };
    });
    return made[name];
  }

  /** The ground of places without a value, as `pictures/hatching.py` has it. */
  function pattern(mark) {
    if (!patterns[mark]) patterns[mark] = hatch(mark === "crossed");
    return patterns[mark];
  }

  function hatch(crossed) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = STEP;
    const lines = [-STEP, 0, STEP].map(function (at) {
      return `M${at} ${STEP}L${at + STEP} 0${crossed ? `M${at} 0L${at + STEP} ${STEP}` : ""}`;
    });
    const drawn = { size: STEP, ground: look.paper, line: look.noValue, width: 2.5, path: lines.join("") };
    const context = tile.getContext("2d");
    context.fillStyle = drawn.ground;
    context.fillRect(0, 0, STEP, STEP);
    context.strokeStyle = drawn.line;
    context.lineWidth = drawn.width;
    context.stroke(new Path2D(drawn.path));
    return Object.assign(context.createPattern(tile, "repeat"), { drawn: drawn }); // which paper draws
  }

  return { colours: look, use, onLook, strokes, pattern };
})();
