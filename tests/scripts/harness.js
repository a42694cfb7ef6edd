/*
 * What the unit tests of scripts stand on, in Node and in a browser alike: `script` runs scripts of
 * `assets/` with the globals that a test gives them, `same` compares what can be written as JSON.
 */
globalThis.harness = function (sources) {
  "use strict";

  function same(actual, expected) {
    const [found, wanted] = [actual, expected].map((value) => JSON.stringify(value));
    if (found !== wanted) throw new Error(`found ${found}, expected ${wanted}`);
  }

  function script(names, globals = {}) {
    const explorer = { ...globals.explorer };
    const given = { ...globals, explorer, window: { ...globals.window, explorer } };
    for (const name of names) new Function(...Object.keys(given), sources[name])(...Object.values(given));
    return explorer;
  }

  return { same, script };
};
