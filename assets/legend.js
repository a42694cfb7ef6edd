/*
 * Legends and notes, as the server writes them. A file brings those of the view without a filter at
 * once; under a filter their counts are blank until the server's answer brings the right ones.
 */
explorer.legend = (function () {
  "use strict";
  const { areas, needs, reply, state } = explorer;
  const COUNTED = ["legend", "second-legend", "practice-legend", "venue-legend"];
  const OF_AREAS = ["legend", "map-note", "measure-note"];
  const owners = new Map(); // by the id of a fragment: whether what it explains is drawn
  const kept = new Map(); // what the answer to a view brought, by id, while a file's stands there
  const waiting = new Map(); // what an answer brought before the map shows what it is about

  /** Say of some fragments when what they explain is drawn as the view asks. */
  function own(ids, current) {
    for (const id of ids) owners.set(id, current);
  }

  const isDrawn = (id) => !owners.has(id) || owners.get(id)();

  /** Keep back a fragment of an answer until what it explains is drawn; whether that was so. */
  function keep(id, html) {
    waiting.delete(id);
    kept.delete(id);
    if (isDrawn(id)) return false;
    waiting.set(id, html);
    return true;
  }

  const upToDate = () => state.keys.question(state.values()) === reply.answered();

  /** Show fragments of a file, unless the page has the answer to the present view. */
  function show(fragments) {
    const answered = upToDate();
    for (const [id, html] of Object.entries(fragments)) {
      const there = document.getElementById(id);
      if (answered && isDrawn(id)) {
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

  /** Draw the legend of what is shown; of another selection its counts are blank until they are known. */
  function draw(cause) {
    for (const id of COUNTED) document.getElementById(id).classList.toggle("unanswered", cause === "mask" && !upToDate());
    if (cause === "mask") return;
    const { fragments } = areas.shown().sheet;
    show(Object.fromEntries(OF_AREAS.map((id) => [id, fragments[id]])));
  }

  /** Dim what is not what the view asks for, and say what it still shows. */
  function tell() {
    const late = needs.late();
    document.body.dataset.stale = late.map(({ name }) => name).join(" ");
    const worth = late.filter(({ state: now, words }) => now !== "late" && words);
    say("trouble", worth.filter(({ name }) => name === "charts"));
    say("pending", worth.filter(({ name }) => name !== "charts"));
  }

  function say(id, parts) {
    const words = new Set(parts.flatMap(({ state: now, words: of }) => {
      const { name, still, missing } = of();
      const loading = now === "failed" ? explorer.words("failed", { name }) : explorer.words("loading", { name });
      return [still, missing || loading];
    }));
    const box = document.getElementById(id);
    const text = [...words].filter(Boolean).join(" ");
    if (box.textContent !== text) box.textContent = text;
    box.hidden = !text;
  }

  own(OF_AREAS, areas.current);
  areas.subscribe(draw);
  reply.subscribe(() => { for (const id of COUNTED) document.getElementById(id).classList.remove("unanswered"); });
  needs.subscribe(tell);
  state.subscribe(() => queueMicrotask(needs.again)); // after everybody has said what is wanted now
  return { show, keep, own };
})();
