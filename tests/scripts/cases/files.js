/* files.js, arcs.js, packed.js: every kind of file is refused in every kind of brokenness, and whole when asked again. */
const FRAGMENTS = { legend: "<div></div>" };
const ORDERS = [[2, 0, 1], [0]];
const sheet = (level, size) => ({ level, classes: "1".repeat(size), order: level === "small" ? 0 : 1, fragments: FRAGMENTS });
const triangles = (codes) => ({
  arcs: codes.map(() => [0, 0, 1, 0, 0, 1, -1, -1]), codes, kinds: [{}], of: "0".repeat(codes.length), rings: codes.map(() => [[[0]]]),
});
const ADDRESSES = {
  geography: "geography.1.json", first: "ind-one.1.json", figure: "ind-two.1.json", pair: "map/e/one+two.json",
  clusters: "clusters-one.1.json", outcome: "ind-list.1.json",
  areas: "areas.1.json", wards: "wards.1.json", practices: "practices.1.json",
};
const WHOLE = {
  geography: {
    look: { ink: "#000000" }, newest: "small", names: [["w", "W"]], wards: [[["w"]], [[0, 1, 1]]], pairs: "map/e/",
    levels: { small: { codes: [["a", "b", "c"]] }, large: { codes: [["m"]], of: [0, 0, 0], own: [0] } },
    figures: "ind-{key}.1.json", clusters: { one: ADDRESSES.clusters },
  },
  first: { key: "one", sheets: { quintile: sheet("small", 3) }, at: {}, columns: [], orders: ORDERS },
  figure: { key: "two", sheets: { quintile: sheet("small", 3) }, at: { day: sheet("large", 1) }, columns: [], orders: ORDERS },
  pair: { key: "one+two", sheet: sheet("large", 1), columns: [], orders: ORDERS },
  clusters: [{ dashes: "", shape: { type: "Polygon", coordinates: [[[0, 0]]] } }],
  outcome: { key: "list", classes: "12", columns: [["value", ["x", "y"]], ["same", "z"], ["few", ["x", "y"], "01"], ["ends", ["a", "b"], ["1", ["x"]]]] },
  areas: triangles(["a", "b", "c", "m"]),
  wards: triangles(["w"]),
  practices: { features: [{ properties: { code: "p" }, geometry: { type: "Point", coordinates: [0, 0] } }] },
};
const ASK = {
  geography: (files) => files.known(), first: (files) => files.of("one"), figure: (files) => files.of("two"),
  pair: (files) => files.pair("one", "two"), clusters: (files) => files.clusters("one"), outcome: (files) => files.of("list"),
  areas: (files) => files.shapes("areas"), wards: (files) => files.shapes("wards"), practices: (files) => files.shapes("practices"),
};
const answer = (text, status = 200) => ({ ok: status < 400, status, json: async () => JSON.parse(text) });
const KINDS = {
  "no connection": () => { throw new TypeError("Failed to fetch"); },
  "an error of the server": () => answer("no", 500),
  "a proxy without a server": () => answer("<html>", 502),
  "a file that is gone": () => answer("gone", 404),
  "a page in its place": () => answer("<!doctype html><title>Log in</title>"),
  "half of it": (text) => answer(text.slice(0, text.length / 2)),
  "an empty answer": () => answer(""),
  "other JSON": () => answer('{"message":"busy"}'),
  "null": () => answer("null"),
  "a list of something else": () => answer("[1, 2]"),
};

