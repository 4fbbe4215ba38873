// What every page does by script. Without it every page still works: menus are open, forms are sent, files are chosen.
import { startDialogs } from "./dialogs.js";
import { startDigits } from "./digits.js";
import { startDrop } from "./drop.js";
import { startKeptForms } from "./kept-form.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menus.js";
import { startNetwork } from "./network.js";
import { startOnce } from "./once.js";
import { startRows } from "./rows.js";
import { startSuggest } from "./suggest.js";
import { startThemeSwitch } from "./theme-switch.js";
import { startValidity } from "./validity.js";

startThemeSwitch();
startMenus();
startDialogs();
startRows();
startKeptForms();
startKeys();
startDigits();
startDrop();
startNetwork();
startOnce();
startSuggest();
startValidity();
document.querySelector("[data-focus-me]")?.focus();
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector?.("[data-focus-me]")?.focus());
