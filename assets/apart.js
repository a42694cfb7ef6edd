/*
 * Circles that lie on each other are pushed apart, each as little as it can be from its home.
 * The same circles always end in the same places. Changes x and y of { home, x, y, radius }.
 */
explorer.apart = function (marks) {
  "use strict";
  const ROUNDS = 80;
  const GAP = 4;
  const PULL = 0.04;
  const GOLDEN = 2.399963;

  function push(one, other, angle) {
    const across = other.x - one.x;
    const down = other.y - one.y;
    const distance = Math.hypot(across, down);
    const lacking = one.radius + other.radius + GAP - distance;
    if (lacking <= 0) return;
    const right = distance > 0.01 ? across / distance : Math.cos(angle);
    const below = distance > 0.01 ? down / distance : Math.sin(angle);
    const share = other.radius / (one.radius + other.radius); // the larger one moves less
    one.x -= right * lacking * share;
    one.y -= below * lacking * share;
    other.x += right * lacking * (1 - share);
    other.y += below * lacking * (1 - share);
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const mark of marks) {
      if (round < ROUNDS / 2) {
        mark.x += (mark.home.x - mark.x) * PULL;
        mark.y += (mark.home.y - mark.y) * PULL;
      }
    }
    for (let one = 0; one < marks.length; one += 1) {
      for (let other = one + 1; other < marks.length; other += 1) {
        push(marks[one], marks[other], one * GOLDEN);
      }
    }
  }
};
