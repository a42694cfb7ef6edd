/*
 * What scripts say: words of the table of page/script_words.py, which stands before the scripts that
 * use it, so that they have them whatever else does not arrive. Plain enough for browsers of 2020.
 */
window.explorer = window.explorer || {};

/** Make of a table of words what looks them up: by key, with the fields in braces filled in. */
explorer.wordsOf = function (table) {
  "use strict";
  return function (key, fields) {
    return table[key].replace(/\{(\w+)\}/g, function (_, name) { return fields[name]; });
  };
};
