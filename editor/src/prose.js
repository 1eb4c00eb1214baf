// The editor for prose: commands, tools and keys.

import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser as Parser, Fragment, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { AllSelection, EditorState, Plugin, Selection, TextSelection } from "prosemirror-state";
import { findWrapping } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { fromBlocks, MOST_LEVELS, schemas, toBlocks } from "./blocks.js";
import { address, isBegun } from "./address.js";
import { askFor, words } from "./dom.js";
import { inert, textBlocks, tidy } from "./paste.js";
import { AS_SAVED, levelsAt, sayable } from "./sayable.js";

// --- Commands -------------------------------------------------------------------------------

/** The innermost list at a place. */
function listAt($pos) {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === "list") return { node: $pos.node(depth), pos: $pos.before(depth) };
  }
  return null;
}

const levels = (state) => levelsAt(state.selection.$from);

/** The lists that a selection is about: the innermost around it, or those that it goes over. */
function listsOf({ doc, selection: { $from, from, to } }) {
  const depth = $from.sharedDepth(to);
  const around = listAt(depth ? doc.resolve($from.start(depth)) : doc.resolve(0));
  if (around) return [around];
  const lists = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.type.name === "list") lists.push({ node, pos });
    return false;
  });
  return lists;
}

/** Makes a list of what is selected, or gives the lists in it another mark; with the mark that they
 *  have, or none, they are no lists any more. */
function toList(marker) {
  return (state, dispatch) => {
    const known = listsOf(state);
    if (!known.length)
      return marker ? wrapInList(state.schema.nodes.list, { marker })(state, dispatch) : false;
    if (!marker || known.every(({ node }) => node.attrs.marker === marker)) return lift(state, dispatch);
    const { tr } = state;
    for (const { pos } of known) tr.setNodeMarkup(pos, null, { marker });
    dispatch?.(tr);
    return true;
  };
}

/** A mark that is typed at the beginning of a paragraph begins a list. */
const typedMark = new InputRule(/^\s*([-*•+]|\d{1,3}[.)]|[aA]\))\s$/, (state, [, sign], start, end) => {
  const number = Number.parseInt(sign, 10);
  const marker =
    sign === "+" ? "plus" : /\d/.test(sign) ? `1${sign.at(-1)}` : /a/i.test(sign) ? sign : "bullet";
  const tr = state.tr.delete(start, end);
  const range = tr.doc.resolve(start).blockRange();
  const wrapping = range && findWrapping(range, state.schema.nodes.list, { marker });
  if (!wrapping || levels(state) >= MOST_LEVELS) return null;
  tr.wrap(range, wrapping);
  // Behind the list's own beginning stands its item.
  if (number !== 1 && !Number.isNaN(number)) tr.setNodeMarkup(range.start + 1, null, { number });
  return tr;
});

/** Puts an item into the one above it, in a list with the same mark. */
const sink = (state, dispatch) => {
  const level = levels(state);
  if (level === 0 || level >= MOST_LEVELS) return false;
  const marker = listAt(state.selection.$from).node.attrs.marker;
  return sinkListItem(state.schema.nodes.item)(
    state,
    dispatch &&
      ((tr) => {
        const { node, pos } = listAt(tr.selection.$from);
        dispatch(node.childCount === 1 ? tr.setNodeMarkup(pos, null, { marker }) : tr);
      }),
  );
};
const lift = (state, dispatch) => levels(state) > 0 && liftListItem(state.schema.nodes.item)(state, dispatch);

/** The state of a view, its selection from the first text to the last where all is selected. */
function inText(view) {
  const { doc, selection, tr } = view.state;
  if (selection instanceof AllSelection) {
    view.dispatch(
      tr.setSelection(TextSelection.between(Selection.atStart(doc).$from, Selection.atEnd(doc).$to)),
    );
  }
  return view.state;
}

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.line_break.create()).scrollIntoView());
  return true;
});

/** What a link is asked about for: what is selected, and all of the links that it touches. */
function linked({ doc, schema, selection }) {
  let { from, to } = selection;
  let href = null;
  const isOf = (node, mark) => node && mark.isInSet(node.marks);
  doc.nodesBetween(Math.max(from - 1, 0), Math.min(to + 1, doc.content.size), (node, pos, parent, index) => {
    const mark = schema.marks.link.isInSet(node.marks);
    // Beside what is selected stands another; where one only writes it is the one that ends there.
    const isTouched = selection.empty || (pos < selection.to && pos + node.nodeSize > selection.from);
    if (!mark || !isTouched) return;
    href ??= mark.attrs.href;
    let [start, end] = [pos, pos + node.nodeSize];
    for (let at = index; isOf(parent.maybeChild(at - 1), mark); at--) start -= parent.child(at - 1).nodeSize;
    for (let at = index; isOf(parent.maybeChild(at + 1), mark); at++) end += parent.child(at + 1).nodeSize;
    from = Math.min(from, start);
    to = Math.max(to, end);
  });
  return { from, to, href };
}

