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
  const size = map.getSize();
  box.style.cssText = `position: fixed; left: 0; top: 0; width: ${size.x}px; height: ${size.y}px`;
  const bare = L.map(box, { zoomSnap: 0, zoomControl: false, attributionControl: false });
  bare.options.renderer = L.canvas();
  bare.setView(map.getCenter(), map.getZoom(), { animate: false });
  for (const layer of layers) L.polygon(layer.getLatLngs(), { ...layer.options }).addTo(bare);
  layers[0].setStyle({ ...layers[0].options }); // one area alone
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // drawn
  const [own, theirs] = [ours, box.querySelector("canvas")].map((canvas) => {
    const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
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
  const near = (a, b, at, other) => [0, 1, 2, 3].every((part) => Math.abs(a[at + part] - b[other + part]) <= 1);
  const around = [-2, -1, 0, 1, 2].flatMap((down) => [-2, -1, 0, 1, 2].map((across) => 4 * (down * width + across)));
  let [drawn, inside, other] = [0, 0, 0];
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      const at = 4 * (y * width + x);
      if (!data[at + 3]) continue;
      drawn += 1;
      if (!around.every((step) => near(data, data, at, at + step))) continue;
      inside += 1;
      if (!near(own.data, data, at, at)) other += 1;
    }
  }
  const colours = new Set(layers.filter(({ options }) => options.fill).map(({ options }) => options.fillColor));
  return { size: [own.width - width, own.height - height], drawn, inside, other, fills, colours: colours.size };
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
