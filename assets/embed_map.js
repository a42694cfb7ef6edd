/*
 * In an embed: the map's picture becomes a Leaflet map, two pictures become two that move together.
 * Shapes, colours, words and their order are read from the picture, so both say the same; if
 * anything here fails the picture stays where it is.
 */
(function () {
  "use strict";
  const NO_VALUE = "#B8BEC4";
  const INK = "#0B1F33";
  const LOWEST = 440; // the panes of what lies over the areas, as in the full view
  const ARROWS = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]; // the order of moves
  const SMALL = 480; // pixels across
  const FINE = 10; // the picture counts tenths of a pixel
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const boxes = Array.from(document.querySelectorAll(".mapbox"));

  function number(element, name) {
    return Number(element.getAttribute(name));
  }

  function open(around) {
    const picture = around.querySelector(".picture");
    const card = around.querySelector(".card");
    const status = around.querySelector(".status");
    const places = JSON.parse(around.querySelector(".places").textContent);
    const box = document.createElement("div");
    box.className = "leaflet";
    around.insertBefore(box, picture);
    const map = L.map(box, {
      attributionControl: false, keyboard: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5,
      minZoom: 9, maxZoom: 17, dragging: !L.Browser.mobile, fadeAnimation: false,
      zoomAnimation: !still && boxes.length === 1, markerZoomAnimation: !still, inertia: !still,
    });
    const frame = picture.viewBox.baseVal;
    const bounds = L.latLngBounds(latLng(frame.x, frame.y + frame.height), latLng(frame.x + frame.width, frame.y));
    const home = function () { map.fitBounds(bounds, { animate: false }); };
    let hand = -1;
    let areas = [];
    let labels = [];

    function latLng(x, y) {
      const point = L.point((x + places.origin[0]) / FINE, (y + places.origin[1]) / FINE);
      return L.CRS.EPSG3857.pointToLatLng(point, places.zoom);
    }

    /** Rings of a path of the picture: "M10 20l5-5 3 4zM..." in whole steps. */
    function rings(path) {
      return path.getAttribute("d").split("M").slice(1).map(function (text) {
        const numbers = text.match(/-?\d+/g).map(Number);
        let x = numbers[0];
        let y = numbers[1];
        const ring = [latLng(x, y)];
        for (let at = 2; at + 1 < numbers.length; at += 2) {
          x += numbers[at];
          y += numbers[at + 1];
          ring.push(latLng(x, y));
        }
        return [ring];
      });
    }

    function each(group, selector, action) {
      return Array.from(group.querySelectorAll(selector)).map(action);
    }

    /** Lines around the shapes of a group, as the picture draws them. */
    function lines(group, pane, weight) {
      each(group, "path", function (path) {
        const own = path.getAttribute("stroke") || INK;
        L.polygon(rings(path), {
          pane: pane, renderer: renderers[pane], interactive: false, fill: false, color: own, lineCap: "butt",
          weight: weight(own), opacity: path.hasAttribute("stroke-opacity") ? number(path, "stroke-opacity") : 1,
          dashArray: path.getAttribute("data-dashes"),
        }).addTo(map);
      });
    }

    const renderers = {};
    const draw = {
      areas: function (group) {
        areas = each(group, "path", function (path, index) {
          const faded = path.hasAttribute("fill-opacity");
          const fill = path.getAttribute("fill");
          const layer = L.polygon(rings(path), {
            color: "#FFFFFF", weight: faded ? 0.5 : 1, fillColor: fill.charAt(0) === "#" ? fill : NO_VALUE,
            fillOpacity: faded ? number(path, "fill-opacity") : 1,
          }).addTo(map);
          layer.on("mouseover click", function () { take(index); });
          layer.on("mouseout", function () { if (document.activeElement !== box) take(-1); });
          return { layer: layer, words: path.querySelector("title").textContent };
        });
      },
      wards: function (group, pane) { lines(group, pane, function () { return 1.4; }); },
      clusters: function (group, pane) {
        lines(group, pane, function (colour) { return colour === "#FFFFFF" ? 6 : 3; });
      },
      picked: function (group, pane) {
        lines(group, pane, function (colour) { return colour === INK ? 2.5 : 5; });
      },
      circles: function (group, pane) {
        each(group, "circle", function (circle) { dot(circle, pane, 1.3, false); });
      },
      practices: function (group, pane) {
        each(group, "path", function (path) {
          const ends = path.getAttribute("d").match(/-?\d+/g).map(Number);
          L.polyline([latLng(ends[0], ends[1]), latLng(ends[2], ends[3])], {
            pane: pane, renderer: renderers[pane], interactive: false, color: INK, weight: 1,
          }).addTo(map);
        });
        each(group, ".practice", function (circle) {
          const words = circle.querySelector("title").textContent;
          ground(circle, pane);
          const marker = dot(circle, pane, 1.2, true);
          marker.on("mouseover click", function () { describe(words, marker.getLatLng()); });
          marker.on("mouseout", function () { take(hand); });
        });
      },
      names: function (group, pane) {
        labels = places.names.map(function (one) {
          const span = document.createElement("span");
          span.textContent = one[0];
          const icon = L.divIcon({ className: "ward-name", html: span, iconSize: null });
          return L.marker(latLng(one[1], one[2]), {
            pane: pane, icon: icon, interactive: false, keyboard: false,
          }).addTo(map);
        });
      },
    };

    function middle(circle) {
      return latLng(number(circle, "cx"), number(circle, "cy"));
    }

    function ground(circle, pane) {
      L.circleMarker(middle(circle), {
        pane: pane, renderer: renderers[pane], interactive: false, stroke: false,
        radius: number(circle, "data-radius") + 2, fillColor: "#FFFFFF", fillOpacity: 0.9,
      }).addTo(map);
    }

    function dot(circle, pane, weight, interactive) {
      const own = function (name) { return circle.hasAttribute(name) ? number(circle, name) : 1; };
      return L.circleMarker(middle(circle), {
        pane: pane, renderer: renderers[pane], interactive: interactive, radius: number(circle, "data-radius"),
        color: INK, weight: weight, opacity: own("stroke-opacity"),
        dashArray: circle.hasAttribute("stroke-dasharray") ? "2 2" : null,
        fillColor: circle.getAttribute("fill"), fillOpacity: own("fill-opacity"),
      }).addTo(map);
    }

    /** Show the names that fit beside controls and, where there is little room, beside practices. */
    function declutter() {
      const small = box.clientWidth < SMALL ? ", .leaflet-practices-pane .leaflet-interactive" : "";
      const elements = labels.map(function (label) { return label.getElement(); });
      explorer.declutter(box, elements, Array.from(box.querySelectorAll(".leaflet-control" + small)));
    }

    /** Take an area in hand, or none: outline it and say it on the card. */
    function take(index) {
      hand = index;
      card.hidden = index < 0;
      outline.setLatLngs(index < 0 ? [] : areas[index].layer.getLatLngs());
      if (index >= 0) describe(areas[index].words, areas[index].layer.getBounds().getCenter());
    }

    /** Fill the card, on the side where the thing described is not. */
    function describe(words, at) {
      card.hidden = false;
      const cut = words.indexOf(". ") + 1;
      const name = document.createElement("strong");
      const rest = document.createElement("span");
      name.textContent = words.slice(0, cut - 1);
      rest.textContent = words.slice(cut + 1);
      card.textContent = "";
      card.appendChild(name);
      card.appendChild(rest);
      card.classList.toggle("left", map.latLngToContainerPoint(at).x > map.getSize().x / 2);
    }

    function visit(index) {
      take(index);
      status.textContent = areas[index].words;
      map.panInside(areas[index].layer.getBounds().getCenter(), { padding: [50, 50], animate: !still });
    }

    function press(event) {
      if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS.indexOf(event.key);
      const here = hand < 0 ? places.turn[0] : hand;
      const next = arrow >= 0 ? places.moves[here][arrow]
        : event.key === "PageDown" ? places.turn[places.turn.indexOf(here) + 1]
          : event.key === "PageUp" ? places.turn[places.turn.indexOf(here) - 1] : undefined;
      if (next >= 0) visit(next);
      else if (arrow >= 0 || event.key.indexOf("Page") === 0) status.textContent = "No area in that direction.";
      else if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (event.key === "0") home();
      else if (event.key === "Escape") box.blur();
      else return;
      event.preventDefault();
    }

    L.control.scale({ imperial: true }).addTo(map);
    home();
    each(picture, "g[class]", function (group, index) {
      const name = group.getAttribute("class");
      if (!draw[name]) return;
      if (name !== "areas") {
        const pane = map.createPane(name);
        pane.style.zIndex = LOWEST + index;
        if (group.hasAttribute("opacity")) pane.style.opacity = group.getAttribute("opacity");
        renderers[name] = L.svg({ pane: name });
      }
      draw[name](group, name);
    });
    map.createPane("hand").style.zIndex = LOWEST + 50;
    const outline = L.polygon([], {
      pane: "hand", renderer: L.svg({ pane: "hand" }), interactive: false, fill: false, color: "#F46A25", weight: 3.5,
    }).addTo(map);
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map of areas");
    box.setAttribute("aria-label", picture.querySelector("title").textContent + ". Arrow keys move between " +
      "neighbouring areas, Page Down goes to the next by rank, plus and minus zoom, zero returns to the start, Escape leaves.");
    box.addEventListener("keydown", press);
    box.addEventListener("focus", function () { if (hand < 0) visit(places.turn[0]); });
    box.addEventListener("blur", function () { take(-1); });
    map.on("zoomend moveend resize", declutter);
    picture.setAttribute("class", "picture replaced");
    picture.setAttribute("aria-hidden", "true");
    map.invalidateSize();
    home();
    declutter();
    return map;
  }

  const maps = boxes.map(open);
  let following = false;
  maps.forEach(function (one) {
    one.on("move zoomend", function () {
      if (following) return;
      following = true;
      maps.forEach(function (other) {
        if (other !== one) other.setView(one.getCenter(), one.getZoom(), { animate: false });
      });
      following = false;
    });
  });
})();
