/* oxlint-disable no-underscore-dangle -- a canvas of Leaflet is made of its own insides */
/*
 * The canvas of the areas, on every map: Leaflet's, but for how polygons are drawn. Those that one
 * colour fills are one path, so that a class is filled and lined once, however many areas it has.
 * What it overrides is inside of Leaflet and is here alone; tests/browser/test_canvas.py compares it
 * with Leaflet's own. Plain enough for browsers of 2020, because embeds run it.
 */
(function () {
  "use strict";
  const outlines = new WeakMap(); // of each layer, on the screen

  function outline(rings) {
    const path = new Path2D();
    rings.forEach(function (ring) {
      ring.forEach(function (point, at) {
        if (at) path.lineTo(point.x, point.y);
        else path.moveTo(point.x, point.y);
      });
      path.closePath();
    });
    return path;
  }

  const Canvas = L.Canvas.extend({
    _extendRedrawBounds: function () {}, // of a class no part is drawn alone: all is drawn again

    /** Called when a layer is projected, and for each layer while all are drawn. */
    _updatePoly: function (layer) {
      if (!this._drawing) outlines.set(layer, outline(layer._parts));
      else if (layer.options.fill) {
        const colour = layer.options.fillColor;
        if (!this._looks.has(colour)) this._looks.set(colour, { options: layer.options, path: new Path2D() });
        this._looks.get(colour).path.addPath(outlines.get(layer));
      }
    },

    /** All grounds lie below all lines. Rings around holes run the other way, so none is filled. */
    _draw: function () {
      const pen = this._ctx;
      this._looks = new Map();
      L.Canvas.prototype._draw.call(this);
      this._looks.forEach(function ({ options, path }) {
        pen.globalAlpha = options.fillOpacity;
        pen.fillStyle = options.fillColor;
        pen.fill(path);
      });
      this._looks.forEach(function ({ options, path }) {
        pen.globalAlpha = options.opacity;
        pen.lineWidth = options.weight;
        pen.lineJoin = options.lineJoin;
        pen.strokeStyle = options.color;
        pen.stroke(path);
      });
    },
  });

  L.Map.addInitHook(function () { this.options.renderer = new Canvas(); });
})();
