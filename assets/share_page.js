/*
 * On the page that hands out a view: buttons that copy. Where a browser does not allow it, the text is
 * selected and the reader is told which keys copy it.
 */
(function () {
  "use strict";
  var status = document.getElementById("status");

  function say(button, text) {
    status.textContent = text;
    button.textContent = text;
  }

  function copy(button) {
    var box = document.getElementById(button.getAttribute("data-copy"));
    box.focus();
    box.select();
    var refused = function () { say(button, "Selected. Press Ctrl and C to copy"); };
    if (!navigator.clipboard) {
      refused();
      return;
    }
    navigator.clipboard.writeText(box.value).then(function () { say(button, "Copied"); }, refused);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copy(button); });
  });
})();
