// The report's file as YAML, with each problem below its line, as the command line shows it.

import {
  defaultKeymap,
  history,
  historyKeymap,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, WidgetType } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { h, words } from "./dom.js";

const setProblems = StateEffect.define();

/** What is said below a line. */
class Told extends WidgetType {
  constructor(problem) {
    super();
    this.problem = problem;
  }

  eq(other) {
    return JSON.stringify(other.problem) === JSON.stringify(this.problem);
  }

  toDOM() {
    const { severity, in_file, file_hints } = this.problem;
    const text = severity === "warning" ? `${words.warning}: ${in_file}` : in_file;
    const hints = file_hints.map((hint) => h("span", { className: "hint", textContent: hint }));
    const told = h("div", { className: `told ${severity}` }, h("span", { textContent: text }), ...hints);
    // A margin would not be counted for the numbers of the lines.
    return h("div", { className: "below" }, told);
  }
}

/** A problem's place: from its column to the end of the word there, and the end of its line. */
function place(doc, { line, column }) {
  const { from, to, text } = doc.line(Math.min(line, doc.lines));
  const start = Math.min(from + [...text].slice(0, column - 1).join("").length, to);
  const word = text.slice(start - from).match(/^\S+/);
  return { start, end: word ? start + word[0].length : to, to };
}

const marks = StateField.define({
  create: () => Decoration.none,
  update(known, { changes, effects }) {
    const told = effects.find((effect) => effect.is(setProblems));
    return told ? told.value : known.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--soft)" },
]);
// The colours are editor.css's.
const looks = EditorView.theme({
  "&": { fontSize: "0.9375rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace',
    lineHeight: "1.5",
  },
  ".cm-gutters": {
    borderRight: "1px solid var(--line)",
    backgroundColor: "var(--ground)",
    color: "var(--soft)",
  },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--mark)",
  },
  ".wrong": { textDecoration: "underline wavy var(--wrong)", textUnderlineOffset: "0.25em" },
  ".wrong.warning": { textDecorationColor: "var(--to-do)" },
  ".below": { padding: "0.1rem 0.5rem 0.4rem" },
  ".told": {
    padding: "0.3rem 0.6rem",
    borderLeft: "3px solid currentcolor",
    backgroundColor: "var(--wrong-ground)",
    color: "var(--wrong)",
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
    whiteSpace: "normal",
  },
  ".told.warning": { backgroundColor: "var(--to-do-ground)", color: "var(--to-do)" },
  ".hint": { display: "block" },
});

export class YamlView {
  /** `label` is its name; `changed` is called with the text when somebody has typed. */
  constructor(element, label, changed) {
    this.extensions = [
      lineNumbers(),
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      yaml(),
      syntaxHighlighting(colours),
      looks,
      marks,
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", spellcheck: "false" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.isSetting) changed(this.value);
      }),
    ];
    // In a shadow root its styles are objects; elsewhere they would be elements, which the content
    // security policy forbids.
    const root = element.attachShadow({ mode: "open" });
    this.view = new EditorView({ state: this.state(""), parent: root, root });
  }

  state(doc) {
    return EditorState.create({ doc, extensions: this.extensions });
  }

  get value() {
    return this.view.state.doc.toString();
  }

  /** Shows another text; what can be undone of the one before is forgotten. */
  set value(text) {
    if (text === this.value) return;
    this.isSetting = true;
    this.view.setState(this.state(text));
    this.isSetting = false;
  }

  tell(problems) {
    const { doc } = this.view.state;
    const found = problems.flatMap((problem) => {
      const { start, end, to } = place(doc, problem);
      const widget = Decoration.widget({ widget: new Told(problem), block: true, side: 1 }).range(to);
      const wrong = Decoration.mark({ class: `wrong ${problem.severity}` });
      return end > start ? [wrong.range(start, end), widget] : [widget];
    });
    this.view.dispatch({ effects: setProblems.of(Decoration.set(found, true)) });
  }

  /** Goes to a problem. */
  goTo(problem) {
    const { start, end } = place(this.view.state.doc, problem);
    this.view.dispatch({
      selection: { anchor: start, head: end },
      effects: EditorView.scrollIntoView(start, { y: "center" }),
    });
    this.view.focus();
  }

  get canUndo() {
    return undoDepth(this.view.state) > 0;
  }

  get canRedo() {
    return redoDepth(this.view.state) > 0;
  }

  /** Goes back or forth. */
  step(by) {
    (by < 0 ? undo : redo)(this.view);
  }

  focus() {
    this.view.focus();
  }

  get hasFocus() {
    return this.view.hasFocus;
  }
}
