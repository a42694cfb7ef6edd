/*
 * An area from what is typed: a circle around a place, or an outline from corner to corner. The
 * server reads it, writes it its own way and says why if it cannot be used; then the map fits to it.
 */
explorer.draw = (function () {
  "use strict";
  const { state, map, areas, reply } = explorer;
  const box = document.getElementById("draw-box");
  const input = (id) => document.getElementById(id).value;
  const trimmed = (text, separator) => text.split(separator).map((part) => part.trim()).filter(Boolean);
  const shows = {
    circle: () => ({ near: [...trimmed(input("around"), ","), input("metres").trim()] }),
    outline: () => ({ shape: trimmed(input("corners"), /[\n,]/) }),
  };
  let fits = false; // whether the map is to fit to what the next reply brings

  /** Show an area, as { near: [place, metres] } or { shape: [corners] }. */
  function show(given) {
    fits = true;
    state.change(given, "drawn");
  }

  function typed(what) {
    const given = shows[what]();
    if (Object.values(given)[0].length > (what === "circle" ? 1 : 0)) show(given);
  }

  /** Draw with the pointer; what that needs is fetched when it is first wanted. */
  function draw({ pen, words }) {
    if (explorer.pen) {
      explorer.pen(pen, words);
      return;
    }
    explorer.script(state.boot.pen).then(() => explorer.pen(pen, words), () => {
      explorer.notice(box.dataset.absent);
      explorer.say(box.dataset.absent);
    });
  }

  box.addEventListener("click", ({ target }) => {
    if (target.dataset.pen) draw(target.dataset);
    if (target.dataset.shows) typed(target.dataset.shows);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    typed("circle");
  });
  reply.subscribe(({ drawn, written }) => {
    if (!fits) return;
    fits = false;
    const layers = trimmed(written.area, ",").map(areas.layer).filter(Boolean);
    if (drawn.length) map.fit(drawn.flat());
    else if (layers.length) map.fit(L.featureGroup(layers).getBounds());
  });
  return { show };
})();
