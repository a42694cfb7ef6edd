/*
 * The view, in the browser. The form's controls hold it, the address bar shows it, and everybody
 * who draws something subscribes to it. What a view may hold is decided by the server alone.
 */
window.explorer = window.explorer || {};

explorer.state = (function () {
  "use strict";
  const form = document.getElementById("filters");
  const boot = JSON.parse(document.getElementById("boot").textContent);
  const keys = explorer.keysOf(boot.keys);
  const listeners = [];
  let query = keys.print(read());

  /** Values of every control by name, several values joined with commas. */
  function read() {
    const values = {};
    for (const name of keys.names) values[name] = form.elements[name] ? [] : [keys.defaults[name]];
    for (const [name, value] of new FormData(form)) {
      if (name in values && value !== "") values[name].push(value);
    }
    return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, keys.join(list)]));
  }

  /** Put values into the controls, each as `read` gives it. */
  function fill(values) {
    for (const [name, value] of Object.entries(values)) setControl(name, value.split(","), value);
  }

  function setControl(name, values, whole) {
    for (const control of form.elements) {
      if (control.name !== name || "constant" in control.dataset) continue;
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = values.includes(control.value);
      } else {
        control.value = whole;
      }
    }
    const list = form.querySelector(`[data-order="${name}"]`);
    if (list) order(list, name, values);
  }

  /** The items of a list in the order of a view: left alone if they are, or else with those first. */
  function order(list, name, values) {
    const movable = [...list.children].filter(({ dataset }) => !("last" in dataset));
    const holds = (value) => (item) => item.querySelector(`[name="${name}"]`).value === value;
    const wanted = values.map((value) => movable.find(holds(value))).filter(Boolean);
    const there = movable.filter((item) => wanted.includes(item));
    if (there.some((item, index) => item !== wanted[index])) list.prepend(...wanted);
  }

  /** Tell every listener that the controls changed; `from` is the query before. */
  function notify(from, cause) {
    const values = read();
    for (const listener of listeners) listener(values, { from, cause });
  }

  /** Take the controls as the new view: a new entry in the history unless nothing changed. */
  function commit(cause, { replace = false } = {}) {
    const next = keys.print(read());
    if (next === query) return;
    const before = query;
    query = next;
    const url = location.pathname + (next ? "?" + next : "");
    explorer.afterPaint(() => {
      if (replace) history.replaceState(null, "", url);
      else history.pushState(null, "", url);
    });
    if (!replace) notify(before, cause);
  }

  /** Follow a link to another view; what the table of keys says is kept stays as it is. */
  function go(search, cause) {
    const now = read();
    fill(keys.read(search));
    fill(keys.follow(read(), now));
    commit(cause);
  }

  /** Change some values, as { name: [values] }, with what that resets, and commit. */
  function change(values, cause) {
    put(values);
    commit(cause);
  }

  function put(values) {
    fill(Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.join(",")])));
    fill(keys.reset(read(), Object.keys(values)));
  }

  /** Change some values on the way to others: the present entry in the history is replaced. */
  function slide(values, cause) {
    const before = query;
    put(values);
    commit(cause, { replace: true });
    if (query !== before) notify(before, cause);
  }

  /** Remember where the map is, without a new entry in the history. */
  function place(at) {
    fill({ at });
    commit("move", { replace: true });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.form !== form || !control.name) return;
    fill(keys.reset(read(), [control.name]));
    commit(control.name);
  });
  document.addEventListener("input", (event) => {
    if (event.target.form === form && event.target.type === "range") slide({}, event.target.name);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="?"]');
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !plain) return;
    event.preventDefault();
    if (event.detail < 2) go(link.getAttribute("href").slice(1), "link"); // a double click is one
  });
  window.addEventListener("popstate", () => {
    const before = query;
    fill(keys.read(location.search));
    query = keys.print(read());
    notify(before, "history");
  });

  /** Whether an overlay is among those of a view. */
  function shows(overlay, { over }) {
    return over.split(",").includes(overlay);
  }

  return {
    boot,
    keys,
    shows,
    change,
    commit,
    go,
    place,
    slide,
    values: read,
    query: () => query,
    subscribe: (listener) => listeners.push(listener),
  };
})();
