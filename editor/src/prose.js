// Prose as text: paragraphs, line breaks, strong, emphasis, links, and lists of every mark, three
// levels deep. What goes in and out is what src/entry/prose.rs reads and writes.

import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands'
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { DOMParser as Parser, Fragment, Schema, Slice } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { EditorState, Plugin } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { askFor, words } from './dom.js'
import { inert, textBlocks, tidy } from './paste.js'

const MOST_LEVELS = 3
const isNumbered = (marker) => marker !== 'bullet' && marker !== 'plus'

const nodes = {
  paragraph: {
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }, ...[1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}` }))],
    toDOM: () => ['p', 0],
  },
  list: {
    attrs: { marker: { default: 'bullet' } },
    content: 'item+',
    group: 'block',
    parseDOM: [
      { tag: 'ul', getAttrs: (dom) => ({ marker: dom.dataset.marker || 'bullet' }) },
      { tag: 'ol', getAttrs: (dom) => ({ marker: dom.dataset.marker || '1.' }) },
    ],
    toDOM: ({ attrs: { marker } }) => [isNumbered(marker) ? 'ol' : 'ul', { 'data-marker': marker }, 0],
  },
  item: {
    attrs: { number: { default: null } },
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: ({ attrs: { number } }) => ['li', number === null ? {} : { value: number }, 0],
  },
  text: { group: 'inline' },
  line_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
}
const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom) => (/^(https?|mailto|tel):/i.test(dom.getAttribute('href')) ? { href: dom.getAttribute('href') } : false),
      },
    ],
    toDOM: ({ attrs }) => ['a', { href: attrs.href, rel: 'noreferrer' }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      { tag: 'b' },
    ],
    toDOM: () => ['strong', 0],
  },
  emphasis: {
    parseDOM: [{ tag: 'em' }, { tag: 'i' }],
    toDOM: () => ['em', 0],
  },
}
const schemas = {
  prose: new Schema({ nodes: { doc: { content: 'block+' }, ...nodes }, marks }),
  inlines: new Schema({
    nodes: { doc: { content: 'paragraph' }, paragraph: nodes.paragraph, text: nodes.text, line_break: nodes.line_break },
    marks,
  }),
}

// --- To and from what the server knows ------------------------------------------------------

function toPieces(paragraph) {
  const pieces = []
  paragraph.forEach((node) => {
    if (!node.isText) return pieces.push({ text: null })
    const piece = { text: node.text }
    for (const mark of node.marks) {
      if (mark.type.name === 'link') piece.link = mark.attrs.href
      else piece[mark.type.name] = true
    }
    pieces.push(piece)
  })
  return pieces
}

function toBlocks(parent) {
  const blocks = []
  parent.forEach((node) => {
    if (node.type.name === 'paragraph') {
      blocks.push({ kind: 'paragraph', pieces: toPieces(node) })
      return
    }
    let next = 1
    const items = []
    node.forEach((item) => {
      const number = isNumbered(node.attrs.marker) ? (item.attrs.number ?? next) : items.length + 1
      next = number + 1
      items.push({ number, blocks: toBlocks(item) })
    })
    blocks.push({ kind: 'list', marker: node.attrs.marker, items })
  })
  return blocks
}

function fromBlocks(schema, blocks) {
  const paragraph = ({ pieces }) =>
    schema.node(
      'paragraph',
      null,
      pieces
        .filter((piece) => piece.text !== '')
        .map((piece) => {
          if (piece.text === null) return schema.node('line_break')
          const of = []
          if (piece.link) of.push(schema.mark('link', { href: piece.link }))
          if (piece.strong) of.push(schema.mark('strong'))
          if (piece.emphasis) of.push(schema.mark('emphasis'))
          return schema.text(piece.text, of)
        }),
    )
  const block = (of) => {
    if (of.kind === 'paragraph') return paragraph(of)
    let next = 1
    const items = of.items.map(({ number, blocks }) => {
      const own = isNumbered(of.marker) && number !== next ? number : null
      next = number + 1
      const inside = blocks.map(block)
      if (!inside.length || inside[0].type.name !== 'paragraph') inside.unshift(schema.node('paragraph'))
      return schema.node('item', { number: own }, inside)
    })
    return schema.node('list', { marker: of.marker }, items)
  }
  const content = blocks.map(block)
  return schema.node('doc', null, content.length ? content : [schema.node('paragraph')])
}

// --- Commands -------------------------------------------------------------------------------

/** How many lists the selection stands in. */
function levels(state) {
  const { $from } = state.selection
  let count = 0
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === 'list') count++
  return count
}

/** The innermost list at a place. */
function listAt($pos) {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === 'list') return { node: $pos.node(depth), pos: $pos.before(depth) }
  }
  return null
}

/** Makes a list of what is selected, or gives the list that it stands in another mark. */
function toList(marker) {
  return (state, dispatch) => {
    const known = listAt(state.selection.$from)
    if (!known) return wrapInList(state.schema.nodes.list, { marker })(state, dispatch)
    if (known.node.attrs.marker === marker) return liftListItem(state.schema.nodes.item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(known.pos, null, { marker }))
    return true
  }
}

/** Puts an item into the one above it, in a list with the same mark. */
const sink = (state, dispatch) => {
  const level = levels(state)
  if (level === 0 || level >= MOST_LEVELS) return false
  const marker = listAt(state.selection.$from).node.attrs.marker
  return sinkListItem(state.schema.nodes.item)(state, dispatch && ((tr) => {
    const { node, pos } = listAt(tr.selection.$from)
    dispatch(node.childCount === 1 ? tr.setNodeMarkup(pos, null, { marker }) : tr)
  }))
}
const lift = (state, dispatch) => levels(state) > 0 && liftListItem(state.schema.nodes.item)(state, dispatch)

const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.line_break.create()).scrollIntoView())
  return true
})

async function link(view) {
  const { state } = view
  const { link } = state.schema.marks
  const { from, to, empty } = state.selection
  const known = state.doc.rangeHasMark(from, to, link)
  if (known) return toggleMark(link)(state, view.dispatch)
  let href = await askFor(words.link, words.link_address, 'https://', words.link)
  view.focus()
  if (!href) return false
  if (!/^(https?|mailto|tel):/i.test(href)) href = (href.includes('@') ? 'mailto:' : 'https://') + href
  const mark = link.create({ href })
  const tr = view.state.tr
  if (empty) tr.replaceSelectionWith(state.schema.text(href.replace(/^(mailto|tel):/, ''), [mark]), false)
  else tr.addMark(from, to, mark)
  view.dispatch(tr)
  return true
}

/** The tools: name, words, sign, command on a view, and the keys that do the same. */
const tools = [
  ['strong', words.strong, words.strong[0], (view) => toggleMark(view.state.schema.marks.strong)(view.state, view.dispatch), 'Control+B'],
  ['emphasis', words.emphasis, words.emphasis[0], (view) => toggleMark(view.state.schema.marks.emphasis)(view.state, view.dispatch), 'Control+I'],
  ['link', words.link, words.link, link, 'Control+K'],
  ['bullet', words.bullet, '•', (view) => toList('bullet')(view.state, view.dispatch)],
  ['plus', words.plus, '+', (view) => toList('plus')(view.state, view.dispatch)],
  ['1.', `1. ${words.numbered}`, '1.', (view) => toList('1.')(view.state, view.dispatch)],
  ['deeper', words.deeper, '→', (view) => sink(view.state, view.dispatch), 'Control+]'],
  ['shallower', words.shallower, '←', (view) => lift(view.state, view.dispatch), 'Control+['],
]

let toolbar = null
/** The one toolbar, which stands at the editor that has the focus. */
function showTools(editor) {
  const isProse = editor.kind === 'prose'
  toolbar?.remove()
  toolbar = document.createElement('div')
  toolbar.className = 'toolbar'
  toolbar.setAttribute('role', 'toolbar')
  toolbar.setAttribute('aria-label', words.toolbar.replace('{}', editor.label()))
  for (const [name, text, sign, run, keys] of tools) {
    if (!isProse && !['strong', 'emphasis', 'link'].includes(name)) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.tool = name
    button.title = keys ? `${text} (${keys.replace('Control', 'Ctrl')})` : text
    button.setAttribute('aria-label', text)
    if (keys) button.setAttribute('aria-keyshortcuts', keys)
    button.textContent = sign
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      run(editor.view)
      editor.view.focus()
    })
    toolbar.append(button)
  }
  // One stop for Tab; the arrows go from tool to tool.
  const buttons = [...toolbar.children]
  const stop = (at) => buttons.forEach((button, index) => (button.tabIndex = index === at ? 0 : -1))
  stop(0)
  toolbar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined || !buttons[to]) return
    event.preventDefault()
    stop(to)
    buttons[to].focus()
  })
  editor.place.before(toolbar)
  markTools(editor.view)
}

function markTools(view) {
  if (!toolbar) return
  const { state } = view
  const { $from, from, to, empty } = state.selection
  for (const button of toolbar.children) {
    const name = button.dataset.tool
    const mark = state.schema.marks[name]
    let on = null
    if (mark) on = empty ? !!mark.isInSet(state.storedMarks || $from.marks()) : state.doc.rangeHasMark(from, to, mark)
    else if (['bullet', 'plus', '1.'].includes(name)) on = listAt($from)?.node.attrs.marker === name
    if (on !== null) button.setAttribute('aria-pressed', on)
  }
}

// --- The editor -----------------------------------------------------------------------------

class ClipboardParser extends Parser {
  parseSlice(dom, options) {
    return super.parseSlice(tidy(dom, MOST_LEVELS), options)
  }
}

/** All that is pasted in one paragraph, where there may be only one. */
function flat(schema, slice) {
  const pieces = []
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true
    if (pieces.length) pieces.push(schema.text(' '))
    node.forEach((child) => pieces.push(child.isText || child.type.name === 'line_break' ? child : null))
    return false
  })
  if (!pieces.length) slice.content.forEach((node) => node.isInline && pieces.push(node))
  return new Slice(Fragment.fromArray(pieces.filter(Boolean)), 0, 0)
}

export class ProseEditor {
  /** `kind` is `prose` or `inlines`; `changed` is called after each change. */
  constructor(place, kind, changed) {
    this.place = place
    this.kind = kind
    this.schema = schemas[kind]
    const { schema } = this
    const isProse = kind === 'prose'
    const rules = isProse
      ? [
          wrappingInputRule(/^\s*([-*•])\s$/, schema.nodes.list, { marker: 'bullet' }),
          wrappingInputRule(/^\s*\+\s$/, schema.nodes.list, { marker: 'plus' }),
          wrappingInputRule(/^1\.\s$/, schema.nodes.list, { marker: '1.' }),
          wrappingInputRule(/^1\)\s$/, schema.nodes.list, { marker: '1)' }),
          wrappingInputRule(/^a\)\s$/, schema.nodes.list, { marker: 'a)' }),
          wrappingInputRule(/^A\)\s$/, schema.nodes.list, { marker: 'A)' }),
        ]
      : []
    const keys = {
      'Mod-b': toggleMark(schema.marks.strong),
      'Mod-i': toggleMark(schema.marks.emphasis),
      'Mod-k': (_state, _dispatch, view) => (link(view), true),
      'Shift-Enter': lineBreak,
    }
    if (isProse) {
      keys.Enter = splitListItem(schema.nodes.item, { number: null })
      keys['Mod-]'] = sink
      keys['Mod-['] = lift
      keys.Backspace = (state, dispatch) => {
        const { $from, empty } = state.selection
        return empty && $from.parentOffset === 0 && $from.index($from.depth - 1) === 0 && lift(state, dispatch)
      }
    } else {
      keys.Enter = lineBreak
    }
    const focus = new Plugin({
      props: { handleDOMEvents: { focus: () => (showTools(this), false) } },
    })
    this.plugins = [inputRules({ rules }), keymap(keys), keymap(baseKeymap), focus]
    this.view = new EditorView(place, {
      state: this.state([]),
      attributes: () => ({ role: 'textbox', 'aria-multiline': 'true', ...this.attributes }),
      clipboardParser: ClipboardParser.fromSchema ? new ClipboardParser(schema, Parser.schemaRules(schema)) : null,
      clipboardTextParser: (text) => {
        const doc = fromBlocks(schemas.prose, textBlocks(text))
        const slice = new Slice(doc.content, 1, 1)
        return isProse ? new Slice(doc.content, doc.firstChild.type.name === 'paragraph' ? 1 : 0, 0) : flat(schema, this.foreign(slice))
      },
      transformPastedHTML: inert,
      transformPasted: (slice) => (isProse ? slice : flat(schema, slice)),
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction))
        markTools(this.view)
        if (transaction.docChanged && !this.isSetting) changed()
      },
    })
  }

  /** Content of the schema of prose in that of one paragraph. */
  foreign(slice) {
    const pieces = []
    slice.content.descendants((node) => {
      if (node.isTextblock && pieces.length) pieces.push(this.schema.text(' '))
      if (node.isText) pieces.push(this.schema.text(node.text))
      return true
    })
    return new Slice(Fragment.fromArray(pieces), 0, 0)
  }

  attributes = {}

  state(blocks) {
    return EditorState.create({ doc: fromBlocks(this.schema, blocks), plugins: this.plugins })
  }

  label() {
    return document.getElementById(this.attributes['aria-labelledby'])?.textContent ?? ''
  }

  /** Names and describes it for those who listen. */
  describe(attributes) {
    this.attributes = attributes
    this.view.setProps({})
  }

  get blocks() {
    return toBlocks(this.view.state.doc)
  }

  get isBlank() {
    const { doc } = this.view.state
    return doc.childCount === 1 && doc.firstChild.type.name === 'paragraph' && !doc.textContent.trim()
  }

  set(blocks) {
    if (JSON.stringify(blocks) === JSON.stringify(this.isBlank ? [] : this.blocks)) return
    this.view.updateState(this.state(blocks))
  }

  focus() {
    this.view.focus()
  }
}
