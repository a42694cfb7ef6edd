/*
 * General practices: circles as large as their lists, coloured by the outcome chosen. Nothing is
 * fetched before a reader turns them on. The same practices stand in a list below the map.
 */
explorer.practices = (function () {
  "use strict";
  const SCALE = 0.0945; // pixels of radius for the root of a patient: 54,000 patients make 22
  const SMALLEST = 5;
  const INK = "#0B1F33";
  const GREY = "#B8BEC4";
  const SAMPLES = [5000, 10000, 50000];
  const { state, map, figures, areas, card, reply } = explorer;
  const legend = document.getElementById("practice-legend");
  const note = document.getElementById("practice-note");
  const list = document.getElementById("practice-list");
  const circles = [];
  let values = state.values();
  let outcome = null;
  let group = null;
  let asked = false;

  const radius = (patients) => Math.max(SMALLEST, SCALE * Math.sqrt(patients));
  const wanted = () => state.shows("practices", values);

  function point(feature, at) {
    return L.circleMarker(at, {
      pane: "practices", renderer: map.renderer("practices"), radius: radius(feature.properties.patients),
      color: INK, weight: 1.2, fillColor: GREY, fillOpacity: 1,
    });
  }

  function register(feature, layer) {
    circles.push({ layer, about: feature.properties, at: layer.getLatLng(), line: null });
    layer.on("mouseover click", () => show(feature.properties.code));
    layer.on("mouseout", () => show(null));
    if (circles.length === 1) {
      requestAnimationFrame(() => map.ready((leaflet) => {
        group = L.layerGroup().addTo(leaflet);
        leaflet.on("zoomend", spread);
        draw();
      }));
    }
  }

  /** Fetch what is not here yet and draw; while practices are off only hide them. */
  async function update() {
    const key = values.practice;
    try {
      if (wanted()) {
        const next = await figures.of(key);
        if (key !== values.practice) return;
        outcome = next;
        if (!asked) {
          asked = true;
          await fill();
        }
      }
      draw();
    } catch {
      asked = false;
      note.textContent = "The practices could not be loaded. Turn them off and on to try again.";
      note.hidden = false;
    }
  }

  async function fill() {
    const data = await figures.json(state.boot.shapes.practices);
    await Promise.all([areas.loaded, map.mounted]);
    explorer.ready(() => window.dash_clientside.set_props("practices", { data }));
  }

  function draw() {
    const on = wanted();
    map.ready((leaflet) => { leaflet.getPane("practices").style.display = on ? "" : "none"; });
    for (const part of [legend, note, list]) part.hidden = !on;
    if (!on || !outcome || !group) return;
    for (const one of circles) one.layer.setStyle(look(one));
    spread();
    describe();
    write();
  }

  function look({ about }) {
    const number = Number(outcome.classes[about.index]);
    const lit = areas.bright(about.area);
    return {
      fillColor: number ? outcome.colours[number - 1] : GREY, dashArray: number ? null : "2 2",
      fillOpacity: lit ? 1 : 0.25, opacity: lit ? 1 : 0.35,
    };
  }

  /** Move circles apart where they would lie on each other, with a line back to the place. */
  function spread() {
    if (!wanted()) return;
    map.ready((leaflet) => {
      const marks = circles.map(({ at, about }) => {
        const home = leaflet.latLngToLayerPoint(at);
        return { home, x: home.x, y: home.y, radius: radius(about.patients) };
      });
      explorer.apart(marks);
      group.clearLayers();
      circles.forEach(({ layer, at }, index) => {
        const { home, x, y, radius: size } = marks[index];
        const moved = leaflet.layerPointToLatLng([x, y]);
        layer.setLatLng(moved);
        if (Math.hypot(x - home.x, y - home.y) > 3) group.addLayer(leader(at, moved));
        group.addLayer(casing(moved, size));
      });
      for (const { layer } of circles) layer.bringToFront();
    });
  }

  function leader(from, to) {
    return L.polyline([from, to], {
      pane: "practices", renderer: map.renderer("practices"), color: INK, weight: 1, interactive: false,
    });
  }

  /** A white disc below a circle, so that it stands out on dark and on pale areas alike. */
  function casing(at, size) {
    return L.circleMarker(at, {
      pane: "practices", renderer: map.renderer("practices"), radius: size + 2, stroke: false,
      fillColor: "#FFFFFF", fillOpacity: 0.9, interactive: false,
    });
  }

  /** The card of a practice, its circle outlined; null for none. */
  function show(code) {
    const found = circles.find(({ about }) => about.code === code);
    for (const one of circles) one.layer.setStyle({ weight: one === found ? 4 : 1.2 });
    if (!found || !outcome) return card.fill(null);
    card.beside(found.at);
    return card.fill(lines(found.about));
  }

  function lines({ index, name, place, patients }) {
    const number = Number(outcome.classes[index]);
    const interval = outcome.intervals[index];
    return {
      name, place,
      list: `${figures.number(patients)} patients on the list (May 2025), wherever they live`,
      label: outcome.label,
      value: figures.said(outcome, index),
      interval: interval ? `95\u00a0% interval ${interval}` : "",
      rank: figures.rank(outcome, index),
      shown: number && outcome.said !== "{value}" ? `Shaded as: quintile ${outcome.labels[number - 1]}` : "",
      period: `Period: ${outcome.period}`,
      crude: outcome.crude,
    };
  }

  function describe() {
    const counts = outcome.labels.map((_, position) => circles.filter(({ about }) =>
      Number(outcome.classes[about.index]) === position + 1).length);
    explorer.practiceLegend(legend, { outcome, counts, samples: SAMPLES.map((size) => [size, radius(size)]) });
    const lit = circles.filter(({ about }) => areas.bright(about.area)).length;
    const missing = Object.entries(outcome.unlisted).map(([index, code]) =>
      `${code} (${figures.said(outcome, Number(index))})`);
    note.textContent = [
      lit < circles.length
        ? `${lit} of ${circles.length} practices stand in the areas selected; the others are faded.` : "",
      "A practice is shown where it stands; its patients live elsewhere too.",
      outcome.crude,
      missing.length ? `Not on the map, because not in the list of May 2025: ${missing.join(", ")}.` : "",
      `${outcome.source}.`,
    ].filter(Boolean).join(" ");
  }

  /** The list below the map: every practice is a button that shows its card. */
  function write() {
    const ordered = circles.map(({ about }) => about)
      .sort((one, other) => (outcome.rank[one.index] || Infinity) - (outcome.rank[other.index] || Infinity) ||
        one.name.localeCompare(other.name));
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.practice : "";
    list.querySelector("ol").replaceChildren(...ordered.map(item));
    if (held) list.querySelector(`[data-practice="${held}"]`).focus({ preventScroll: true });
  }

  function item(about) {
    const button = explorer.element("button", `${about.name}: ${figures.said(outcome, about.index)}`);
    button.type = "button";
    button.dataset.practice = about.code;
    const row = explorer.element("li");
    row.append(button);
    return row;
  }

  /** Anything on the page that names a practice shows it on the map while pointed at or focused. */
  function follow(event) {
    const named = event.target.closest && event.target.closest("[data-practice]");
    if (named && wanted()) explorer.say(show(named.dataset.practice));
  }

  for (const kind of ["focusin", "click", "mouseover"]) document.addEventListener(kind, follow);
  for (const kind of ["focusout", "mouseout"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.closest && event.target.closest("[data-practice]")) show(null);
    });
  }
  state.subscribe((next) => {
    const changed = next.over !== values.over || next.practice !== values.practice;
    values = next;
    if (changed) update();
  });
  reply.subscribe(() => { if (wanted()) draw(); });
  if (wanted()) update();

  return { point, register, show };
})();
