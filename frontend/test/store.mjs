// A stand-in for the storage of a browser.
export function store(values = {}) {
  const kept = new Map(Object.entries(values));
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, String(value)),
    removeItem: (name) => kept.delete(name),
  };
}

/** A field of a form, as much of it as the modules look at. */
export function field(name, more = {}) {
  return { tagName: "INPUT", type: "text", value: "", checked: false, disabled: false, readOnly: false, dataset: {}, name, ...more };
}
