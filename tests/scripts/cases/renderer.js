/* look.js, renderer.js and discs.js: grey for what is not selected, lines in the reader's colours, one outline. */
const LOOK = {
  ink: "#000001", paper: "#FFFFFF", noValue: "#888888", accent: "#F00000", cluster: "#A00000", faded: "#D0D0D0", fadedDark: "#404040",
  strokes: {
    border: [["paper", 1, 1, ""]], fadedBorder: [["paper", 0.5, 1, ""]], wards: [["ink", 1.4, 0.85, ""]],
    chosen: [["paper", 4, 1, ""], ["ink", 2, 1, ""]], practice: [["ink", 1, 1, ""]], fadedPractice: [["ink", 1, 0.3, ""]],
    unknownPractice: [["ink", 1, 1, "2 2"]], namedPractice: [["ink", 4, 1, ""]], clusters: [["paper", 6, 0.9, ""], ["cluster", 3, 1, ""]],
  },
};
const SYSTEM = { CanvasText: "rgb(1, 1, 1)", Canvas: "rgb(2, 2, 2)", Highlight: "rgb(3, 3, 3)", LinkText: "rgb(4, 4, 4)" };

/** A browser whose media queries a test can change. */
function browser() {
  const queries = {};
  const matchMedia = (text) => {
    queries[text] = queries[text] || { matches: false, addEventListener: (_, action) => { queries[text].tell = action; } };
    return queries[text];
  };
  const context = { fillRect() {}, beginPath() {}, moveTo() {}, lineTo() {}, stroke() {}, createPattern: () => ({ pattern: true }) };
  const probe = { style: { setProperty() {} }, remove() {}, getContext: () => context };
  const document = { body: { appendChild: (element) => element }, createElement: () => probe };
  const drawn = [];
  const explorer = script(["look.js", "renderer.js", "discs.js"], {
    window: { matchMedia, getComputedStyle: ({ style }) => ({ color: SYSTEM[style.color] }) },
    document, Path2D: class {}, requestAnimationFrame: (action) => action(),
    L: { polyline: (lines, style) => ({ addTo: () => drawn.push([lines, style]) }) },
  });
  explorer.look.use(LOOK);
  const set = (text, matches) => {
    queries[text].matches = matches;
    queries[text].tell();
  };
  return { ...explorer, drawn, set };
}

const FORCED = "(forced-colors: active)";
const DARK = "(prefers-color-scheme: dark)";
const sheet = { classes: "120", colours: ["#111111", "#222222"], marks: { 2: "striped" } };

for (const [kind, index] of [["the first class", 0], ["the last class", 1], ["a missing place", 2]]) {
  test(`${kind} is grey where it is not selected, and itself where it is`, () => {
    const { renderer } = browser();
    const colour = (bright) => renderer.styles(sheet, 0.9, () => bright)(index).fillColor;
    same(colour(false), LOOK.faded);
    same(colour(true).pattern || colour(true), sheet.colours[index] || true);
    same([true, false].map((bright) => renderer.styles(sheet, 0.9, () => bright)(index).fillOpacity), [0.9, 0.9]);
  });
}

test("areas that look the same share a style, and a polygon of another level takes no clicks", () => {
  const several = { ...sheet, classes: "121011", marks: { 3: "striped" } };
  const styled = browser().renderer.styles(several, 1, (index) => index < 4);
  same([0, 1, 2, 3, 4].map((index) => styled(index) === styled(0)), [true, false, true, false, false]);
  same(styled(4) === styled(5), true);
  same(styled(undefined), { stroke: false, fill: false, interactive: false });
});

test("a text is the same for all, one each, one of a few, or between two ends unless it is apart", () => {
  const { renderer } = browser();
  const columns = [["a", "all"], ["b", ["x", "y"]], ["c", ["x", "y"], "10"], ["d", ["rank ", " of 9"], ["7", ["none"]]]];
  same(renderer.lines(columns, 0).map(([, text]) => text), ["all", "x", "y", "rank 7 of 9"]);
  same(renderer.lines(columns, 1).map(([, text]) => text), ["all", "y", "x", "none"]);
});

