// The pages beside the form: drawings of which only what differs is drawn anew, so that nothing
// flickers.

import { fill, h, words } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** Makes the elements in a parent those that are described. What they are is never markup. */
function draw(parent, drawn, glyphs) {
  drawn.forEach(({ name, attributes, run, inside = [] }, at) => {
    let element = parent.children[at];
    if (element?.tagName !== name) {
      const made = document.createElementNS(SVG, name);
      if (element) element.replaceWith(made);
      else parent.append(made);
      element = made;
    }
    const path = run && { d: run.map(([key, x, y]) => `M${x} ${y}${glyphs[key]}`).join("") };
    const wanted = { ...attributes, ...path };
    for (const { name } of [...element.attributes]) if (!(name in wanted)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(wanted)) {
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    draw(element, inside, glyphs);
  });
  while (parent.children.length > drawn.length) parent.lastElementChild.remove();
}

/** Whether a place is a field's, or one of an entry's. */
const isOf = (place, path) => place === path || place.startsWith(`${path}.`);

export class Pages {
  /** `clicked` is called with the place of a field that was clicked on. */
  constructor(element, note, clicked) {
    this.element = element;
    this.note = note;
    this.clicked = clicked;
    this.sheets = [];
    this.drawings = new Map();
    this.paths = [];
  }

  /** The pages that need not be sent again. */
  get have() {
    return [...this.drawings.keys()];
  }

  /** Shows pages; none if there are problems, and the last sound ones stay. */
  show(pages) {
    this.note.textContent = pages ? "" : this.sheets.length ? words.old_pages : words.no_pages;
    this.note.hidden = !!pages;
    this.element.classList.toggle("old", !pages && this.sheets.length > 0);
    if (!pages) return;
    while (this.sheets.length > pages.length) this.sheets.pop().element.remove();
    pages.forEach(({ digest, drawing, places }, at) => {
      const sheet = this.sheets[at] ?? this.add(fill(words.page, at + 1));
      // A page that the server knows to be here may have stood elsewhere.
      drawing ??= this.drawings.get(digest);
      this.drawings.set(digest, drawing);
      if (sheet.digest !== digest) draw(sheet.drawing, [drawing.page], drawing.glyphs);
      Object.assign(sheet, { digest, places });
    });
    // What is shown no more is let go; a step back brings it again.
    const shown = new Set(pages.map((page) => page.digest));
    for (const digest of this.drawings.keys()) if (!shown.has(digest)) this.drawings.delete(digest);
    this.mark(this.paths, true);
  }

  add(label) {
    const drawing = h("div", { className: "drawing", role: "img", "aria-label": label });
    const marks = h("div", { className: "marks" });
    const sheet = { drawing, marks, element: h("div", { className: "sheet" }, drawing, marks) };
    sheet.element.addEventListener("click", (event) => this.click(sheet, event));
    this.sheets.push(sheet);
    this.element.append(sheet.element);
    return sheet;
  }

  click(sheet, event) {
    const box = sheet.element.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    const distance = (place) => {
      const dx = Math.max(place.x - x, 0, x - place.x - place.width);
      const dy = Math.max(place.y - y, 0, y - place.y - place.height);
      return dx * dx + dy * dy;
    };
    // Of two that hold the point the smaller one is meant.
    const order = (one, other) =>
      distance(one) - distance(other) || one.width * one.height - other.width * other.height;
    const [nearest] = [...sheet.places].sort(order);
    if (nearest && distance(nearest) < 0.002) this.clicked(nearest.path);
  }

  /** Marks the first of these places that is on the pages, and keeps it in view. */
  mark(paths, isUpdate = false) {
    this.paths = paths;
    const path = paths.find((path) =>
      this.sheets.some(({ places }) => places.some((place) => isOf(place.path, path))),
    );
    let first = null;
    for (const { marks, places } of this.sheets) {
      const own = path ? places.filter((place) => isOf(place.path, path)) : [];
      const boxes = own.map((place) => {
        const box = h("div", { className: "mark" });
        for (const side of ["x", "y", "width", "height"]) {
          const name = { x: "left", y: "top" }[side] ?? side;
          box.style[name] = `${100 * place[side]}%`;
        }
        return box;
      });
      marks.replaceChildren(...boxes);
      first ??= boxes[0];
    }
    if (!first) return;
    const pane = this.element.getBoundingClientRect();
    const box = first.getBoundingClientRect();
    const isOut = box.top < pane.top + 20 || box.bottom > pane.bottom - 20;
    if (isOut && !(isUpdate && box.height > pane.height)) {
      this.element.scrollTop += box.top - pane.top - pane.height / 3;
    }
  }
}
