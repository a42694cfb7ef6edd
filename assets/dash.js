/*
 * What Dash and dash-leaflet call by name: the clientside callbacks and the layers' functions.
 */
(function () {
  "use strict";
  const { areas, map, wards, practices, reply, state } = explorer;

  const LOST = {
    areas: ["legend", "The map could not load. Everything on it is in the table below; reload to try again."],
    wards: ["trouble", "The outlines of the wards could not load. Reload the page to try again."],
  };

  async function shapes(key) {
    try {
      const found = await fetch(state.boot.shapes[key]);
      if (!found.ok) throw new Error(`${found.status}`);
      const json = await found.json();
      await Promise.all([areas.loaded, map.mounted]);
      return json;
    } catch {
      const [id, words] = LOST[key];
      const box = document.getElementById(id);
      box.textContent = words;
      box.hidden = false;
      return window.dash_clientside.no_update;
    }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    explorer: {
      fetch_areas() {
        explorer.mounted(); // Dash calls this first when the layout stands
        return shapes("areas");
      },
      fetch_wards: () => shapes("wards"),
      show_reply(text) {
        reply.receive(text);
        return "";
      },
    },
  });
  window.dashExtensions = window.dashExtensions || {};
  explorer.layers = { areas, wards, practices };
})();
