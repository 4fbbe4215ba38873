// What a field lacks, in the language of the page: browsers speak the language of the machine.
const OWN = "ownWords";

export function startValidity() {
  if (!document.documentElement.lang.startsWith("vi")) return;
  document.addEventListener("invalid", (event) => tell(event.target), true);
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => forget(event.target), true);
}

function tell(field) {
  if (field.validity.customError) return;
  field.dataset[OWN] = "";
  field.setCustomValidity(words(field));
}

function forget(field) {
  for (const each of group(field)) {
    if (!(OWN in each.dataset)) continue;
    delete each.dataset[OWN];
    each.setCustomValidity("");
  }
}

export function group(field) {
  const same = field.type === "radio" && field.form?.elements.namedItem(field.name);
  return same && "length" in same ? [...same] : [field];
}

export function words(field) {
  const { validity, type } = field;
  if (validity.valueMissing) {
    if (type === "file") return "Chọn tệp.";
    if (type === "checkbox") return "Đánh dấu ô này để đi tiếp.";
    return type === "radio" || field.tagName === "SELECT" ? "Chọn một mục." : "Ô này phải điền.";
  }
  if (validity.typeMismatch) return type === "email" ? "Địa chỉ thư chưa đúng dạng, ví dụ ten@tinh.gov.vn." : "Chưa đúng dạng.";
  if (validity.patternMismatch) return field.title || "Chưa đúng dạng.";
  if (validity.tooShort) return `Phải có ít nhất ${field.minLength} ký tự.`;
  if (validity.tooLong) return `Không quá ${field.maxLength} ký tự.`;
  if (validity.rangeUnderflow) return `Nhập số từ ${field.min} trở lên.`;
  if (validity.rangeOverflow) return `Nhập số không quá ${field.max}.`;
  return "Nhập số đúng dạng.";
}
