/*
 * Draws on any of our Leaflet maps what the server worked out: areas, overlays, names and the card.
 * The page, its second map and embeds all use it. It looks up and paints; it computes no class and
 * composes no words. Plain enough for browsers of 2020, because embeds run it.
 */
window.explorer = window.explorer || {};

explorer.renderer = (function () {
  "use strict";
  const look = {}; // colours and widths, as `layers/palette.py` has them for pictures too
  const MOVED = 3; // pixels from which on a line leads from a practice back to its place
  const STEP = 8; // pixels from stripe to stripe
  const patterns = {};

  /** Take over the colours and widths of the server; nothing is drawn before. */
  function use(given) {
    Object.assign(look, given);
  }

  /** The ground of places without a value, as `pictures/hatching.py` has it. */
  function pattern(mark) {
    if (!patterns[mark]) patterns[mark] = hatch(mark === "crossed");
    return patterns[mark];
  }

  function hatch(crossed) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = STEP;
    const lines = [-STEP, 0, STEP].map(function (at) {
      return `M${at} ${STEP}L${at + STEP} 0${crossed ? `M${at} 0L${at + STEP} ${STEP}` : ""}`;
    });
    const drawn = { size: STEP, ground: look.paper, line: look.noValue, width: 2.5, path: lines.join("") };
    const context = tile.getContext("2d");
    context.fillStyle = drawn.ground;
    context.fillRect(0, 0, STEP, STEP);
    context.strokeStyle = drawn.line;
    context.lineWidth = drawn.width;
    context.stroke(new Path2D(drawn.path));
    return Object.assign(context.createPattern(tile, "repeat"), { drawn: drawn }); // which paper draws
  }

  /** The style of one area of a sheet; nothing at all for a polygon of another level. */
  function area(sheet, index, bright, strength) {
    if (index === undefined) return { stroke: false, fill: false };
    const number = parseInt(sheet.classes[index], 16);
    return {
      stroke: true, fill: true, color: look.paper, weight: bright ? 1 : 0.5, opacity: 1,
      fillColor: number ? sheet.colours[number - 1] : pattern(sheet.marks[index]),
      fillOpacity: (bright ? 1 : look.faded) * strength,
    };
  }

  /** Whether any part of an area is selected; a mask has "1" for each selected LSOA of 2021. */
  function selected(level, index, mask) {
    return level.parts[index].some(function (part) { return mask[part] === "1"; });
  }

  /** The text of a column for one place: the same for all, one each, or one of a few. */
  function text(column, index) {
    const texts = column[1];
    if (column.length > 2) return texts[parseInt(column[2][index], 16)];
    return typeof texts === "string" ? texts : texts[index];
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

  /** Outline areas: a dark line on a pale casing, or dashed, or of the area at hand. */
  function outline(layers, into, canvas, kind) {
    const looks = {
      picked: [{ weight: 5, color: look.paper }, { weight: 2.5 }],
      changed: [{ dashArray: "4 5", weight: 3 }],
      hand: [{ color: look.accent, weight: 3.5 }],
    };
    layers.forEach(function (layer) {
      looks[kind].forEach(function (line) {
        L.polygon(layer.getLatLngs(), Object.assign(
          { pane: canvas.options.pane, renderer: canvas, interactive: false, fill: false, color: look.ink }, line,
        )).addTo(into);
      });
    });
  }

  function wards(shown) {
    return {
      fill: false, stroke: shown, interactive: false,
      color: look.ink, weight: look.wardWidth, opacity: look.wardOpacity,
    };
  }

  /** White circles on a level, the largest first; `bright` says of an index whether it is selected. */
  function circles(found, level, into, canvas, bright) {
    found.order.forEach(function (index) {
      const lit = bright(index);
      L.circleMarker(level.points[index], {
        pane: canvas.options.pane, renderer: canvas, interactive: false, radius: found.radii[index],
        color: look.ink, weight: 1.3, opacity: lit ? 1 : 0.3, fillColor: look.paper, fillOpacity: lit ? 0.6 : 0.15,
      }).addTo(into);
    });
  }

  /** Lines around clusters on a pale casing; each kind has its dashes. */
  function clusters(kinds, into, canvas) {
    [{ color: look.paper, weight: 6, opacity: 0.9 }, { color: look.cluster, weight: 3 }].forEach(function (line) {
      kinds.forEach(function (kind) {
        const dashArray = line.opacity ? null : kind.dashes || null;
        L.geoJSON(kind.shape, {
          own: true, pane: canvas.options.pane, renderer: canvas, interactive: false,
          style: function () { return Object.assign({ fill: false, lineCap: "butt", dashArray: dashArray }, line); },
        }).addTo(into);
      });
    });
  }

  /** The circle of a practice, before it has a figure. */
  function practice(feature, at, canvas) {
    return L.circleMarker(at, {
      pane: canvas.options.pane, renderer: canvas, radius: feature.properties.radius,
      color: look.ink, weight: 1.2, fillColor: look.noValue, fillOpacity: 1,
    });
  }

  function practiceLook(outcome, index, bright) {
    const number = parseInt(outcome.classes[index], 16);
    return {
      fillColor: number ? outcome.colours[number - 1] : look.noValue, dashArray: number ? null : "2 2",
      fillOpacity: bright ? 1 : 0.25, opacity: bright ? 1 : 0.35,
    };
  }

  /** Put practices, as { layer, at }, where they stand apart at the zoom nearest the map's. */
  function spread(map, practices, zooms, into, canvas) {
    const zoom = map.getZoom();
    const step = zooms.reduce(function (best, one, index) {
      return Math.abs(one - zoom) < Math.abs(zooms[best] - zoom) ? index : best;
    }, 0);
    const fixed = { pane: canvas.options.pane, renderer: canvas, interactive: false };
    into.clearLayers();
    practices.forEach(function (one) {
      const offset = L.point(one.layer.feature.properties.offsets[step]);
      const moved = map.layerPointToLatLng(map.latLngToLayerPoint(one.at).add(offset));
      one.layer.setLatLng(moved);
      if (offset.distanceTo([0, 0]) > MOVED) {
        L.polyline([one.at, moved], Object.assign({ color: look.ink, weight: 1 }, fixed)).addTo(into);
      }
      L.circleMarker(moved, Object.assign({ // a white disc, on which it stands out from any area
        radius: one.layer.options.radius + 2, stroke: false, fillColor: look.paper, fillOpacity: 0.9,
      }, fixed)).addTo(into);
    });
    practices.forEach(function (one) { one.layer.bringToFront(); });
  }

  /** Markers of names, as the server sends them: code, name, point, half the width and the height. */
  function names(every, pane, into) {
    return every.map(function (one) {
      const span = document.createElement("span");
      span.textContent = one[1];
      const icon = L.divIcon({ className: "ward-name", html: span, iconSize: null });
      const marker = L.marker(one[2], { icon: icon, pane: pane, interactive: false, keyboard: false });
      return { code: one[0], across: one[3], down: one[4], marker: marker.addTo(into) };
    });
  }

  /** Show the names that the server lets in at this zoom, if they are whole and beside controls. */
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
      const fits = on && whole && free && zoom >= zooms[one.code];
      one.marker.getElement().classList.toggle("hidden", !fits);
    });
  }

  return {
    use, area, selected, lines, columnsOf, card, beside, outline, wards, circles, clusters, practice,
    practiceLook, spread, names, showNames,
  };
})();
