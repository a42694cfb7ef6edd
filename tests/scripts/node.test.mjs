/* Runs the cases beside it with Node's own runner: node --test tests/scripts/node.test.mjs */
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import "./harness.js";

const here = new URL(".", import.meta.url);
const assets = new URL("../../assets/", here);
const read = (folder) => Object.fromEntries(readdirSync(folder)
  .filter((name) => name.endsWith(".js"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
const { same, script } = globalThis.harness(read(assets));

for (const [name, text] of Object.entries(read(new URL("cases/", here)))) {
  test(name, async (file) => {
    const cases = [];
    new Function("test", "same", "script", text)((title, run) => cases.push([title, run]), same, script);
    same(cases.length > 0, true);
    for (const [title, run] of cases) await file.test(title, run);
  });
}
