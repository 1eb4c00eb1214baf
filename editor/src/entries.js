// A list of the form: its entries, added, removed, moved; pictures among them.

import { call, fill, say, words } from "./dom.js";
import { Field, show } from "./field.js";

/** A list whose entries are added, removed and moved. */
export class List {
  constructor(element, form) {
    this.element = element;
    this.form = form;
    this.key = element.dataset.list;
    this.label = element.dataset.label;
    this.entry = element.dataset.entry;
    this.entries = element.querySelector(".entries");
    this.template = element.querySelector("template");
    this.problems = element.querySelector(":scope > .problems");
    this.isSingle = !!this.template.content.querySelector(".single");
    this.items = [];
    const add = element.querySelector(".add");
    if (add) {
      add.setAttribute("aria-label", fill(words.add_to, this.label));
      add.addEventListener("click", () => {
        const item = this.add();
        this.form.changed(null);
        item.fields[0].focus();
      });
    }
    this.choose = element.querySelector("input[type=file]");
    this.choose?.addEventListener("change", () => {
      this.addPictures([...this.choose.files]);
      this.choose.value = "";
    });
    if (this.choose) this.takeDrops();
  }

  get value() {
    return this.items.map(({ fields }) => {
      if (fields.length === 1 && !fields[0].element.dataset.keys) return fields[0].value;
      return Object.fromEntries(fields.map((field) => [field.element.dataset.keys, field.value]));
    });
  }

  set value(values) {
    while (this.items.length > values.length) this.items.pop().element.remove();
    values.forEach((value, at) => {
      const { fields } = this.items[at] ?? this.add();
      for (const field of fields)
        field.value = field.element.dataset.keys ? value[field.element.dataset.keys] : value;
    });
    this.number();
  }

  add() {
    const element = this.template.content.cloneNode(true).firstElementChild;
    const item = { element, fields: [] };
    this.entries.append(element);
    item.fields = [...element.querySelectorAll(".field")].map((field) => new Field(field, this.form));
    this.items.push(item);
    const act = (name, run) => element.querySelector(`.${name}`).addEventListener("click", run);
    act("up", () => this.move(item, -1));
    act("down", () => this.move(item, 1));
    act("remove", () => this.remove(item));
    element.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      this.move(item, event.key === "ArrowUp" ? -1 : 1, event.target);
    });
    this.number();
    return item;
  }

  remove(item) {
    const at = this.items.indexOf(item);
    this.items.splice(at, 1);
    item.element.remove();
    this.number();
    this.form.changed(null);
    say(fill(words.removed, this.name(at)));
    const next = this.items[Math.min(at, this.items.length - 1)];
    if (next) next.fields[0].focus();
    else (this.element.querySelector(".add") ?? this.choose).focus();
  }

  move(item, by, focused = null) {
    const at = this.items.indexOf(item);
    const to = at + by;
    if (to < 0 || to >= this.items.length) return;
    const focus = focused ?? item.element.querySelector(by < 0 ? ".up" : ".down");
    this.items.splice(at, 1);
    this.items.splice(to, 0, item);
    const other = this.items[at].element;
    if (by < 0) other.before(item.element);
    else other.after(item.element);
    this.number();
    this.form.changed(null);
    if (focus.disabled) item.element.querySelector(by < 0 ? ".down" : ".up").focus();
    else focus.focus();
    say(fill(words.moved, this.name(to)));
  }

  /** What the entry at a place is called: one that is a field by itself as the list is. */
  name(at) {
    return fill(words.entry, this.isSingle ? this.label : this.entry, at + 1);
  }

  /** Gives entries their numbers and fields their places. */
  number() {
    this.items.forEach(({ element, fields }, at) => {
      const name = this.name(at);
      element.querySelector(".number").textContent = this.isSingle ? `${at + 1}` : name;
      element.querySelector(".handles").setAttribute("aria-label", name);
      for (const button of ["up", "down", "remove"]) {
        element.querySelector(`.${button}`).setAttribute("aria-label", `${words[button]}: ${name}`);
      }
      element.querySelector(".up").disabled = at === 0;
      element.querySelector(".down").disabled = at === this.items.length - 1;
      for (const field of fields) {
        const { keys } = field.element.dataset;
        field.path = `${this.key}[${at}]${keys ? `.${keys}` : ""}`;
        if (!keys) {
          field.element.querySelector(".label").textContent = name;
          field.element.querySelector(".label").classList.add("unseen");
        }
      }
    });
    const most = Number(this.element.dataset.most);
    const add = this.element.querySelector(".add");
    if (add) add.disabled = most > 0 && this.items.length >= most;
  }

  takeDrops() {
    const { element } = this;
    const files = (event) => [...(event.dataTransfer ?? event.clipboardData).files];
    element.addEventListener("dragover", (event) => {
      event.preventDefault();
      element.classList.add("over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("over"));
    element.addEventListener("drop", (event) => {
      event.preventDefault();
      element.classList.remove("over");
      this.addPictures(files(event));
    });
    // What is dropped elsewhere would be opened in the form's place.
    document.addEventListener("dragover", (event) => {
      if (event.defaultPrevented || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
    // Wherever on the form a picture is pasted.
    document.addEventListener(
      "paste",
      (event) => {
        const pictures = files(event).filter((file) => file.type.startsWith("image/"));
        if (!pictures.length || event.clipboardData.types.includes("text/html")) return;
        event.preventDefault();
        event.stopPropagation();
        this.addPictures(pictures);
      },
      true,
    );
  }

  /** Stores pictures beside the report, and asks what they show. */
  async addPictures(files) {
    for (const file of files) {
      const query = new URLSearchParams({ file: this.form.file, name: file.name });
      const { ok, body } = await call(`/api/picture?${query}`, file);
      if (!ok) {
        const problems = body.problems ?? [
          { severity: "error", hints: [], message: `${file.name}: ${body.message ?? words.away}` },
        ];
        show(this.problems, problems);
        say(problems.map((problem) => [problem.message, ...problem.hints].join(". ")).join(" "));
        continue;
      }
      show(this.problems, []);
      const item = this.add();
      item.fields.find((field) => field.kind === "file").value = body.file;
      this.form.changed(null);
      item.fields.find((field) => field.kind !== "file").focus();
      say(fill(words.picture_taken, file.name));
    }
  }
}
