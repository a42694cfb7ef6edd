/*
 * Legends and notes, as the server writes them. A file brings those of the view without a filter at
 * once; under a filter their counts are blank until the server's answer brings the right ones.
 */
explorer.legend = (function () {
  "use strict";
  const { areas, reply, state } = explorer;
  const kept = new Map(); // what the answer to a view brought, by id, while a file's stands there
  let answered = state.keys.question(state.values());

  /** Show fragments of a file, unless the page has the answer to the present view. */
  function show(fragments) {
    const current = state.keys.question(state.values()) === answered;
    for (const [id, html] of Object.entries(fragments)) {
      const there = document.getElementById(id);
      if (current) {
        if (kept.has(id)) there.replaceWith(kept.get(id));
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
  return { show, failed };
})();
