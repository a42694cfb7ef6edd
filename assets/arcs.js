/*
 * Shapes as `layers/arcs.py` sends them: a border that two of them share once, its points as steps from
 * one to the next. Plain enough for browsers of 2020, because embeds run it.
 */
window.explorer = window.explorer || {};

explorer.arcs = (function () {
  "use strict";
  const UNIT = 100000; // steps in a degree

  const finer = {}; // what comes finer in blocks, and where those are, by their address

  /** Arcs as lines of points. */
  function linesOf(arcs) {
    let x = 0;
    let y = 0;
    return arcs.map(function (steps) {
      const line = [];
      for (let at = 0; at < steps.length; at += 2) {
        x += steps[at];
        y += steps[at + 1];
        line.push([x / UNIT, y / UNIT]);
      }
      return line;
    });
  }

  /** The rings of the parts of a shape. Throws where an arc is missing. */
  function ringsOf(parts, lines) {
    const ring = (numbers) => numbers.reduce(function (points, number) {
      const arc = lines[number < 0 ? ~number : number];
      if (points.length) points.pop(); // each arc begins where the one before ends
      arc.forEach(function (_, at) { points.push(arc[number < 0 ? arc.length - 1 - at : at]); });
      return points;
    }, []);
    return parts.map((part) => part.map(ring));
  }

  /** The properties of each shape, and the numbers of its arcs, which are sent as how far each lies behind. */
  function unpacked({ codes, kinds, of, rings }) {
    let fresh = 0;
    const number = (behind) => (behind > 0 ? ~(fresh - behind) : behind ? fresh + behind : fresh++);
    return codes.map(function (code, at) {
      const parts = rings[at].map((part) => part.map((ring) => ring.map(number)));
      return [Object.assign({ code }, kinds[parseInt(of[at], 16)]), parts];
    });
  }

  /** GeoJSON of a file of shapes. */
  function shapes(found) {
    const lines = linesOf(found.arcs);
    const every = unpacked(found);
    if (found.finer) finer[found.finer.files] = Object.assign({ lines, shapes: every }, found.finer);
    const features = every.map(function ([properties, parts]) {
      const rings = ringsOf(parts, lines);
      const geometry = rings.length > 1
        ? { type: "MultiPolygon", coordinates: rings }
        : { type: "Polygon", coordinates: rings[0] };
      return { type: "Feature", properties, geometry };
    });
    return { type: "FeatureCollection", features };
  }

  return { shapes, linesOf, ringsOf, finer };
})();
