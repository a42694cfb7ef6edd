/*
 * What a mark of a chart says, beside it: readable while the pointer is on the mark or on the tip.
 * A screen reader has the words from the mark itself, so the tip is for the eyes alone.
 */
explorer.tip = (function () {
  "use strict";
  const titles = new WeakMap(); // of marks that had one, which the browser would show a second time
  const box = document.body.appendChild(explorer.element("div", "", "tip"));
  let mark = null;
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;

  function show(next) {
    const text = wordsOf(next);
    mark = text ? next : null;
    box.hidden = !mark;
    if (!mark) return;
    box.textContent = text;
    place();
  }

  /** The words of a mark: its name, its title, or those of the mark of the same place beside it. */
  function wordsOf(one) {
    const chart = one.closest("svg");
    if (!chart) return ""; // a row says what it says
    const same = [one, ...chart.querySelectorAll(`[data-of="${one.dataset.of}"]`)];
    return one.getAttribute("aria-label") || same.map(titleOf).find(Boolean) || "";
  }

  function titleOf(one) {
    const title = one.querySelector("title");
    if (title) {
      titles.set(one, title.textContent);
      title.remove();
    }
    return titles.get(one);
  }

  /** What of a mark is seen: its row or its dot, without the room around it. */
  const seat = () => mark.querySelector(".hit, circle") || mark;

  /** Against the mark, so that the pointer can go over: at the end of a row, above anything smaller. */
  function place() {
    const at = seat().getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const [across, down] = [at.left + (at.width - width) / 2, at.top + (at.height - height) / 2];
    const ends = [[at.left - width, down], [at.right, down]];
    const sides = [[across, at.top - height], [across, at.bottom]];
    const isRow = at.width > mark.closest("svg").getBoundingClientRect().width / 2;
    const wanted = isRow ? [...ends, ...sides] : [...sides, ...ends];
    const inside = ([x, y], limit) => [
      Math.min(Math.max(x, 0), Math.max(limit.clientWidth - width, 0)), Math.min(Math.max(y, 0), limit.clientHeight - height),
    ];
    const covers = ([x, y]) => x < at.right && x + width > at.left && y < at.bottom && y + height > at.top;
    const places = wanted.map((one) => inside(one, document.documentElement));
    const [x, y] = places.find((one) => !covers(one)) || places[0];
    box.style.left = `${x}px`;
    box.style.top = `${y}px`;
  }

  /** Follow a mark that is scrolled, for as long as it is seen. */
  function follow() {
    if (!mark) return;
    const at = seat().getBoundingClientRect();
    const there = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    box.hidden = !mark.contains(there);
    if (!box.hidden) place();
  }

  for (const kind of ["scroll", "resize"]) window.addEventListener(kind, follow, { capture: true, passive: true });
  return { show, hide: () => { mark = null; box.hidden = true; }, holds: (target) => box.contains(target) };
})();
