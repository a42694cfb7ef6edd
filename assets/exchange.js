/*
 * Pages whose parts the server writes anew for each choice: the page of an address is asked for and
 * its parts are taken over. What is late is dimmed, what fails is said and asked for again.
 */
explorer.exchange = (function () {
  "use strict";
  const { needs } = explorer;
  const heard = document.getElementById("said");
  const trouble = document.getElementById("trouble");
  const need = needs.need("answers", ([page, take]) => take(page));
  let asking = null;

  /** Want the page of an address, again if need be; `take` gets its document, if it is the last. */
  function want(url, take) {
    need.want({}, null, async () => [await ask(url), take]);
  }

  async function ask(url) {
    if (asking) asking.abort();
    asking = new AbortController();
    const answer = await fetch(url, { signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /** Say what stands there meanwhile; dim it. */
  function tell() {
    const [late] = needs.late();
    document.body.classList.toggle("waiting", Boolean(late));
    trouble.textContent = late ? wordsFor(late.state) : "";
    trouble.hidden = !trouble.textContent;
  }

  function wordsFor(state) {
    if (state === "failed") return explorer.words("answers_missing");
    return state === "slow" ? explorer.words("answers_late") : "";
  }

  /** Have something read out that is new. */
  function say(words) {
    if (words && heard.textContent !== words) heard.textContent = words;
  }

  needs.subscribe(tell);
  return { want, say };
})();
