/*
 * Legends and notes, as the server writes them. A file brings those of the view without a filter at
 * once; under a filter their counts are blank until the server's answer brings the right ones.
 */
explorer.legend = (function () {
  "use strict";
  const { areas, reply, state } = explorer;
  const OF_AREAS = new Set(["legend", "map-note", "measure-note"]);
  const kept = new Map(); // what the answer to a view brought, by id, while a file's stands there
  const waiting = new Map(); // what an answer brought before the map shows what it is about

  /** Keep back a fragment of an answer until the map it explains is drawn; whether that was so. */
  function keep(id, html) {
    const map = id === "second-legend" ? explorer.beside : OF_AREAS.has(id) ? areas : null;
    waiting.delete(id);
    kept.delete(id);
    if (!map || map.current()) return false;
    waiting.set(id, html);
    return true;
  }

  /** Show fragments of a file, unless the page has the answer to the present view. */
  function show(fragments) {
    const current = state.keys.question(state.values()) === reply.answered();
    for (const [id, html] of Object.entries(fragments)) {
      const there = document.getElementById(id);
      if (current) {
        if (waiting.has(id)) reply.replace(id, waiting.get(id));
        else if (kept.has(id)) there.replaceWith(kept.get(id));
        waiting.delete(id);
        kept.delete(id);
        continue;
      }
      if (!kept.has(id)) kept.set(id, there);
      reply.replace(id, html);
      document.getElementById(id).classList.toggle("uncounted", areas.filtered());
    }
  }

  function draw() {
    const { fragments } = areas.shown().sheet;
    show(Object.fromEntries([...OF_AREAS].map((id) => [id, fragments[id]])));
  }

  /** Say that the figures chosen did not come; the map still shows those before. */
  function failed(label) {
    const words = `These figures could not be loaded. The map still shows ${label}.`;
    document.getElementById("map-note").textContent = words;
    explorer.say(words);
  }

  areas.subscribe(draw);
  return { show, keep, failed };
})();
