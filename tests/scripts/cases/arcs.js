/* arcs.js: a border that two shapes share is sent once and stands in both. */
const FOUND = {
  arcs: [[0, 0, 0, 100000], [0, 0, -100000, 0, 0, -100000, 100000, 0], [0, 0, 100000, 0, 0, 100000, -100000, 0]],
  shapes: [[{ code: "west" }, [[[0, 1]]]], [{ code: "east" }, [[[2, -1]]]], [{ code: "both" }, [[[0, 1]], [[2, -1]]]]],
};
const WEST = [[0, 0], [0, 1], [-1, 1], [-1, 0], [0, 0]];
const EAST = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];

test("shapes are put together from their arcs, forwards and backwards", () => {
  const { features } = script(["arcs.js"]).arcs.shapes(FOUND);
  same(features.map(({ properties }) => properties.code), ["west", "east", "both"]);
  same(features.map(({ geometry }) => geometry), [
    { type: "Polygon", coordinates: [WEST] },
    { type: "Polygon", coordinates: [EAST] },
    { type: "MultiPolygon", coordinates: [[WEST], [EAST]] },
  ]);
});
