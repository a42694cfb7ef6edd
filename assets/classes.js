/*
 * The menu of classes: each choice is called what the map then shows. Of choices that a figure shows
 * alike one is offered, that of the view or else the last: the view keeps it for other figures.
 */
(function () {
  "use strict";
  const { areas } = explorer;
  const menu = document.getElementById("measure");

  function draw(cause) {
    if (cause === "mask") return;
    const { indicator, sheet } = areas.shown();
    const { sheets } = indicator;
    const own = Object.values(sheets).includes(sheet); // or at a date, or of two figures
    const options = [...menu.options];
    for (const one of options) one.text = (own ? sheets[one.value] : sheet).named;
    const chosen = options.filter(({ selected }) => selected);
    const offered = new Map([...options, ...chosen].map((one) => [one.text, one]));
    for (const one of options) one.hidden = offered.get(one.text) !== one;
  }

  areas.subscribe(draw);
})();
