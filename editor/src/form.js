// The form: its fields as the server has written them, filled in, read, and told what is wrong.

import { call, fill, h, say, words } from './dom.js'
import { ProseEditor } from './prose.js'

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
let ids = 0

/** One field: a place on the form with a value. */
class Field {
  constructor(element, form) {
    this.element = element
    this.form = form
    this.kind = element.dataset.kind
    this.id = `field-${++ids}`
    const at = (selector) => element.querySelector(`:scope > ${selector}`)
    this.list = at('.problems')
    this.list.id = `${this.id}-problems`
    const help = at('.help')
    if (help) help.id = `${this.id}-help`
    this.describedBy = [help?.id, this.list.id].filter(Boolean).join(' ')
    const changed = () => form.changed(this)
    this.box = at('.tick')?.querySelector('input')
    this.input = at('input')
    if (this.input) {
      this.input.id = this.id
      element.querySelector('label').htmlFor = this.id
      this.input.setAttribute('aria-describedby', this.describedBy)
      this.input.addEventListener('input', changed)
    }
    if (this.box) {
      this.box.id = `${this.id}-box`
      const label = element.querySelector('.tick label')
      label.htmlFor = this.box.id
      label.id = `${this.id}-label`
      this.box.setAttribute('aria-describedby', this.describedBy)
      this.box.addEventListener('change', () => {
        if (this.editor && !this.editor.isBlank && !this.box.checked) {
          this.box.checked = true
          say(words.ticked_by_text)
          this.box.title = words.ticked_by_text
          return
        }
        changed()
      })
    }
    const label = at('.label')
    if (label) label.id = `${this.id}-label`
    const place = at('.editor')
    if (place) {
      const kind = this.kind === 'prose' ? 'prose' : 'inlines'
      this.editor = new ProseEditor(place, kind, () => {
        if (this.box && !this.editor.isBlank) this.box.checked = true
        changed()
      })
      this.describe()
    }
  }

  describe(isInvalid = false) {
    const attributes = {
      id: this.id,
      'aria-labelledby': `${this.id}-label`,
      'aria-describedby': this.describedBy,
    }
    if (this.element.querySelector('.editor').dataset.required) attributes['aria-required'] = 'true'
    if (isInvalid) attributes['aria-invalid'] = 'true'
    this.editor.describe(attributes)
  }

  get value() {
    switch (this.kind) {
      case 'box':
        return this.box.checked
      case 'tick':
        return { ticked: this.box.checked, ...this.prose }
      case 'file':
        return this.element.dataset.file ?? ''
      case 'line':
      case 'date':
        return this.input.value
      default:
        return this.prose
    }
  }

  get prose() {
    if (this.raw) return { markdown: this.raw.value }
    return { blocks: this.editor.isBlank ? [] : this.editor.blocks }
  }

  set value(value) {
    if (same(value, this.value)) return
    if (this.kind === 'box') this.box.checked = value
    else if (this.kind === 'file') this.showFile(value)
    else if (this.input) {
      // A day that is written otherwise is shown as it is written.
      if (this.kind === 'date') this.input.type = !value || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text'
      this.input.value = value
    } else {
      if (this.box) this.box.checked = value.ticked
      this.showRaw(value.markdown)
      if (value.blocks) this.editor.set(value.blocks)
    }
  }

  /** Text that is no prose as it stands is shown as it is written. */
  showRaw(markdown) {
    const place = this.element.querySelector('.editor')
    if (markdown === undefined) {
      this.raw?.parentElement.remove()
      this.raw = null
      place.hidden = false
      return
    }
    if (!this.raw) {
      this.raw = h('textarea', {
        rows: 4,
        oninput: () => this.form.changed(this),
        'aria-labelledby': `${this.id}-label`,
        'aria-describedby': this.describedBy,
      })
      place.after(h('div', { className: 'raw' }, h('p', { className: 'help', textContent: words.raw }), this.raw))
      place.hidden = true
    }
    this.raw.value = markdown
  }

  showFile(file) {
    this.element.dataset.file = file
    const query = new URLSearchParams({ file: this.form.file, path: file })
    this.element.querySelector('img').src = `/api/picture?${query}`
    this.element.querySelector('.file').textContent = file
  }

  focus() {
    if (this.raw) this.raw.focus()
    else if (this.input) this.input.focus()
    else if (this.kind === 'tick' && this.box.checked) this.editor.focus()
    else if (this.box) this.box.focus()
    else if (this.editor) this.editor.focus()
    else this.element.parentElement.querySelector('.field input')?.focus()
  }

  /** Shows what is wrong. */
  tell(problems) {
    const isInvalid = problems.some((problem) => problem.severity === 'error')
    show(this.list, problems)
    this.element.classList.toggle('wrong', isInvalid)
    this.element.classList.toggle('to-do', isInvalid && problems.every(isToDo))
    const control = this.raw ?? this.input ?? this.box
    if (control) {
      if (isInvalid) control.setAttribute('aria-invalid', 'true')
      else control.removeAttribute('aria-invalid')
    }
    if (this.editor && !!this.isInvalid !== isInvalid) this.describe(isInvalid)
    this.isInvalid = isInvalid
  }
}

