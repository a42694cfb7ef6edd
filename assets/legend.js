/*
 * Legends and notes, as the server writes them. A file brings those of the view without a filter at
 * once; under a filter their counts are blank until the server's answer brings the right ones.
 */
explorer.legend = (function () {
  "use strict";
  const { areas, reply, state } = explorer;
  const OF_AREAS = ["legend", "map-note", "measure-note"];
  const kept = new Map(); // what the answer to a view brought, by id, while a file's stands there
  const waiting = new Map(); // what an answer brought before the map shows what it is about
  let answered = state.keys.question(state.values());

  /** Keep back a fragment of an answer until the map it explains is drawn; whether that was so. */
  function keep(id, html) {
    const map = id === "second-legend" ? explorer.beside : OF_AREAS.includes(id) ? areas : null;
    waiting.delete(id);
    if (!map || map.current()) return false;
    waiting.set(id, html);
    return true;
  }

  /** Show fragments of a file, unless the page has the answer to the present view. */
  function show(fragments) {
    const current = state.keys.question(state.values()) === answered;
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
    const { "second-legend": second, ...own } = areas.shown().sheet.fragments;
    show(own);
  }

  /** Say that the figures chosen did not come; the map still shows those before. */
  function failed(label) {
    const words = `These figures could not be loaded. The map still shows ${label}.`;
    document.getElementById("map-note").textContent = words;
    explorer.say(words);
  }

  areas.subscribe(draw);
  reply.subscribe(({ query }) => {
    answered = query;
    kept.clear();
  });
  return { show, keep, failed };
})();
