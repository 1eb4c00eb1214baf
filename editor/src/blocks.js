// Prose as a document: paragraphs, line breaks, strong, emphasis, links, and lists of every mark, three
// levels deep. What goes in and out is what src/entry/prose.rs reads and writes.

import { Schema } from "prosemirror-model";

export const MOST_LEVELS = 3;
export const isNumbered = (marker) => marker !== "bullet" && marker !== "plus";

const nodes = {
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }, ...[1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}` }))],
    toDOM: () => ["p", 0],
  },
  list: {
    attrs: { marker: { default: "bullet" } },
    content: "item+",
    group: "block",
    parseDOM: [
      { tag: "ul", getAttrs: (dom) => ({ marker: dom.dataset.marker || "bullet" }) },
      { tag: "ol", getAttrs: (dom) => ({ marker: dom.dataset.marker || "1." }) },
    ],
    toDOM: ({ attrs: { marker } }) => [isNumbered(marker) ? "ol" : "ul", { "data-marker": marker }, 0],
  },
  item: {
    attrs: { number: { default: null } },
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ number: dom.hasAttribute("value") ? dom.value : null }) }],
    toDOM: ({ attrs: { number } }) => ["li", number === null ? {} : { value: number }, 0],
  },
  text: { group: "inline" },
  line_break: {
    inline: true,
    group: "inline",
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};
const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) =>
          /^(https?|mailto|tel):/i.test(dom.getAttribute("href"))
            ? { href: dom.getAttribute("href") }
            : false,
      },
    ],
    toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noreferrer" }, 0],
  },
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: () => ["strong", 0],
  },
  emphasis: {
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: () => ["em", 0],
  },
};
export const schemas = {
  prose: new Schema({ nodes: { doc: { content: "block+" }, ...nodes }, marks }),
  inlines: new Schema({
    nodes: {
      doc: { content: "paragraph" },
      paragraph: nodes.paragraph,
      text: nodes.text,
      line_break: nodes.line_break,
    },
    marks,
  }),
};

function toPieces(paragraph) {
  const pieces = [];
  paragraph.forEach((node) => {
    if (!node.isText) return pieces.push({ text: null });
    const piece = { text: node.text };
    for (const mark of node.marks) {
      if (mark.type.name === "link") piece.link = mark.attrs.href;
      else piece[mark.type.name] = true;
    }
    pieces.push(piece);
  });
  return pieces;
}

/** The numbers of a list's items: each its own, or one more than the number before it. */
export function numbers(list) {
  let next = 1;
  const all = [];
  list.forEach((item) => {
    const number = isNumbered(list.attrs.marker) ? (item.attrs.number ?? next) : next;
    all.push(number);
    next = number + 1;
  });
  return all;
}

export function toBlocks(parent) {
  const blocks = [];
  parent.forEach((node) => {
    if (node.type.name === "paragraph") {
      blocks.push({ kind: "paragraph", pieces: toPieces(node) });
      return;
    }
    const items = numbers(node).map((number, at) => ({ number, blocks: toBlocks(node.child(at)) }));
    blocks.push({ kind: "list", marker: node.attrs.marker, items });
  });
  return blocks;
}

export function fromBlocks(schema, blocks) {
  const paragraph = ({ pieces }) =>
    schema.node(
      "paragraph",
      null,
      pieces
        .filter((piece) => piece.text !== "")
        .map((piece) => {
          if (piece.text === null) return schema.node("line_break");
          const of = [];
          if (piece.link) of.push(schema.mark("link", { href: piece.link }));
          if (piece.strong) of.push(schema.mark("strong"));
          if (piece.emphasis) of.push(schema.mark("emphasis"));
          return schema.text(piece.text, of);
        }),
    );
  const block = (of) => {
    if (of.kind === "paragraph") return paragraph(of);
    let next = 1;
    const items = of.items.map(({ number, blocks }) => {
      const own = isNumbered(of.marker) && number !== next ? number : null;
      next = number + 1;
      const inside = blocks.map(block);
      if (!inside.length || inside[0].type.name !== "paragraph") inside.unshift(schema.node("paragraph"));
      return schema.node("item", { number: own }, inside);
    });
    return schema.node("list", { marker: of.marker }, items);
  };
  const content = blocks.map(block);
  return schema.node("doc", null, content.length ? content : [schema.node("paragraph")]);
}
