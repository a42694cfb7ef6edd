/*
 * What scripts say: words of the table of page/script_words.py, which stands before the scripts that
 * use it, so that they have them whatever else does not arrive. Plain enough for browsers of 2020.
 */
window.explorer = window.explorer || {};

/** Add a table of words to what looks them up: by key, with the fields in braces filled in. */
explorer.wordsOf = function (table) {
  "use strict";
  explorer.table = Object.assign(explorer.table || {}, table);
  return function (key, fields) {
    return explorer.table[key].replace(/\{(\w+)\}/g, function (_, name) { return fields[name]; });
  };
};
