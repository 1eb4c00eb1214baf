// What is pasted, as clean prose: Word's paragraphs with bullets become lists, tables lines of
// text, and all else loses its looks.

/** Markup of which nothing is applied or run while it is read: looks stay to be asked for. */
export const inert = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style>/gi, '')
    .replace(/<script[\s\S]*?<\/script>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+|src|srcset)\s*=/gi, ' data-$1='))

const look = (element) => element.dataset.style ?? ''

/** The mark of a list, by what stands before an item. */
function marker(sign) {
  const text = sign.replace(/\s/g, '')
  if (/^\d+\)/.test(text)) return '1)'
  if (/^\d+/.test(text)) return '1.'
  if (/^[a-z]\)/.test(text)) return 'a)'
  if (/^[A-Z]\)/.test(text)) return 'A)'
  return text === '+' ? 'plus' : 'bullet'
}

const make = (of, tag, marker) => {
  const element = of.ownerDocument.createElement(tag)
  if (marker) element.dataset.marker = marker
  return element
}

/** Cleans a tree that is to be read as prose. */
export function tidy(dom, mostLevels) {
  for (const useless of dom.querySelectorAll('style, script, meta, link, title, xml, img, input, button, svg, object, iframe')) {
    useless.remove()
  }
  tables(dom)
  wordLists(dom, mostLevels)
  looks(dom)
  // Lists that stand beside items instead of in them, as some programs write them.
  for (const list of dom.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = list.previousElementSibling
    if (before?.tagName === 'LI') before.append(list)
  }
  // Deeper than prose goes.
  for (const list of dom.querySelectorAll('ul, ol')) {
    let depth = 0
    for (let at = list; at && at !== dom; at = at.parentNode) if (/^(UL|OL)$/.test(at.tagName)) depth++
    if (depth > mostLevels) list.closest('li')?.after(...list.children)
  }
  for (const empty of dom.querySelectorAll('ul:empty, ol:empty')) empty.remove()
  return dom
}

/** Bold and italic that stand in a style. */
function looks(dom) {
  for (const element of dom.querySelectorAll('[data-style]')) {
    const style = look(element)
    if (/(^|[\s;])font-weight:\s*(normal|400)/i.test(style) && /^(B|STRONG)$/.test(element.tagName)) {
      element.replaceWith(...element.childNodes)
      continue
    }
    for (const [sign, tag] of [
      [/(^|[\s;])font-weight:\s*(bold|[6-9]\d\d)/i, 'strong'],
      [/(^|[\s;])font-style:\s*italic/i, 'em'],
    ]) {
      if (!sign.test(style) || !/^(SPAN|A|B|I|EM|STRONG|U|FONT|CODE)$/.test(element.tagName)) continue
      const mark = make(element, tag)
      mark.append(...element.childNodes)
      element.append(mark)
    }
  }
}

/** Rows become paragraphs. */
function tables(dom) {
  for (const table of dom.querySelectorAll('table')) {
    const rows = [...table.querySelectorAll('tr')].map((row) => {
      const line = make(table, 'p')
      line.textContent = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()).filter(Boolean).join(' – ')
      return line
    })
    table.replaceWith(...rows.filter((row) => row.textContent))
  }
}

/** Word writes items as paragraphs whose style says which list and level, and whose sign is text. */
function wordLists(dom, mostLevels) {
  const isItem = (element) => element?.tagName === 'P' && /mso-list:\s*l\d+/i.test(look(element))
  for (const first of dom.querySelectorAll('p')) {
    if (!first.isConnected && first.getRootNode() !== dom.getRootNode()) continue
    if (!isItem(first) || isItem(first.previousElementSibling)) continue
    const items = []
    for (let at = first; isItem(at); at = at.nextElementSibling) items.push(at)
    const open = []
    const top = make(first, 'div')
    for (const item of items) {
      const level = Math.min(mostLevels, Number(look(item).match(/level(\d+)/i)?.[1] ?? 1), open.length + 1)
      let sign = ''
      for (const span of item.querySelectorAll('span')) {
        if (!/mso-list:\s*ignore/i.test(look(span))) continue
        sign += span.textContent
        span.remove()
      }
      const mark = marker(sign)
      open.length = Math.min(open.length, level)
      if (open.length < level || open[level - 1].dataset.marker !== mark) {
        open.length = level - 1
        const list = make(item, mark === 'bullet' || mark === 'plus' ? 'ul' : 'ol', mark)
        ;(open.length ? open[open.length - 1].lastElementChild : top).append(list)
        open.push(list)
      }
      const entry = make(item, 'li')
      const paragraph = make(item, 'p')
      paragraph.append(...item.childNodes)
      entry.append(paragraph)
      open[open.length - 1].append(entry)
    }
    first.before(...top.childNodes)
    for (const item of items) item.remove()
  }
}

/** Plain text as blocks: lines with bullets or numbers become lists. */
export function textBlocks(text) {
  const blocks = []
  let paragraph = null
  let list = null
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const found = line.match(/^\s*([•·▪◦‣●○■□*+–-]|\d{1,3}[.)])\s+(\S.*)$/)
    if (found) {
      const mark = found[1] === '+' ? 'plus' : /\d/.test(found[1]) ? (found[1].endsWith(')') ? '1)' : '1.') : 'bullet'
      if (list?.marker !== mark) {
        list = { kind: 'list', marker: mark, items: [] }
        blocks.push(list)
      }
      list.items.push({ number: list.items.length + 1, blocks: [{ kind: 'paragraph', pieces: [{ text: found[2].trim() }] }] })
      paragraph = null
    } else if (!line.trim()) {
      paragraph = list = null
    } else {
      list = null
      if (paragraph) paragraph.pieces.push({ text: null })
      else blocks.push((paragraph = { kind: 'paragraph', pieces: [] }))
      paragraph.pieces.push({ text: line.trim() })
    }
  }
  return blocks
}
