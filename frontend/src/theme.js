// Runs before the page is painted: sets light or dark, and says that script works.
import { apply, choice } from "./theme-choice.js";

document.documentElement.classList.add("scripted");
apply(choice());
