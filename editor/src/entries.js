// A list of the form: its entries, added, removed, moved; pictures among them.

import { call, fill, say, words } from "./dom.js";
import { Field, same, show } from "./field.js";

/** The value of a field in that of its entry, which may be the field's. */
const own = ({ dataset: { keys } }, value) => (keys ? value[keys] : value);

/** Whether markup holds a picture and no text: what browsers copy beside a picture. */
function isPictureOnly(html) {
  const text = html.replace(/<!--[^]*?-->|<(style|script|title)\b[^]*?<\/\1>|<[^>]*>|&nbsp;|\s/gi, "");
  return !text && /<img\b/i.test(html);
}

/** Whether markup holds a picture that says something: no bullet, no ornament, none that counts readers. */
function hasPicture(html) {
  return (html.match(/<img\b[^>]*>/gi) ?? []).some((tag) => {
    const isOrnament = /\salt\s*=\s*(""|''|"[*•·o§]")/i.test(tag);
    const isSmall = /\s(width|height)\s*=\s*["']?([0-9]|[12][0-9])(px)?["'\s>]/i.test(tag);
    return !isOrnament && !isSmall;
  });
}

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
    // What the server says of it, and which pictures were refused.
    this.told = [];
    this.refused = [];
    this.coming = 0;
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
    const { items, value: known } = this;
    // Entries come and go where the difference begins: those behind it are not written anew.
    const first = values.findIndex((value, at) => !same(value, known[at]));
    const at = first < 0 ? values.length : first;
    const isOther = items.length !== values.length;
    for (const item of items.splice(at, items.length - values.length)) item.element.remove();
    for (let end = at + values.length - items.length; end > at; end--) this.insert(at, values[end - 1]);
    values.forEach((value, at) => {
      for (const field of items[at].fields) field.value = own(field.element, value);
    });
    if (isOther) this.number();
  }

  add() {
    const item = this.insert(this.items.length);
    this.number();
    return item;
  }

  /** A new entry at a place, with its value if it has one; entries are to be numbered then. */
  insert(at, value) {
    const element = this.template.content.cloneNode(true).firstElementChild;
    const item = { element, fields: [] };
    this.entries.insertBefore(element, this.items[at]?.element ?? null);
    item.fields = [...element.querySelectorAll(".field")].map(
      (field) => new Field(field, this.form, value && own(field, value)),
    );
    this.items.splice(at, 0, item);
    const act = (name, run) => element.querySelector(`.${name}`).addEventListener("click", run);
    act("up", () => this.move(item, -1));
    act("down", () => this.move(item, 1));
    act("remove", () => this.remove(item));
    element.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      this.move(item, event.key === "ArrowUp" ? -1 : 1, event.target);
    });
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

  /** Shows what is wrong with it as a whole. */
  tell(problems) {
    this.told = problems;
    show(this.problems, [...this.told, ...this.refused]);
  }

  takeDrops() {
    const { element } = this;
    const files = (event) => [...(event.dataTransfer ?? event.clipboardData).files];
    // Text may be dropped into what is written of a picture.
    const hasFiles = (event) => event.dataTransfer.types.includes("Files");
    element.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      element.classList.add("over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("over"));
    element.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      element.classList.remove("over");
      this.addPictures(files(event));
    });
    // What is dropped elsewhere would be opened in the form's place.
    document.addEventListener("dragover", (event) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
    // Wherever on the form a picture is pasted.
    document.addEventListener(
      "paste",
      (event) => {
        const pictures = files(event).filter((file) => file.type.startsWith("image/"));
        const html = event.clipboardData.getData("text/html");
        const isPicture = html ? isPictureOnly(html) : pictures.length > 0;
        if (!isPicture) {
          if (hasPicture(html)) this.leave(words.picture_left);
          return;
        }
        event.preventDefault();
        event.stopPropagation();
        if (pictures.length) this.addPictures(pictures);
        else this.refuse([{ severity: "error", hints: [], message: words.no_picture }]);
      },
      true,
    );
  }

  /** Tells of pictures that were not taken, beside what was told before. */
  refuse(problems) {
    this.refused.push(...problems);
    this.tell(this.told);
    this.problems.scrollIntoView({ block: "nearest" });
    say(problems.map((problem) => [problem.message, ...problem.hints].join(". ")).join(" "));
  }

  /** Tells of pictures that were left where one pastes, and as long as no picture is added, where they go. */
  leave(message) {
    this.refused = this.refused.filter((known) => known.message !== message);
    this.refused.push({ severity: "warning", hints: [], message });
    this.tell(this.told);
    this.form.onTold(message);
  }

  /** Stores pictures beside the report, and asks what they show. */
  async addPictures(files) {
    const before = [document.activeElement, this.choose, document.body];
    let isAsked = false;
    const stay = () => (isAsked = true);
    document.addEventListener("input", stay, { once: true });
    if (!this.coming++) this.refused = [];
    this.tell(this.told);
    const refused = [];
    for (const file of files) {
      const query = new URLSearchParams({ file: this.form.file, name: file.name });
      const { ok, body } = await call(`/api/picture?${query}`, file);
      if (!ok) {
        refused.push(
          ...(body.problems ?? [{ severity: "error", hints: [], message: body.message ?? words.away }]).map(
            (problem) =>
              problem.message.includes(file.name)
                ? problem
                : { ...problem, message: `${file.name}: ${problem.message}` },
          ),
        );
        continue;
      }
      const item = this.add();
      item.fields.find((field) => field.kind === "file").value = body.file;
      this.form.changed(null);
      say(fill(words.picture_taken, file.name));
      // The first is gone to; whoever writes, or has gone elsewhere meanwhile, is left there.
      if (!isAsked && before.includes(document.activeElement))
        item.fields.find((field) => field.kind !== "file").focus();
      isAsked = true;
    }
    document.removeEventListener("input", stay);
    this.coming--;
    if (refused.length) this.refuse(refused);
  }
}
