import assert from "node:assert/strict";
import { test } from "node:test";
import { debounced, isPrivate, mayAsk, moved } from "../src/suggestions.js";

test("a number of seven digits or more is never asked for, however it is written", () => {
  for (const text of ["0241840", "024 184 012345", "024.184-012345"]) assert.equal(isPrivate(text), true);
  for (const text of ["024184", "an 1975", "TT00000012", "", "24184012 an"]) assert.equal(isPrivate(text), false);
});

test("suggestions wait for two letters", () => {
  assert.deepEqual(["", " a ", "an", "1975", "024184012345"].map(mayAsk), [false, false, true, true, false]);
});

test("the arrows go round through the options and the box", () => {
  assert.deepEqual([-1, 0, 1, 2].map((active) => moved("ArrowDown", active, 3)), [0, 1, 2, -1]);
  assert.deepEqual([-1, 0, 1, 2].map((active) => moved("ArrowUp", active, 3)), [2, -1, 0, 1]);
});

test("other keys, and arrows without options, are left to the browser", () => {
  assert.equal(moved("ArrowDown", -1, 0), null);
  assert.equal(moved("Home", 1, 3), null);
});

test("only the last of many letters asks, and closing asks no more", () => {
  const timers = clock();
  const asked = [];
  const ask = debounced((text) => asked.push(text), 200, timers);

  ask("a");
  ask("an");
  timers.ring();
  ask("anh");
  ask.cancel();
  timers.ring();

  assert.deepEqual(asked, ["an"]);
});

/** Timers that run when they are told to. */
function clock() {
  const waiting = new Map();
  let last = 0;
  return {
    setTimeout: (run) => {
      waiting.set(++last, run);
      return last;
    },
    clearTimeout: (key) => waiting.delete(key),
    ring: () => {
      const runs = [...waiting.values()];
      waiting.clear();
      for (const run of runs) run();
    },
  };
}