/** The files with a server that a test can break; `asked` holds every address and how it was asked. */
function world(breaks = {}, finer = undefined) {
  const scripts = [];
  const asked = [];
  const said = [];
  const fetch = async (address, { cache }) => {
    const [kind] = Object.entries(ADDRESSES).find(([, one]) => one === address) || ["none"];
    asked.push([kind, cache]);
    const text = JSON.stringify(WHOLE[kind]);
    return breaks[kind] ? breaks[kind](text) : answer(text);
  };
  const { files } = script(["arcs.js", "packed.js", "files.js"], {
    explorer: {
      state: { boot: { geography: ADDRESSES.geography, figures: { one: ADDRESSES.first }, shapes: ADDRESSES, finer } },
      script: async (address) => {
        scripts.push(address);
        if (scripts.length === 1) throw new Error("not here");
      },
      look: { use: () => {} },
      outdated: () => said.push("outdated"),
    },
    fetch, setTimeout: () => 0, clearTimeout: () => {},
  });
  return { files, asked, said, breaks, scripts };
}

async function refused(promise) {
  try {
    await promise;
    return false;
  } catch {
    return true;
  }
}

for (const [kind, ask] of Object.entries(ASK)) {
  test(`${kind}: a whole file is taken, and asked for once`, async () => {
    const { files, asked } = world();
    await ask(files);
    await ask(files);
    same(asked.filter(([one]) => one === kind).length, 1);
  });

  for (const [how, broken] of Object.entries(KINDS)) {
    test(`${kind}, ${how}: refused, and taken when asked again`, async () => {
      const { files, asked, said, breaks } = world({ [kind]: broken });
      same(await refused(ask(files)), true);
      delete breaks[kind];
      const found = await ask(files);
      same(Boolean(found), true);
      same(asked.filter(([one]) => one === kind).map(([, cache]) => cache), ["default", "reload"]);
      same(said, how === "a file that is gone" ? ["outdated"] : []);
    });
  }
}

const SHORT = {
  geography: { ...WHOLE.geography, levels: { small: { codes: [[]] } } },
  first: { ...WHOLE.first, sheets: { quintile: sheet("small", 2) } },
  figure: { ...WHOLE.figure, at: { day: sheet("large", 3) } },
  pair: { ...WHOLE.pair, sheet: sheet("large", 2) },
  clusters: [{ dashes: "" }],
  outcome: { ...WHOLE.outcome, classes: "123" },
  areas: { ...WHOLE.areas, arcs: [] },
  wards: triangles([]),
  practices: { features: [] },
};
for (const [kind, ask] of Object.entries(ASK)) {
  test(`${kind}: one of another length is refused`, async () => {
    const { files } = world({ [kind]: () => answer(JSON.stringify(SHORT[kind])) });
    same(await refused(ask(files)), true);
  });
}

test("sheets of a file have the order that they share", async () => {
  const { files } = world();
  same((await files.of("one")).sheets.quintile.order, ORDERS[0]);
  same((await files.of("two")).at.day.order, ORDERS[1]);
  same((await files.pair("one", "two")).sheet.order, ORDERS[1]);
});

test("a file without an order that one of its sheets has is refused", async () => {
  const { files } = world({ figure: () => answer(JSON.stringify({ ...WHOLE.figure, orders: [] })) });
  same(await refused(files.of("two")), true);
});

test("a file without one of the areas is refused", async () => {
  const { files } = world({ areas: () => answer(JSON.stringify(triangles(["a", "b", "m"]))) });
  same(await refused(files.shapes("areas")), true);
});

test("shapes wait for the script of finer ones, where there are any, which is asked for again", async () => {
  const { files, scripts } = world({}, "finer.js");
  same(await refused(files.shapes("areas")), true);
  same((await files.shapes("areas")).features.length, 4);
  same(scripts, ["finer.js", "finer.js"]);
  const bare = world();
  await bare.files.shapes("areas");
  same(bare.scripts, []);
});

test("the file of another figure is refused", async () => {
  const { files } = world({ figure: () => answer(JSON.stringify(WHOLE.first)) });
  same(await refused(files.of("two")), true);
});

test("a figure whose geography did not come is asked for with it", async () => {
  const { files, breaks } = world({ geography: KINDS["no connection"] });
  same(await refused(files.of("two")), true);
  delete breaks.geography;
  same((await files.of("two")).key, "two");
  same((await files.geography).newest, "small");
});
