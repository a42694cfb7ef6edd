/*
 * Clusters: outlines around areas that lie among others like them, more than chance would have it.
 * Each indicator that has them has a file of its own, fetched when first asked for.
 */
explorer.clusters = (function () {
  "use strict";
  const LINES = ["", "7 5", "1 6", "10 4 2 4"]; // kinds differ in their dashes, not in colour alone
  const COLOUR = "#A3123A";
  const { state, map, areas, figures, card, element } = explorer;
  const box = document.getElementById("cluster-legend");
  const kept = new Map();
  let values = state.values();
  let group = null;

  const wanted = () => state.shows("clusters", values);

  async function update() {
    const key = values.ind;
    const current = () => wanted() && key === values.ind;
    draw(null);
    if (!wanted()) return;
    try {
      const [facts, one] = await Promise.all([figures.facts, figures.of(key), areas.loaded]);
      if (!one.clusters) {
        if (current()) say(`Clusters are not worked out for ${one.label}. They are for: ${facts.clustered.join("; ")}.`);
        return;
      }
      if (!kept.has(key)) kept.set(key, await figures.json(facts.clusters[key]));
      if (current()) draw(kept.get(key), one);
    } catch {
      if (current()) say("The clusters could not be loaded. Turn them off and on to try again.");
    }
  }

  function say(words) {
    box.replaceChildren(element("p", words));
    box.hidden = false;
  }

  function draw(found, one) {
    box.hidden = !found;
    map.ready((leaflet) => {
      group = group || L.layerGroup().addTo(leaflet);
      group.clearLayers();
      if (!found) return;
      for (const look of [{ color: "#FFFFFF", weight: 6, opacity: 0.9 }, { color: COLOUR, weight: 3 }]) {
        found.kinds.forEach((kind, number) => outline(kind, number, look));
      }
    });
    if (found) describe(found, one);
  }

  function outline(kind, number, look) {
    if (!kind.areas) return;
    L.geoJSON(kind.shape, {
      own: true, pane: "clusters", renderer: map.renderer("clusters"), interactive: false,
      style: () => ({ fill: false, lineCap: "butt", dashArray: look.opacity ? null : LINES[number], ...look }),
    }).addTo(group);
  }

  function describe({ kinds, total, method }, one) {
    const there = kinds.map((kind, number) => ({ ...kind, number })).filter((kind) => kind.areas);
    const inside = there.reduce((sum, kind) => sum + kind.areas, 0);
    const list = element("ul");
    list.append(...there.map(row));
    const words = inside
      ? `${inside} of ${total} areas lie in a cluster. ${method}`
      : `None of the ${total} areas lies in a cluster: the pattern could be chance. ${method}`;
    const note = element("p", words, "quiet");
    box.replaceChildren(element("h2", `Clusters of ${one.label}`), list, note);
  }

  function row({ label, areas: counted, number }) {
    const item = element("li");
    const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sample.setAttribute("class", "line");
    sample.setAttribute("viewBox", "0 0 34 6");
    sample.setAttribute("aria-hidden", "true");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries({
      d: "M0 3h34", stroke: COLOUR, "stroke-width": 3, "stroke-dasharray": LINES[number],
    })) line.setAttribute(name, value);
    sample.append(line);
    item.append(sample, element("span", `${label}: ${counted}`));
    return item;
  }

  card.also((level, index) => {
    const { indicator, pair } = areas.shown();
    if (!wanted() || !indicator.clusters || pair) return {};
    const number = Number(indicator.clusters[index]);
    return { cluster: number ? `Cluster: ${indicator.clustered[number - 1]}` : "In no cluster" };
  });
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.ind !== values.ind;
    values = next;
    if (changed) update();
  });
  if (wanted()) update();
})();
