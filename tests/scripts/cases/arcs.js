/* arcs.js: a border that two shapes share is sent once and stands in both. */
const FOUND = {
  arcs: [[0, 0, 0, 100000], [0, 0, -100000, 0, 0, -100000, 100000, 0], [0, 0, 100000, 0, 0, 100000, -100000, 0]],
  codes: ["west", "east", "both"], kinds: [{ levels: ["small"] }, { levels: ["large"] }], of: "001",
  rings: [[[[0, 0]]], [[[0, 3]]], [[[-3, -2]], [[-1, 3]]]],
};
const WEST = [[0, 0], [0, 1], [-1, 1], [-1, 0], [0, 0]];
const EAST = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];

test("shapes are put together from their arcs, forwards and backwards", () => {
  const { features } = script(["arcs.js"]).arcs.shapes(FOUND);
  same(features.map(({ properties }) => properties), [
    { code: "west", levels: ["small"] }, { code: "east", levels: ["small"] }, { code: "both", levels: ["large"] },
  ]);
  same(features.map(({ geometry }) => geometry), [
    { type: "Polygon", coordinates: [WEST] },
    { type: "Polygon", coordinates: [EAST] },
    { type: "MultiPolygon", coordinates: [[WEST], [EAST]] },
  ]);
});

test("what comes finer is kept, to be put together again with a finer arc", () => {
  const { arcs } = script(["arcs.js"]);
  same(Object.keys(arcs.finer), []);
  arcs.shapes(FOUND);
  same(Object.keys(arcs.finer), []);
  arcs.shapes({ ...FOUND, finer: { zoom: 9, boxes: [], files: "areas-{key}.json" } });
  const { lines, shapes, zoom } = arcs.finer["areas-{key}.json"];
  same(zoom, 9);
  [lines[0]] = arcs.linesOf([[0, 0, 10000, 50000, -10000, 50000]]);
  const [west, east] = shapes.map(([, parts]) => arcs.ringsOf(parts, lines)[0][0]);
  same(west, [[0, 0], [0.1, 0.5], ...WEST.slice(1)]);
  same(east, [...EAST.slice(0, -1), [0.1, 0.5], [0, 0]]);
});
