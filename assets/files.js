/*
 * The files of the map: one of each indicator, of each pair, of shapes, and of what is known of all
 * areas. Each is fetched when first needed and kept once it is known to be whole; a failure is not
 * remembered, so that needs.js can ask again.
 */
explorer.files = (function () {
  "use strict";
  const PATIENCE = 20000; // ms until an answer is given up
  const { arcs, packed, state: { boot } } = explorer;
  const kept = new Map();
  const refused = new Set(); // what the browser must not take from its own store again
  let arrived;
  const geography = new Promise((resolve) => { arrived = resolve; }); // once it is here

  /** A file, unpacked, that passes its check. What is not JSON, not whole or another file is refused. */
  async function json(address, isWhole, unpack = (found) => found) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    const cache = refused.has(address) ? "reload" : "default";
    try {
      const found = await fetch(address, { signal: control.signal, cache });
      if (!found.ok) throw problem(found.status);
      const value = unpack(await found.json());
      if (!(await isWhole(value))) throw new Error(`${address} is not what it should be`);
      refused.delete(address);
      return value;
    } catch (error) {
      refused.add(address);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A file is gone for good when the server was started with other figures: the page says so. */
  function problem(status) {
    if (status === 404) explorer.outdated();
    return Object.assign(new Error(`${status}`), { gone: status === 404 });
  }

  function once(key, ask) {
    if (!kept.has(key)) {
      kept.set(key, ask());
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  }

  /** What is known of all areas, asked for again if it did not come. */
  const known = () => once("geography", async () => {
    const found = await json(boot.geography, isGeography, packed.unpack);
    explorer.look.use(found.look);
    for (const [key, level] of Object.entries(found.levels)) {
      level.key = key;
      level.index = new Map(level.codes.map((code, index) => [code, index]));
    }
    arrived(found);
    return found;
  });

  const isGeography = ({ look, levels, newest, figures, names }) =>
    Boolean(look && figures && names.length && levels[newest].codes.length);

  const fits = (columns, size) => columns.every(([, texts, places]) =>
    typeof texts === "string" || (places || texts).length === size);

  async function isSheet({ level, classes, order, fragments }) {
    const { levels } = await known();
    const size = levels[level].codes.length;
    return classes.length === size && order.length === size && Boolean(fragments.legend);
  }

  async function isFigure(value, key) {
    if (value.key !== key) return false;
    if (!value.sheets) return fits(value.columns, value.classes.length) && value.classes.length > 0;
    const sheets = [...Object.values(value.sheets), ...Object.values(value.at)];
    return sheets.length > 0 && (await Promise.all(sheets.map(isSheet))).every(Boolean);
  }

  const isShape = ({ type, coordinates }) => typeof type === "string" && coordinates.length > 0;

  /** Whether shapes are all there: of every area of every level, of every ward. */
  async function areShapes({ features }, key) {
    const { levels, wards } = await known();
    if (!features.length || !features.every(({ geometry }) => isShape(geometry))) return false;
    if (key === "wards") return features.length === Object.keys(wards).length;
    if (key !== "areas") return true;
    const codes = new Set(features.map(({ properties }) => properties.code));
    return Object.values(levels).every((level) => level.codes.every((code) => codes.has(code)));
  }

  /** A file whose sheets have their order of areas, which they share. */
  function ordered(file) {
    for (const sheet of [file.sheet, ...Object.values(file.sheets || {}), ...Object.values(file.at || {})]) {
      if (sheet) sheet.order = file.orders[sheet.order];
    }
    return file;
  }

  const figure = (key, address) => json(address, (value) => isFigure(value, key), ordered);
  for (const [key, address] of Object.entries(boot.figures)) {
    once(key, () => figure(key, address)); // beside the geography, which has the addresses of all
  }

  const of = (key) => once(key, async () => figure(key, (await known()).figures.replace("{key}", key)));
  const pair = (first, second) => once(`${first}+${second}`, async () => {
    const key = `${first}+${second}`;
    const isPair = async (value) => value.key === key && (await isSheet(value.sheet));
    return json(`${(await known()).pairs}${key}.json`, isPair, ordered);
  });
  const clusters = (key) => once(`clusters ${key}`, async () => {
    const address = (await known()).clusters[key];
    return json(address, (found) => found.every(({ shape }) => isShape(shape)));
  });
  const shapes = (key) => once(`shapes ${key}`, async () => {
    if (boot.finer) await explorer.script(boot.finer);
    return json(boot.shapes[key] || boot.points[key], (found) => areShapes(found, key), (found) => (found.arcs ? arcs.shapes(found) : found));
  });

  return { geography, json, known, of, pair, clusters, shapes };
})();
