/*
 * Which names on a map are shown, here and in embeds: those that fit. None lies on another, on what is
 * taken already, or over the edge; the first are served first.
 */
window.explorer = window.explorer || {};

explorer.declutter = function (map, labels, taken) {
  "use strict";
  const edge = map.getBoundingClientRect();
  const spaces = taken.map(function (element) { return element.getBoundingClientRect(); });
  labels.forEach(function (label) {
    const one = label.firstElementChild.getBoundingClientRect();
    const inside = one.left >= edge.left && one.right <= edge.right && one.top >= edge.top && one.bottom <= edge.bottom;
    const free = inside && spaces.every(function (other) {
      return one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;
    });
    label.classList.toggle("hidden", !free);
    if (free) spaces.push(one);
  });
};
