/* state.js: the controls hold the view, the address bar shows it, listeners hear of it. */
const TABLE = [
  { name: "ind", default: "imd" },
  { name: "ward", default: "", many: "sorted" },
  { name: "area", default: "", many: "sorted", resetBy: ["ward"] },
  { name: "x", default: "income" },
  { name: "over", default: "names,wards", many: "in order", kept: true },
  { name: "fade", default: "92", kept: true },
  { name: "at", default: "", kept: true, resetBy: ["ward"] },
];

/** A page with the form, its list of overlays, a history and a way to make things happen. */
function page(query = "", search = query && "?" + query, afterPaint = (action) => action()) {
  const heard = {};
  const entries = [];
  const listen = (type, action) => { heard[type] = action; };
  const form = { addEventListener: listen, querySelectorAll: () => [list] };
  const control = (name, type, value, checked = false, dataset = {}) => ({ name, type, value, checked, dataset, form });
  const box = (name, value, checked) => control(name, "checkbox", value, checked);
  const overlay = (value, checked, dataset = {}) => {
    const tick = box("over", value, checked);
    return { dataset, tick, querySelector: () => tick };
  };
  const list = {
    dataset: { order: "over" },
    children: [overlay("names", true), overlay("wards", true), overlay("circles", false), overlay("streets", false, { last: "" })],
    prepend(...items) { this.children = [...items, ...this.children.filter((item) => !items.includes(item))]; },
  };
  const others = [
    control("ind", "select-one", "imd"), box("ward", "A", false), box("ward", "B", false), control("area", "hidden", ""),
    control("over", "hidden", "none", false, { constant: "" }), control("fade", "range", "92"), control("at", "hidden", ""),
  ];
  class Elements extends Array {}
  Object.defineProperty(form, "elements", { get() {
    const all = Elements.from([...others, ...list.children.map(({ tick }) => tick)]);
    for (const one of all) all[one.name] = one;
    return all;
  } });
  class Data {
    *[Symbol.iterator]() {
      for (const one of form.elements) if (one.checked || !["checkbox", "radio"].includes(one.type)) yield [one.name, one.value];
    }
  }
  const location = { pathname: "/", search, hash: "", reloads: 0, reload() { this.reloads += 1; } };
  const enter = (how) => (state, _, url) => {
    if (url !== undefined) location.search = url.replace("/", "");
    entries.push([how, url, state]);
  };
  const { state } = script(["keys.js", "state.js"], {
    explorer: { afterPaint },
    FormData: Data,
    location,
    history: { pushState: enter("push"), replaceState: enter("replace") },
    document: {
      addEventListener: listen,
      getElementById: (id) => ({ filters: form, boot: { textContent: JSON.stringify({ keys: TABLE, query, edition: "e1" }) } })[id],
    },
    window: { addEventListener: listen },
  });
  const first = entries.splice(0);
  const told = [];
  state.subscribe((values, { from, cause }) => told.push([cause, from, state.query()]));
  const named = (name, value) => form.elements.find((one) => one.name === name && one.value === value);
  const back = (view, edition = "e1") => {
    location.search = view && "?" + view;
    heard.popstate({ state: { view, edition } });
  };
  const written = () => entries.map(([how, url]) => [how, url]);
  return { state, form, heard, entries, first, written, told, location, list, named, back };
}

const order = ({ list }) => list.children.map(({ tick }) => tick.value);

test("an untouched page has an empty query, and a key without a control its default", () => {
  const { state } = page();
  same(state.query(), "");
  same(state.values().x, "income");
});

test("a tick is one entry in the history, and clears what was picked and where the map was", () => {
  const { state, heard, written, told, named } = page();
  state.change({ area: ["P"], at: ["1,2,3"] }, "pick");
  const ward = named("ward", "A");
  ward.checked = true;
  heard.change({ target: ward });
  same(state.query(), "ward=A");
  same(written(), [["push", "/?area=P&at=1,2,3"], ["push", "/?ward=A"]]);
  same(told.at(-1), ["ward", "area=P&at=1,2,3", "ward=A"]);
});

test("a change to what is shown already is no change", () => {
  const { state, entries, told } = page();
  state.change({ ind: ["imd"] }, "ind");
  same([entries, told], [[], []]);
});

test("the last overlay unticked leaves none, which is said", () => {
  const { state, heard, list } = page();
  for (const { tick } of list.children) tick.checked = false;
  heard.change({ target: list.children[0].tick });
  same(state.query(), "over=none");
});

test("a link is followed with what lies over the map, how strongly it is shaded and where it is", () => {
  const { state, told } = page();
  state.change({ over: ["wards"], fade: ["50"], at: ["1,2,3"] }, "over");
  state.go("ind=crime&over=names", "link");
  same(state.query(), "ind=crime&over=wards&fade=50&at=1,2,3");
  same(told.at(-1)[0], "link");
  state.go("ward=B", "link");
  same(state.query(), "ward=B&over=wards&fade=50");
});

