/*
 * The Leaflet map: where it looks, and the layers Dash fills. Options are set before the map exists
 * because dash-leaflet makes it; everything afterwards goes through `explorer.map.ready`.
 */
explorer.map = (function () {
  "use strict";
  // All above the areas, and all let the pointer through to them (map.css). Between the first two
  // and the last two, overlays.js puts the others in the reader's order.
  const PANES = { clusters: 440, circles: 441, wards: 442, names: 443, practices: 444, selection: 460, focus: 470 };
  const ECHO = 3;
  const MARGIN = 8; // pixels around what is shown
  const AROUND = 16; // pixels around what was found
  const KEY = 22; // letters across: the room of the key, where there are columns
  const [LAYERS, BOTH] = [3, 5.75]; // letters down: the room of "Layers", and of what opens the panel below it
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { columns, state } = explorer;
  const { bounds, wards } = state.boot;
  const queue = [];
  const renderers = {};
  let map = null;
  let moving = 0;
  let resting = null;

  L.Map.mergeOptions({
    fadeAnimation: false,
    zoomAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
    wheelPxPerZoomLevel: 120,
    trackResize: false, // resize() below does it, and knows whether the reader has moved
  });
  L.Map.addInitHook(function () {
    if (map) return; // the second map
    map = this;
    for (const [name, depth] of Object.entries(PANES)) map.createPane(name).style.zIndex = depth;
    map.whenReady(() => queueMicrotask(begin)); // after the position dash-leaflet gives it
  });

  // dash-leaflet drops data that reaches a layer before its own empty load has ended, which it
  // starts when the layer is added; a task later the load is over.
  const mounted = new Promise((resolve) => {
    let waiting = Object.keys(state.boot.shapes).length;
    L.GeoJSON.addInitHook(function () {
      if (this.options.own) return; // made by these scripts, not by dash-leaflet
      this.once("add", () => setTimeout(() => {
        waiting -= 1;
        if (waiting === 0) resolve();
      }));
    });
  });

  function begin() {
    for (const action of queue.splice(0)) action(map);
    follow(state.values().at);
    map.on("moveend", remember);
    new ResizeObserver(resize).observe(map.getContainer());
  }

  /** Keep the whole borough in sight when the space changes, unless the reader has moved. */
  function resize() {
    if (!map.getContainer().clientWidth) return; // not shown, as on paper
    quietly(() => map.invalidateSize({ animate: false }));
    if (!state.values().at) follow("");
  }

  /**
   * Do something while the map, and another that moves with it, are so many pixels wide and high and
   * look where they look now. Nobody sees it: all is as before when this returns.
   */
  function posed([width, height], other, action) {
    const [seen, centre, zoom] = [map.getBounds(), map.getCenter(), map.getZoom()];
    const { at } = state.values();
    const size = (wide, high) => {
      for (const one of [map, other].filter(Boolean)) {
        Object.assign(one.getContainer().style, { width: wide, height: high });
        one.invalidateSize({ animate: false });
      }
    };
    quietly(() => {
      size(`${width}px`, `${height}px`);
      map.fitBounds(at ? seen : start(), { padding: [MARGIN, MARGIN], animate: false });
      action(map);
      map.setView(centre, zoom, { animate: false });
      size("", "");
    });
  }

  /** Run a function with the map, now or as soon as there is one. */
  function ready(action) {
    if (map) action(map);
    else queue.push(action);
  }

  /** What draws vectors in a pane: one for all that is drawn there. */
  function renderer(pane) {
    renderers[pane] = renderers[pane] || L.svg({ pane });
    return renderers[pane];
  }

  /** Whether a zoom is on its way; Leaflet lets every other move pass until it has ended. */
  function zooms() {
    return map.getPane("mapPane").classList.contains("leaflet-zoom-anim");
  }

  /** Show a position from the address bar; without one, the wards filtered by or the whole map. */
  function follow(at) {
    if (zooms()) {
      map.once("zoomend", () => follow(at)); // before the end of the move is remembered
      return;
    }
    quietly(() => {
      const [lat, lon, zoom] = at.split(",").map(Number);
      if (at) map.setView([lat, lon], zoom, { animate: false });
      else map.fitBounds(start(), { ...room(), animate: false });
    });
  }

  /** The margins inside which what is shown is whole: beside the key and below "Layers", where there are columns. */
  function room() {
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const two = document.getElementById("maps").classList.contains("two");
    const shut = document.querySelector("main").dataset.panel === "shut";
    const free = [KEY / (two ? 2 : 1), shut ? BOTH : LAYERS].map((letters) => letters * letter);
    return { paddingTopLeft: columns.matches ? free : [MARGIN, MARGIN], paddingBottomRight: [MARGIN, MARGIN] };
  }

  function start() {
    const { ward, lad = "" } = state.values();
    const codes = (ward || lad).split(",").filter((code) => code in wards);
    return codes.length ? codes.flatMap((code) => wards[code]) : bounds;
  }

  /** Move without writing the position into the address bar. */
  function quietly(action) {
    moving += 1;
    action();
    moving -= 1;
    resting = { centre: map.getCenter(), zoom: map.getZoom() };
  }

  /** Whether the map is where a quiet move left it: dash-leaflet repeats one, a pixel off. */
  function rests() {
    if (!resting || resting.zoom !== map.getZoom()) return false;
    return map.project(resting.centre).distanceTo(map.project(map.getCenter())) < ECHO;
  }

  function remember() {
    if (moving || rests()) return;
    const centre = map.getCenter();
    const parts = [centre.lat.toFixed(4), centre.lng.toFixed(4), map.getZoom().toFixed(2)];
    state.place(parts.map((part) => String(Number(part))).join(","));
  }

  /** Look at some bounds, whole in what nothing lies over, and remember that. */
  function fit(box) {
    const dates = document.getElementById("time");
    const { bottom } = map.getContainer().getBoundingClientRect();
    const below = dates.hidden ? 0 : bottom - dates.getBoundingClientRect().top;
    const [left, above] = room().paddingTopLeft;
    map.fitBounds(box, {
      paddingTopLeft: [left + AROUND, above + AROUND], paddingBottomRight: [AROUND, below + AROUND], maxZoom: 15, animate: !still,
    });
  }

  /** Back to where a link without a position begins. */
  function home() {
    follow("");
    state.place("");
  }

  let before = state.values();
  state.subscribe((values, { cause }) => {
    const moves = cause === "history" || values.ward !== before.ward || values.lad !== before.lad;
    before = values;
    if (moves && map) follow(values.at);
  });

  return { ready, posed, renderer, mounted, fit, home, still };
})();
