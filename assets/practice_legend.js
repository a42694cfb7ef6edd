/*
 * The legend of practices: what the colours of the circles mean and how large a list a size is.
 */
explorer.practiceLegend = function (box, told) {
  "use strict";
  const { element, legend } = explorer;
  const { outcome, counts, samples } = told;
  function dot(size, colour) {
    const circle = element("span", "", "dot");
    circle.style.width = circle.style.height = `${size}px`;
    if (colour) circle.style.backgroundColor = colour;
    return circle;
  }

  function row(position) {
    const item = element("li");
    const [short, meaning] = outcome.labels[position].split(" (");
    item.append(
      dot(14, outcome.colours[position]), element("span", short, "name"),
      element("span", meaning ? ` (${meaning}` : "", "unseen"),
      element("span", outcome.ranges[position] || "", "range"),
      element("span", `${counts[position]}`, "count"), element("span", " practices", "unseen"),
    );
    return item;
  }

  function size([patients, radius]) {
    const item = element("li");
    item.append(dot(2 * radius, ""), element("span", patients.toLocaleString("en-GB")));
    return item;
  }

  const classes = element("ul", "", "classes");
  classes.append(...outcome.labels.map((_, position) => row(position)));
  const sizes = element("ul", "", "sizes");
  sizes.append(...samples.map(size));
  box.replaceChildren(
    element("h2", `Circles: ${outcome.title}`), legend.ends(outcome), classes,
    element("p", "Patients on the list:", "quiet"), sizes,
  );
};
