/* oxlint-disable no-underscore-dangle -- a renderer of Leaflet is made of its own insides */
/*
 * Leaflet's canvas, with the areas of one look filled and stroked together, from paths that are kept:
 * what the explorer's renderer would be for a country. Fills are not in the order of the areas.
 */
L.Canvas.ByClass = L.Canvas.extend({
  _draw() {
    const { _ctx: pen, _redrawBounds: bounds } = this;
    const looks = new Map();
    for (let at = this._drawFirst; at; at = at.next) {
      const { layer } = at;
      if (bounds && !(layer._pxBounds && layer._pxBounds.intersects(bounds))) continue;
      const { fillColor } = layer.options;
      if (!looks.has(fillColor)) looks.set(fillColor, { first: layer, path: new Path2D() });
      looks.get(fillColor).path.addPath(this._path(layer));
    }
    for (const { first: { options }, path } of looks.values()) {
      pen.globalAlpha = options.fillOpacity;
      pen.fillStyle = options.fillColor;
      pen.fill(path, "evenodd");
      pen.globalAlpha = options.opacity;
      pen.lineWidth = options.weight;
      pen.strokeStyle = options.color;
      pen.stroke(path);
    }
  },
  /** The path of a layer on the screen, made again when it is projected again. */
  _path(layer) {
    if (layer.drawnOf === layer._parts) return layer.drawn;
    layer.drawnOf = layer._parts;
    layer.drawn = new Path2D();
    for (const ring of layer._parts) {
      ring.forEach(({ x, y }, at) => layer.drawn[at ? "lineTo" : "moveTo"](x, y));
      layer.drawn.closePath();
    }
    return layer.drawn;
  },
});
