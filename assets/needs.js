/*
 * What the page needs from the server, part by part. What does not come is asked for again: on the
 * next change, when the browser is online again, when the page is seen again, and after a while.
 * Until it is here the part is late, and whoever subscribes says what is still shown.
 */
window.explorer = window.explorer || {};

explorer.needs = (function () {
  "use strict";
  const FLICKER = 250; // ms; what comes sooner changes nothing to the eye
  const SLOW = 1500; // ms until it is said that something is still loading
  const WAITS = [1000, 2000, 4000, 8000, 16000, 30000]; // ms before it is asked for again
  const parts = [];
  const listeners = [];

  function tell() {
    for (const listener of listeners) listener();
  }

  /**
   * A part of the page. `take` is given what was wanted as soon as it is here, once for each want.
   * A part is "here", "asked", "late" (worth dimming), "slow" or "failed" (worth saying).
   */
  function need(name, take) {
    const part = { name, state: "here", words: null, retry };
    const timers = [];
    let wanted = null;
    let waits = false; // whether it failed and is not being asked for

    function enter(state) {
      if (part.state === state) return;
      part.state = state;
      tell();
    }

    function rest() {
      for (const timer of timers.splice(0)) clearTimeout(timer);
    }

    /** Want something, by a key that says what; `null` wants nothing. `ask` gives a promise of it. */
    function want(key, words = null, ask = null) {
      if (wanted && wanted.key === key) {
        retry();
        return;
      }
      rest();
      waits = false;
      wanted = key === null ? null : { key, ask, tries: 0, asked: 0, done: false };
      part.words = words;
      if (!wanted) {
        enter("here");
        return;
      }
      const stale = part.state !== "here" && part.state !== "asked";
      part.state = stale ? "late" : "asked";
      tell();
      timers.push(setTimeout(() => { if (part.state === "asked") enter("late"); }, FLICKER));
      timers.push(setTimeout(() => { if (part.state !== "failed") enter("slow"); }, SLOW));
      go();
    }

    async function go() {
      const mine = wanted;
      mine.asked += 1;
      const turn = mine.asked;
      let found;
      try {
        found = await mine.ask();
      } catch (error) {
        if (mine === wanted && turn === mine.asked && !mine.done) fail(error);
        return;
      }
      if (mine !== wanted || mine.done) return;
      rest();
      mine.done = true;
      part.state = "here";
      take(found, mine.key);
      tell();
    }

    /** Ask again later, unless the server has said that it is gone. */
    function fail(error) {
      rest();
      waits = true;
      enter("failed");
      if (error && error.gone) return;
      timers.push(setTimeout(() => retry(), WAITS[Math.min(wanted.tries, WAITS.length - 1)]));
      wanted.tries += 1;
    }

    /** Ask again for what failed, and perhaps for what may hang on a connection that is gone. */
    function retry({ hanging = false } = {}) {
      if (!wanted || !(waits || (hanging && part.state === "slow"))) return;
      if (waits) rest();
      waits = false;
      go();
    }

    parts.push(part);
    return { want, here: () => part.state === "here" };
  }

  /** Ask at once for everything that failed. */
  function again(which) {
    for (const part of parts) part.retry(which);
  }

  function revive() {
    again({ hanging: true });
  }

  /** The parts whose place still shows something else, or nothing. */
  function late() {
    return parts.filter(({ state }) => state !== "here" && state !== "asked");
  }

  window.addEventListener("online", revive);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) revive(); });
  return { need, again, late, subscribe: (listener) => listeners.push(listener) };
})();
