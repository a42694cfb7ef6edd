/*
 * The files of the map: one of each indicator, of each pair, and of what is known of all areas.
 * Each is fetched when first needed and then kept; a failure is not remembered.
 */
explorer.files = (function () {
  "use strict";
  const { boot } = explorer.state;
  const kept = new Map();

  async function json(address) {
    const found = await fetch(address);
    if (found.status === 404) explorer.outdated();
    if (!found.ok) throw new Error(`${found.status}`);
    return found.json();
  }

  const geography = json(boot.geography).then((found) => {
    explorer.renderer.use(found.look);
    for (const [key, level] of Object.entries(found.levels)) {
      level.key = key;
      level.index = new Map(level.codes.map((code, index) => [code, index]));
    }
    return found;
  });
  geography.catch(() => {}); // dash.js, which waits for it too, says so on the page
  for (const [key, address] of Object.entries(boot.figures)) once(key, () => json(address));

  function once(key, ask) {
    if (!kept.has(key)) {
      kept.set(key, ask());
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  }

  const of = (key) => once(key, () => geography.then(({ figures }) => json(figures[key])));
  const pair = (first, second) => once(`${first}+${second}`, () =>
    geography.then(({ pairs }) => json(`${pairs}${first}+${second}.json`)));
  const clusters = (key) => once(`clusters ${key}`, () =>
    geography.then((found) => json(found.clusters[key])));

  return { geography, json, of, pair, clusters };
})();
