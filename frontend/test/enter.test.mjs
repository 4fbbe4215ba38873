import assert from "node:assert/strict";
import { test } from "node:test";
import { nextField } from "../src/enter.js";
import { field } from "./store.mjs";

const form = [
  field("token", { type: "hidden" }),
  field("name"),
  field("number", { readOnly: true }),
  field("sex", { type: "radio", value: "1" }),
  field("sex", { type: "radio", value: "2", checked: true }),
  field("closed", { disabled: true }),
  field("note", { tagName: "TEXTAREA", type: "textarea" }),
  field("save", { tagName: "BUTTON", type: "submit" }),
];

test("goes from field to field, past hidden, read-only and disabled ones", () => {
  assert.equal(nextField(form, form[1]), form[4]);
  assert.equal(nextField(form, form[4]), form[6]);
});

test("a group of radios is one stop: the ticked one, or the first", () => {
  const none = [field("a"), field("r", { type: "radio" }), field("r", { type: "radio" }), field("b")];

  assert.equal(nextField(none, none[0]), none[1]);
  assert.equal(nextField(none, none[1]), none[3]);
});

test("ends after the last field, and before the first", () => {
  assert.equal(nextField(form, form[6]), null);
  assert.equal(nextField(form, form[1], true), null);
});

test("goes back the way it came", () => {
  assert.equal(nextField(form, form[6], true), form[4]);
  assert.equal(nextField(form, form[4], true), form[1]);
});
