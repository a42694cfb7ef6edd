/*
 * For pages that hold embeds of the explorer: gives each the height it asks for. Load it once, from
 * the explorer's own address. It listens to frames that show the explorer and to nothing else.
 */
(function () {
  "use strict";
  var home = new URL(document.currentScript.src).origin;
  var TALLEST = 6000;

  function frameOf(source) {
    return Array.prototype.filter.call(document.getElementsByTagName("iframe"), function (frame) {
      return frame.contentWindow === source;
    })[0];
  }

  window.addEventListener("message", function (event) {
    if (event.origin !== home || !event.data || event.data.explorer !== "height") return;
    var height = Number(event.data.height);
    var frame = frameOf(event.source);
    if (frame && height > 0 && height <= TALLEST) frame.height = String(Math.ceil(height) + 2);
  });
})();
