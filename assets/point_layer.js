/*
 * What practices and venues have in common on the page: a pane, a legend, and a list in which each
 * is reached by keyboard. `about` says when it is `on`, which `places` it has, as { code, at, layer },
 * and for a place its `lines`, whether it is selected (`lit`) and how it is to look (`style`), named
 * or not.
 */
explorer.pointLayer = function (about) {
  "use strict";
  const { map, points, reply } = explorer;
  let named = null; // the place whose card is shown

  function restyle() {
    for (const one of about.places()) about.style(one, about.lit(one), one === named);
  }

  /** Name the place of a code, or none; where it is and what is said of it. */
  function name(code) {
    const before = named;
    named = (about.on() && about.places().find((one) => one.code === code)) || null;
    if (named !== before) restyle();
    return named && { at: named.at, lines: about.lines(named) };
  }

  /** Look at a place on the map, or at none. */
  function point(code) {
    points.show(code);
    explorer.brush.look(code);
  }

  function listen({ code, layer }) {
    layer.on("mouseover click", () => point(code));
    layer.on("mouseout", () => point(null));
  }

  function draw() {
    const on = about.on();
    map.ready((leaflet) => { leaflet.getPane(about.pane).style.display = on ? "" : "none"; });
    for (const part of about.parts) document.getElementById(part).hidden = !on;
    if (!on) return;
    about.spread();
    restyle();
    tell({ target: document.activeElement }); // reached before it was here
  }

  /** Say all about a place of the list that is reached or pressed. */
  function tell({ target }) {
    const one = target.closest && target.closest(`#${about.list} [data-of]`);
    if (one && about.on()) explorer.say(points.show(one.dataset.of));
  }

  for (const kind of ["focusin", "click"]) document.addEventListener(kind, tell);
  points.layers.push({ name });
  reply.subscribe(() => { if (about.on()) draw(); });
  explorer.look.onLook(draw);
  return { draw, listen };
};
