/*
 * Nothing moves when an area is picked: a panel whose new words need less room keeps the room it had.
 * It is given back when the question or the window changes.
 */
explorer.steady = (function () {
  "use strict";
  const AREA = /(^|&)area=[^&]*/;
  let before = null;

  /** How tall each panel and its words are, while the next view differs in its picked areas alone. */
  function measure(next) {
    const question = next.replace(AREA, "");
    const same = question === before;
    before = question;
    return same ? panels().map((panel) => [panel.id, tall(panel), tall(words(panel))]) : [];
  }

  const panels = () => [...document.querySelectorAll("#charts > .panel")];
  const words = (panel) => panel.querySelector(".finding");
  const tall = (box) => box.getBoundingClientRect().height;

  /** Let new panels be as tall as those they took the place of; words that need more are scrolled. */
  function hold(heights) {
    for (const [id, height, room] of heights) {
      const panel = document.getElementById(id);
      if (!panel) continue;
      panel.style.minHeight = `${height}px`;
      const box = words(panel);
      if (tall(box) <= room) continue;
      box.style.maxHeight = `${room}px`;
      box.style.overflowY = "auto";
      box.tabIndex = 0;
    }
  }

  function release() {
    for (const panel of panels()) panel.style.minHeight = words(panel).style.maxHeight = "";
  }

  window.addEventListener("resize", release);
  window.addEventListener("beforeprint", release);
  return { measure, hold, begin: (question) => { before = question.replace(AREA, ""); } };
})();
