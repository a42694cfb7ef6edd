/*
 * On the page that hands out a view: what is chosen is shown at once, and buttons copy. Where a browser
 * does not allow copying, the text is selected and the reader is told which keys copy it.
 */
(function () {
  "use strict";
  var status = document.getElementById("status");
  var label = buttons()[0].textContent;
  var latest = 0;

  function buttons() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-copy]"));
  }

  function say(button, text) {
    status.textContent = text;
    buttons().forEach(function (one) { one.textContent = label; });
    button.textContent = text;
  }

  function copy(button) {
    var box = document.getElementById(button.getAttribute("data-copy"));
    box.focus();
    box.select();
    var refused = function () { say(button, explorer.words("copy_by_keys")); };
    if (!navigator.clipboard) {
      refused();
      return;
    }
    navigator.clipboard.writeText(box.value).then(function () { say(button, explorer.words("copied")); }, refused);
  }

  /** What the focused control is called, so that it can be found again in a fresh form. */
  function focused() {
    var one = document.activeElement;
    if (!one || !one.name) return "";
    return one.type === "checkbox" ? '[name="' + one.name + '"][value="' + one.value + '"]' : '[name="' + one.name + '"]';
  }

  /** Put the page for another choice in the place of this one; the focus stays where it is. */
  function arrange(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    var name = focused();
    var main = document.querySelector("main");
    main.parentNode.replaceChild(document.adoptNode(fresh), main);
    prepare();
    var again = name && fresh.querySelector(name);
    if (again) again.focus();
    status.textContent = explorer.words("shared");
  }

  /** Show what is chosen now, as the button does, without leaving the page. */
  function update(form) {
    var address = form.action + "?" + new URLSearchParams(new FormData(form)).toString();
    var number = (latest += 1);
    fetch(address).then(function (reply) {
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.text();
    }).then(function (text) {
      if (number !== latest) return;
      history.replaceState(null, "", address);
      arrange(text);
    }).catch(function () { form.submit(); });
  }

  function prepare() {
    buttons().forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { copy(button); });
    });
    var form = document.querySelector("form");
    form.addEventListener("change", function () { update(form); });
  }

  prepare();
})();
