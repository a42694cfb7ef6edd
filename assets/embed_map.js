/*
 * In an embed: the map's picture becomes a Leaflet map, two pictures become two that move together.
 * The model of the view stands beside the picture, shapes come from the files of the full view; if
 * anything here fails the picture stays where it is. A map is made once there is room for it, so
 * that an embed in a closed part of the page around it is drawn when that opens.
 */
(function () {
  "use strict";
  const LOWEST = 440; // the panes of what lies over the areas, as in the full view
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const boxes = Array.from(document.querySelectorAll(".mapbox"));
  const renderer = explorer.renderer;
  const asked = {};
  const maps = [];
  let following = false;

  function json(address) {
    if (!asked[address]) {
      asked[address] = fetch(address).then(function (found) {
        if (!found.ok) throw new Error(found.status);
        return found.json();
      });
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
      names.forEach(function (name, index) { files[name] = found[index]; });
      renderer.use(files.geography.look);
      return files;
    });
  }

  function hasSize(element) {
    return element.clientWidth > 0 && element.clientHeight > 0;
  }

  /** Resolves once an element has a size. */
  function seen(element) {
    return new Promise(function (resolve) {
      const watch = new ResizeObserver(function () {
        if (!hasSize(element)) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(element);
    });
  }

  function makeMap(box) {
    const map = L.map(box, {
      attributionControl: false, keyboard: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5,
      minZoom: 9, maxZoom: 17, dragging: !L.Browser.mobile, fadeAnimation: false, preferCanvas: true,
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
    const watch = new ResizeObserver(function () {
      if (!hasSize(box)) return;
      map.invalidateSize({ animate: false });
      if (!moved) home();
    });
    watch.observe(box);
    return { home, watch, moved: function () { return moved; } };
  }

  /** A pane for each overlay, the topmost of the view above, and for what is picked and at hand. */
  function makeCanvases(map, model) {
    const canvases = {};
    model.over.concat(["picked", "hand"]).forEach(function (name, index) {
      const over = index < model.over.length;
      const pane = map.createPane(name);
      pane.style.zIndex = over ? LOWEST + model.over.length - index : LOWEST + 40 + index;
      if (model.faint.indexOf(name) >= 0) pane.style.opacity = 0.4;
      canvases[name] = L.svg({ pane: name });
    });
    return canvases;
  }

  /** Draw the areas of a level; their layers by index. `point` hears of the pointer. */
  function addAreas(map, model, files, point) {
    const level = files.geography.levels[model.level];
    const layers = [];
    L.geoJSON(files.areas, {
      filter: function (feature) { return level.codes.indexOf(feature.properties.code) >= 0; },
      style: function (feature) {
        const at = level.codes.indexOf(feature.properties.code);
        return renderer.area(model, at, renderer.selected(level, at, model.mask), 1);
      },
      onEachFeature: function (feature, layer) {
        const code = feature.properties.code;
        layers[level.codes.indexOf(code)] = layer;
        layer.on("mouseover click", function () { point(code); });
        layer.on("mouseout", function () { point(null); });
      },
    }).addTo(map);
    return layers;
  }

  /** Outlines around the selected areas together, and around each picked one. */
  function addOutlines(map, model, level, layers, canvas) {
    const chosen = layers.filter(function (_, at) { return renderer.selected(level, at, model.mask); });
    const picked = layers.filter(function (_, at) {
      return level.parts[at].some(function (part) { return model.picked.indexOf(part) >= 0; });
    });
    if (chosen.length < layers.length) renderer.surround(chosen, map, canvas);
    renderer.outline(picked, map, canvas, "picked");
  }

  /** How each overlay is drawn into its canvas. `describe` says a practice, `restore` ends that. */
  function drawings(map, model, files, describe, restore) {
    const { geography } = files;
    return {
      wards: function (canvas) {
        const style = function () { return renderer.wards(true); };
        L.geoJSON(files.wards, { pane: "wards", renderer: canvas, interactive: false, style }).addTo(map);
      },
      circles: function (canvas) {
        const level = geography.levels[model.circles.level];
        renderer.circles(model.circles, level, map, canvas, function (at) {
          return renderer.selected(level, at, model.mask);
        });
      },
      clusters: function (canvas) { renderer.clusters(files.clusters || [], map, canvas); },
      names: function () {
        const found = renderer.names(geography.names, "names", map);
        const show = function () { renderer.showNames(map, found, model.names, true); };
        map.on("zoomend moveend resize", show);
        show();
      },
      practices: function (canvas) {
        const found = addPractices(map, model, files, canvas, describe, restore);
        const ground = L.layerGroup().addTo(map);
        const spread = function () { renderer.spread(map, found, geography.zooms, ground, canvas); };
        map.on("zoomend", spread);
        spread();
      },
    };
  }

  function addPractices(map, model, files, canvas, describe, restore) {
    const found = [];
    const lines = renderer.columnsOf(model.practices, model.practices.lines);
    L.geoJSON(files.practices, {
      pointToLayer: function (feature, at) { return renderer.practice(feature, at, canvas); },
      onEachFeature: function (feature, layer) {
        const about = feature.properties;
        const at = layer.getLatLng();
        layer.setStyle(renderer.practiceLook(model.practices, about.index, model.mask[about.area] === "1", false));
        layer.on("mouseover click", function () {
          describe(about.lines.concat(renderer.lines(lines, about.index)), at);
        });
        layer.on("mouseout", restore);
        found.push({ layer, at });
      },
    }).addTo(map);
    return found;
  }

  /** Make the map of a model over its picture, at the start or where a map before it looked. */
  function open(around, model, files, before) {
    const level = files.geography.levels[model.level];
    const columns = renderer.columnsOf(model, model.lines);
    const [picture, card, status] = [".picture", ".card", ".status"].map(function (one) { return around.querySelector(one); });
    const box = document.createElement("div");
    box.className = "leaflet";
    around.insertBefore(box, picture);
    const map = makeMap(box);
    const place = keepHome(map, box, model.bounds);
    const canvases = makeCanvases(map, model);
    const outline = L.layerGroup().addTo(map);
    let hand = null;
    const layers = addAreas(map, model, files, function (code) { hand.point(code); });
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

    const draw = drawings(map, model, files, describe, function () { hand.take(hand.at()); });
    model.over.forEach(function (name) { if (draw[name]) draw[name](canvases[name]); });
    addOutlines(map, model, level, layers, canvases.picked);
    hand = explorer.handOf(map, {
      name: `Map. ${model.title}.`, take, centre, still, home: place.home,
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
      place.watch.disconnect();
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
  renderer.onLook(function () {
    maps.splice(0).forEach(function (one) { one.again(); });
  });
  explorer.maps = maps;
})();
