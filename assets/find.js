/*
 * Finding a place: an ARIA combobox. The server looks things up; choosing one is a change of view.
 */
explorer.find = (function () {
  "use strict";
  const PAUSE = 120;
  const input = document.getElementById("find");
  const list = document.getElementById("found");
  const answer = document.getElementById("find-answer");
  const { state, map, areas } = explorer;
  let matches = [];
  let active = -1;
  let timer = 0;
  let latest = 0;

  /** Look up what is in the box now; what was typed since is another question's. */
  async function ask() {
    clearTimeout(timer);
    const text = input.value.trim();
    const number = (latest += 1);
    let found = { matches: [], message: "" };
    try {
      if (text) found = await lookUp(text);
    } catch {
      found.message = "The search could not be reached. Try again.";
    }
    if (number !== latest) return;
    show(found.matches, found.message);
    list.dataset.sought = text;
  }

  async function lookUp(text) {
    const reply = await fetch("find?" + new URLSearchParams({ q: text }));
    return reply.json();
  }

  /** Take the match in hand, or the first for what is in the box, be it answered yet or not. */
  async function take() {
    if (active < 0 && !answered()) await ask();
    if (active >= 0 || answered()) choose(Math.max(active, 0));
  }

  /** Whether matches are offered for exactly what is in the box. */
  function answered() {
    return matches.length > 0 && list.dataset.sought === input.value.trim();
  }

  function show(found, message) {
    matches = found;
    active = -1;
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    answer.textContent = found.length ? "" : message;
    if (found.length) explorer.say(`${found.length} found. Arrow down to choose.`);
  }

  function option(match, index) {
    const item = explorer.element("li");
    item.id = `found-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(explorer.element("span", match.label), explorer.element("span", match.detail, "detail"));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(index);
    });
    return item;
  }

  function move(to) {
    if (!matches.length) return;
    active = (to + matches.length) % matches.length;
    [...list.children].forEach((item, index) =>
      item.setAttribute("aria-selected", String(index === active)));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `found-${active}`);
  }

  /** Take a match: a ward becomes the ward filter, anything else is picked; the map goes there. */
  function choose(index) {
    const match = matches[index];
    clearTimeout(timer);
    latest += 1; // what is still looked up is no longer wanted
    show([], "");
    input.value = match.label;
    answer.textContent = match.detail ? `${match.label}: ${match.detail}` : match.label;
    if (match.ward) state.change({ ward: [match.ward], q: [] }, "ward");
    else pick(match.areas);
  }

  function pick(codes) {
    state.change({ area: codes }, "pick");
    const bounds = areas.bounds(codes);
    if (bounds) map.fit(bounds);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => show([], answer.textContent));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Escape") show([], "");
    else if (event.key === "Enter") take();
    else return;
    event.preventDefault();
  });
})();
