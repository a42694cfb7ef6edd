/*
 * The link to the page that hands out a view leads to the view shown, not to the one opened first.
 */
(function () {
  "use strict";
  const link = document.getElementById("share");
  const aim = () => { link.href = "share" + location.search; };
  for (const kind of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(kind, aim);
})();
