/* needs.js: what does not come is asked for again, and until it is here that can be said. */

/** The mechanism with a clock, a window and a page that a test turns by hand. */
function world() {
  let now = 0;
  let timers = [];
  const heard = {};
  const listen = (type, action) => { heard[type] = action; };
  const page = { hidden: false, addEventListener: listen };
  const { needs } = script(["needs.js"], {
    window: { addEventListener: listen },
    document: page,
    setTimeout: (action, wait) => timers.push({ action, at: now + wait, id: timers.length + now * 1000 }) && timers.at(-1).id,
    clearTimeout: (id) => { timers = timers.filter((one) => one.id !== id); },
  });
  const settle = async () => { for (let turn = 0; turn < 20; turn += 1) await Promise.resolve(); };

  async function pass(ms) {
    const until = now + ms;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      now = next.at;
      next.action();
      await settle();
    }
    now = until;
  }

  /** A server that keeps every question open until the test answers it. */
  const questions = [];
  const ask = () => new Promise((resolve, reject) => questions.push({ resolve, reject }));
  const answer = async (how, value) => { questions.at(-1)[how](value); await settle(); };
  const taken = [];
  const part = needs.need("part", (found, key) => taken.push([key, found]));
  const want = (key) => part.want(key, () => ({ name: key }), ask);
  const states = () => needs.late().map(({ state }) => state);
  return { needs, part, want, ask, answer, questions, taken, states, pass, settle, page, hear: (type) => heard[type]() };
}

test("what comes at once is taken, and nothing is late", async () => {
  const { want, answer, taken, states, pass } = world();
  want("a");
  await answer("resolve", 1);
  await pass(60000);
  same(taken, [["a", 1]]);
  same(states(), []);
});

test("what takes its time is dimmed, then said within two seconds, and taken when it comes", async () => {
  const { want, answer, taken, states, pass } = world();
  want("a");
  same(states(), []);
  await pass(400);
  same(states(), ["late"]);
  await pass(1600);
  same(states(), ["slow"]);
  await pass(600000);
  await answer("resolve", 1);
  same([taken, states()], [[["a", 1]], []]);
});

test("a failure is said at once and asked again after a while, each time a little later", async () => {
  const { want, answer, questions, states, pass } = world();
  want("a");
  await answer("reject");
  same(states(), ["failed"]);
  const waits = [];
  for (let turn = 0; turn < 8; turn += 1) {
    const before = questions.length;
    let waited = 0;
    while (questions.length === before) {
      await pass(500);
      waited += 500;
    }
    waits.push(waited);
    await answer("reject");
    same(states(), ["failed"]);
  }
  same(waits.every((wait, at) => at === 0 || wait >= waits[at - 1]), true);
  same([waits[0] <= 2000, waits.at(-1) <= 60000], [true, true]);
  await pass(60000);
  await answer("resolve", 1);
  same(states(), []);
});

for (const [how, act] of Object.entries({
  "the browser is online again": ({ hear }) => hear("online"),
  "the page is seen again": ({ hear }) => hear("visibilitychange"),
  "something else changes": ({ needs }) => needs.again(),
  "the same is wanted again": ({ want }) => want("a"),
})) {
  test(`a failure is asked again when ${how}, once`, async () => {
    const here = world();
    here.want("a");
    await here.answer("reject");
    act(here);
    act(here);
    same(here.questions.length, 2);
    same(here.states(), ["failed"]);
    await here.answer("resolve", 1);
    same([here.taken, here.states()], [[["a", 1]], []]);
    await here.pass(100000);
    same(here.questions.length, 2);
  });
}

test("nothing is asked again while the page is hidden only because that changed", async () => {
  const { want, answer, questions, page, hear } = world();
  want("a");
  await answer("reject");
  page.hidden = true;
  hear("visibilitychange");
  same(questions.length, 1);
});

test("what hangs on a dead connection is asked again when the browser is online, and the first answer counts", async () => {
  const { want, questions, taken, pass, settle, hear } = world();
  want("a");
  await pass(2000);
  hear("online");
  same(questions.length, 2);
  questions[0].reject();
  await settle();
  questions[1].resolve("second");
  await settle();
  same(taken, [["a", "second"]]);
});

test("an answer to what is no longer wanted is dropped, whether it comes or fails", async () => {
  const { want, questions, taken, states, settle } = world();
  want("a");
  want("b");
  questions[0].resolve("old");
  await settle();
  same(taken, []);
  want("c");
  questions[1].reject();
  questions[2].resolve("new");
  await settle();
  same([taken, states()], [[["c", "new"]], []]);
});

test("after a failure the next thing wanted stays late until it is here", async () => {
  const { want, answer, states } = world();
  want("a");
  await answer("reject");
  want("b");
  same(states(), ["late"]);
  await answer("resolve", 1);
  same(states(), []);
});

test("going back to what is shown ends the trouble", async () => {
  const { want, answer, states } = world();
  want("a");
  await answer("resolve", 1);
  want("b");
  await answer("reject");
  want("a");
  await answer("resolve", 1);
  same(states(), []);
});

test("wanting nothing is silent, and nothing is asked again", async () => {
  const { want, answer, questions, states, pass } = world();
  want("a");
  await answer("reject");
  want(null);
  same(states(), []);
  await pass(100000);
  same(questions.length, 1);
});

test("what is gone is not asked for by itself, only when something changes", async () => {
  const { needs, want, answer, questions, states, pass } = world();
  want("a");
  await answer("reject", { gone: true });
  await pass(100000);
  same([questions.length, states()], [1, ["failed"]]);
  needs.again();
  same(questions.length, 2);
});

test("parts fail and recover for themselves", async () => {
  const { needs, want, ask, questions, states, settle } = world();
  const other = needs.need("other", () => {});
  want("a");
  other.want("x", () => ({ name: "x" }), ask);
  questions[0].reject();
  questions[1].resolve();
  await settle();
  same(needs.late().map(({ name }) => name), ["part"]);
  needs.again();
  questions[2].resolve();
  await settle();
  same(states(), []);
});
