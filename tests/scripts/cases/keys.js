/* keys.js: values and addresses, and what a change of one key does to the others. */
const TABLE = [
  { name: "figure", default: "one" },
  { name: "ward", default: "", many: "sorted" },
  { name: "picked", default: "", many: "sorted", resetBy: ["ward"] },
  { name: "near", default: "", many: "together" },
  { name: "over", default: "names,wards", many: "in order", kept: true, when: ["over", ["circles", "clusters"]] },
  { name: "count", default: "people", when: ["over", ["circles"]] },
  { name: "fade", default: "92", silent: true, kept: true },
  { name: "at", default: "", silent: true, kept: true, resetBy: ["ward"] },
];
const keys = script(["keys.js"]).keysOf(TABLE);
const values = (changes) => ({ ...keys.defaults, ...changes });

test("defaults print as nothing", () => {
  same(keys.print(keys.defaults), "");
  same(keys.read(""), keys.defaults);
});

test("what differs from the default is printed in the order of the table, with plain commas", () => {
  same(keys.print(values({ fade: "50", ward: "B,A", at: "53.4,-2.1,12" })), "ward=B,A&fade=50&at=53.4,-2.1,12");
});

test("what is printed is read again", () => {
  const view = values({ figure: "two & more", ward: "A,B", over: "none" });
  same(keys.read(keys.print(view)), view);
});

test("a key that is not in the table is not read", () => {
  same(keys.read("?colour=red&fade=40"), values({ fade: "40" }));
});

test("of several values none is dropped, and only said when nothing else is", () => {
  same(keys.join("over", ["none", "names", "wards"]), "names,wards");
  same(keys.join("over", ["none"]), "none");
  same(keys.join("over", []), "");
});

test("a change resets what depends on it, but not what was changed with it", () => {
  const view = values({ ward: "A", picked: "P", at: "1,2,3" });
  same(keys.reset(view, ["ward"]), values({ ward: "A" }));
  same(keys.reset(view, ["ward", "picked"]), values({ ward: "A", picked: "P" }));
  same(keys.reset(view, ["figure"]), view);
});

test("a link leaves what is kept as it is", () => {
  const now = values({ over: "circles,wards", fade: "60", at: "1,2,3", figure: "one" });
  same(keys.follow(values({ figure: "two", fade: "92" }), now), { ...now, figure: "two" });
});

test("a link to another ward moves the map, and keeps what the link itself picks", () => {
  const now = values({ at: "1,2,3", fade: "60", picked: "Q" });
  same(keys.follow(values({ ward: "A", picked: "P" }), now), values({ ward: "A", picked: "P", fade: "60" }));
});

test("the server is asked nothing for what it does not depend on", () => {
  same(keys.question(values({ fade: "50", at: "1,2,3", over: "wards", count: "homes" })), "");
});

test("the server is asked for overlays that panels tell of, whatever their order", () => {
  const asked = keys.question(values({ over: "wards,circles,names", count: "homes", ward: "B,A" }));
  same(asked, "ward=A,B&over=circles,names,wards&count=homes");
  same(keys.question(values({ over: "names,circles,wards", count: "homes", ward: "A,B" })), asked);
  same(keys.question(values({ over: "clusters", count: "homes" })), "over=clusters");
});

test("of values that mean something together the question keeps the order", () => {
  same(keys.question(values({ near: "SK13XE,800" })), "near=SK13XE,800");
});
