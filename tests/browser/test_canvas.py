"""The canvas that fills areas by class draws what Leaflet's own does, which it is made of."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
LINES = 0.4  # of what is drawn, at most: what lies on a line or within two pixels of one

# The areas as they are, and as a canvas of Leaflet's own draws them in a map that looks as far. Of
# the pixels that have one colour two pixels around, in Leaflet's: how many, and how many are
# another in ours; how many are drawn at all; how often ours fills, and how many colours there are.
COMPARE = """async () => {
  const { areas } = explorer;
  const layers = areas.features().map(({ properties }) => areas.layer(properties.code));
  const map = layers[0]._map;
  const ours = map.getPane("overlayPane").querySelector("canvas");
  const box = document.body.appendChild(document.createElement("div"));
  const { x, y } = map.getSize();
  box.style.cssText = `position: fixed; left: 0; top: 0; width: ${x}px; height: ${y}px`;
  const bare = L.map(box, { zoomSnap: 0, zoomControl: false, attributionControl: false });
  bare.options.renderer = L.canvas();
  bare.setView(map.getCenter(), map.getZoom(), { animate: false });
  for (const layer of layers) L.polygon(layer.getLatLngs(), { ...layer.options }).addTo(bare);
  layers[0].setStyle({ ...layers[0].options }); // one area alone
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // drawn
  const [own, theirs] = [ours, box.querySelector("canvas")].map((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  });
  const { fill } = CanvasRenderingContext2D.prototype;
  let fills = 0;
  CanvasRenderingContext2D.prototype.fill = function (...rest) {
    fills += 1;
    fill.apply(this, rest);
  };
  map.options.renderer._redraw();
  CanvasRenderingContext2D.prototype.fill = fill;
  bare.remove();
  box.remove();
  const { width, height, data } = theirs;
  const near = (a, b, at, other) =>
    [0, 1, 2, 3].every((part) => Math.abs(a[at + part] - b[other + part]) <= 1);
  const steps = [-2, -1, 0, 1, 2];
  const around = steps.flatMap((down) => steps.map((across) => 4 * (down * width + across)));
  let [drawn, inside, other] = [0, 0, 0];
  for (let down = 2; down < height - 2; down += 1) {
    for (let across = 2; across < width - 2; across += 1) {
      const at = 4 * (down * width + across);
      if (!data[at + 3]) continue;
      drawn += 1;
      if (!around.every((step) => near(data, data, at, at + step))) continue;
      inside += 1;
      if (!near(own.data, data, at, at)) other += 1;
    }
  }
  const filled = layers.filter(({ options }) => options.fill);
  const colours = new Set(filled.map(({ options }) => options.fillColor)).size;
  const size = [own.width - width, own.height - height];
  return { size, drawn, inside, other, fills, colours };
}"""


@pytest.mark.parametrize("query", ["?measure=decile", "?q=1,2&fade=60"])
def test_areas_filled_by_class_are_those_that_leaflet_fills_one_by_one(
    come_to: Open, query: str
) -> None:
    page = come_to(f"{query}&at=53.39,-2.13,12.5")
    page.wait_for_function("explorer.areas.current() && !document.body.matches('.waiting')")
    found = page.evaluate(COMPARE)
    assert found["size"] == [0, 0]
    assert found["inside"] > (1 - LINES) * found["drawn"] > 0
    assert found["other"] == 0
    assert found["fills"] == found["colours"] > 2
