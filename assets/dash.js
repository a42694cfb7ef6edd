/*
 * What Dash and dash-leaflet call by name: the clientside callbacks and the layers' functions.
 */
(function () {
  "use strict";
  const { areas, files, map, needs, wards, reply } = explorer;

  const WORDS = {
    areas: { name: explorer.words("map"), still: explorer.words("still_table") },
    wards: { name: explorer.words("outlines") },
  };

  /** The shapes of a layer, however long they take. */
  function shapes(key) {
    return new Promise((resolve) => {
      const need = needs.need(`shapes-${key}`, ([found]) => resolve(found));
      need.want(key, () => WORDS[key], () => Promise.all([files.shapes(key), areas.loaded, map.mounted]));
    });
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
  const element = (tag) => ({ id, value, children }) => window.React.createElement(tag, { id, value }, children);
  window.dash_html_components = { Div: element("div"), Data: element("data") }; // what the layout has
  window.dashExtensions = window.dashExtensions || {};
  explorer.layers = { areas, wards };
  window.renderer = new window.DashRenderer();
})();
