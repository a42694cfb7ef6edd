/*
 * The street map: asked for only when a reader turns it on, and not missed when it does not come.
 * What did not come is asked for again when something changes, never by the clock: it is not our server.
 */
explorer.streets = (function () {
  "use strict";
  const { state, map, needs } = explorer;
  const settings = state.boot.streets;
  const answer = document.getElementById("streets-status");
  let tiles = null;
  let lost = false;
  const need = needs.need("streets", () => {});

  function update(values) {
    if (!settings) return;
    const wanted = state.shows("streets", values);
    if (wanted === Boolean(tiles)) return;
    map.ready((leaflet) => (wanted ? add(leaflet) : remove()));
  }

  function add(leaflet) {
    tiles = L.tileLayer(settings.url, {
      attribution: settings.attribution, maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin",
    });
    tiles.on("tileerror", () => {
      lost = true;
      leaflet.attributionControl.removeAttribution(settings.attribution);
      answer.textContent = explorer.words("no_streets");
    });
    tiles.on("tileload", () => { answer.textContent = ""; });
    tiles.addTo(leaflet);
    need.want("streets", null, load);
  }

  /** Ask for the tiles that are in sight, and again for all of them where any was lost. */
  function load() {
    const again = lost;
    lost = false;
    return new Promise((resolve, reject) => {
      tiles.once("load", () => (lost ? reject(Object.assign(new Error("tiles"), { gone: true })) : resolve()));
      if (again) tiles.redraw();
    });
  }

  function remove() {
    need.want(null);
    lost = false;
    tiles.remove();
    tiles = null;
    answer.textContent = "";
  }

  state.subscribe(update);
  update(state.values());
  return { update };
})();
