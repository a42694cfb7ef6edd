/*
 * Drawing a rectangle on a chart: press, drag, release; the areas inside are handed over.
 * A press without a drag is left to be a click.
 */
explorer.box = function (svg, done) {
  "use strict";
  const SMALLEST = 5;
  let start = null;
  let frame = null;

  function point(event) {
    const at = new DOMPoint(event.clientX, event.clientY);
    return at.matrixTransform(svg.getScreenCTM().inverse());
  }

  function corners(end) {
    return {
      left: Math.min(start.x, end.x), right: Math.max(start.x, end.x),
      top: Math.min(start.y, end.y), bottom: Math.max(start.y, end.y),
    };
  }

  function draw(box) {
    if (!frame) {
      frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      frame.setAttribute("class", "box");
      svg.append(frame);
    }
    frame.setAttribute("x", box.left);
    frame.setAttribute("y", box.top);
    frame.setAttribute("width", box.right - box.left);
    frame.setAttribute("height", box.bottom - box.top);
  }

  function inside(box) {
    return [...svg.querySelectorAll("[data-of]")].filter((mark) => {
      const x = Number(mark.getAttribute("cx"));
      const y = Number(mark.getAttribute("cy"));
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch") start = point(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!start) return;
    const box = corners(point(event));
    if (!frame && box.right - box.left + box.bottom - box.top < SMALLEST) return;
    if (!frame) svg.setPointerCapture(event.pointerId);
    draw(box);
  });
  svg.addEventListener("pointerup", (event) => {
    if (frame) {
      frame.remove();
      const codes = new Set(inside(corners(point(event))).map((mark) => mark.dataset.of));
      if (codes.size) done([...codes].sort());
      else explorer.say(explorer.words("empty_box"));
    }
    start = frame = null;
  });
  svg.addEventListener("pointercancel", () => {
    if (frame) frame.remove();
    start = frame = null;
  });
};