/** Whether a problem is only that something is not filled in yet. */
export const isToDo = (problem) => ['missing-key', 'blank-value', 'empty-list', 'empty-file'].includes(problem.code)

/** Fills a list with problems; one that is there already is not told again. */
function show(list, problems) {
  const texts = problems.map((problem) => [problem.message, ...problem.hints].join('. '))
  if (same(texts, [...list.children].map((item) => item.dataset.text))) return
  list.replaceChildren(
    ...problems.map((problem, at) =>
      h(
        'li',
        { 'data-text': texts[at], className: problem.severity },
        h('strong', { textContent: problem.message }),
        ...problem.hints.map((hint) => h('span', { className: 'hint', textContent: hint })),
      ),
    ),
  )
}

/** A list whose entries are added, removed and moved. */
class List {
  constructor(element, form) {
    this.element = element
    this.form = form
    this.key = element.dataset.list
    this.label = element.dataset.label
    this.entries = element.querySelector('.entries')
    this.template = element.querySelector('template')
    this.problems = element.querySelector(':scope > .problems')
    this.items = []
    const add = element.querySelector('.add')
    if (add) {
      add.setAttribute('aria-label', fill(words.add_to, this.label))
      add.addEventListener('click', () => {
        const item = this.add()
        this.form.changed(null)
        item.fields[0].focus()
      })
    }
    this.choose = element.querySelector('input[type=file]')
    this.choose?.addEventListener('change', () => {
      this.addPictures([...this.choose.files])
      this.choose.value = ''
    })
    if (this.choose) this.takeDrops()
  }

  get value() {
    return this.items.map(({ fields }) => {
      if (fields.length === 1 && !fields[0].element.dataset.keys) return fields[0].value
      return Object.fromEntries(fields.map((field) => [field.element.dataset.keys, field.value]))
    })
  }

  set value(values) {
    while (this.items.length > values.length) this.items.pop().element.remove()
    values.forEach((value, at) => {
      const { fields } = this.items[at] ?? this.add()
      for (const field of fields) field.value = field.element.dataset.keys ? value[field.element.dataset.keys] : value
    })
    this.number()
  }

  add() {
    const element = this.template.content.cloneNode(true).firstElementChild
    const item = { element, fields: [] }
    this.entries.append(element)
    item.fields = [...element.querySelectorAll('.field')].map((field) => new Field(field, this.form))
    this.items.push(item)
    const act = (name, run) => element.querySelector(`.${name}`).addEventListener('click', run)
    act('up', () => this.move(item, -1))
    act('down', () => this.move(item, 1))
    act('remove', () => this.remove(item))
    element.addEventListener('keydown', (event) => {
      if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
      event.preventDefault()
      this.move(item, event.key === 'ArrowUp' ? -1 : 1, event.target)
    })
    this.number()
    return item
  }

  remove(item) {
    const at = this.items.indexOf(item)
    this.items.splice(at, 1)
    item.element.remove()
    this.number()
    this.form.changed(null)
    say(fill(words.removed, fill(words.entry, this.label, at + 1)))
    const next = this.items[Math.min(at, this.items.length - 1)]
    if (next) next.fields[0].focus()
    else (this.element.querySelector('.add') ?? this.choose).focus()
  }

  move(item, by, focused = null) {
    const at = this.items.indexOf(item)
    const to = at + by
    if (to < 0 || to >= this.items.length) return
    const focus = focused ?? item.element.querySelector(by < 0 ? '.up' : '.down')
    this.items.splice(at, 1)
    this.items.splice(to, 0, item)
    const other = this.items[at].element
    if (by < 0) other.before(item.element)
    else other.after(item.element)
    this.number()
    this.form.changed(null)
    if (focus.disabled) item.element.querySelector(by < 0 ? '.down' : '.up').focus()
    else focus.focus()
    say(fill(words.moved, fill(words.entry, this.label, to + 1)))
  }

  /** Gives entries their numbers and fields their places. */
  number() {
    const single = this.items[0]?.fields.length === 1
    this.items.forEach(({ element, fields }, at) => {
      const name = fill(words.entry, this.label, at + 1)
      element.querySelector('.number').textContent = single ? `${at + 1}` : name
      element.querySelector('.handles').setAttribute('aria-label', name)
      for (const button of ['up', 'down', 'remove']) {
        element.querySelector(`.${button}`).setAttribute('aria-label', `${words[button]}: ${name}`)
      }
      element.querySelector('.up').disabled = at === 0
      element.querySelector('.down').disabled = at === this.items.length - 1
      for (const field of fields) {
        const { keys } = field.element.dataset
        field.path = `${this.key}[${at}]${keys ? `.${keys}` : ''}`
        if (!keys) {
          field.element.querySelector('.label').textContent = name
          field.element.querySelector('.label').classList.add('unseen')
        }
      }
    })
    const most = Number(this.element.dataset.most)
    const add = this.element.querySelector('.add')
    if (add) add.disabled = most > 0 && this.items.length >= most
  }

