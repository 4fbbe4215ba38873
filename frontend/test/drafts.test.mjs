import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_DAYS, draftName, fill, mayKeep, outdated, read, valuesOf } from "../src/drafts.js";
import { field, store } from "./store.mjs";

const DAY = 24 * 3600 * 1000;
const draft = (at) => JSON.stringify({ at, values: [["a", "1"]] });

test("passwords, files, tokens, private and nameless fields are never kept", () => {
  const never = [
    field("secret", { type: "password" }),
    field("paper", { type: "file" }),
    field("csrfmiddlewaretoken", { type: "hidden" }),
    field("personal_id", { dataset: { private: "" } }),
    field(""),
    field("go", { type: "submit" }),
  ];

  assert.deepEqual(never.filter(mayKeep), []);
  assert.deepEqual(valuesOf(never), []);
});

test("the hidden version of a record is kept, so that a change by others is still noticed", () => {
  assert.deepEqual(valuesOf([field("version", { type: "hidden", value: "3" })]), [["version", "3"]]);
});

test("what was kept comes back", () => {
  const typed = [
    field("name", { value: "Lường Văn Mẫu" }),
    field("sex", { type: "radio", value: "1" }),
    field("sex", { type: "radio", value: "2", checked: true }),
    field("cause", { type: "checkbox", value: "1", checked: true }),
    field("cause", { type: "checkbox", value: "2" }),
    field("village", { type: "select-multiple", selectedOptions: [{ value: "b" }] }),
    field("again", { value: "x" }),
    field("again", { value: "y" }),
  ];
  const fresh = [
    field("name"),
    field("sex", { type: "radio", value: "1", checked: true }),
    field("sex", { type: "radio", value: "2" }),
    field("cause", { type: "checkbox", value: "1" }),
    field("cause", { type: "checkbox", value: "2", checked: true }),
    field("village", { type: "select-multiple", options: [{ value: "a", selected: true }, { value: "b", selected: false }] }),
    field("again"),
    field("again"),
  ];

  const changed = fill(fresh, valuesOf(typed));

  assert.equal(changed, 9);
  assert.equal(fresh[0].value, "Lường Văn Mẫu");
  assert.deepEqual(fresh.slice(1, 5).map((item) => item.checked), [false, true, true, false]);
  assert.deepEqual(fresh[5].options.map((option) => option.selected), [false, true]);
  assert.deepEqual([fresh[6].value, fresh[7].value], ["x", "y"]);
});

test("filling with the same values changes nothing, so no note is shown", () => {
  const fields = [field("name", { value: "A" }), field("poor", { type: "checkbox", value: "on", checked: true })];

  assert.equal(fill(fields, valuesOf(fields)), 0);
});

test("private fields are left alone even when a draft names them", () => {
  const fields = [field("personal_id", { dataset: { private: "" } })];

  assert.equal(fill(fields, [["personal_id", "001"]]), 0);
  assert.equal(fields[0].value, "");
});

test("drafts of others, old and broken ones go; other things in the storage stay", () => {
  const now = 100 * DAY;
  const storage = store({
    [draftName("me", "new")]: draft(now - DAY),
    [draftName("me", "old")]: draft(now - (KEPT_DAYS + 1) * DAY),
    [draftName("me", "broken")]: "{",
    [draftName("you", "new")]: draft(now),
    "rasoat-theme": "dark",
  });

  assert.deepEqual(outdated(storage, "me", now).sort(), [draftName("me", "broken"), draftName("me", "old"), draftName("you", "new")].sort());
});

test("signing out forgets every draft", () => {
  const storage = store({ [draftName("me", "new")]: draft(Date.now()), "rasoat-theme": "dark" });

  assert.deepEqual(outdated(storage, "-", Infinity), [draftName("me", "new")]);
});

test("a draft without values or time is none", () => {
  for (const text of ["null", "[]", '{"at":1}', '{"values":[]}', "nonsense"]) assert.equal(read(store({ x: text }), "x"), null);
});
