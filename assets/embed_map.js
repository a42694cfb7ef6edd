/*
 * In an embed: the map's picture becomes a Leaflet map. Shapes, colours and words are read from the
 * picture, so both say the same; if anything here fails the picture stays where it is.
 */
(function () {
  "use strict";
  const NO_VALUE = "#B8BEC4";
  const INK = "#0B1F33";
  const ARROWS = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]; // the order of moves
  const picture = document.getElementById("picture");
  const card = document.getElementById("card");
  const status = document.getElementById("status");
  const places = JSON.parse(document.getElementById("places").textContent);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const FINE = 10; // the picture counts tenths of a pixel

  function latLng(x, y) {
    const point = L.point((x + places.origin[0]) / FINE, (y + places.origin[1]) / FINE);
    return L.CRS.EPSG3857.pointToLatLng(point, places.zoom);
  }

  /** Rings of a path of the picture: "M10 20l5-5 3 4zM..." in whole steps. */
  function rings(path) {
    return path.split("M").slice(1).map(function (text) {
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

  function shapes(selector) {
    return Array.prototype.slice.call(picture.querySelectorAll(selector));
  }

  const box = document.createElement("div");
  box.id = "leaflet";
  picture.parentNode.insertBefore(box, picture);
  const map = L.map(box, {
    attributionControl: false, keyboard: false, scrollWheelZoom: false, zoomSnap: 0.1, zoomDelta: 0.5,
    minZoom: 9, maxZoom: 17, dragging: !L.Browser.mobile, fadeAnimation: false,
    zoomAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  L.control.scale({ imperial: true }).addTo(map);
  const frame = picture.viewBox.baseVal;
  const bounds = L.latLngBounds(latLng(frame.x, frame.y + frame.height), latLng(frame.x + frame.width, frame.y));
  const home = function () { map.fitBounds(bounds, { animate: false }); };
  home();

  let hand = -1;

  const areas = shapes(".areas path").map(function (path, index) {
    const faded = path.hasAttribute("fill-opacity");
    const fill = path.getAttribute("fill");
    const layer = L.polygon(rings(path.getAttribute("d")), {
      color: "#FFFFFF", weight: faded ? 0.5 : 1, fillColor: fill.charAt(0) === "#" ? fill : NO_VALUE,
      fillOpacity: faded ? Number(path.getAttribute("fill-opacity")) : 1,
    }).addTo(map);
    layer.on("mouseover click", function () { take(index); });
    layer.on("mouseout", function () { if (document.activeElement !== box) take(-1); });
    return { layer: layer, words: path.querySelector("title").textContent };
  });
  shapes(".wards path").forEach(function (path) {
    L.polygon(rings(path.getAttribute("d")), {
      interactive: false, fill: false, color: INK, weight: 1.4, opacity: 0.85,
    }).addTo(map);
  });
  shapes(".picked path").forEach(function (path) {
    L.polygon(rings(path.getAttribute("d")), {
      interactive: false, fill: false, color: path.getAttribute("stroke"),
      weight: path.getAttribute("stroke") === INK ? 2.5 : 5,
    }).addTo(map);
  });
  shapes(".practices path").forEach(function (path) {
    const ends = path.getAttribute("d").match(/-?\d+/g).map(Number);
    L.polyline([latLng(ends[0], ends[1]), latLng(ends[2], ends[3])], {
      interactive: false, color: INK, weight: 1,
    }).addTo(map);
  });
  shapes(".practices .practice").forEach(function (circle) {
    const at = latLng(Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy")));
    const radius = Number(circle.getAttribute("data-radius"));
    const lit = !circle.hasAttribute("fill-opacity");
    L.circleMarker(at, {
      interactive: false, radius: radius + 2, stroke: false, fillColor: "#FFFFFF", fillOpacity: 0.9,
    }).addTo(map);
    const marker = L.circleMarker(at, {
      radius: radius, color: INK, weight: 1.2, opacity: lit ? 1 : 0.35,
      dashArray: circle.hasAttribute("stroke-dasharray") ? "2 2" : null,
      fillColor: circle.getAttribute("fill"), fillOpacity: lit ? 1 : 0.25,
    }).addTo(map);
    marker.on("mouseover click", function () { describe(circle.querySelector("title").textContent, at); });
    marker.on("mouseout", function () { take(hand); });
  });
  const outline = L.polygon([], { interactive: false, fill: false, color: "#F46A25", weight: 3.5 }).addTo(map);
  const labels = places.names.map(function (one) {
    const span = document.createElement("span");
    span.textContent = one[0];
    const icon = L.divIcon({ className: "ward-name", html: span, iconSize: null });
    return L.marker(latLng(one[1], one[2]), { icon: icon, interactive: false, keyboard: false }).addTo(map);
  });

  /** Show the names that fit; none lies on another. */
  function declutter() {
    const taken = [];
    labels.forEach(function (label) {
      const element = label.getElement();
      const one = element.firstElementChild.getBoundingClientRect();
      const free = taken.every(function (other) {
        return one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;
      });
      element.classList.toggle("hidden", !free);
      if (free) taken.push(one);
    });
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
    card.replaceChildren ? card.replaceChildren(name, rest) : fill(name, rest);
    card.classList.toggle("left", map.latLngToContainerPoint(at).x > map.getSize().x / 2);
  }

  function fill(name, rest) {
    card.textContent = "";
    card.appendChild(name);
    card.appendChild(rest);
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

  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-roledescription", "map of areas");
  box.setAttribute("aria-label", picture.querySelector("title").textContent + ". Arrow keys move between " +
    "neighbouring areas, Page Down goes to the next by rank, plus and minus zoom, zero returns to the start, Escape leaves.");
  box.addEventListener("keydown", press);
  box.addEventListener("focus", function () { if (hand < 0) visit(places.turn[0]); });
  box.addEventListener("blur", function () { take(-1); });
  map.on("zoomend moveend resize", declutter);
  picture.setAttribute("class", "replaced");
  picture.setAttribute("aria-hidden", "true");
  map.invalidateSize();
  home();
  declutter();
})();
