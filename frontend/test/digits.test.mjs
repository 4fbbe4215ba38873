import assert from "node:assert/strict";
import { test } from "node:test";
import { isFull } from "../src/digits.js";

test("a field is full at its last digit, with the caret behind it", () => {
  assert.equal(isFull({ maxLength: 1, value: "1", selectionStart: 1 }), true);
  assert.equal(isFull({ maxLength: 2, value: "1", selectionStart: 1 }), false);
  assert.equal(isFull({ maxLength: 2, value: "12", selectionStart: 1 }), false);
});

test("a field without a limit is never full", () => {
  assert.equal(isFull({ maxLength: -1, value: "1", selectionStart: 1 }), false);
});
