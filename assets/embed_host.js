/*
 * For pages that hold embeds of the explorer: gives each the height it asks for. Load it once, from
 * the explorer's own address. It listens to frames that show the explorer and to nothing else.
 */
(function () {
  "use strict";
  var home = new URL(document.currentScript.src).origin;
  var TALLEST = 20000; // all rows of the longest table, twice

  function frameOf(source) {
    return Array.prototype.filter.call(document.getElementsByTagName("iframe"), function (frame) {
      return frame.contentWindow === source;
    })[0];
  }

  window.addEventListener("message", function (event) {
    if (event.origin !== home || !event.data || event.data.explorer !== "height") return;
    var height = Math.min(Math.ceil(Number(event.data.height)) + 2, TALLEST);
    var frame = frameOf(event.source);
    if (frame && height > 2) frame.height = String(height);
  });

  Array.prototype.forEach.call(document.getElementsByTagName("iframe"), function (frame) {
    if (frame.src.indexOf(home + "/") === 0) frame.contentWindow.postMessage({ explorer: "tell" }, "*");
  });
})();
