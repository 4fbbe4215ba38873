// What a browser can say of a file before it is sent. The server checks again.

/** Why a file would be refused: `size`, `kind`, or an empty string. `accept` as in HTML; no list accepts all. */
export function refusal(file, accept, limit) {
  if (limit && file.size > limit) return "size";
  const wanted = (accept ?? "").split(",").map((word) => word.trim().toLowerCase()).filter(Boolean);
  const name = file.name.toLowerCase();
  const fits = (word) => {
    if (word.startsWith(".")) return name.endsWith(word);
    return word.endsWith("/*") ? file.type.startsWith(word.slice(0, -1)) : file.type === word;
  };
  return !wanted.length || wanted.some(fits) ? "" : "kind";
}

/** `12 kB`, `3,4 MB`: how large a file is. */
export function size(bytes, language) {
  const number = (value, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  return bytes < 2 ** 20 ? `${number(Math.ceil(bytes / 1024), 0)} kB` : `${number(bytes / 2 ** 20, 1)} MB`;
}