test("a link to a place in a view is followed without the place", () => {
  const { state, heard } = page();
  const follow = (href, more = {}) => {
    const event = { button: 0, detail: 1, prevented: 0, preventDefault() { this.prevented += 1; }, ...more };
    heard.click({ ...event, target: { closest: () => ({ getAttribute: () => href }) } });
  };
  follow("?ind=crime&ward=B#panel-one");
  same(state.query(), "ind=crime&ward=B");
  follow("?ward=A#panel-one", { ctrlKey: true });
  same(state.query(), "ind=crime&ward=B");
  follow("?#panel-one");
  same(state.query(), "");
});

test("wards in another order are the same wards", () => {
  const { state } = page();
  state.change({ ward: ["A", "B"] }, "ward");
  state.place("1,2,3");
  state.go("ind=crime&ward=B,A", "link");
  same(state.query(), "ind=crime&ward=A,B&at=1,2,3");
});

test("the map's place is remembered in the present entry, and nobody is told", () => {
  const { state, written, told } = page();
  state.place("53.4,-2.1,12");
  same([state.query(), written(), told], ["at=53.4,-2.1,12", [["replace", "/?at=53.4,-2.1,12"]], []]);
});

test("a value on the way to others replaces the present entry, and everybody is told", () => {
  const { state, written, told } = page();
  state.slide({ fade: ["60"] }, "fade");
  same([written(), told], [[["replace", "/?fade=60"]], [["fade", "", "fade=60"]]]);
});

test("Back puts the view of an entry into the controls", () => {
  const { state, told, entries, named, back } = page();
  state.change({ ind: ["crime"] }, "ind");
  back("ward=A&over=circles,names");
  same(state.query(), "ward=A&over=circles,names");
  same([named("ind", "imd") !== undefined, named("ward", "A").checked], [true, true]);
  same(told.at(-1), ["history", "ind=crime", "ward=A&over=circles,names"]);
  same(entries.length, 1);
});

test("the page starts from what the server understood, and so does its address", () => {
  const { state, first, named } = page("ward=A", "?ward=A.&ward=A&colour=red");
  same([state.query(), named("ward", "A").checked], ["ward=A", true]);
  same(first, [["replace", "/?ward=A", { view: "ward=A", edition: "e1" }]]);
});

test("Back to the first entry after a change gives what the server understood", () => {
  const { state, told, back } = page("ward=A", "?ward=A.");
  state.change({ ind: ["crime"] }, "ind");
  back("ward=A");
  same([state.query(), told.at(-1)], ["ward=A", ["history", "ind=crime&ward=A", "ward=A"]]);
});

test("a jump inside the page is the same view, and is remembered as that", () => {
  const { heard, told, entries, location } = page("ward=A");
  heard.popstate({ state: null });
  same([told, location.reloads], [[], 0]);
  same(entries.at(-1)[2], { view: "ward=A", edition: "e1" });
});

test("an address that the server never read, or read for other figures, is sent to it", () => {
  const { state, heard, told, location, back } = page("ward=A");
  location.search = "?ward=A.";
  heard.popstate({ state: null });
  back("ward=B", "e0");
  same([state.query(), told, location.reloads], ["ward=A", [], 2]);
});

test("a change that waits to be written is dropped when the reader goes Back", () => {
  const late = [];
  const { state, written, back } = page("", "", (action) => late.push(action));
  state.change({ ind: ["crime"] }, "ind");
  back("");
  late.forEach((action) => action());
  same([written(), state.query()], [[], ""]);
});

test("a key without a control keeps what the server understood of it", () => {
  const { state } = page("x=crime");
  state.change({ ward: ["A"] }, "ward");
  same([state.values().x, state.query()], ["crime", "ward=A&x=crime"]);
});

test("the list of overlays takes the order of the view, and the last one stays last", () => {
  const made = page();
  made.state.change({ over: ["wards", "names"] }, "over");
  same(order(made), ["wards", "names", "circles", "streets"]);
  made.state.change({ over: ["streets", "names"] }, "over");
  same(order(made), ["wards", "names", "circles", "streets"]);
  same(made.state.query(), "over=names,streets");
});

test("a plain click on a link to a view is followed here, any other by the browser", () => {
  const { state, heard } = page();
  const click = (more) => {
    let stopped = false;
    const link = { getAttribute: () => "?ind=crime" };
    heard.click({ target: { closest: () => link }, button: 0, detail: 1, preventDefault: () => { stopped = true; }, ...more });
    return stopped;
  };
  same([click({ ctrlKey: true }), click({ metaKey: true }), click({ shiftKey: true }), click({ button: 1 })], [false, false, false, false]);
  same(state.query(), "");
  same([click({ detail: 2 }), state.query()], [true, ""]);
  same([click({}), state.query()], [true, "ind=crime"]);
});
