/*
 * The one question to the server: when the view changes, its query goes out, and one reply brings
 * every panel and which areas are selected. Moving the map asks nothing.
 */
explorer.reply = (function () {
  "use strict";
  const PATIENCE = 8000; // ms until the same is asked again: Dash says nothing of a failure
  const FOCUSABLE = "a[href], button, select, summary, input, [tabindex]";
  const { state } = explorer;
  const charts = document.getElementById("charts");
  const listeners = [];
  const sources = new WeakMap(); // what each fragment on the page was made from
  let asked = state.keys.question(state.values());
  let answered = asked;
  let told = { said: state.boot.said, finding: leading() };
  explorer.steady.begin(asked);
  let patience = PATIENCE;
  let arrive = () => {};
  let refuse = () => {};
  const words = () => ({ still: explorer.words("still_charts"), missing: explorer.words("unanswered") });
  const need = explorer.needs.need("charts", () => document.body.classList.remove("waiting"));

  /** Ask, after what needs no answer has been painted. */
  function ask(values, { cause }) {
    const next = state.keys.question(values);
    if (next === asked) return;
    asked = next;
    if (cause === "settled") answered = asked;
    patience = PATIENCE;
    document.body.classList.toggle("waiting", asked !== answered); // not there and back at once
    explorer.afterPaint(want);
  }

  function want() {
    need.want(asked, words, send);
  }

  /** Send the question; nothing is to be sent when the page went there and back. */
  function send() {
    if (answered === asked) return Promise.resolve();
    return new Promise((resolve, reject) => {
      [arrive, refuse] = [resolve, reject];
      setTimeout(reject, patience);
      patience *= 2;
      explorer.ready(() => window.dash_clientside.set_props("view", { value: asked }));
    });
  }

  /** Receive the server's JSON; a reply to an older question is dropped. */
  function receive(text) {
    const reply = read(text);
    if (!reply || reply.query !== asked) return;
    if (reply.edition !== state.boot.edition) {
      explorer.outdated();
      refuse({ gone: true });
      return;
    }
    answered = asked;
    const heights = explorer.steady.measure(reply.query);
    const lefts = scrolls(document); // all are read before anything is written: each reading after it lays out
    arrange(reply.panels);
    for (const [id, html] of Object.entries(reply.fragments)) {
      if (!explorer.legend.keep(id, html)) replace(id, html, lefts);
    }
    explorer.steady.hold(heights);
    for (const listener of listeners) listener(reply);
    document.title = reply.title;
    announce(reply);
    state.settle(reply.written);
    arrive();
    want(); // where it came after all, while the next attempt was being waited for
  }

  /** Say what was refused and what is new, and the first finding where that is new, too. */
  function announce({ refusal, said }) {
    explorer.notice(refusal);
    const news = Object.keys(said).filter((key) => said[key] !== told.said[key]).map((key) => said[key]);
    const finding = leading();
    if (finding !== told.finding) news.push(finding);
    if (refusal) news.unshift(refusal);
    told = { said, finding };
    if (news.length) explorer.say(news.join(" "));
  }

  /** The first finding at the top of the page. */
  function leading() {
    const lead = document.querySelector("#headline .lead");
    return lead ? lead.textContent : "";
  }

  /** The reply in an answer; what is not one, as of a proxy on the way, counts as none. */
  function read(text) {
    try {
      return JSON.parse(text);
    } catch {
      refuse();
      return null;
    }
  }

  /** Make room for exactly these charts in this order; those that stay are not touched. */
  function arrange(ids) {
    const stray = [...charts.children].filter((panel) => !ids.includes(panel.id));
    const focused = stray.some((panel) => panel.contains(document.activeElement));
    for (const panel of stray) panel.remove();
    ids.forEach((id, index) => {
      const there = document.getElementById(id) || document.createElement("section");
      there.id = id;
      if (charts.children[index] !== there) charts.insertBefore(there, charts.children[index] || null);
    });
    if (focused) charts.focus({ preventScroll: true });
  }

  /** How far boxes in a root are scrolled sideways. */
  function scrolls(root) {
    return new Map([...root.querySelectorAll(".scroll")].map((box) => [box, box.scrollLeft]));
  }

  /** Swap one fragment, keeping its open details, its scroll and the reader's focus. */
  function replace(id, html, lefts = scrolls(document.getElementById(id))) {
    const old = document.getElementById(id);
    if (sources.get(old) === html) return; // the same as last time: nothing to parse or lay out
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    const opened = old.querySelectorAll("details");
    fresh.querySelectorAll("details").forEach((box, index) => {
      box.open = Boolean(opened[index] && opened[index].open);
    });
    const focused = old.contains(document.activeElement) ? nameOf(document.activeElement) : "";
    const scrolled = [...old.querySelectorAll(".scroll")].map((box) => lefts.get(box));
    old.replaceWith(fresh);
    fresh.querySelectorAll(".scroll").forEach((box, index) => {
      if (scrolled[index]) box.scrollLeft = scrolled[index]; // lays out, as seldom as it is needed
    });
    sources.set(fresh, html);
    explorer.panels.prepare(fresh);
    if (focused) refocus(fresh, focused);
  }

  /** What an element is to a reader: its kind and the first words of its name. */
  function nameOf(element) {
    const name = element.getAttribute("aria-label") || element.id || element.textContent;
    return `${element.tagName} ${name.split(":")[0].replace("✓", "").trim()}`;
  }

  /** Focus the element of the same name in a fresh fragment, or else the fragment itself. */
  function refocus(fresh, name) {
    const same = [...fresh.querySelectorAll(FOCUSABLE)]
      .find((element) => nameOf(element) === name && element.checkVisibility());
    if (same) {
      explorer.panels.focus(same);
      return;
    }
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  }

  state.subscribe(ask);
  return { receive, replace, answered: () => answered, subscribe: (listener) => listeners.push(listener) };
})();
