import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, sprite } from "../icons.mjs";

const known = new Set(["house", "inbox", "undo-2", "users", "stamp", "plain"]);

test("finds icons in templates", () => {
  const text = `{% icon "house" %} {% firstof icon "inbox" as x %} {% include "a" with opener_icon="undo-2" %} {% icon "no-such" %}`;

  assert.deepEqual(namesIn(text, known), ["house", "inbox", "undo-2"]);
});

test("finds icons in Python, and only near something that speaks of icons", () => {
  const text = `other = "plain"\nNavigationEntry(\n    _("Người dùng"), "people", "users", 80)\n{"icon": "stamp"}`;

  assert.deepEqual(namesIn(text, known, true), ["stamp", "users"]);
});

test("a sprite takes its colour from the text around it", () => {
  const drawn = sprite(["house"], () => '<svg class="x">\n  <path d="M0 0"/>\n</svg>');

  assert.match(drawn, /<symbol id="house"[^>]*stroke="currentColor"[^>]*><path d="M0 0"\/><\/symbol>/);
});
