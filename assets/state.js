/*
 * The view, in the browser. The form's controls hold it, the address bar shows it, and everybody
 * who draws something subscribes to it. What a view may hold is decided by the server alone.
 */
window.explorer = window.explorer || {};

explorer.state = (function () {
  "use strict";
  const form = document.getElementById("filters");
  const defaults = JSON.parse(form.dataset.defaults);
  const boot = JSON.parse(document.getElementById("boot").textContent);
  const listeners = [];
  let query = print(read());

  /** Values of every control by name, several values joined with commas. */
  function read() {
    const values = {};
    for (const name of Object.keys(defaults)) {
      values[name] = form.elements[name] ? [] : [defaults[name]];
    }
    for (const [name, value] of new FormData(form)) {
      if (name in values && value !== "") values[name].push(value);
    }
    const joined = {};
    for (const [name, list] of Object.entries(values)) {
      const said = list.length > 1 ? list.filter((value) => value !== "none") : list;
      joined[name] = said.join(",");
    }
    return joined;
  }

  /** Shortest query string for a set of values: what equals the default is left out. */
  function print(values) {
    const pairs = Object.entries(values).filter(([name, value]) => value !== defaults[name]);
    return new URLSearchParams(pairs).toString().replaceAll("%2C", ",");
  }

  /** Put a query's values into the controls. */
  function fill(search) {
    const given = new URLSearchParams(search);
    for (const name of Object.keys(defaults)) {
      const value = given.has(name) ? given.get(name) : defaults[name];
      setControl(name, value.split(","), value);
    }
  }

  function setControl(name, values, whole) {
    for (const control of form.elements) {
      if (control.name !== name) continue;
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = values.includes(control.value);
      } else if (control.name !== "over") {
        control.value = whole;
      }
    }
    if (name === "over") order(values);
  }

  /** The list of overlays in the order of the view: left alone if it is, or else with those first. */
  function order(values) {
    const list = document.getElementById("overlays");
    const shown = values.filter((value) => value !== "streets" && value !== "none");
    const named = (value) => [...list.children].find(({ dataset }) => dataset.overlay === value);
    const items = shown.map(named).filter(Boolean);
    const there = [...list.children].filter((item) => items.includes(item));
    if (there.some((item, index) => item !== items[index])) list.prepend(...items);
  }

  /** Tell every listener that the controls changed; `from` is the query before. */
  function notify(from, cause) {
    const values = read();
    for (const listener of listeners) listener(values, { from, cause });
  }

  /** Take the controls as the new view: a new entry in the history unless nothing changed. */
  function commit(cause, { replace = false } = {}) {
    const next = print(read());
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

  /** Follow a link to another view; the map stays where it is, with what lies over it. */
  function go(search, cause) {
    const { at, over, faint, fade, date, ward } = read();
    fill(search);
    setControl("fade", [], fade);
    setControl("faint", faint.split(","), faint);
    setControl("date", [], date);
    setControl("at", [], read().ward === ward ? at : "");
    setControl("over", over.split(","), over);
    commit(cause);
  }

  /** Change some values, as { name: [values] }, and commit. */
  function change(values, cause) {
    for (const [name, list] of Object.entries(values)) setControl(name, list, list.join(","));
    commit(cause);
  }

  /** Change some values on the way to others: the present entry in the history is replaced. */
  function slide(values, cause) {
    const before = query;
    for (const [name, list] of Object.entries(values)) setControl(name, list, list.join(","));
    commit(cause, { replace: true });
    if (query !== before) notify(before, cause);
  }

  /** Remember where the map is, without a new entry in the history. */
  function place(at) {
    setControl("at", [], at);
    commit("move", { replace: true });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.form !== form || !control.name) return;
    if (control.name === "ward" || control.name === "q") setControl("area", [], "");
    if (control.name === "ward") setControl("at", [], "");
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
    go(link.getAttribute("href").slice(1), "link");
  });
  window.addEventListener("popstate", () => {
    const before = query;
    fill(location.search);
    query = print(read());
    notify(before, "history");
  });

  /** Whether an overlay is among those of a view. */
  function shows(overlay, { over }) {
    return over.split(",").includes(overlay);
  }

  return {
    boot,
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
