/*
 * The page that plans outreach: what is chosen is shown at once, and venues are worked out meanwhile.
 * The server writes every part; without this script the form and the links do the same.
 */
(function () {
  "use strict";
  const { exchange } = explorer;
  const SPOKEN = ["#reach-said", "#order", "#below .finding", "#plan .change"]; // parts that may answer a choice
  let planning = null, soon = 0, choosing = false;

  const results = () => document.getElementById("reach-results");
  const form = () => document.getElementById("reach-form");

  /** The address that the form stands for. */
  function address() {
    const chosen = new URLSearchParams(new FormData(form()));
    return form().action + "?" + chosen;
  }

  /** Ask for the page of an address and take its parts: the results, and the form where it changed. */
  function show(url, { keep = "", form: both = false, push = false } = {}) {
    stop();
    exchange.want(url, (page) => {
      take(page, both, keep);
      const shown = results().dataset.address;
      if (push) history.pushState(null, "", shown);
      else history.replaceState(null, "", shown);
      plan();
    });
  }

  const texts = () => SPOKEN.map((part) => (document.querySelector(part) || {}).textContent || "");

  function take(page, both, keep) {
    const before = texts();
    const fresh = page.getElementById("reach-results");
    const open = [...results().querySelectorAll("details[open][id]")].map((one) => one.id);
    results().replaceWith(document.adoptNode(fresh));
    for (const id of open) {
      const found = document.getElementById(id);
      if (found) found.open = true;
    }
    if (both) form().replaceWith(document.adoptNode(page.getElementById("reach-form")));
    exchange.say(texts().filter((text, at) => text !== before[at]).join(" "));
    if (keep) land(keep);
  }

  function land(id) {
    const found = document.getElementById(id);
    if (!found) return;
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest" });
  }

  function stop() { if (planning) planning.abort(); planning = null; }

  /** Have the venues worked out, a line of news at a time; the last has the part of the page. */
  async function plan() {
    const part = document.getElementById("plan");
    if (!part || !part.dataset.plan) return;
    const mine = planning = new AbortController();
    const cancel = document.getElementById("cancel");
    cancel.hidden = false;
    try {
      const answer = await fetch(part.dataset.plan, { signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ;) {
        const { value, done } = await reader.read();
        if (done) break;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) hear(JSON.parse(line));
      }
    } catch (error) {
      if (error.name !== "AbortError") tell(explorer.words("no_plan"));
    }
    if (planning === mine) planning = null;
  }

  function hear(news) {
    if (news.said) tell(news.said);
    if (!news.html) return;
    const page = new DOMParser().parseFromString(news.html, "text/html");
    const part = document.getElementById("plan");
    const held = part.contains(document.activeElement);
    part.replaceWith(document.adoptNode(page.getElementById("plan")));
    if (held) land("plan");
    exchange.say(document.querySelector("#plan .finding").textContent);
  }

  function tell(words) {
    const progress = document.getElementById("progress");
    if (progress) progress.textContent = words;
  }

  document.addEventListener("input", (event) => {
    if (!form().contains(event.target)) return;
    const beside = event.target.parentElement.querySelector("output");
    if (beside) beside.textContent = Number(event.target.value).toLocaleString("en-GB");
    clearTimeout(soon);
    const push = !choosing; // what is dragged is one entry of the history
    choosing = true;
    soon = setTimeout(() => { if (form().checkValidity()) show(address(), { push }); }, 60);
  });
  document.addEventListener("change", () => { choosing = false; });
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    clearTimeout(soon);
    show(address(), { form: true, push: true });
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "cancel") {
      stop();
      event.target.hidden = true;
      tell(explorer.words("plan_cancelled"));
      return;
    }
    const link = event.target.closest("a[href]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || link.pathname !== new URL(form().action).pathname || !link.search) return;
    event.preventDefault();
    show(link.href, { form: true, push: true, keep: link.hash.slice(1) });
  });
  window.addEventListener("popstate", () => {
    clearTimeout(soon);
    show(location.href, { form: true });
  });
  if (window.matchMedia("(max-width: 56em)").matches) document.getElementById("choices").open = false;
  plan();
})();
