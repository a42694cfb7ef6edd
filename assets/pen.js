/*
 * Drawing on the map with the pointer, by leaflet-draw as dash-leaflet brings it. Both are fetched
 * when a reader first asks for them; its own buttons stay hidden, and what it draws goes to draw.js.
 */
explorer.pen = (function () {
  "use strict";
  const DECIMALS = 5; // of a degree, about a metre
  const PRECISION = 10 ** DECIMALS;
  const PATIENCE = 5000; // ms
  const EDIT = { type: "EditControl", namespace: "dash_leaflet" };
  const { map, travel, look } = explorer;
  const box = document.getElementById("draw-box");
  let presses = 0;
  let mode = null; // what is being drawn
  let busy = false; // whether something is being drawn
  let tools = false; // whether leaflet-draw is on the map

  L.Control.addInitHook(function () {
    if (!this.options.draw) return;
    explorer.afterPaint(() => {
      tools = true;
      explorer.notice("");
      press();
    });
  });

  function start(pen, words) {
    mode = pen;
    box.open = false;
    explorer.say(words);
    if (tools) {
      press();
      return;
    }
    window.dash_clientside.set_props("pen", { children: { ...EDIT, props: given() } });
    setTimeout(absent, PATIENCE);
  }

  /** Say that the tools have not come: Dash says nothing of a failure. */
  function absent() {
    if (tools) return;
    explorer.notice(box.dataset.absent);
    explorer.say(box.dataset.absent);
  }

  /** leaflet-draw as it is first put on the map: three tools, and nothing to edit. */
  function given() {
    const shapeOptions = { pane: "selection", color: look.colours.ink, weight: 2, opacity: 1, fill: false, interactive: false };
    return {
      id: "pen-tools",
      draw: {
        polyline: false, marker: false, circlemarker: false,
        polygon: { shapeOptions, allowIntersection: true },
        rectangle: { shapeOptions, showArea: false },
        circle: { shapeOptions, feet: false },
      },
      edit: { edit: false, remove: false },
    };
  }

  /** Press a button of leaflet-draw: the one of the shape, or with an action one beside it. */
  function press(action) {
    presses += 1;
    window.dash_clientside.set_props("pen-tools", { drawToolbar: { mode, action, n_clicks: presses } });
  }

  const degrees = (number) => String(Math.round(number * PRECISION) / PRECISION);
  const corner = ({ lat, lng }) => [degrees(lat), degrees(lng)];

  map.ready((leaflet) => {
    leaflet.on("draw:created", ({ layer, layerType }) => {
      explorer.afterPaint(() => layer.remove()); // after dash-leaflet has kept it
      if (layerType === "circle") {
        explorer.draw.show({ near: [...corner(layer.getLatLng()), String(Math.round(layer.getRadius()))] });
      } else {
        explorer.draw.show({ shape: layer.getLatLngs()[0].flatMap(corner) });
      }
    });
    const drawing = (whether) => {
      busy = whether;
      travel.rest(whether);
      leaflet.getContainer().classList.toggle("drawing", whether);
    };
    leaflet.on("draw:drawstart", () => drawing(true));
    leaflet.on("draw:drawstop", () => setTimeout(() => drawing(false))); // after the click that ends it
  });

  document.addEventListener("keydown", ({ key }) => {
    if (!busy || key !== "Escape") return;
    press("cancel");
    explorer.say(box.dataset.stopped);
  });
  return start;
})();
