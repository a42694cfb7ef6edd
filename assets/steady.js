/*
 * Nothing in sight moves when an area is picked or the list is ordered: what is replaced keeps the
 * room that it had. Words that need more of it are scrolled. The room is given back when the question
 * or the window changes.
 */
explorer.steady = (function () {
  "use strict";
  const BESIDE = /(^|&)(area|sort)=[^&]*/g; // keys that are no part of the question
  const HELD = ["#findings", "#map-note", "#charts > .panel", ".panel > .finding"];
  let before = null;

  const boxes = () => [...document.querySelectorAll(HELD.join())];
  const nameOf = (box) => `${box.closest("[id]").id} ${box.className}`;

  /** Where each box stands, by name, while the next view asks the same. */
  function measure(next) {
    const question = next.replace(BESIDE, "");
    const same = question === before;
    before = question;
    return new Map(same ? boxes().map((box) => [nameOf(box), box.getBoundingClientRect()]) : []);
  }

  /** Give the boxes the room of those they took the place of; below the window they may grow. */
  function hold(room) {
    const found = boxes().filter((box) => room.has(nameOf(box)));
    const held = found.filter((box) => !box.matches(".panel") && room.get(nameOf(box)).top <= window.innerHeight);
    for (const box of found) box.style.minHeight = `${room.get(nameOf(box)).height}px`;
    for (const box of held) { // before anything is laid out: what moves for a moment moves the scroll, too
      box.style.maxHeight = box.style.minHeight;
      box.style.overflowY = "auto";
    }
    for (const box of held) {
      if (box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.style.maxHeight = box.style.overflowY = "";
    }
  }

  function release() {
    for (const box of boxes()) {
      box.style.minHeight = box.style.maxHeight = box.style.overflowY = "";
      box.removeAttribute("tabindex");
    }
  }

  window.addEventListener("resize", release);
  window.addEventListener("beforeprint", release);
  return { measure, hold, begin: (question) => { before = question.replace(BESIDE, ""); } };
})();
