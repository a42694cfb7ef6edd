/*
 * The page about inequality: a choice is answered at once, in its own part of the page. The server
 * writes every part; without this script the button of the form does the same.
 */
(function () {
  "use strict";
  const { exchange } = explorer;
  const AT_ONCE = 120; // ms between two choices of one movement
  let soon = 0;

  const narrow = window.matchMedia("(max-width: 45em)");
  const fold = () => {
    for (const one of document.querySelectorAll(".fold")) one.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener("change", fold);

  const address = (form) => form.action.split("#")[0] + "?" + new URLSearchParams(new FormData(form));

  /** Ask for the page of an address and exchange the parts that differ. */
  function show(url, part, push) {
    exchange.want(url, (page) => {
      if (push) history.pushState(null, "", url);
      const held = document.activeElement && document.activeElement.id;
      for (const old of document.querySelectorAll(".question")) {
        const fresh = page.getElementById(old.id);
        if (fresh) fresh.querySelector(".fold").open = old.querySelector(".fold").open;
        if (fresh && fresh.outerHTML !== old.outerHTML) old.replaceWith(document.adoptNode(fresh));
      }
      if (held && document.getElementById(held)) document.getElementById(held).focus();
      const finding = document.querySelector("#" + part + " .finding");
      if (finding) exchange.say(finding.textContent);
    });
  }

  function choose(form) {
    clearTimeout(soon);
    soon = setTimeout(() => {
      if (form.checkValidity()) show(address(form), form.closest(".question").id, true);
    }, AT_ONCE);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(".question-form");
    if (!form) return;
    const beside = event.target.parentElement.querySelector("output");
    if (beside) beside.textContent = event.target.value;
    choose(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".question-form");
    if (!form) return;
    event.preventDefault();
    choose(form);
  });
  window.addEventListener("popstate", () => {
    clearTimeout(soon);
    show(location.href, "tails", false);
  });
})();