async function link(view) {
  const { href: known } = linked(view.state);
  const { link } = view.state.schema.marks;
  const text = await askFor(words.link, words.link_address, known ?? "https://", words.link, {
    check: (text) => (isBegun(text) ? words.link_missing : address(text) ? null : words.link_wrong),
    more: known ? [["", words.remove_link]] : [],
  });
  view.focus();
  if (text === null) return;
  // What another tab has entered may have come meanwhile.
  const { from, to } = linked(view.state);
  const { tr } = view.state;
  if (known) tr.removeMark(from, to, link);
  if (text) {
    const href = address(text);
    const mark = link.create({ href });
    if (from === to)
      tr.replaceSelectionWith(tr.doc.type.schema.text(href.replace(/^(mailto|tel):/, ""), [mark]), false);
    else tr.addMark(from, to, mark);
  }
  view.dispatch(tr);
}

/** The tools: name, words, sign, command on a view, and the keys that do the same. */
const tools = [
  [
    "strong",
    words.strong,
    words.strong[0],
    (view) => toggleMark(view.state.schema.marks.strong)(view.state, view.dispatch),
    "Control+B",
  ],
  [
    "emphasis",
    words.emphasis,
    words.emphasis[0],
    (view) => toggleMark(view.state.schema.marks.emphasis)(view.state, view.dispatch),
    "Control+I",
  ],
  ["link", words.link, words.link, link, "Control+K"],
  ["bullet", words.bullet, "•", (view) => toList("bullet")(inText(view), view.dispatch)],
  ["plus", words.plus, "+", (view) => toList("plus")(inText(view), view.dispatch)],
  ["1.", `1. ${words.numbered}`, "1.", (view) => toList("1.")(inText(view), view.dispatch)],
  ["deeper", words.deeper, "→", (view) => sink(inText(view), view.dispatch), "Control+]"],
  ["shallower", words.shallower, "←", (view) => lift(inText(view), view.dispatch), "Control+["],
];

/** The marks of lists, by what stands before an item. */
const MARKS = [
  ["", "–"],
  ["bullet", "•"],
  ["plus", "+"],
  ["1.", "1."],
  ["1)", "1)"],
  ["a)", "a)"],
  ["A)", "A)"],
];

/** Every mark of a list. Keys choose without leaving it, as arrows go from mark to mark. */
function markChooser(editor) {
  const select = document.createElement("select");
  select.dataset.tool = "mark";
  select.title = words.list_mark;
  select.setAttribute("aria-label", words.list_mark);
  for (const [marker, sign] of MARKS) select.add(new Option(sign, marker));
  let byPointer = false;
  select.addEventListener("pointerdown", () => (byPointer = true));
  select.addEventListener("keydown", () => (byPointer = false));
  select.addEventListener("change", () => {
    toList(select.value)(inText(editor.view), editor.view.dispatch);
    if (byPointer) editor.view.focus();
  });
  return select;
}

let toolbar = null;
/** The one toolbar, which stands at the editor that has the focus. */
function showTools(editor) {
  const isProse = editor.kind === "prose";
  toolbar?.remove();
  toolbar = document.createElement("div");
  toolbar.className = "toolbar";
  toolbar.setAttribute("role", "toolbar");
  toolbar.setAttribute("aria-label", words.toolbar.replace("{}", editor.label()));
  for (const [name, text, sign, run, keys] of tools) {
    if (!isProse && !["strong", "emphasis", "link"].includes(name)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.tool = name;
    button.title = keys ? `${text} (${keys.replace("Control", "Ctrl")})` : text;
    button.setAttribute("aria-label", text);
    if (keys) button.setAttribute("aria-keyshortcuts", keys);
    button.textContent = sign;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      run(editor.view);
      editor.view.focus();
    });
    toolbar.append(button);
    if (name === "1.") toolbar.append(markChooser(editor));
  }
  // One stop for Tab; the arrows go from tool to tool.
  const buttons = [...toolbar.children];
  const stop = (at) => buttons.forEach((button, index) => (button.tabIndex = index === at ? 0 : -1));
  stop(0);
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    stop(to);
    buttons[to].focus();
  });
  toolbar.addEventListener("pointerdown", () => tellSelection(editor.view));
  editor.place.before(toolbar);
  markTools(editor.view);
}

function markTools(view) {
  if (!toolbar) return;
  const { state } = view;
  const { $from, from, to, empty } = state.selection;
  for (const button of toolbar.children) {
    const name = button.dataset.tool;
    if (name === "mark") {
      button.value = listsOf(state)[0]?.node.attrs.marker ?? "";
      continue;
    }
    const mark = state.schema.marks[name];
    let on = null;
    if (mark)
      on = empty
        ? !!mark.isInSet(state.storedMarks || $from.marks())
        : state.doc.rangeHasMark(from, to, mark);
    else if (["bullet", "plus", "1."].includes(name)) on = listsOf(state)[0]?.node.attrs.marker === name;
    if (on !== null) button.setAttribute("aria-pressed", on);
  }
}

/** A browser under load tells late of what was selected by key or mouse: it is told now, before more is
 *  done with what is selected. */
function tellSelection(view) {
  if (view.hasFocus() && !view.composing) document.dispatchEvent(new Event("selectionchange"));
}

