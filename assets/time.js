/*
 * The map at earlier dates: a slider over the dates of the indicator shown, and a button that plays
 * them one after the other. Nothing plays by itself.
 */
explorer.time = (function () {
  "use strict";
  const STEP = 1400;
  const { state, areas, needs } = explorer;
  const box = document.getElementById("time");
  const slider = document.getElementById("day");
  const words = document.getElementById("day-words");
  const play = document.getElementById("play");
  const idle = play.textContent;
  const latest = document.getElementById("latest");
  let timer = 0;

  const dates = () => areas.shown().indicator.dates;

  /** Show the slider for an indicator that has dates, at the date shown. */
  function draw() {
    const { pair } = areas.shown();
    const some = !pair && dates().length > 0;
    box.hidden = !some;
    box.inert = needs.late().some(({ name }) => name === "areas"); // the dates of another figure
    if (!some) {
      stop();
      return;
    }
    const at = dates().findIndex(([day]) => day === state.values().date);
    slider.max = dates().length - 1;
    slider.value = at < 0 ? slider.max : at;
    words.textContent = at < 0 ? explorer.words("latest") : dates()[at][1];
    slider.setAttribute("aria-valuetext", words.textContent);
    latest.hidden = at < 0;
  }

  function go(at) {
    state.slide({ date: [dates()[at][0]] }, "date");
    explorer.say(words.textContent);
  }

  function step() {
    const next = Number(slider.value) + 1;
    if (next > Number(slider.max)) stop();
    else go(next);
  }

  function start() {
    go(0);
    timer = setInterval(step, STEP);
    play.textContent = explorer.words("stop");
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = idle;
  }

  slider.addEventListener("input", () => {
    stop();
    go(Number(slider.value));
  });
  play.addEventListener("click", () => (timer ? stop() : start()));
  latest.addEventListener("click", () => {
    stop();
    state.slide({ date: [""] }, "date");
    slider.focus();
  });
  areas.subscribe(draw);
  needs.subscribe(() => { if (areas.drawn()) draw(); });
})();
