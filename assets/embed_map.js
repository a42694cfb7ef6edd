/*
 * In an embed: the map's picture becomes a Leaflet map, two pictures become two that move together.
 * The model of the view stands beside the picture, shapes come from the files of the full view; if
 * anything here fails the picture stays where it is.
 */
(function () {
  "use strict";
  const LOWEST = 440; // the panes of what lies over the areas, as in the full view
  const ARROWS = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]; // the order of moves
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const boxes = Array.from(document.querySelectorAll(".mapbox"));
  const renderer = explorer.renderer;
  const asked = {};
  const maps = [];

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

  function open(around, model, files) {
    const picture = around.querySelector(".picture");
    const card = around.querySelector(".card");
    const status = around.querySelector(".status");
    const level = files.geography.levels[model.level];
    const columns = renderer.columnsOf(model, model.lines);
    const box = document.createElement("div");
    box.className = "leaflet";
    around.insertBefore(box, picture);
    const map = L.map(box, {
      attributionControl: false, keyboard: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5,
      minZoom: 9, maxZoom: 17, dragging: !L.Browser.mobile, fadeAnimation: false, preferCanvas: true,
      zoomAnimation: !still && boxes.length === 1, markerZoomAnimation: !still, inertia: !still,
    });
    const home = function () { map.fitBounds(model.bounds, { animate: false }); };
    const bright = function (index) { return renderer.selected(level, index, model.mask); };
    const areas = [];
    const canvases = {};
    let hand = -1;

    home();
    model.over.concat(["picked", "hand"]).forEach(function (name, index) {
      const over = index < model.over.length;
      const pane = map.createPane(name);
      pane.style.zIndex = over ? LOWEST + model.over.length - index : LOWEST + 40 + index;
      if (model.faint.indexOf(name) >= 0) pane.style.opacity = 0.4;
      canvases[name] = L.svg({ pane: name });
    });

    function index(code) {
      return level.codes.indexOf(code);
    }

    L.geoJSON(files.areas, {
      filter: function (feature) { return index(feature.properties.code) >= 0; },
      style: function (feature) {
        const at = index(feature.properties.code);
        return renderer.area(model, at, bright(at), 1);
      },
      onEachFeature: function (feature, layer) {
        const at = index(feature.properties.code);
        areas[at] = layer;
        layer.on("mouseover click", function () { take(at); });
        layer.on("mouseout", function () { if (document.activeElement !== box) take(-1); });
      },
    }).addTo(map);

    const draw = {
      wards: function (canvas) {
        const style = function () { return renderer.wards(true); };
        L.geoJSON(files.wards, { pane: "wards", renderer: canvas, interactive: false, style: style }).addTo(map);
      },
      circles: function (canvas) {
        const own = files.geography.levels[model.circles.level];
        renderer.circles(model.circles, own, map, canvas, function (at) {
          return renderer.selected(own, at, model.mask);
        });
      },
      clusters: function (canvas) { renderer.clusters(files.clusters || [], map, canvas); },
      practices: practices,
      names: function () {
        const found = renderer.names(files.geography.names, "names", map);
        const show = function () { renderer.showNames(map, found, model.names, true); };
        map.on("zoomend moveend resize", show);
        show();
      },
    };

    function practices(canvas) {
      const found = [];
      const lines = renderer.columnsOf(model.practices, model.practices.lines);
      const ground = L.layerGroup().addTo(map);
      L.geoJSON(files.practices, {
        pointToLayer: function (feature, at) { return renderer.practice(feature, at, canvas); },
        onEachFeature: function (feature, layer) {
          const about = feature.properties;
          const at = layer.getLatLng();
          layer.setStyle(renderer.practiceLook(model.practices, about.index, model.mask[about.area] === "1"));
          layer.on("mouseover click", function () {
            describe(about.lines.concat(renderer.lines(lines, about.index)), at);
          });
          layer.on("mouseout", function () { take(hand); });
          found.push({ layer: layer, at: at });
        },
      }).addTo(map);
      const spread = function () { renderer.spread(map, found, files.geography.zooms, ground, canvas); };
      map.on("zoomend", spread);
      spread();
    }

    /** Take an area in hand, or none: outline it and say it on the card. */
    function take(at) {
      hand = at;
      outline.clearLayers();
      if (at < 0) {
        renderer.card(card, null);
        return "";
      }
      renderer.outline([areas[at]], outline, canvases.hand, "hand");
      return describe(renderer.lines(columns, at), areas[at].getBounds().getCenter());
    }

    function describe(lines, at) {
      renderer.beside(map, card, at);
      return renderer.card(card, lines);
    }

    function visit(at) {
      status.textContent = take(at);
      map.panInside(areas[at].getBounds().getCenter(), { padding: [50, 50], animate: !still });
    }

    function press(event) {
      if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS.indexOf(event.key);
      const order = model.order;
      const here = hand < 0 ? order[0] : hand;
      const next = arrow >= 0 ? level.moves[here][arrow]
        : event.key === "PageDown" ? order[order.indexOf(here) + 1]
          : event.key === "PageUp" ? order[order.indexOf(here) - 1] : undefined;
      if (next >= 0) visit(next);
      else if (arrow >= 0 || event.key.indexOf("Page") === 0) status.textContent = "No area in that direction.";
      else if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (event.key === "0") home();
      else if (event.key === "Escape") box.blur();
      else return;
      event.preventDefault();
    }

    L.control.scale({ imperial: true }).addTo(map);
    const outline = L.layerGroup().addTo(map);
    model.over.forEach(function (name) { if (draw[name]) draw[name](canvases[name]); });
    const picked = level.codes.map(function (_, at) { return at; }).filter(function (at) {
      return level.parts[at].some(function (part) { return model.picked.indexOf(part) >= 0; });
    });
    renderer.outline(picked.map(function (at) { return areas[at]; }), map, canvases.picked, "picked");
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map of areas");
    box.setAttribute("aria-label", `Map. ${model.title}. Arrow keys move between ` +
      "neighbouring areas, Page Down goes to the next by rank, plus and minus zoom, zero returns to the start, Escape leaves.");
    box.addEventListener("keydown", press);
    box.addEventListener("focus", function () { if (hand < 0) visit(model.order[0]); });
    box.addEventListener("blur", function () { take(-1); });
    picture.setAttribute("class", "picture replaced");
    picture.setAttribute("aria-hidden", "true");
    map.invalidateSize();
    home();
    maps.push({ map: map, areas: areas });
  }

  /** Each map looks where the one that was moved looks. */
  function together() {
    let following = false;
    maps.forEach(function (one) {
      one.map.on("move zoomend", function () {
        if (following) return;
        following = true;
        maps.forEach(function (other) {
          if (other !== one) other.map.setView(one.map.getCenter(), one.map.getZoom(), { animate: false });
        });
        following = false;
      });
    });
  }

  /** Take back a map that could not be finished: the picture beneath it says the same. */
  function keepPicture(around) {
    const box = around.querySelector(".leaflet");
    if (box) box.remove();
    around.querySelector(".card").hidden = true;
  }

  boxes.reduce(function (before, around) {
    return before.then(function () {
      const model = JSON.parse(around.querySelector(".model").textContent);
      return gather(model).then(function (files) { open(around, model, files); });
    }).catch(function () { keepPicture(around); });
  }, Promise.resolve()).then(together);
  explorer.maps = maps;
})();
