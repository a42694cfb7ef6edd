/*
 * The view, in the browser. The form's controls hold it, the address bar shows it, and everybody
 * who draws something subscribes to it. What a view may hold is decided by the server alone: the
 * page starts from what the server understood of the address, and each entry in the history carries
 * the view it stands for. An address that says anything else is sent to the server to be read.
 */
window.explorer = window.explorer || {};

explorer.state = (function () {
  "use strict";
  const form = document.getElementById("filters");
  const boot = JSON.parse(document.getElementById("boot").textContent);
  const keys = explorer.keysOf(boot.keys);
  const listeners = [];
  const unwritten = []; // entries of the history that wait until the reader has seen their view
  let known = keys.read(boot.query);
  let query = boot.query;
  let shown = location.search; // the part of the address that the view was read from, or written to

  /** Values of every control by name; a key whose control is not on the page keeps its value. */
  function read() {
    const held = {};
    for (const name of keys.names) held[name] = form.elements[name] ? [] : [known[name]];
    for (const [name, value] of new FormData(form)) {
      if (name in held && value !== "") held[name].push(value);
    }
    return Object.fromEntries(Object.entries(held).map(([name, list]) => [name, keys.join(name, list)]));
  }

  /** Put values into the controls, each as `read` gives it. */
  function fill(given) {
    known = { ...known, ...given };
    const several = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.split(",")]));
    for (const control of form.elements) {
      const { name, type } = control;
      if (!(name in given) || "constant" in control.dataset) continue;
      if (type === "checkbox" || type === "radio") control.checked = several[name].includes(control.value);
      else control.value = given[name];
    }
    for (const list of form.querySelectorAll("[data-order]")) {
      const name = list.dataset.order;
      if (name in given) order(list, name, several[name]);
    }
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
    known = read();
    for (const listener of listeners) listener(known, { from, cause });
  }

  /** The address of the view, and what its entry in the history carries: which figures it was of, too. */
  function write(how, view) {
    const anchor = how === "replaceState" ? location.hash : "";
    history[how]({ view, edition: boot.edition }, "", location.pathname + (view ? "?" + view : "") + anchor);
    shown = location.search;
  }

  /** Write what still waits: the history is in step before anybody reads or leaves it. */
  function catchUp() {
    for (const [how, view] of unwritten.splice(0)) write(how, view);
  }

  /** Take the controls as the new view: a new entry in the history unless nothing changed. */
  function commit(cause, { replace = false } = {}) {
    const next = keys.print(read());
    if (next === query) return;
    const before = query;
    query = next;
    unwritten.push([replace ? "replaceState" : "pushState", next]);
    explorer.afterPaint(() => explorer.afterPaint(catchUp)); // the question to the server goes first
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
  function change(given, cause) {
    put(given);
    commit(cause);
  }

  function put(given) {
    fill(Object.fromEntries(Object.entries(given).map(([name, list]) => [name, list.join(",")])));
    fill(keys.reset(read(), Object.keys(given)));
  }

  /** Change some values on the way to others: the present entry in the history is replaced. */
  function slide(given, cause) {
    const before = query;
    put(given);
    commit(cause, { replace: true });
    if (query !== before) notify(before, cause);
  }

  /** Take values as the server writes them, where it has a shorter way: the view stays the same. */
  function settle(given) {
    const now = read();
    if (Object.keys(given).every((name) => given[name] === now[name])) return;
    const before = query;
    fill(given);
    commit("settled", { replace: true });
    notify(before, "settled");
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
    if (event.detail < 2) go(link.getAttribute("href").slice(1).split("#")[0], "link"); // a double click is one
  });
  window.addEventListener("popstate", ({ state: entry }) => {
    unwritten.splice(0); // the reader left before these were entries
    if (!entry && location.search === shown) { // a jump inside the page
      history.replaceState({ view: query, edition: boot.edition }, "");
      return;
    }
    if (!entry || entry.edition !== boot.edition) {
      location.reload(); // the server has not read this address, or not for these figures
      return;
    }
    const before = query;
    query = entry.view;
    shown = location.search;
    fill(keys.read(query));
    notify(before, "history");
  });
  fill(known);
  write("replaceState", query);

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
    settle,
    slide,
    values: read,
    query: () => query,
    subscribe: (listener) => listeners.push(listener),
  };
})();
