/*
 * The panel beside the map: open, shut, or over the whole map, and as wide as the reader makes it.
 * Where there is one column it is a sheet that begins shut.
 */
explorer.panel = (function () {
  "use strict";
  const STEP = 16; // pixels a press of an arrow key
  const [NARROWEST, WIDEST] = [320, 800];
  const main = document.querySelector("main");
  const panel = document.getElementById("panel");
  const toggle = document.getElementById("figures");
  const tall = document.getElementById("tall");
  const edge = document.getElementById("panel-edge");
  const { columns } = explorer;
  let given = false; // to the second map, and to be given back

  function set(how) {
    main.dataset.panel = how;
    toggle.setAttribute("aria-expanded", String(how !== "shut"));
    tall.setAttribute("aria-pressed", String(how === "full"));
  }

  const begin = () => set(columns.matches && !given ? "open" : "shut");

  const isShut = () => main.dataset.panel === "shut";

  /** Make room for a second map, or give it back. */
  function give(on) {
    if (on === given) return;
    given = on;
    begin();
  }

  /** Open the panel for what a link leads to in it. */
  function reveal(hash) {
    const there = hash.length > 1 && document.getElementById(hash.slice(1));
    if (!there || !panel.contains(there)) return;
    if (isShut()) set("open");
    const about = there.querySelector("#about > details");
    if (about) about.open = true;
    there.scrollIntoView({ block: "start" });
  }

  function widen(width) {
    const now = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
    main.style.setProperty("--panel", `${now}px`);
    edge.setAttribute("aria-valuenow", String(now));
  }

  toggle.addEventListener("click", () => set(isShut() ? "open" : "shut"));
  tall.addEventListener("click", () => set(main.dataset.panel === "full" ? "open" : "full"));
  edge.addEventListener("keydown", ({ key }) => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[key];
    if (step) widen(panel.offsetWidth + step);
  });
  edge.addEventListener("pointerdown", (event) => {
    edge.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) widen(main.getBoundingClientRect().right - event.clientX);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  begin();
  reveal(location.hash);
  columns.addEventListener("change", begin);
  return { give, reveal };
})();
