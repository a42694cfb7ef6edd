/*
 * Finding a place: an ARIA combobox. The server looks things up; choosing one is a change of view.
 */
explorer.find = (function () {
  "use strict";
  const PAUSE = 120;
  const LONGEST = 3000; // letters that one question can hold; the end of an address has its postcode
  const input = document.getElementById("find");
  const list = document.getElementById("found");
  const answer = document.getElementById("find-answer");
  const { state, map } = explorer;
  let matches = [];
  let partial = false;
  let pin = null;
  let active = -1;
  let timer = 0;
  let latest = 0;

  /** Look up what is in the box now; what was typed since is another question's. */
  async function ask() {
    clearTimeout(timer);
    const text = input.value.trim();
    const number = (latest += 1);
    let found = { matches: [], message: "", partial: false };
    try {
      if (text) found = await lookUp(text);
    } catch {
      found.message = explorer.words("no_search");
    }
    if (number !== latest) return;
    show(found);
    list.dataset.sought = text;
  }

  async function lookUp(text) {
    const reply = await fetch("find?" + new URLSearchParams({ q: text.slice(-LONGEST) }));
    return reply.json();
  }

  /**
   * Take the match in hand, or the first for what is in the box, be it answered yet or not. For part
   * of a postcode nothing is taken that was not chosen.
   */
  async function take() {
    if (active < 0 && !answered()) await ask();
    if (active >= 0 || (answered() && !partial)) choose(Math.max(active, 0));
    else if (partial) explorer.say(answer.textContent);
  }

  /** Whether matches are offered for exactly what is in the box. */
  function answered() {
    return matches.length > 0 && list.dataset.sought === input.value.trim();
  }

  function show(found) {
    ({ matches, partial } = found);
    active = -1;
    list.replaceChildren(...matches.map(option));
    list.hidden = matches.length === 0;
    input.setAttribute("aria-expanded", String(matches.length > 0));
    input.removeAttribute("aria-activedescendant");
    answer.textContent = found.message;
    answer.classList.remove("unseen");
    const { message } = found;
    if (matches.length === 1 && !partial) explorer.say(explorer.words("choose_only", { message }));
    else if (matches.length) explorer.say(explorer.words("choose_match", { message }));
  }

  function close(words) {
    show({ matches: [], message: words, partial: false });
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

  /** Take a match: a ward or an authority becomes a filter, anything else is picked; the map shows it. */
  function choose(index) {
    const match = matches[index];
    clearTimeout(timer);
    latest += 1; // what is still looked up is no longer wanted
    close(match.detail ? `${match.label}: ${match.detail}` : match.label);
    answer.classList.add("unseen"); // it would lie on the answer about the place
    input.value = match.label;
    if (match.ward) state.change({ [match.kind === "authority" ? "lad" : "ward"]: [match.ward], q: [] }, "ward");
    else state.change({ area: match.areas }, "pick");
    map.fit(match.bounds);
    mark(match);
  }

  /** Stand a pin with its name where a place is; the one before goes. */
  function mark({ at, label }) {
    if (pin) pin.remove();
    pin = null;
    if (!at) return;
    const icon = L.divIcon({ className: "pin", iconSize: [24, 24], iconAnchor: [12, 29] });
    pin = L.marker(at, { icon, interactive: false, keyboard: false, pane: "focus" });
    pin.bindTooltip(explorer.element("span", label), { permanent: true, direction: "auto", offset: [0, -18] });
    map.ready((shown) => pin.addTo(shown));
  }

  state.subscribe(({ area, ward, lad }) => { if (!area && !ward && !lad) mark({}); });

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => { if (matches.length) close(""); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Escape") close("");
    else if (event.key === "Enter") take();
    else return;
    event.preventDefault();
  });
})();
