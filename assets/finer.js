/*
 * Finer shapes on every map that looks closer than the first file of shapes can show: borders are
 * fetched in blocks, those of the blocks in sight, and take their place in all shapes that have them.
 * Until a block is here, and if it does not come, its borders stay as they are. Only the page of a
 * place with such blocks fetches this. Plain enough for browsers of 2020, because embeds run it.
 */
(function () {
  "use strict";
  const { arcs, files, needs, renderer } = explorer;
  const maps = new Set();
  const known = new Map(); // shapes by their code
  const shown = new WeakMap(); // how often the shape that a layer shows had changed
  const blocks = {}; // by their address, once asked for
  const need = needs && needs.need("finer", function () {});
  let due = false;

  /** The shapes of a file, and which of them each of its arcs is in. */
  function begin(file) {
    file.owners = file.lines.map(function () { return []; });
    file.shapes.forEach(function ([{ code }, parts]) {
      const shape = { file, parts, changes: 0 };
      known.set(code, shape);
      parts.flat(2).forEach(function (number) { file.owners[number < 0 ? ~number : number].push(shape); });
    });
  }

  /** The addresses of the blocks that a map needs, each with its file. */
  function wanted(map, into) {
    Object.values(arcs.finer).forEach(function (file) {
      if (map.getZoom() <= file.zoom) return;
      file.boxes.forEach(function (box, at) {
        if (map.getBounds().intersects(box)) into.set(file.files.replace("{key}", at), file);
      });
    });
  }

  const isBlock = (found) => found.numbers.length > 0 && found.numbers.length === found.arcs.length;

  /** A block, put into its file when it comes. One that did not is forgotten, to be asked for again. */
  function block(address, file) {
    blocks[address] = blocks[address] || files.json(address, isBlock).then(function (found) {
      if (!file.owners) begin(file);
      arcs.linesOf(found.arcs).forEach(function (line, at) {
        const number = found.numbers[at];
        file.lines[number] = line;
        file.owners[number].forEach(function (shape) { shape.changes += 1; });
      });
      soon();
    });
    blocks[address].catch(function () { delete blocks[address]; });
    return blocks[address];
  }

  /** Ask for what the maps need. On the page what is late is said; in an embed it may stay away. */
  function ask() {
    const into = new Map();
    maps.forEach(function (map) { wanted(map, into); });
    const all = () => Promise.all(Array.from(into, function ([address, file]) { return block(address, file); }));
    const words = () => ({ name: explorer.words("finer"), still: explorer.words("still_coarse") });
    if (need) need.want(into.size ? Array.from(into.keys()).join() : null, words, all);
    else all().catch(function () {});
  }

  /** Give the layers of a map, and then the outlines around them, the shapes as they are known now. */
  function renew(map) {
    const outlines = [];
    let changed = false;
    map.eachLayer(function (layer) {
      if (layer.options.of) outlines.push(layer);
      const shape = layer.feature && known.get(layer.feature.properties.code);
      if (!shape || shape.changes === (shown.get(layer) || 0)) return;
      shown.set(layer, shape.changes);
      layer.setLatLngs(L.GeoJSON.coordsToLatLngs(arcs.ringsOf(shape.parts, shape.file.lines), 2));
      changed = true;
    });
    if (changed) outlines.forEach(outline);
  }

  function outline(layer) {
    const { of } = layer.options;
    layer.setLatLngs(layer instanceof L.Polygon ? of[0].getLatLngs() : renderer.edges(of));
  }

  /** Once for all that happens before the next frame. */
  function soon() {
    if (!due) requestAnimationFrame(look);
    due = true;
  }

  function look() {
    due = false;
    ask();
    maps.forEach(renew);
  }

  function attend(map) {
    if (maps.has(map)) return;
    maps.add(map);
    map.on("moveend", soon);
    map.on("layeradd", function ({ layer }) { if (layer.feature) soon(); });
    map.on("unload", function () { maps.delete(map); });
    map.whenReady(soon);
  }

  L.Map.addInitHook(function () { attend(this); });
  if (explorer.map) explorer.map.ready(attend); // it may have been made before
})();
