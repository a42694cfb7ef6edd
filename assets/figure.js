/*
 * The figure in three steps: theme, figure, unit or age group. The menu of all figures, which is there
 * without scripts, holds the choice; the three follow it and change it.
 */
(function () {
  "use strict";
  const { state } = explorer;
  const steps = ["theme", "figure", "variant"].map((id) => document.getElementById(id));
  const every = [...document.getElementById("ind").options].map((one) => ({
    key: one.value, path: [one.parentElement.label, one.dataset.figure, one.dataset.variant],
  }));
  let drawn = null;

  const same = (some, others, depth) => some.slice(0, depth).every((name, at) => name === others[at]);

  /** Offer in each step what the steps before it leave. */
  function draw() {
    const { ind } = state.values();
    if (ind === drawn) return;
    drawn = ind;
    const { path } = every.find(({ key }) => key === ind);
    steps.forEach((step, depth) => {
      const near = every.filter((one) => same(one.path, path, depth));
      const names = [...new Set(near.map((one) => one.path[depth]))];
      const there = [...step.options].map(({ value }) => value);
      if (names.join("|") !== there.join("|")) step.replaceChildren(...names.map((name) => new Option(name, name)));
      step.value = path[depth];
      step.disabled = names.length < 2;
    });
  }

  /** The figure that agrees with the steps so far, and with the later ones where it can. */
  function led(wanted, depth) {
    const near = every.filter(({ path }) => same(path, wanted, depth + 1));
    const best = near.find(({ path }) => same(path, wanted, 3)) || near.find(({ path }) => path[2] === wanted[2]) || near[0];
    return best.key;
  }

  const names = () => steps.map(({ value }) => value);

  /** Fetch what an arrow key in a step would show, unless the reader saves data: it is here when it is pressed. */
  function ahead(step, depth) {
    if (navigator.connection && navigator.connection.saveData) return;
    for (const by of [1, -1]) {
      const next = step.options[step.selectedIndex + by];
      const wanted = names().map((name, at) => (at === depth && next ? next.value : name));
      if (next) explorer.files.of(led(wanted, depth)).catch(() => {}); // asked for again when it is wanted
    }
  }

  steps.forEach((step, depth) => {
    step.addEventListener("change", () => {
      state.change({ ind: [led(names(), depth)] }, "ind");
      explorer.afterPaint(() => ahead(step, depth));
    });
    step.addEventListener("focus", () => ahead(step, depth));
  });
  state.subscribe(draw);
  draw();
})();
