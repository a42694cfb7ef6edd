/*
 * What lies over the shaded areas: which overlay covers which, and which are faint. The list in the
 * form is the order, its first on top; the address bar holds the same order.
 */
explorer.overlays = (function () {
  "use strict";
  const LOWEST = 440;
  const READ = 451; // where names lie above venues (venues.js), so that no square hides one
  const FAINT = 0.4;
  const { state, map } = explorer;
  const list = document.getElementById("overlays");

  function arrange({ over, faint, venues }) {
    const shown = over.split(",");
    map.ready((leaflet) => {
      for (const item of list.children) {
        const { overlay } = item.dataset;
        const pane = leaflet.getPane(overlay === "streets" ? "tilePane" : overlay);
        const depth = overlay === "names" && venues ? READ : LOWEST + shown.length - shown.indexOf(overlay);
        if (overlay !== "streets") pane.style.zIndex = depth;
        pane.style.opacity = faint.split(",").includes(overlay) ? FAINT : 1;
      }
    });
    document.getElementById("overlay-legend").hidden = !shown.includes("wards");
    for (const settings of document.querySelectorAll("[data-for]")) settings.hidden = !shown.includes(settings.dataset.for);
  }

  /** Change places with the neighbour in the list; the streets stay at the foot of it. */
  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    const name = item.dataset.label;
    if (!other || other.dataset.overlay === "streets") {
      explorer.say(explorer.words("layer_stays", { name }));
      return;
    }
    if (step < 0) other.before(item);
    else other.after(item);
    state.commit("over");
    const places = { name, other: other.dataset.label };
    explorer.say(step < 0 ? explorer.words("layer_above", places) : explorer.words("layer_below", places));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    move(button.closest("li"), Number(button.dataset.step));
    button.focus();
  });
  /** Say which overlays came and went, by the names in the list; a new order is said by `move`. */
  function announce(now, then) {
    const [shown, hidden] = [[now, then], [then, now]].map(([some, others]) => [...list.children]
      .filter(({ dataset: { overlay } }) => some.includes(overlay) && !others.includes(overlay))
      .map(({ dataset: { label } }) => ({ name: label })));
    const said = [
      ...shown.map((one) => explorer.words("layer_shown", one)), ...hidden.map((one) => explorer.words("layer_hidden", one)),
    ];
    if (said.length) explorer.say(said.join(" "));
  }

  let before = state.values();
  state.subscribe((values) => {
    if (["over", "faint", "venues"].some((key) => values[key] !== before[key])) arrange(values);
    if (values.over !== before.over) announce(values.over.split(","), before.over.split(","));
    before = values;
  });
  arrange(before);
})();