test("a practice that is not selected is grey, whatever its figure", () => {
  const { discs } = browser();
  const outcome = { classes: "10", colours: ["#333333"] };
  same([0, 1].map((at) => discs.style(outcome, at, false, false).fillColor), [LOOK.faded, LOOK.faded]);
  same([0, 1].map((at) => discs.style(outcome, at, true, false).fillColor), ["#333333", LOOK.noValue]);
  same([0, 1].map((at) => discs.style(outcome, at, true, false).dashArray), [null, "2 2"]);
  same(discs.style(outcome, 0, true, true).weight, 4);
});

test("with forced colours lines take the reader's colours, classes keep theirs, and drawers are told", () => {
  const { look, renderer, set } = browser();
  let told = 0;
  look.onLook(() => { told += 1; });
  same(renderer.wards(true, { properties: {} }).color, LOOK.ink);
  same(renderer.wards(true, { properties: { line: "clusters" } }).color, look.strokes("clusters")[0].color);
  set(FORCED, true);
  same(told, 1);
  same(renderer.wards(true, { properties: {} }).color, SYSTEM.CanvasText);
  same(look.strokes("clusters").map(({ color }) => color), [SYSTEM.Canvas, SYSTEM.LinkText]);
  const { fillColor, color } = renderer.styles(sheet, 1, () => true)(0);
  same([fillColor, color], ["#111111", SYSTEM.Canvas]);
  set(FORCED, false);
  same([told, renderer.wards(true, { properties: {} }).color], [2, LOOK.ink]);
});

test("the grey is dark only where forced colours make the ground dark", () => {
  const { renderer, set } = browser();
  const grey = () => renderer.styles(sheet, 1, () => false)(0).fillColor;
  set(DARK, true);
  same(grey(), LOOK.faded);
  set(FORCED, true);
  same(grey(), LOOK.fadedDark);
  set(DARK, false);
  same(grey(), LOOK.faded);
});

/** A layer of Leaflet with a ring of corners on a grid. */
function polygon(...corners) {
  const layer = { read: 0, getLatLngs: () => layer.places };
  layer.set = (...places) => {
    layer.places = [places.map(([lat, lng]) => ({ get lat() { layer.read += 1; return lat; }, lng }))];
  };
  layer.set(...corners);
  return layer;
}
const left = polygon([0, 0], [0, 1], [1, 1], [1, 0]);
const right = polygon([0, 1], [0, 2], [1, 2], [1, 1]);
const length = (lines) => lines.reduce((sum, line) => sum + line.length - 1, 0);

test("areas that touch have one outline, without the edge between them", () => {
  const { renderer } = browser();
  same(length(renderer.edges([left])), 4);
  same(length(renderer.edges([left, right])), 6);
  const apart = polygon([5, 5], [5, 6], [6, 6]);
  same(length(renderer.edges([left, right, apart])), 9);
});

test("the corners of an area are read once, however often it is outlined", () => {
  const { renderer } = browser();
  const [one, other] = [polygon([0, 0], [0, 1], [1, 1]), polygon([0.00001, 0], [0, 1], [1, 1])];
  const again = () => length(renderer.edges([one, other]));
  same(again(), 4);
  const read = [one.read, other.read];
  same([again(), length(renderer.edges([other]))], [4, 3]);
  same([one.read, other.read], read);
});

test("the outline of an area follows it when it has other corners", () => {
  const { renderer } = browser();
  const one = polygon([0, 0], [0, 1], [1, 1]);
  same(length(renderer.edges([one, right])), 5);
  one.set([0, 0], [0, 1], [1, 1], [1, 0]);
  same(length(renderer.edges([one, right])), 6);
});

test("the outline of a selection is a line on a casing, and none of nothing", () => {
  const { renderer, drawn } = browser();
  const canvas = { options: { pane: "selection" } };
  renderer.surround([], null, canvas);
  same(drawn.length, 0);
  renderer.surround([left], null, canvas);
  same(drawn.map(([, { weight }]) => weight), [4, 2]);
});
