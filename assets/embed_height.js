/*
 * In an embed: tell the page around it how tall the embed is. Only origins named by the
 * administrator are told, and the explorer's own. Nothing is stored and nothing is asked for.
 */
(function () {
  "use strict";
  if (window.parent === window) return;
  var listed = (document.body.getAttribute("data-origins") || "").split(" ").filter(Boolean);
  listed.push(location.origin);
  var told = 0;

  /** The origin of the page around, where the browser says it; empty where it does not. */
  function around() {
    if (location.ancestorOrigins && location.ancestorOrigins.length) return location.ancestorOrigins[0];
    var found = /^https?:\/\/[^/]+/.exec(document.referrer);
    return found ? found[0] : "";
  }

  function tell() {
    var box = document.body.getBoundingClientRect();
    var height = Math.ceil(box.height);
    if (!box.width || !height || height === told) return; // hidden, or as good as
    told = height;
    var origin = around();
    var targets = origin ? listed.filter(function (one) { return one === origin; }) : listed;
    targets.forEach(function (target) {
      window.parent.postMessage({ explorer: "height", height: height }, target);
    });
  }

  /** The page around asks when its script has come: what was told before, nobody heard. */
  function answer(event) {
    if (event.source !== window.parent || !event.data || event.data.explorer !== "tell") return;
    told = 0;
    tell();
  }

  tell();
  window.addEventListener("message", answer);
  window.addEventListener("load", tell);
  window.addEventListener("resize", tell);
  document.addEventListener("toggle", tell, true);
  if (window.ResizeObserver) new ResizeObserver(tell).observe(document.body);
})();
