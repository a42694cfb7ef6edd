/*
 * The page around the map: messages, the copy and print buttons, and the moment Dash is ready.
 */
window.explorer = window.explorer || {};

/** Say something to everybody: shown to a screen reader at once. */
explorer.say = function (text) {
  "use strict";
  document.getElementById("status").textContent = text;
};

/** Say something over the map, to everybody until the next answer; nothing takes it away. */
explorer.notice = function (text) {
  "use strict";
  const notice = document.getElementById("notice");
  notice.hidden = !text;
  notice.textContent = text;
};

/** Say that the figures were exchanged since the page was opened: old and new are never mixed. */
explorer.outdated = function () {
  "use strict";
  document.getElementById("outdated").hidden = false;
};

/** A new element with words and a class. */
explorer.element = function (tag, words, kind) {
  "use strict";
  const made = document.createElement(tag);
  made.textContent = words || "";
  if (kind) made.className = kind;
  return made;
};

// What is typed to draw an area becomes a view by a button alone: its fields are sent without scripts.
for (const field of document.querySelectorAll("[data-typed]")) field.removeAttribute("name");

/** Whether there are columns, or one alone: as the style sheets have it, in letters. */
explorer.columns = window.matchMedia("(min-width: 56.25em)");

/** Do something that can wait until the reader has seen the next frame. */
explorer.afterPaint = function (action) {
  "use strict";
  requestAnimationFrame(() => setTimeout(action));
};

(function () {
  "use strict";
  const queue = [];
  let mounted = false;

  /** Run a function once Dash has mounted the map and can take new values. */
  explorer.ready = function (action) {
    if (mounted) action();
    else queue.push(action);
  };

  explorer.mounted = function () {
    if (mounted) return;
    mounted = true;
    for (const action of queue.splice(0)) action();
  };

  const copy = document.getElementById("copy");
  const label = copy.textContent;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      explorer.say(explorer.words("copied_view"));
      flash(explorer.words("copied"));
    } catch {
      explorer.say(explorer.words("not_copied"));
      flash(explorer.words("copy_by_hand"));
    }
  });
  document.querySelector("#outdated button").addEventListener("click", () => location.reload());
  const fold = () => {
    for (const key of document.querySelectorAll(".key")) key.open = explorer.columns.matches;
  };
  fold();
  explorer.columns.addEventListener("change", fold);
  document.getElementById("print").addEventListener("click", () => window.print());

  function flash(text) {
    copy.textContent = text;
    setTimeout(() => { copy.textContent = label; }, 2500);
  }
})();
