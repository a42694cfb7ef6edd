/*
 * The keys of a view, as the server's table has them: how values become an address, what a change
 * of one does to the others, and what has to be drawn or asked again. No page and no map here.
 * `explorer.keysOf` takes the table that `views/browser.py` ships and knows no key by name.
 */
window.explorer = window.explorer || {};

explorer.keysOf = function (table) {
  "use strict";
  const names = table.map((key) => key.name);
  const named = new Map(table.map((key) => [key.name, key]));
  const defaults = Object.fromEntries(table.map((key) => [key.name, key.default]));
  const parts = (value) => value.split(",").filter(Boolean);

  /** What the controls of a key hold, as the server prints it; "none" only says that there are no others. */
  function join(name, list) {
    const values = list.length > 1 ? list.filter((value) => value !== "none") : [...list];
    return (named.get(name).many === "sorted" ? values.sort() : values).join(",");
  }

  /** Shortest query string for a set of values: what equals the default is left out. */
  function print(values) {
    const pairs = names.filter((name) => values[name] !== defaults[name]).map((name) => [name, values[name]]);
    return new URLSearchParams(pairs).toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
  }

  /** The values that a query of the server's holds; an address that a reader made is for the server to read. */
  function read(search) {
    const given = new URLSearchParams(search);
    return Object.fromEntries(names.map((name) => [name, given.has(name) ? given.get(name) : defaults[name]]));
  }

  /** Values with everything back at its default that the change of some of them resets. */
  function reset(values, changed) {
    const gone = table.filter(({ name, resetBy = [] }) =>
      !changed.includes(name) && resetBy.some((one) => changed.includes(one)));
    return { ...values, ...Object.fromEntries(gone.map(({ name }) => [name, defaults[name]])) };
  }

  /** Where a link from some values to others leads: what is kept stays, unless the link resets it. */
  function follow(next, now) {
    const resets = (name) => next[name] !== now[name];
    const pairs = table.filter(({ kept }) => kept).map(({ name, resetBy = [] }) =>
      [name, resetBy.some(resets) ? defaults[name] : now[name]]);
    return { ...next, ...Object.fromEntries(pairs) };
  }

  /** The part of some values that the server's reply depends on, as a query; order says nothing. */
  function question(values) {
    const holds = ([name, some]) => parts(values[name]).some((one) => some.includes(one));
    const asked = table.filter(({ silent, when }) => !silent && (!when || holds(when)));
    const pairs = asked.map(({ name, many }) =>
      [name, many && many !== "together" ? parts(values[name]).sort().join(",") : values[name]]);
    return print({ ...defaults, ...Object.fromEntries(pairs) });
  }

  return { names, defaults, join, print, read, reset, follow, question };
};
