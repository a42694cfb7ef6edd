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

  document.getElementById("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      explorer.say("Link copied. It opens exactly this view.");
      flash("Copied");
    } catch {
      explorer.say("The browser did not allow copying. Copy the link from the address bar.");
      flash("Copy it from the address bar");
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
    const button = document.getElementById("copy");
    const before = "Copy link";
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, 2500);
  }
})();
