// Files by drag and drop into `[data-drop]`; the ordinary file field inside does the rest.
import { refusal, size } from "./files.js";

export function startDrop() {
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, onDrag);
  document.addEventListener("change", (event) => {
    const zone = event.target.type === "file" && event.target.closest("[data-drop]");
    if (zone) show(zone, event.target);
  });
}

function onDrag(event) {
  const zone = event.target.closest?.("[data-drop]");
  for (const other of document.querySelectorAll("[data-over]")) other.removeAttribute("data-over");
  if (!zone || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "dragover") zone.setAttribute("data-over", "");
  if (event.type !== "drop") return;
  const input = zone.querySelector("input[type=file]");
  const given = new DataTransfer();
  for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) given.items.add(file);
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(zone, input) {
  const files = [...input.files];
  const limit = Number(zone.dataset.limitMb) * 2 ** 20;
  const wrong = files.map((file) => [file, refusal(file, input.accept, limit)]).find(([, why]) => why);
  const words = wrong ? `${wrong[0].name}: ${wrong[1] === "size" ? zone.dataset.tooBig : zone.dataset.wrongKind}` : "";
  input.setCustomValidity(words);
  zone.querySelector("[data-drop-error]")?.replaceChildren(words);
  zone.querySelector("[data-drop-names]").textContent = files
    .map((file) => `${file.name} (${size(file.size, document.documentElement.lang)})`)
    .join(", ");
}
