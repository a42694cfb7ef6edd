/*
 * Shapes as `layers/arcs.py` sends them: a border that two of them share once, its points as steps from
 * one to the next. Plain enough for browsers of 2020, because embeds run it.
 */
window.explorer = window.explorer || {};

explorer.arcs = (function () {
  "use strict";
  const UNIT = 100000; // steps in a degree

  /** GeoJSON of a file of shapes. Throws where an arc is missing. */
  function shapes(found) {
    let x = 0;
    let y = 0;
    const lines = found.arcs.map(function (steps) {
      const line = [];
      for (let at = 0; at < steps.length; at += 2) {
        x += steps[at];
        y += steps[at + 1];
        line.push([x / UNIT, y / UNIT]);
      }
      return line;
    });
    const ring = (numbers) => numbers.reduce(function (points, number) {
      const arc = lines[number < 0 ? ~number : number];
      if (points.length) points.pop(); // each arc begins where the one before ends
      arc.forEach(function (_, at) { points.push(arc[number < 0 ? arc.length - 1 - at : at]); });
      return points;
    }, []);
    const features = found.shapes.map(function ([properties, parts]) {
      const rings = parts.map((part) => part.map(ring));
      const geometry = rings.length > 1
        ? { type: "MultiPolygon", coordinates: rings }
        : { type: "Polygon", coordinates: rings[0] };
      return { type: "Feature", properties, geometry };
    });
    return { type: "FeatureCollection", features };
  }

  return { shapes };
})();
