/*
 * Circles that count people: their surface is in proportion to a number, whatever the shading says
 * about shares. They stand on the areas the number was published for.
 */
explorer.circles = (function () {
  "use strict";
  const ROOM = 110; // pixels: the largest radius is this over the root of how many areas there are
  const STEPS = [1, 2, 5];
  const { state, map, areas, figures, card, reply, element } = explorer;
  const box = document.getElementById("circle-legend");
  let values = state.values();
  let facts = null;
  let counted = null;
  let group = null;

  const wanted = () => state.shows("circles", values);
  const largest = () => Math.max(...counted.value.filter((one) => one !== null));
  const radius = (number) =>
    ROOM * Math.sqrt(Math.max(number, 0) / (largest() * counted.value.length));

  async function update() {
    const key = values.circle;
    if (!wanted()) {
      draw();
      return;
    }
    try {
      const [all, next] = await Promise.all([figures.facts, figures.of(key), areas.loaded]);
      if (key !== values.circle) return;
      facts = all;
      counted = next;
      draw();
    } catch {
      counted = null;
      draw();
      box.hidden = false;
      box.textContent = "The circles could not be loaded. Turn them off and on to try again.";
    }
  }

  function draw() {
    const on = wanted() && counted !== null;
    box.hidden = !on;
    map.ready((leaflet) => {
      group = group || L.layerGroup().addTo(leaflet);
      group.clearLayers();
      if (on) circles().forEach((circle) => group.addLayer(circle));
    });
    if (on) describe();
  }

  /** The larger ones first, so that none is hidden under another. */
  function circles() {
    const level = facts.levels[counted.level];
    return counted.value
      .map((number, index) => ({ number, index }))
      .filter(({ number }) => number > 0)
      .sort((one, other) => other.number - one.number)
      .map(({ number, index }) => L.circleMarker(level.points[index], {
        pane: "circles", renderer: map.renderer("circles"), interactive: false, radius: radius(number),
        ...look(areas.selected(level, index)),
      }));
  }

  function look(lit) {
    return {
      color: "#0B1F33", weight: 1.3, opacity: lit ? 1 : 0.3,
      fillColor: "#FFFFFF", fillOpacity: lit ? 0.6 : 0.15,
    };
  }

  function describe() {
    const { noun } = facts.levels[counted.level];
    const title = element("h2", `White circles: ${counted.label}, by ${noun[0]}`);
    const sizes = element("ul", "", "sizes");
    sizes.append(...samples().map(size));
    const without = Object.keys(counted.status).length;
    const note = element("p", [
      "The surface of a circle is in proportion to the number.",
      `No circle: ${counted.value.filter((one) => one === 0).length} ${noun[1]} with nobody` +
        `${without ? ` and ${without} without a figure` : ""}.`,
      `${counted.source}.`,
    ].join(" "), "quiet");
    box.replaceChildren(title, sizes, note);
  }

  /** Three round numbers from small to nearly the largest. */
  function samples() {
    const most = largest();
    const rounds = [];
    for (let ten = 1; ten <= most; ten *= 10) rounds.push(...STEPS.map((step) => step * ten));
    const fitting = rounds.filter((one) => one <= most);
    return [...new Set([-4, -2, -1].map((at) => fitting.at(at) || fitting[0]))].filter(Boolean);
  }

  function size(number) {
    const item = element("li");
    const dot = element("span", "", "dot");
    dot.style.width = dot.style.height = `${2 * radius(number)}px`;
    item.append(dot, element("span", figures.number(number)));
    return item;
  }

  card.also((level, index) => {
    if (!wanted() || !counted || !facts) return {};
    const words = figures.on(facts, counted, level.key).words(index);
    return words ? { "label circle": counted.label, "value circle": words } : {};
  });
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.circle !== values.circle;
    values = next;
    if (changed) update();
  });
  reply.subscribe(() => { if (wanted()) draw(); });
  if (wanted()) update();
})();
