/*
 * In an embed: the map's picture becomes a Leaflet map, two pictures become two that move together.
 * The model of the view stands beside the picture, shapes come from the files of the full view; if
 * anything here fails the picture stays where it is. A map is made once there is room for it, so
 * that an embed in a closed part of the page around it is drawn when that opens.
 */
(function () {
  "use strict";
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const boxes = Array.from(document.querySelectorAll(".mapbox"));
  const { renderer, embedLayers } = explorer;
  const asked = {};
  const unpacked = new Map();
  const maps = [];
  let following = false;

  /** A file for a map. Shapes are unpacked once for all maps, which share what comes finer. */
  function whole(file) {
    if (!file || !file.arcs) return file;
    if (!unpacked.has(file)) unpacked.set(file, explorer.arcs.shapes(file));
    return unpacked.get(file);
  }

  function json(address) {
    if (!asked[address]) {
      asked[address] = fetch(address).then(function (found) {
        if (!found.ok) throw new Error(found.status);
        return found.json();
      });
      asked[address].catch(function () { delete asked[address]; });
    }
    return asked[address];
  }

  /** Everything the map of a model needs, by name; what the view does not show is null. */
  function gather(model) {
    const addresses = Object.assign(
      { geography: model.geography, clusters: model.clusters || null }, model.shapes,
    );
    const names = Object.keys(addresses);
    const all = names.map(function (name) { return addresses[name] && json(addresses[name]); });
    return Promise.all(all).then(function (found) {
      const files = {};
      names.forEach(function (name, index) {
        files[name] = whole(found[index]);
      });
      files.geography = explorer.packed.unpack(files.geography);
      explorer.look.use(files.geography.look);
      return model.finer ? explorer.script(model.finer).then(function () { return files; }) : files;
    });
  }

  function hasSize(element) {
    return element.clientWidth > 0 && element.clientHeight > 0;
  }

  /** Do something now and whenever an element has another size, unless it has none; to be ended. */
  function watch(element, action) {
    const look = function () { if (hasSize(element)) action(); };
    if (!window.ResizeObserver) { // a browser of 2019
      window.addEventListener("resize", look);
      look();
      return function () { window.removeEventListener("resize", look); };
    }
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return function () { observer.disconnect(); };
  }

  /** Resolves once an element has a size. */
  function seen(element) {
    return new Promise(function (resolve) { watch(element, resolve); });
  }

  function makeMap(box, farthest) {
    const map = L.map(box, {
      attributionControl: false, keyboard: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5,
      minZoom: farthest, maxZoom: 17, dragging: !L.Browser.mobile, fadeAnimation: false, preferCanvas: true,
      zoomAnimation: !still && boxes.length === 1, markerZoomAnimation: !still, inertia: !still, trackResize: false,
    });
    L.control.scale({ imperial: true }).addTo(map);
    return map;
  }

  /** Look at the start now and whenever the room changes, unless the reader has moved. */
  function keepHome(map, box, bounds) {
    let homing = false;
    let moved = false;

    function home() {
      homing = true;
      map.fitBounds(bounds, { animate: false });
      homing = moved = false;
    }

    home();
    map.on("movestart zoomstart", function () { if (!homing) moved = true; });
    const end = watch(box, function () {
      map.invalidateSize({ animate: false });
      if (!moved) home();
    });
    return { home, end, moved: function () { return moved; } };
  }

  /** Make the map of a model over its picture, at the start or where a map before it looked. */
  function open(around, model, files, before) {
    const level = files.geography.levels[model.level];
    const columns = renderer.columnsOf(model, model.lines);
    const [picture, card, status] = [".picture", ".card", ".status"].map(function (one) { return around.querySelector(one); });
    const box = document.createElement("div");
    box.className = "leaflet";
    around.insertBefore(box, picture);
    const map = makeMap(box, model.farthest);
    const place = keepHome(map, box, model.bounds);
    const canvases = embedLayers.makeCanvases(map, model);
    const outline = L.layerGroup().addTo(map);
    let hand = null;
    const layers = embedLayers.addAreas(map, model, files, function (code) { hand.point(code); });
    const layer = function (code) { return layers[level.codes.indexOf(code)]; };
    const centre = function (code) { return layer(code).getBounds().getCenter(); };

    function describe(lines, at) {
      renderer.beside(map, card, at);
      return renderer.card(card, lines);
    }

    /** Outline an area, or none, and say it on the card. */
    function take(code) {
      outline.clearLayers();
      if (code === null) return renderer.card(card, null);
      renderer.outline([layer(code)], outline, canvases.hand, "hand");
      return describe(renderer.lines(columns, level.codes.indexOf(code)), centre(code));
    }

    const draw = embedLayers.drawings(map, model, files, describe, function () { hand.take(hand.held()); });
    model.over.forEach(function (name) { if (draw[name]) draw[name](canvases[name]); });
    embedLayers.addOutlines(map, model, level, layers, canvases.picked);
    hand = explorer.handOf(map, {
      name: explorer.words("map_of", { title: model.title }), take, centre, still, home: place.home,
      shown: function () { return { level, order: model.order }; },
      start: function () { return level.codes[model.order[0]]; },
      say: function (text) { status.textContent = text; },
    });
    picture.setAttribute("class", "picture replaced");
    picture.setAttribute("aria-hidden", "true");
    if (before) map.setView(before.centre, before.zoom, { animate: false });
    map.on("move zoomend", function () { together(map); });

    /** The same again in the reader's new colours. */
    function again() {
      const now = place.moved() ? { centre: map.getCenter(), zoom: map.getZoom() } : null;
      place.end();
      map.remove();
      box.remove();
      open(around, model, files, now);
    }

    maps.push({ map, areas: layers, again });
  }

  /** Take back a map that could not be finished: the picture beneath it says the same. */
  function keepPicture(around) {
    const box = around.querySelector(".leaflet");
    if (box) box.remove();
    around.querySelector(".card").hidden = true;
  }

  /** Each map looks where the one that was moved looks. */
  function together(from) {
    if (following) return;
    following = true;
    maps.forEach(function (other) {
      if (other.map !== from) other.map.setView(from.getCenter(), from.getZoom(), { animate: false });
    });
    following = false;
  }

  boxes.forEach(function (around) {
    const model = JSON.parse(around.querySelector(".model").textContent);
    Promise.all([gather(model), seen(around)])
      .then(function (found) { open(around, model, found[0], null); })
      .catch(function () { keepPicture(around); });
  });
  explorer.look.onLook(function () {
    maps.splice(0).forEach(function (one) { one.again(); });
  });
  explorer.maps = maps;
  explorer.files = { json };
})();
