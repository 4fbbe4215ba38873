// Suggestions under the search box of the header: `form[data-suggest="address"]`. A combobox whose options are pages;
// Enter without a chosen option sends the form as it does without script.
import { debounced, isPrivate, mayAsk, moved } from "./suggestions.js";

const WAIT = 200;

export function startSuggest() {
  const form = document.querySelector("form[data-suggest]");
  if (form) new Suggestions(form);
}

class Suggestions {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("input[type=search]");
    this.panel = form.querySelector("[data-suggest-panel]");
    this.status = form.querySelector("[data-suggest-status]");
    this.active = -1;
    this.ask = debounced((text) => this.fetch(text), WAIT);
    this.box.setAttribute("role", "combobox");
    this.box.setAttribute("aria-autocomplete", "list");
    this.close();
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("focus", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.panel.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
    form.addEventListener("submit", () => this.close());
  }

  get options() {
    return [...this.panel.querySelectorAll("[role=option]")];
  }

  typed() {
    const text = this.box.value;
    if (mayAsk(text)) return this.ask(text);
    this.close();
    if (isPrivate(text)) this.say(this.form.dataset.suggestNumber);
  }

  async fetch(text) {
    this.request?.abort();
    const request = (this.request = new AbortController());
    try {
      const address = `${this.form.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: request.signal });
      const words = answer.status === 200 ? (await answer.text()).trim() : "";
      if (request === this.request && this.box === document.activeElement) this.show(words);
    } catch {
      // Aborted by the next letter, or no connection: the box still searches by Enter.
    }
  }

  show(words) {
    this.panel.innerHTML = words;
    const list = this.panel.querySelector("[role=listbox]");
    this.choose(-1);
    this.panel.hidden = !words;
    this.box.setAttribute("aria-expanded", String(Boolean(list)));
    if (list) this.box.setAttribute("aria-controls", list.id);
    else this.box.removeAttribute("aria-controls");
    this.status.textContent = this.panel.querySelector("[data-said]")?.textContent ?? "";
  }

  say(words) {
    const note = Object.assign(document.createElement("p"), { textContent: words });
    note.dataset.said = "";
    this.show(note.outerHTML);
  }

  close() {
    this.ask.cancel();
    this.request?.abort();
    this.request = null;
    this.show("");
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.close();
      return;
    }
    if (event.key === "Enter" && this.active >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.go(this.options[this.active]);
      return;
    }
    const next = event.altKey ? null : moved(event.key, this.active, this.options.length);
    if (next === null) return;
    event.preventDefault();
    this.choose(next);
  }

  choose(next) {
    this.active = next;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === next)));
    const chosen = this.options[next];
    if (chosen) this.box.setAttribute("aria-activedescendant", chosen.id);
    else this.box.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (option) location.assign(option.dataset.href);
  }
}
