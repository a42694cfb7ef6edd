/* oxlint-disable no-underscore-dangle -- a canvas of Leaflet is made of its own insides */
/*
 * The canvas of the areas, on every map: Leaflet's, but for how polygons are drawn. Those of one
 * style are one path, so that a class is filled and lined once, however many areas it has.
 * What it overrides is inside of Leaflet and is here alone; tests/browser/test_canvas.py compares it
 * with Leaflet's own. Plain enough for browsers of 2020, because embeds run it.
 */
(function () {
  "use strict";
  function outline(rings) {
    const path = new Path2D();
    rings.forEach(function (ring) {
      ring.forEach(function (point, at) { path[at ? "lineTo" : "moveTo"](point.x, point.y); });
      path.closePath();
    });
    return path;
  }

  const Canvas = L.Canvas.extend({
    /** Give each layer the style of its feature and draw all once. Layers of one style share their options. */
    dress: function (layers, style) {
      const made = new Map();
      layers.forEach(function (layer) {
        const look = style(layer.feature);
        layer.options = made.get(look) || L.extend({}, layer.defaultOptions, look);
        made.set(look, layer.options);
      });
      this._requestRedraw();
    },

    _extendRedrawBounds: function () {}, // of a class no part is drawn alone: all is drawn again

    /** Called when a layer is projected, and for each layer while all are drawn. */
    _updatePoly: function (layer) {
      const { options } = layer;
      if (!this._drawing) layer._outline = outline(layer._parts);
      else if (options.fill) {
        const path = this._paths.get(options) || new Path2D();
        path.addPath(layer._outline);
        this._paths.set(options, path);
      }
    },

    /** All grounds lie below all lines. Rings around holes run the other way, so none is filled. */
    _draw: function () {
      const pen = this._ctx;
      this._paths = new Map(); // of the layers that share some options
      L.Canvas.prototype._draw.call(this);
      this._paths.forEach(function (path, options) {
        pen.globalAlpha = options.fillOpacity;
        pen.fillStyle = options.fillColor;
        pen.fill(path);
      });
      this._paths.forEach(function (path, options) {
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
