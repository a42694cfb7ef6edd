/*
 * What opens over the page: one is open at a time, Escape and a press elsewhere close it. The link to
 * a chart in its menu is copied instead of followed.
 */
(function () {
  "use strict";
  const MENU = "details:is(.menu, .actions)";
  const OPEN = `${MENU}[open]`;
  const { columns } = explorer;
  const choose = document.getElementById("choose"); // in a toolbar with room its menus stand open

  function close(except) {
    for (const menu of document.querySelectorAll(OPEN)) {
      if (menu !== except && !(menu === choose && columns.matches)) menu.open = false;
    }
  }

  document.addEventListener("click", async (event) => {
    const menu = event.target.closest && event.target.closest(MENU);
    close(menu);
    const link = event.target.closest && event.target.closest("a.own-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave(menu);
    const own = new URL(location.href);
    own.hash = new URL(link.href).hash;
    try {
      await navigator.clipboard.writeText(own.href);
      explorer.say(explorer.words("copied_chart"));
    } catch {
      history.replaceState(null, "", own.href);
      explorer.say(explorer.words("chart_not_copied"));
    }
  });
  document.addEventListener("focusin", (event) => {
    close(event.target.closest(MENU));
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest && event.target.closest(OPEN);
    if (menu) leave(menu);
  });

  /** Close a menu and go back to what opened it. */
  function leave(menu) {
    if (menu === choose && columns.matches) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  document.getElementById("filters").addEventListener("click", (event) => {
    if (event.target.id === "shown-count") leave(event.target.closest(MENU));
  });
  document.getElementById("ward-search").addEventListener("input", ({ target }) => {
    const sought = target.value.trim().toLowerCase();
    for (const ward of document.querySelectorAll("#ward-list .check")) {
      const group = ward.parentNode.querySelector("legend"); // its authority, where there are several
      ward.hidden = ![ward, group].some((one) => one && one.textContent.toLowerCase().includes(sought));
    }
  });
  const fold = () => { choose.open = columns.matches; };
  fold();
  columns.addEventListener("change", fold);
})();
