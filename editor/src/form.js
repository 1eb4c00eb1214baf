// The form: its fields as the server has written them, filled in, read, and told what is wrong.

import { List } from "./entries.js";
import { Field } from "./field.js";

export class Form {
  /** `changed` is called with the field that changed, or null if several may have; `told` with what is to
   *  be said of a change that is under way. */
  constructor(element, file, changed, told) {
    this.file = file;
    this.onChange = changed;
    this.onTold = told;
    this.isSetting = false;
    /** The field that is not to be changed, if there is one. */
    this.busy = null;
    this.parts = [...element.children].flatMap((child) => {
      if (child.classList.contains("list")) return [new List(child, this)];
      if (!child.classList.contains("field")) return [];
      const field = new Field(child, this);
      field.path = child.dataset.keys;
      return [field];
    });
    element.addEventListener("submit", (event) => event.preventDefault());
    // Somebody may have changed pictures elsewhere.
    window.addEventListener("focus", () => {
      for (const field of this.fields) if (field.kind === "file") field.showPicture();
    });
  }

  changed(field) {
    if (!this.isSetting) this.onChange(field);
  }

  get value() {
    const value = {};
    for (const part of this.parts) {
      const keys = part instanceof List ? [part.key] : part.path.split(".");
      const last = keys.pop();
      let at = value;
      for (const key of keys) at = at[key] ??= {};
      at[last] = part.value;
    }
    return value;
  }

  set value(value) {
    this.isSetting = true;
    for (const part of this.parts) {
      const keys = part instanceof List ? [part.key] : part.path.split(".");
      part.value = keys.reduce((at, key) => at[key], value);
    }
    this.isSetting = false;
  }

  /** Shows a value as it is written; a field that has the focus stays, as one goes on typing there. */
  settle(value) {
    this.busy = this.fields.find((field) => field.element.contains(document.activeElement));
    this.value = value;
    this.busy = null;
  }

  get fields() {
    return this.parts.flatMap((part) =>
      part instanceof List ? part.items.flatMap((item) => item.fields) : [part],
    );
  }

  /** The field at a place, or the nearest that has to do with it. */
  find(path) {
    const { fields } = this;
    return (
      fields.find((field) => field.path === path) ??
      fields.find((field) => field.path.startsWith(path) && path) ??
      fields.find((field) => path.startsWith(field.path) && field.path)
    );
  }

  /** Goes to the field at a place. */
  focus(path) {
    const field = this.find(path);
    if (field) {
      field.focus();
      field.element.scrollIntoView({ block: "center" });
      return;
    }
    const list = this.parts.find((part) => part instanceof List && path.startsWith(part.key));
    (list?.element.querySelector(".add") ?? list?.choose)?.focus();
  }

  /**
   * The places of what holds an element, the nearest first: its field; what a field says of a picture
   * is seen in that; a button is its entry's.
   */
  placesOf(element) {
    const field = this.fields.find((field) => field.element.contains(element));
    const entries = this.parts.flatMap((part) => (part instanceof List ? part.items : []));
    const entry = entries.find((item) => item.element.contains(element));
    const picture = field && entry?.fields.find((other) => other.kind === "file");
    const whole = !field && entry && entry.fields[0].path.replace(/\.[^.\]]*$/, "");
    return [field?.path, picture?.path, whole].filter(Boolean);
  }

  /** Shows each problem at its field. Gives those that have none. */
  tell(problems) {
    const left = new Map();
    for (const problem of problems) left.set(problem.path, [...(left.get(problem.path) ?? []), problem]);
    const take = (path) => {
      const own = left.get(path) ?? [];
      left.delete(path);
      return own;
    };
    for (const field of this.fields) field.tell(take(field.path));
    for (const part of this.parts) {
      if (!(part instanceof List)) continue;
      part.tell([...take(part.key), ...part.items.flatMap((_, at) => take(`${part.key}[${at}]`))]);
    }
    return [...left.values()].flat();
  }
}
