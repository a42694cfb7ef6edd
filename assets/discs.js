/*
 * The circles of practices, on the page and in embeds. Plain enough for browsers of 2020.
 */
window.explorer = window.explorer || {};

explorer.discs = (function () {
  "use strict";
  const MOVED = 3; // pixels from which on a line leads from a practice back to its place
  const { look: { colours: look, strokes }, renderer: { within } } = explorer;

  /** The circle of a practice, before it has a figure. */
  function make(feature, at, canvas) {
    return L.circleMarker(at, Object.assign({
      pane: canvas.options.pane, renderer: canvas, radius: feature.properties.radius,
      fillColor: look.noValue, fillOpacity: 1,
    }, strokes("practice")[0]));
  }

  /** How a practice is drawn; a wide line where it is named. */
  function style(outcome, index, bright, named) {
    const number = parseInt(outcome.classes[index], 16);
    const name = !bright ? "fadedPractice" : number ? "practice" : "unknownPractice";
    const colour = number ? outcome.colours[number - 1] : look.noValue;
    return Object.assign({ fillColor: bright ? colour : look.faded }, strokes(named ? "namedPractice" : name)[0]);
  }

  /** Put practices, as { layer, at }, where they stand apart at the zoom nearest the map's. */
  function spread(map, practices, zooms, into, canvas) {
    const zoom = map.getZoom();
    const step = zooms.reduce(function (best, one, index) {
      return Math.abs(one - zoom) < Math.abs(zooms[best] - zoom) ? index : best;
    }, 0);
    into.clearLayers();
    practices.forEach(function (one) {
      const offset = L.point(one.layer.feature.properties.offsets[step]);
      const moved = map.layerPointToLatLng(map.latLngToLayerPoint(one.at).add(offset));
      one.layer.setLatLng(moved);
      if (offset.distanceTo([0, 0]) > MOVED) {
        L.polyline([one.at, moved], Object.assign(within(canvas), strokes("leader")[0])).addTo(into);
      }
      L.circleMarker(moved, Object.assign({ // a white disc, on which it stands out from any area
        radius: one.layer.options.radius + look.discEdge, stroke: false,
        fillColor: look.paper, fillOpacity: look.discFill,
      }, within(canvas))).addTo(into);
    });
    practices.forEach(function (one) { one.layer.bringToFront(); });
  }

  return { make, style, spread };
})();