  takeDrops() {
    const { element } = this
    const files = (event) => [...(event.dataTransfer ?? event.clipboardData).files]
    element.addEventListener('dragover', (event) => {
      event.preventDefault()
      element.classList.add('over')
    })
    element.addEventListener('dragleave', () => element.classList.remove('over'))
    element.addEventListener('drop', (event) => {
      event.preventDefault()
      element.classList.remove('over')
      this.addPictures(files(event))
    })
    // Wherever on the form a picture is pasted.
    document.addEventListener(
      'paste',
      (event) => {
        const pictures = files(event).filter((file) => file.type.startsWith('image/'))
        if (!pictures.length || event.clipboardData.types.includes('text/html')) return
        event.preventDefault()
        event.stopPropagation()
        this.addPictures(pictures)
      },
      true,
    )
  }

  /** Stores pictures beside the report, and asks what they show. */
  async addPictures(files) {
    for (const file of files) {
      const query = new URLSearchParams({ file: this.form.file, name: file.name })
      const { ok, body } = await call(`/api/picture?${query}`, file)
      if (!ok) {
        const problems = body.problems ?? [{ severity: 'error', hints: [], message: `${file.name}: ${body.message ?? words.away}` }]
        show(this.problems, problems)
        say(problems.map((problem) => [problem.message, ...problem.hints].join('. ')).join(' '))
        continue
      }
      show(this.problems, [])
      const item = this.add()
      item.fields.find((field) => field.kind === 'file').value = body.file
      this.form.changed(null)
      item.fields.find((field) => field.kind !== 'file').focus()
      say(fill(words.picture_taken, file.name))
    }
  }
}

export class Form {
  /** `changed` is called with the field that changed, or null if several may have. */
  constructor(element, file, changed) {
    this.file = file
    this.onChange = changed
    this.isSetting = false
    this.parts = [...element.children].flatMap((child) => {
      if (child.classList.contains('list')) return [new List(child, this)]
      if (!child.classList.contains('field')) return []
      const field = new Field(child, this)
      field.path = child.dataset.keys
      return [field]
    })
    element.addEventListener('submit', (event) => event.preventDefault())
  }

  changed(field) {
    if (!this.isSetting) this.onChange(field)
  }

  get value() {
    const value = {}
    for (const part of this.parts) {
      const keys = part instanceof List ? [part.key] : part.path.split('.')
      const last = keys.pop()
      let at = value
      for (const key of keys) at = at[key] ??= {}
      at[last] = part.value
    }
    return value
  }

  set value(value) {
    this.isSetting = true
    for (const part of this.parts) {
      const keys = part instanceof List ? [part.key] : part.path.split('.')
      part.value = keys.reduce((at, key) => at[key], value)
    }
    this.isSetting = false
  }

  get fields() {
    return this.parts.flatMap((part) => (part instanceof List ? part.items.flatMap((item) => item.fields) : [part]))
  }

  /** The field at a place, or the nearest that has to do with it. */
  find(path) {
    const { fields } = this
    return (
      fields.find((field) => field.path === path) ??
      fields.find((field) => field.path.startsWith(path) && path) ??
      fields.find((field) => path.startsWith(field.path) && field.path)
    )
  }

  /** Goes to the field at a place. */
  focus(path) {
    const field = this.find(path)
    if (field) {
      field.focus()
      field.element.scrollIntoView({ block: 'center' })
      return
    }
    const list = this.parts.find((part) => part instanceof List && path.startsWith(part.key))
    ;(list?.element.querySelector('.add') ?? list?.choose)?.focus()
  }

  /**
   * The places of what holds an element, the nearest first: its field; what a field says of a picture
   * is seen in that; a button is its entry's.
   */
  placesOf(element) {
    const field = this.fields.find((field) => field.element.contains(element))
    const entries = this.parts.flatMap((part) => (part instanceof List ? part.items : []))
    const entry = entries.find((item) => item.element.contains(element))
    const picture = field && entry?.fields.find((other) => other.kind === 'file')
    const whole = !field && entry && entry.fields[0].path.replace(/\.[^.\]]*$/, '')
    return [field?.path, picture?.path, whole].filter(Boolean)
  }

  /** Shows each problem at its field. Gives those that have none. */
  tell(problems) {
    const left = new Set(problems)
    const take = (path) => {
      const own = problems.filter((problem) => left.has(problem) && problem.path === path)
      for (const problem of own) left.delete(problem)
      return own
    }
    for (const field of this.fields) field.tell(take(field.path))
    for (const part of this.parts) {
      if (!(part instanceof List)) continue
      const own = [...take(part.key), ...part.items.flatMap((_, at) => take(`${part.key}[${at}]`))]
      if (own.length || part.problems.dataset.told) show(part.problems, own)
      part.problems.dataset.told = own.length ? '1' : ''
    }
    return [...left]
  }
}
