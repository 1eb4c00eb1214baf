// A field of the form: its value, its editor, and what is wrong with it.

import { h, say, words } from "./dom.js";
import { ProseEditor } from "./prose.js";

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
let ids = 0;

/** One field: a place on the form with a value. */
export class Field {
  /** `value` is what its editor begins with, if there is something: cheaper than to set it. */
  constructor(element, form, value) {
    this.element = element;
    this.form = form;
    this.kind = element.dataset.kind;
    this.id = `field-${++ids}`;
    const at = (selector) => element.querySelector(`:scope > ${selector}`);
    this.list = at(".problems");
    this.list.id = `${this.id}-problems`;
    const help = at(".help");
    if (help) help.id = `${this.id}-help`;
    this.describedBy = [help?.id, this.list.id].filter(Boolean).join(" ");
    const changed = () => form.changed(this);
    this.box = at(".tick")?.querySelector("input");
    this.input = at("input");
    if (this.input) {
      this.input.id = this.id;
      element.querySelector("label").htmlFor = this.id;
      this.input.setAttribute("aria-describedby", this.describedBy);
      this.input.addEventListener("input", changed);
    }
    if (this.box) {
      this.box.id = `${this.id}-box`;
      const label = element.querySelector(".tick label");
      label.htmlFor = this.box.id;
      label.id = `${this.id}-label`;
      this.box.setAttribute("aria-describedby", this.describedBy);
      this.box.addEventListener("change", () => {
        if (this.editor && !this.editor.isBlank && !this.box.checked) {
          this.box.checked = true;
          say(words.ticked_by_text);
          this.box.title = words.ticked_by_text;
          return;
        }
        this.hasTicked = false;
        changed();
      });
    }
    const label = at(".label");
    if (label) label.id = `${this.id}-label`;
    const place = at(".editor");
    if (place) {
      const kind = this.kind === "prose" ? "prose" : "inlines";
      this.editor = new ProseEditor(place, kind, this.attributes(), value?.blocks ?? [], () => {
        this.tick();
        changed();
      });
    }
  }

  /** Ticks the box when its text is written; what ticked itself so is unticked without it. */
  tick() {
    if (!this.box || this.box.checked !== this.editor.isBlank) return;
    if (this.editor.isBlank && !this.hasTicked) return;
    this.hasTicked = !this.editor.isBlank;
    this.box.checked = this.hasTicked;
  }

  /** What the editor is called, and how it is described. */
  attributes(isInvalid = false) {
    const attributes = {
      id: this.id,
      "aria-labelledby": `${this.id}-label`,
      "aria-describedby": this.describedBy,
    };
    if (this.element.querySelector(".editor").dataset.required) attributes["aria-required"] = "true";
    if (isInvalid) attributes["aria-invalid"] = "true";
    return attributes;
  }

  get value() {
    switch (this.kind) {
      case "box":
        return this.box.checked;
      case "tick":
        return { ticked: this.box.checked, ...this.prose };
      case "file":
        return this.element.dataset.file ?? "";
      case "line":
      case "date":
        return this.input.value;
      default:
        return this.prose;
    }
  }

  get prose() {
    if (this.raw) return { markdown: this.raw.value };
    return { blocks: this.editor.isBlank ? [] : this.editor.blocks };
  }

  set value(value) {
    if (this.form.busy === this || (same(value, this.value) && !this.editor?.hasBlanksOnly)) return;
    if (this.kind === "box") this.box.checked = value;
    else if (this.kind === "file") this.showFile(value);
    else if (this.input) {
      // A day that is written otherwise is shown as it is written.
      if (this.kind === "date") this.input.type = !value || /^\d{4}-\d\d-\d\d$/.test(value) ? "date" : "text";
      this.input.value = value;
    } else {
      if (this.box) this.box.checked = value.ticked;
      this.hasTicked = false;
      this.showRaw(value.markdown);
      if (value.blocks) this.editor.set(value.blocks);
    }
  }

  /** Text that is no prose as it stands is shown as it is written. */
  showRaw(markdown) {
    const place = this.element.querySelector(".editor");
    if (markdown === undefined) {
      this.raw?.parentElement.remove();
      this.raw = null;
      place.hidden = false;
      return;
    }
    if (!this.raw) {
      this.raw = h("textarea", {
        rows: 4,
        oninput: () => this.form.changed(this),
        "aria-labelledby": `${this.id}-label`,
        "aria-describedby": this.describedBy,
      });
      place.after(
        h("div", { className: "raw" }, h("p", { className: "help", textContent: words.raw }), this.raw),
      );
      place.hidden = true;
    }
    this.raw.value = markdown;
  }

  showFile(file) {
    this.element.dataset.file = file;
    this.element.querySelector(".file").textContent = file;
    this.showPicture();
  }

  /** Shows the picture as it is on the disk now. */
  showPicture() {
    const { file } = this.element.dataset;
    if (!file) return;
    const query = new URLSearchParams({ file: this.form.file, path: file, now: Date.now() });
    this.element.querySelector("img").src = `/api/picture?${query}`;
  }

  focus() {
    if (this.raw) this.raw.focus();
    else if (this.input) this.input.focus();
    else if (this.kind === "tick" && this.box.checked) this.editor.focus();
    else if (this.box) this.box.focus();
    else if (this.editor) this.editor.focus();
    else this.element.parentElement.querySelector(".field input")?.focus();
  }

  /** Shows what is wrong. */
  tell(problems) {
    const errors = problems.filter((problem) => problem.severity === "error");
    const isInvalid = errors.length > 0;
    show(this.list, problems);
    this.element.classList.toggle("wrong", isInvalid);
    this.element.classList.toggle("to-do", isInvalid && errors.every(isToDo));
    const control = this.raw ?? this.input ?? this.box;
    if (control) {
      if (isInvalid) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    if (this.editor && !!this.isInvalid !== isInvalid) this.editor.describe(this.attributes(isInvalid));
    // While something is wrong with it, it is not seen.
    if (this.kind === "file" && this.isInvalid && !isInvalid) this.showPicture();
    this.isInvalid = isInvalid;
  }
}

/** Whether a problem is only that something is not filled in yet. */
export const isToDo = (problem) =>
  ["missing-key", "blank-value", "empty-list", "empty-file"].includes(problem.code);

/** What a problem looks like: what is left to do or is only a warning is not as bad. */
export const look = (problem) => (isToDo(problem) ? "to-do" : problem.severity);

/** Fills a list with problems; one that is there already is not told again. */
export function show(list, problems) {
  const texts = problems.map((problem) => [problem.message, ...problem.hints].join(". "));
  if (
    same(
      texts,
      [...list.children].map((item) => item.dataset.text),
    )
  )
    return;
  list.replaceChildren(
    ...problems.map((problem, at) =>
      h(
        "li",
        { "data-text": texts[at], className: look(problem) },
        h("strong", { textContent: problem.message }),
        ...problem.hints.map((hint) => h("span", { className: "hint", textContent: hint })),
      ),
    ),
  );
}
