import assert from "node:assert/strict";
import { test } from "node:test";
import { CHOICES, KEY, choice, next, theme } from "../src/theme-choice.js";
import { store } from "./store.mjs";

test("nothing or nonsense kept means: as the machine says", () => {
  assert.equal(choice(store()), "auto");
  assert.equal(choice(store({ [KEY]: "pink" })), "auto");
  assert.equal(choice(null), "auto");
  assert.equal(choice(store({ [KEY]: "dark" })), "dark");
});

test("the first press always changes what is seen, and three presses come back", () => {
  for (const dark of [true, false]) {
    const first = next("auto", dark);
    assert.notEqual(theme(first, dark), theme("auto", dark));
    const round = [first, next(first, dark), next(next(first, dark), dark)];
    assert.deepEqual([...round].sort(), [...CHOICES].sort());
    assert.equal(round[2], "auto");
  }
});
