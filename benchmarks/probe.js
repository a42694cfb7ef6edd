/*
 * What happened in a page, for the benchmark: when the reader's input came, when the areas were
 * drawn on the canvas, when the charts changed. When that reached the screen is read from a trace.
 */
window.probe = (function () {
  "use strict";
  const paint = CanvasRenderingContext2D.prototype;
  const fill = paint.fill;
  const put = Path2D.prototype.addPath;
  const areas = new WeakMap(); // how many a path holds that was put together of several
  const watched = window.probeWatch || "";
  const LOOKS = ["d", "transform", "style", "x", "y", "width", "height", "fill", "points"];
  let open = null;
  let input = null;
  let armed = false;
  let draws = [];
  let changes = [];
  let latest = 0;
  let picture = null; // when the picture of the map was in the document

  Path2D.prototype.addPath = function (...rest) {
    put.apply(this, rest);
    areas.set(this, (areas.get(this) || 0) + 1);
  };
  paint.fill = function (...rest) {
    fill.apply(this, rest);
    if (!open) begin();
    open.filled += areas.get(rest[0]) || 1;
    open.end = latest = performance.now();
  };

  /** One draw: every area filled until the present task ends. */
  function begin() {
    open = { filled: 0, end: 0 };
    draws.push(open);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { open = null; };
    channel.port2.postMessage(0);
  }

  function change(records) {
    if (picture === null && document.querySelector("#first-frame .areas path")) picture = performance.now();
    const changed = new Set();
    for (const record of records) {
      const nodes = record.type === "childList" ? [record.target, ...record.addedNodes] : [record.target];
      for (const node of nodes) {
        const part = node.nodeType === 1 ? node.closest(watched) : null;
        if (part) changed.add(part.id);
      }
    }
    if (!changed.size) return;
    latest = performance.now();
    changes.push({ end: latest, parts: [...changed] });
  }

  if (watched) {
    new MutationObserver(change).observe(document, {
      subtree: true, childList: true, attributes: true, attributeFilter: LOOKS,
    });
  }
  for (const type of ["click", "keydown"]) {
    addEventListener(type, (event) => {
      if (!armed || !event.isTrusted) return;
      armed = false;
      input = event.timeStamp;
    }, { capture: true });
  }

  /** Forget what happened and wait for the next input. */
  function arm() {
    draws = [];
    changes = [];
    input = null;
    armed = true;
  }

  function parts() {
    return new Set(changes.flatMap((one) => one.parts)).size;
  }

  /** The canvas as the reader sees it, small. */
  function pixels() {
    const small = document.createElement("canvas").getContext("2d");
    const source = document.querySelector(".leaflet-overlay-pane canvas");
    small.canvas.width = small.canvas.height = 96;
    small.drawImage(source, 0, 0, 96, 96);
    return [...small.getImageData(0, 0, 96, 96).data].join();
  }

  function requests() {
    const every = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
    return every.map((one) => ({
      path: new URL(one.name).pathname, start: one.startTime, end: one.responseEnd,
      server: one.responseStart - one.requestStart, wire: one.encodedBodySize, plain: one.decodedBodySize,
    }));
  }

  return {
    arm,
    pixels,
    requests,
    drawn: (filled) => draws.some((one) => one.filled >= filled),
    parts,
    quiet: (pause) => performance.now() - latest > pause,
    report: () => ({ input, draws, changes, picture }),
  };
})();
