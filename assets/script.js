/*
 * Scripts that are fetched when they are first needed. Plain enough for browsers of 2020, because
 * embeds run it.
 */
window.explorer = window.explorer || {};

explorer.script = (function () {
  "use strict";
  const asked = {};

  /** Fetch a script once, and run it; resolves when it has run. One that did not come is asked for again. */
  return function (address) {
    asked[address] = asked[address] || new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", function () {
        delete asked[address];
        reject();
      });
      document.head.append(script);
    });
    return asked[address];
  };
})();
