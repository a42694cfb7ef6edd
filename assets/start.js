/*
 * The first frame, with the picture of the map, is on the screen before any other script is read.
 */
(function () {
  "use strict";
  const { src, own } = document.currentScript.dataset;

  function begin() {
    for (const address of [src, own]) {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // one after the other
      document.body.append(script);
    }
  }

  if (document.hidden) begin(); // no frame is drawn in the background
  else requestAnimationFrame(() => setTimeout(begin));
})();
