/*
 * Charts as things to work with: one tab stop a chart with arrow keys inside, and a rectangle drawn
 * on a scatter picks the areas in it. What a mark's link does is the server's business (its href).
 */
explorer.panels = (function () {
  "use strict";
  const KEYS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  const { state } = explorer;

  /** Make a fresh fragment workable. */
  function prepare(root) {
    for (const chart of root.querySelectorAll("[data-roving]")) {
      const marks = marksOf(chart);
      const current = marks.findIndex((mark) => mark.getAttribute("aria-current") === "true");
      marks.forEach((mark, index) => {
        mark.setAttribute("tabindex", index === Math.max(current, 0) ? "0" : "-1");
      });
    }
    for (const chart of root.querySelectorAll("[data-box]")) explorer.box(chart, pickBright);
  }

  function marksOf(chart) {
    return [...chart.querySelectorAll("a[href], button")];
  }

  /** Move focus to an element, making a mark its chart's tab stop. */
  function focus(element) {
    const chart = element.closest("[data-roving]");
    if (chart) {
      for (const mark of marksOf(chart)) mark.setAttribute("tabindex", mark === element ? "0" : "-1");
    }
    element.focus({ preventScroll: true });
  }

  function travel(event) {
    const chart = event.target.closest && event.target.closest("[data-roving]");
    if (!chart || !(event.key in KEYS || event.key === "Home" || event.key === "End")) return;
    const marks = marksOf(chart);
    const here = marks.indexOf(event.target.closest("a, button"));
    const last = marks.length - 1;
    const next = event.key === "Home" ? 0
      : event.key === "End" ? last
        : Math.min(last, Math.max(0, here + KEYS[event.key]));
    event.preventDefault();
    focus(marks[next]);
  }

  /** Pick exactly these areas; picking what is already picked clears it. */
  function pick(codes) {
    const now = state.values().area.split(",").filter(Boolean);
    const same = now.length === codes.length && codes.every((code) => now.includes(code));
    state.change({ area: same ? [] : codes }, "pick");
  }

  /** Of the areas in a rectangle pick those in the selection, or all when none is. */
  function pickBright(codes) {
    const bright = codes.filter(explorer.areas.holds);
    pick(bright.length ? bright : codes);
  }

  /** Add areas to the picked ones, or take them out when all of them are in. */
  function toggle(codes) {
    const now = new Set(explorer.areas.chosen());
    const all = codes.every((code) => now.has(code));
    for (const code of codes) {
      if (all) now.delete(code);
      else now.add(code);
    }
    state.change({ area: [...now].sort() }, "pick");
  }

  document.addEventListener("keydown", travel);
  document.addEventListener("click", (event) => {
    const point = event.target.closest && event.target.closest("[data-box] [data-of]");
    if (point && event.detail < 2) toggle([point.dataset.of]);
  });
  prepare(document);
  return { prepare, focus, pick, toggle };
})();
