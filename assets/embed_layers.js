/*
 * What an embed's Leaflet map is drawn from: areas, outlines and overlays of the model of its view.
 */
explorer.embedLayers = (function () {
  "use strict";
  const LOWEST = 440; // the panes of what lies over the areas, as in the full view
  const { renderer } = explorer;

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
    const styled = renderer.styles(model, 1, function (at) { return renderer.selected(level, at, model.mask); });
    const places = new Map(level.codes.map(function (code, at) { return [code, at]; }));
    const layers = [];
    L.geoJSON(files.areas, {
      filter: function (feature) { return places.has(feature.properties.code); },
      onEachFeature: function (feature, layer) {
        const code = feature.properties.code;
        layers[places.get(code)] = layer;
        layer.on("mouseover click", function () { point(code); });
        layer.on("mouseout", function () { point(null); });
      },
    }).addTo(map);
    map.options.renderer.dress(layers, function ({ properties }) { return styled(places.get(properties.code)); });
    return layers;
  }

  /** Outlines around the selected areas together, and around each picked one. */
  function addOutlines(map, model, level, layers, canvas) {
    const chosen = layers.filter(function (_, at) { return renderer.selected(level, at, model.mask); });
    const picked = layers.filter(function (_, at) {
      return level.parts[at].some(function (part) { return model.picked.indexOf(part) >= 0; });
    });
    if (chosen.length < layers.length && !picked.length) renderer.surround(chosen, map, canvas);
    renderer.outline(picked, map, canvas, "picked");
  }

  /** How each overlay is drawn into its canvas. `describe` says a practice, `restore` ends that. */
  function drawings(map, model, files, describe, restore) {
    const { geography } = files;
    return {
      wards: function (canvas) {
        const style = function (feature) { return renderer.wards(true, feature); };
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
        const spread = function () { explorer.discs.spread(map, found, geography.zooms, ground, canvas); };
        map.on("zoomend", spread);
        spread();
      },
      venues: function () {
        explorer.squares.make(files.venues, "venues").forEach(function (marker, at) {
          const { kind, lines } = marker.feature.properties;
          if (model.venues.indexOf(kind) < 0) return;
          explorer.squares.paint(marker, model.lit[at] === "1", false);
          marker.on("mouseover click", function () { describe(lines, marker.getLatLng()); });
          marker.on("mouseout", restore);
          marker.addTo(map);
        });
      },
    };
  }

  function addPractices(map, model, files, canvas, describe, restore) {
    const found = [];
    const lines = renderer.columnsOf(model.practices, model.practices.lines);
    L.geoJSON(files.practices, {
      pointToLayer: function (feature, at) { return explorer.discs.make(feature, at, canvas); },
      onEachFeature: function (feature, layer) {
        const about = feature.properties;
        const at = layer.getLatLng();
        layer.setStyle(explorer.discs.style(model.practices, about.index, model.mask[about.area] === "1", false));
        layer.on("mouseover click", function () {
          describe(about.lines.concat(renderer.lines(lines, about.index)), at);
        });
        layer.on("mouseout", restore);
        found.push({ layer, at });
      },
    }).addTo(map);
    return found;
  }

  return { makeCanvases, addAreas, addOutlines, drawings };
})();
