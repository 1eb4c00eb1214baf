// Keeps a document to what prose can say: what is seen is what is saved.

import { Plugin } from "prosemirror-state";
import { isNumbered, MOST_LEVELS, numbers } from "./blocks.js";

/** How many letters a list can count with. */
const LETTERS = 26;

/** How many lists a place stands in. */
export function levelsAt($pos) {
  let count = 0;
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type.name === "list") count++;
  return count;
}

/** Makes one change towards what is read once it is saved; false if none is needed. */
function mend(tr) {
  let change = null;
  tr.doc.descendants((node, pos, parent, index) => {
    if (change) return false;
    if (node.type.name === "list") change = listMend(tr, node, pos, parent, index);
    else if (node.isTextblock && node.type.schema.nodes.list) change = paragraphMend(tr, node, pos);
    return !change;
  });
  change?.();
  return change !== null;
}

function paragraphMend(tr, node, pos) {
  let at = pos + 1;
  for (let index = 0; index + 1 < node.childCount; index++) {
    const here = at;
    // An empty line parts paragraphs.
    if (!node.child(index).isText && !node.child(index + 1).isText)
      return () => tr.delete(here, here + 2).split(here);
    at += node.child(index).nodeSize;
  }
  return null;
}

function listMend(tr, list, pos, parent, index) {
  const { marker } = list.attrs;
  const end = pos + list.nodeSize;
  const next = parent.maybeChild(index + 1);
  // Lists with one mark below each other are one.
  if (next?.type === list.type && next.attrs.marker === marker) return () => tr.join(end);
  const all = numbers(list);
  // Lists with more items than there are letters count with numbers.
  if (/^a/i.test(marker) && all.some((number) => number < 1 || number > LETTERS)) {
    return () => tr.setNodeMarkup(pos, null, { marker: "1)" });
  }
  // Equal numbers are meant to count.
  if (isNumbered(marker) && all.length > 1 && all.every((number) => number === all[0])) {
    return () => tr.setNodeMarkup(pos + 1 + list.firstChild.nodeSize, null, { number: null });
  }
  // Items that are too deep stand behind the one that they were in.
  const $pos = tr.doc.resolve(pos);
  if (levelsAt($pos) < MOST_LEVELS) return null;
  const item = $pos.parent;
  const before = item.content.cut(0, $pos.parentOffset);
  const after = item.content.cut($pos.parentOffset + list.nodeSize);
  const inside = [...list.content.content];
  const last = inside.pop();
  const items = [item.copy(before), ...inside, last.copy(last.content.append(after))];
  return () => tr.replaceWith($pos.before(), $pos.after(), items);
}

/** Marks what comes as it was read: it can be said. */
export const AS_SAVED = "as-saved";

/** Mends what no prose can say as soon as it comes about. */
export const sayable = new Plugin({
  appendTransaction: (transactions, _, state) => {
    if (!transactions.some((transaction) => transaction.docChanged && !transaction.getMeta(AS_SAVED)))
      return null;
    const { tr } = state;
    while (mend(tr));
    return tr.docChanged ? tr : null;
  },
});
