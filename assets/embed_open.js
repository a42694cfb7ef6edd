/*
 * In an embed: the form works also where the page around forbids forms, and where it forbids new
 * windows the link to the full view shows its address instead of doing nothing.
 */
(function () {
  "use strict";
  var link = document.getElementById("full");
  var way = document.getElementById("way");

  var form = document.getElementById("filters");
  if (form) {
    form.addEventListener("change", function () {
      document.getElementById("hint").textContent = explorer.words("press_show");
    });
    form.querySelector("button").addEventListener("click", function (event) {
      event.preventDefault();
      location.href = form.action + "?" + new URLSearchParams(new FormData(form)).toString();
    });
  }

  link.setAttribute("data-address", link.href); // for paper
  link.addEventListener("click", function (event) {
    event.preventDefault();
    var opened = window.open(link.href, "_blank");
    if (opened) {
      opened.opener = null;
      return;
    }
    way.textContent = explorer.words("no_window", { address: link.href });
    way.hidden = false;
  });
})();
