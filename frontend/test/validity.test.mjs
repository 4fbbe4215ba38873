import assert from "node:assert/strict";
import { test } from "node:test";
import { group, words } from "../src/validity.js";
import { field } from "./store.mjs";

const lacking = (more) => words(field("x", { validity: { valueMissing: true }, ...more }));

test("says what is missing by kind of field", () => {
  assert.equal(lacking({}), "Ô này phải điền.");
  assert.equal(lacking({ tagName: "SELECT", type: "select-one" }), "Chọn một mục.");
  assert.equal(lacking({ type: "radio" }), "Chọn một mục.");
  assert.equal(lacking({ type: "checkbox" }), "Đánh dấu ô này để đi tiếp.");
  assert.equal(lacking({ type: "file" }), "Chọn tệp.");
});

test("says what is wrong and what is allowed", () => {
  assert.equal(words(field("n", { validity: { rangeUnderflow: true }, min: "1" })), "Nhập số từ 1 trở lên.");
  assert.equal(words(field("n", { validity: { rangeOverflow: true }, max: "99" })), "Nhập số không quá 99.");
  assert.equal(words(field("n", { validity: { badInput: true } })), "Nhập số đúng dạng.");
  assert.equal(words(field("m", { validity: { patternMismatch: true }, title: "12 chữ số" })), "12 chữ số");
  assert.equal(words(field("e", { type: "email", validity: { typeMismatch: true } })), "Địa chỉ thư chưa đúng dạng, ví dụ ten@tinh.gov.vn.");
});

test("a group of radios forgets together", () => {
  const pair = [field("r", { type: "radio" }), field("r", { type: "radio" })];
  const form = { elements: { namedItem: () => pair } };

  assert.deepEqual(group({ ...pair[0], form }), pair);
  assert.deepEqual(group(pair[0]), [pair[0]]);
});
