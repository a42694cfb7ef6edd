/*
 * Draws on any of our Leaflet maps what the server worked out: areas, overlays, names and the card.
 * The page, its second map and embeds all use it. It looks up and paints; it computes no class and
 * composes no words. Plain enough for browsers of 2020, because embeds run it.
 */
window.explorer = window.explorer || {};

explorer.renderer = (function () {
  "use strict";
  const { colours: look, strokes, pattern } = explorer.look;
  const UNIT = 100000; // steps in a degree, as shapes are sent
  const TURNS = 720 * UNIT; // more than two eastings add up to
  const borders = new Map();
  const known = new WeakMap(); // the rings of each layer, by its points

  /** The style of an area of a sheet by its index, one for all that look alike; nothing at all for one of another level. */
  function styles(sheet, strength, isBright) {
    const none = { stroke: false, fill: false, interactive: false };
    const made = new Map();
    return function (index) {
      if (index === undefined) return none;
      const bright = isBright(index);
      const number = parseInt(sheet.classes[index], 16);
      const colour = !bright ? look.faded : number ? sheet.colours[number - 1] : pattern(sheet.marks[index]);
      const line = strokes(bright ? "border" : "fadedBorder")[0];
      const style = made.get(colour) || Object.assign({ fillColor: colour, fillOpacity: strength }, line);
      made.set(colour, style);
      return style;
    };
  }

  /** Whether any part of an area is selected; a mask has "1" for each selected LSOA of 2021. */
  function selected(level, index, mask) {
    return level.parts[index].some(function (part) { return mask[part] === "1"; });
  }

  /** The text of a column for one place: the same for all, one each, one of a few, or between two ends. */
  function text(column, index) {
    const texts = column[1];
    if (column.length < 3) return typeof texts === "string" ? texts : texts[index];
    const own = column[2][index];
    if (typeof column[2] === "string") return texts[parseInt(own, 16)];
    if (typeof own === "number") return texts[own];
    return typeof own === "string" ? texts[0] + own + texts[1] : own[0];
  }

  /** Columns as lines of one place: [kind, text] each. */
  function lines(columns, index) {
    return columns.map(function (column) { return [column[0], text(column, index)]; });
  }

  /** Some columns of a file, by their numbers. */
  function columnsOf(file, numbers) {
    return numbers.map(function (number) { return file.columns[number]; });
  }

  /** Fill a card with lines and return its text for a screen reader; null empties it. */
  function card(box, said) {
    const there = (said || []).filter(function (line) { return line[1]; });
    box.hidden = said === null;
    box.textContent = "";
    there.forEach(function (line) {
      const made = document.createElement({ name: "strong", picked: "em" }[line[0]] || "span");
      made.className = line[0];
      made.textContent = line[1];
      box.appendChild(made);
    });
    return there.map(function (line) { return line[1]; }).join(". ");
  }

  /** Stand a card on the side of the map where the thing described is not. */
  function beside(map, box, at) {
    box.classList.toggle("left", map.latLngToContainerPoint(at).x > map.getSize().x / 2);
  }

  function within(canvas) {
    return { pane: canvas.options.pane, renderer: canvas, interactive: false };
  }

  /** Outline areas, each for itself, as the lines of a name are. */
  function outline(layers, into, canvas, name) {
    layers.forEach(function (layer) {
      strokes(name).forEach(function (line) {
        L.polygon(layer.getLatLngs(), Object.assign({ fill: false, of: [layer] }, within(canvas), line)).addTo(into);
      });
    });
  }

  /** Outline areas together, by the lines of a name: only the edges that one of them has alone. */
  function surround(layers, into, canvas, name) {
    if (!layers.length) return;
    const found = edges(layers);
    strokes(name || "chosen").forEach(function (line) {
      L.polyline(found, Object.assign({ smoothFactor: 0.3, of: layers }, within(canvas), line)).addTo(into);
    });
  }

  /** Lines that a reader drew. */
  function drawnRings(every, into, canvas) {
    every.forEach(function (ring) {
      strokes("drawn").forEach(function (line) {
        L.polygon(ring, Object.assign({ fill: false }, within(canvas), line)).addTo(into);
      });
    });
  }

  /** The edges that one of some areas has alone, as lines of points. */
  function edges(layers) {
    const rings = layers.flatMap(ringsOf);
    const count = new Uint8Array(borders.size);
    rings.forEach(function (ring) {
      ring.sides.forEach(function (side) { count[side] += 1; });
    });
    const found = [];
    rings.forEach(function ({ points, sides }) {
      let line = null;
      sides.forEach(function (side, at) {
        const end = points[(at + 1) % points.length];
        if (count[side] > 1) line = null;
        else if (line) line.push(end);
        else found.push(line = [points[at], end]);
      });
    });
    return found;
  }

  /** The rings of a layer with the number of each side, which is the same from both ends; kept. */
  function ringsOf(layer) {
    const places = layer.getLatLngs();
    if (!known.has(places)) {
      const rings = [];
      collect(places, rings);
      known.set(places, rings.map(function (points) {
        const at = points.map(function ({ lat, lng }) { return Math.round(lat * UNIT) * TURNS + Math.round(lng * UNIT); });
        const sides = at.map(function (one, index) { return numbered(one + at[(index + 1) % at.length]); });
        return { points, sides };
      }));
    }
    return known.get(places);
  }

  /** The number of a side by its middle, in the order in which it was first met: no two sides cross there. */
  function numbered(middle) {
    if (!borders.has(middle)) borders.set(middle, borders.size);
    return borders.get(middle);
  }

  /** The rings of a polygon of Leaflet, however deep they lie. */
  function collect(points, into) {
    if (points.length && points[0].lat !== undefined) into.push(points);
    else points.forEach(function (inner) { collect(inner, into); });
  }

  function wards(shown, { properties }) {
    return Object.assign({ fill: false, stroke: shown, interactive: false }, strokes(properties.line || "wards")[0]);
  }

  /** White circles on a level, the largest first; `bright` says of an index whether it is selected. */
  function circles(found, level, into, canvas, bright) {
    found.order.forEach(function (index) {
      const lit = bright(index);
      L.circleMarker(level.points[index], Object.assign({
        radius: found.radii[index], fillColor: look.paper, fillOpacity: lit ? look.circleFill : look.fadedCircleFill,
      }, within(canvas), strokes(lit ? "circle" : "fadedCircle")[0])).addTo(into);
    });
  }

  /** Lines around clusters on a pale casing; each kind has its dashes. */
  function clusters(kinds, into, canvas) {
    strokes("clusters").forEach(function (line, at, every) {
      kinds.forEach(function (kind) {
        const dashArray = at === every.length - 1 ? kind.dashes || null : null; // a casing has none
        const style = Object.assign({ fill: false, lineCap: "butt" }, line, { dashArray: dashArray });
        L.geoJSON(kind.shape, Object.assign({ own: true, style: function () { return style; } }, within(canvas))).addTo(into);
      });
    });
  }

  /** Markers of names, as the server sends them: code, name, point, half the width and the height, zoom. */
  function names(every, pane, into) {
    return every.map(function (one) {
      const span = document.createElement("span");
      span.textContent = one[1];
      const icon = L.divIcon({ className: "ward-name", html: span, iconSize: null });
      const marker = L.marker(one[2], { icon: icon, pane: pane, interactive: false, keyboard: false });
      return { code: one[0], across: one[3], down: one[4], zoom: one[5], marker: marker.addTo(into) };
    });
  }

  /** Show the names that the server lets in at this zoom, or that of `zooms`, if they are whole and beside controls. */
  function showNames(map, found, zooms, on) {
    const box = map.getContainer();
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const zoom = map.getZoom() - Math.log2(letters); // larger letters need a map that is as much larger
    const edge = box.getBoundingClientRect();
    const taken = Array.from(box.querySelectorAll(".leaflet-control"), function (one) {
      return one.getBoundingClientRect();
    });
    found.forEach(function (one) {
      const at = map.latLngToContainerPoint(one.marker.getLatLng());
      const [across, down] = [one.across * letters, one.down * letters];
      const whole = at.x > across && at.x < edge.width - across && at.y > down && at.y < edge.height - down;
      const free = taken.every(function (other) {
        return edge.left + at.x + across < other.left || edge.left + at.x - across > other.right ||
          edge.top + at.y + down < other.top || edge.top + at.y - down > other.bottom;
      });
      const fits = on && whole && free && zoom >= (one.code in zooms ? zooms[one.code] : one.zoom);
      one.marker.getElement().classList.toggle("hidden", !fits);
    });
  }

  return {
    styles, selected, text, lines, columnsOf, card, beside, within, outline, surround, drawnRings, edges, wards, circles, clusters,
    names, showNames,
  };
})();
