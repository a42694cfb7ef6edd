/*
 * The street map: asked for only when a reader turns it on, and not missed when it does not come.
 */
explorer.streets = (function () {
  "use strict";
  const { state, map } = explorer;
  const settings = state.boot.streets;
  const answer = document.getElementById("streets-status");
  let tiles = null;

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
      leaflet.attributionControl.removeAttribution(settings.attribution);
      answer.textContent = "The street map could not be loaded. The areas and ward outlines still orient.";
    });
    tiles.on("tileload", () => { answer.textContent = ""; });
    tiles.addTo(leaflet);
  }

  function remove() {
    tiles.remove();
    tiles = null;
    answer.textContent = "";
  }

  state.subscribe(update);
  update(state.values());
  return { update };
})();
