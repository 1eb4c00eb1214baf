// The pages beside the form: pictures that are put in the place of the ones before when they are
// ready, so that nothing flickers.

import { fill, h, words } from './dom.js'

/** Whether a place is a field's, or one of an entry's. */
const isOf = (place, path) => place === path || place.startsWith(`${path}.`)

export class Pages {
  /** `clicked` is called with the place of a field that was clicked on. */
  constructor(element, note, clicked) {
    this.element = element
    this.note = note
    this.clicked = clicked
    this.sheets = []
    this.known = new Map()
    this.paths = []
    this.turn = 0
  }

  /** The pages that need not be sent again. */
  get have() {
    return [...this.known.keys()]
  }

  /** Shows pages; none if there are problems, and the last sound ones stay. */
  async show(pages) {
    const turn = ++this.turn
    this.note.textContent = pages ? '' : this.sheets.length ? words.old_pages : words.no_pages
    this.note.hidden = !!pages
    this.element.classList.toggle('old', !pages && this.sheets.length > 0)
    if (!pages) return
    for (const page of pages) {
      if (page.svg && !this.known.has(page.digest)) {
        const url = URL.createObjectURL(new Blob([page.svg], { type: 'image/svg+xml' }))
        this.known.set(page.digest, url)
      }
    }
    const images = await Promise.all(
      pages.map(async (page, at) => {
        const before = this.sheets[at]
        if (before?.digest === page.digest) return before.image
        const image = h('img', { src: this.known.get(page.digest), alt: fill(words.page, at + 1), draggable: false })
        await image.decode().catch(() => {})
        return image
      }),
    )
    if (turn !== this.turn) return
    while (this.sheets.length > pages.length) this.sheets.pop().element.remove()
    pages.forEach((page, at) => {
      let sheet = this.sheets[at]
      if (!sheet) {
        sheet = { marks: h('div', { className: 'marks' }), element: h('div', { className: 'sheet' }) }
        sheet.element.addEventListener('click', (event) => this.click(sheet, event))
        sheet.element.append(images[at], sheet.marks)
        this.sheets.push(sheet)
        this.element.append(sheet.element)
      } else if (sheet.image !== images[at]) {
        sheet.image.replaceWith(images[at])
      }
      Object.assign(sheet, { image: images[at], digest: page.digest, places: page.places })
    })
    // What is shown no more is let go; a step back brings it again.
    const shown = new Set(pages.map((page) => page.digest))
    for (const [digest, url] of this.known) {
      if (shown.has(digest)) continue
      URL.revokeObjectURL(url)
      this.known.delete(digest)
    }
    this.mark(this.paths, true)
  }

  click(sheet, event) {
    const box = sheet.element.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    const distance = (place) => {
      const dx = Math.max(place.x - x, 0, x - place.x - place.width)
      const dy = Math.max(place.y - y, 0, y - place.y - place.height)
      return dx * dx + dy * dy
    }
    // Of two that hold the point the smaller one is meant.
    const order = (one, other) => distance(one) - distance(other) || one.width * one.height - other.width * other.height
    const [nearest] = [...sheet.places].sort(order)
    if (nearest && distance(nearest) < 0.002) this.clicked(nearest.path)
  }

  /** Marks the first of these places that is on the pages, and keeps it in view. */
  mark(paths, isUpdate = false) {
    this.paths = paths
    const path = paths.find((path) => this.sheets.some(({ places }) => places.some((place) => isOf(place.path, path))))
    let first = null
    for (const { marks, places } of this.sheets) {
      const own = path ? places.filter((place) => isOf(place.path, path)) : []
      const boxes = own.map((place) => {
        const box = h('div', { className: 'mark' })
        for (const side of ['x', 'y', 'width', 'height']) {
          const name = { x: 'left', y: 'top' }[side] ?? side
          box.style[name] = `${100 * place[side]}%`
        }
        return box
      })
      marks.replaceChildren(...boxes)
      first ??= boxes[0]
    }
    if (!first) return
    const pane = this.element.getBoundingClientRect()
    const box = first.getBoundingClientRect()
    const isOut = box.top < pane.top + 20 || box.bottom > pane.bottom - 20
    if (isOut && !(isUpdate && box.height > pane.height)) {
      this.element.scrollTop += box.top - pane.top - pane.height / 3
    }
  }
}