// --- The editor -----------------------------------------------------------------------------

class ClipboardParser extends Parser {
  parseSlice(dom, options) {
    return super.parseSlice(tidy(dom, MOST_LEVELS), options);
  }
}

/** All that is pasted in one paragraph, where there may be only one. */
function flat(schema, slice) {
  const pieces = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (pieces.length) pieces.push(schema.text(" "));
    node.forEach((child) => pieces.push(child.isText || child.type.name === "line_break" ? child : null));
    return false;
  });
  if (!pieces.length) slice.content.forEach((node) => node.isInline && pieces.push(node));
  return new Slice(Fragment.fromArray(pieces.filter(Boolean)), 0, 0);
}

export class ProseEditor {
  /** `kind` is `prose` or `inlines`, `attributes` name and describe it, `blocks` are what it holds;
   *  `changed` is called after each change. */
  constructor(place, kind, attributes, blocks, changed) {
    this.place = place;
    this.kind = kind;
    this.attributes = attributes;
    this.schema = schemas[kind];
    const { schema } = this;
    const isProse = kind === "prose";
    const rules = isProse ? [typedMark] : [];
    const keys = {
      "Mod-b": toggleMark(schema.marks.strong),
      "Mod-i": toggleMark(schema.marks.emphasis),
      "Mod-k": (_state, _dispatch, view) => (link(view), true),
      "Shift-Enter": lineBreak,
    };
    if (isProse) {
      keys.Enter = splitListItem(schema.nodes.item, { number: null });
      keys["Mod-]"] = (_state, dispatch, view) => sink(inText(view), dispatch);
      keys["Mod-["] = (_state, dispatch, view) => lift(inText(view), dispatch);
      keys.Backspace = (state, dispatch) => {
        const { $from, empty } = state.selection;
        return (
          empty && $from.parentOffset === 0 && $from.index($from.depth - 1) === 0 && lift(state, dispatch)
        );
      };
    } else {
      keys.Enter = lineBreak;
    }
    const events = new Plugin({
      props: {
        handleDOMEvents: {
          focus: () => (showTools(this), false),
          keydown: (view) => (tellSelection(view), false),
        },
      },
    });
    const plugins = [inputRules({ rules }), keymap(keys), keymap(baseKeymap), sayable, events];
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: fromBlocks(schema, blocks), plugins }),
      attributes: () => ({ role: "textbox", "aria-multiline": "true", ...this.attributes }),
      clipboardParser: ClipboardParser.fromSchema
        ? new ClipboardParser(schema, Parser.schemaRules(schema))
        : null,
      clipboardTextParser: (text) => {
        const doc = fromBlocks(schemas.prose, textBlocks(text));
        const slice = new Slice(doc.content, 1, 1);
        return isProse
          ? new Slice(doc.content, doc.firstChild.type.name === "paragraph" ? 1 : 0, 0)
          : flat(schema, this.foreign(slice));
      },
      transformPastedHTML: inert,
      transformPasted: (slice) => (isProse ? slice : flat(schema, slice)),
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        markTools(this.view);
        if (transaction.docChanged && !this.isSetting) changed();
      },
    });
  }

  /** Content of the schema of prose in that of one paragraph. */
  foreign(slice) {
    const pieces = [];
    slice.content.descendants((node) => {
      if (node.isTextblock && pieces.length) pieces.push(this.schema.text(" "));
      if (node.isText) pieces.push(this.schema.text(node.text));
      return true;
    });
    return new Slice(Fragment.fromArray(pieces), 0, 0);
  }

  label() {
    return document.getElementById(this.attributes["aria-labelledby"])?.textContent ?? "";
  }

  /** Names and describes it for those who listen. */
  describe(attributes) {
    this.attributes = attributes;
    // With its attributes it writes its selection anew.
    tellSelection(this.view);
    this.view.setProps({});
  }

  get blocks() {
    return toBlocks(this.view.state.doc);
  }

  get isBlank() {
    const { doc } = this.view.state;
    return doc.childCount === 1 && doc.firstChild.type.name === "paragraph" && !doc.textContent.trim();
  }

  /** Whether there are blanks or line breaks in it, and nothing to be seen. */
  get hasBlanksOnly() {
    return this.isBlank && this.view.state.doc.firstChild.childCount > 0;
  }

  set(blocks) {
    const { state } = this.view;
    const isSame = JSON.stringify(blocks) === JSON.stringify(this.isBlank ? [] : this.blocks);
    if (isSame && !this.hasBlanksOnly) return;
    const doc = fromBlocks(this.schema, blocks);
    // One goes on where the change ends.
    const end = doc.content.findDiffEnd(state.doc.content);
    const at = Math.min(Math.max(end?.a ?? 0, 0), doc.content.size);
    // With the same plugins, as the browser would lay out the form for each editor that gets others.
    const tr = state.tr.replaceWith(0, state.doc.content.size, doc.content).setMeta(AS_SAVED, true);
    this.view.updateState(state.apply(tr.setSelection(Selection.near(tr.doc.resolve(at), -1))));
  }

  focus() {
    this.view.focus();
  }
}
