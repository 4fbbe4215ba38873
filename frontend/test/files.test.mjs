import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal, size } from "../src/files.js";

const file = (name, bytes = 10, type = "") => ({ name, size: bytes, type });

test("kinds by ending, by type, by family", () => {
  assert.equal(refusal(file("HO-2025.XLSX"), ".xlsx, .xls", 0), "");
  assert.equal(refusal(file("ho.xlsx.exe"), ".xlsx", 0), "kind");
  assert.equal(refusal(file("a", 1, "image/png"), "image/*", 0), "");
  assert.equal(refusal(file("a", 1, "text/csv"), "text/csv", 0), "");
  assert.equal(refusal(file("a", 1, "imagex/png"), "image/*", 0), "kind");
  assert.equal(refusal(file("anything"), "", 0), "");
});

test("the limit itself still passes", () => {
  assert.equal(refusal(file("a", 100), "", 100), "");
  assert.equal(refusal(file("a", 101), "", 100), "size");
});

test("sizes as people read them", () => {
  assert.equal(size(1, "vi"), "1 kB");
  assert.equal(size(3.4 * 2 ** 20, "vi"), "3,4 MB");
});
