/*
 * Links to a place in another view: a chart that waits is on its way when its link is followed, and
 * is gone to when the reply has brought it. The address of the page may name such a chart, too.
 */
(function () {
  "use strict";
  const { state, reply, panel } = explorer;
  let wanted = "";

  /** Go to the place that was wanted, once it is there. */
  function arrive() {
    const place = document.getElementById(wanted);
    if (!place) return;
    panel.reveal(`#${wanted}`);
    wanted = "";
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  /** Ask for the chart that the address names, where it waits. */
  function ask() {
    const named = (link) => link.getAttribute("href").endsWith(location.hash);
    if (!location.hash || ![...document.querySelectorAll("#more-charts li a")].some(named)) return;
    wanted = location.hash.slice(1);
    state.slide({ charts: ["all"] }, "hash");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="?"]');
    if (!link || !event.defaultPrevented) return; // opened in a tab of its own
    const [, id = ""] = link.getAttribute("href").split("#");
    const place = document.getElementById(id);
    wanted = place && place.contains(link) ? "" : id; // what opens in its own place keeps the focus
  });
  window.addEventListener("hashchange", ask);
  reply.subscribe(arrive);
  ask();
})();
