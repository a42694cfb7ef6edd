/*
 * The menus of actions: one is open at a time, Escape and a press elsewhere close it, and the link
 * to a chart is copied instead of followed.
 */
(function () {
  "use strict";
  const OPEN = "details.actions[open]";

  function close(except) {
    for (const menu of document.querySelectorAll(OPEN)) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", async (event) => {
    const menu = event.target.closest && event.target.closest("details.actions");
    close(menu);
    const link = event.target.closest && event.target.closest("a.own-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
    const own = new URL(location.href);
    own.hash = new URL(link.href).hash;
    try {
      await navigator.clipboard.writeText(own.href);
      explorer.say("Link copied. It opens this view at this chart.");
    } catch {
      history.replaceState(null, "", own.href);
      explorer.say("The browser did not allow copying. The link is in the address bar.");
    }
  });
  document.addEventListener("focusin", (event) => {
    const menu = document.querySelector(OPEN);
    if (menu && !menu.contains(event.target)) close(null);
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest && event.target.closest(OPEN);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
