// What is pasted, as clean prose: Word's paragraphs with bullets become lists, tables lines of
// text, and all else loses its looks.

/** Without characters that no text has: controls but for tabs and the ends of lines. */
const clean = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "");

/** Markup of which nothing is applied or run while it is read: looks stay to be asked for. */
export const inert = (html) =>
  clean(html.replace(/\v/g, "<br>"))
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<script[\s\S]*?<\/script>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+|src|srcset)\s*=/gi, " data-$1="));

const look = (element) => element.dataset.style ?? "";

/** The mark of a list and an item's number, by what stands before it. */
function markOf(sign) {
  const text = sign.replace(/\s/g, "");
  const count = text.match(/(\d+)\D*$/);
  if (count) return { marker: text.endsWith(")") ? "1)" : "1.", number: Number(count[1]) };
  const letter = text.match(/^\(?([a-z])[.)]$/i)?.[1];
  const roman = text.endsWith(")") ? "1)" : "1.";
  if (letter)
    return {
      marker: /[a-z]/.test(letter) ? "a)" : "A)",
      number: letter.toLowerCase().charCodeAt(0) - 96,
      roman,
    };
  if (/^\(?[ivxlc]+[.)]$/i.test(text)) return { marker: roman, number: null };
  return { marker: text === "+" ? "plus" : "bullet", number: null };
}

const make = (of, tag, marker) => {
  const element = of.ownerDocument.createElement(tag);
  if (marker) element.dataset.marker = marker;
  return element;
};

const isBlock = (element) =>
  /^(P|DIV|LI|UL|OL|TABLE|TR|H[1-6]|BLOCKQUOTE|PRE|SECTION|ARTICLE|ADDRESS|DL|DT|DD|FIGURE|FIGCAPTION|BR|HR)$/.test(
    element.tagName,
  );

/** What is no text, or is not seen where it is copied. */
const USELESS =
  "style, script, meta, link, title, xml, img, input, svg, object, iframe, select, textarea, template, .msoDel, del[cite], del[datetime], .msocomanchor, .msocomtxt";
const isHidden = (element) => /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i.test(look(element));

/** Cleans a tree that is to be read as prose. */
export function tidy(dom, mostLevels) {
  for (const useless of dom.querySelectorAll(USELESS)) useless.remove();
  for (const element of dom.querySelectorAll("[data-style]")) if (isHidden(element)) element.remove();
  texts(dom);
  tables(dom);
  wordLists(dom, mostLevels);
  looks(dom);
  listMarks(dom);
  // Lists that stand beside items instead of in them, as some programs write them.
  for (const list of dom.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling;
    if (before?.tagName === "LI") before.append(list);
    else list.replaceWith(...list.childNodes);
  }
  // Deeper than prose goes: behind the item, the innermost first.
  for (const list of [...dom.querySelectorAll("ul, ol")].reverse()) {
    let depth = 0;
    for (let at = list; at && at !== dom; at = at.parentNode) if (/^(UL|OL)$/.test(at.tagName)) depth++;
    if (depth > mostLevels) {
      const item = list.parentNode.closest("li");
      item.after(...list.childNodes);
      list.remove();
    }
  }
  for (const empty of dom.querySelectorAll("ul, ol, p, li")) {
    if (!empty.textContent.trim() && !empty.querySelector("br")) empty.remove();
  }
  return dom;
}

/** The marks and numbers that web pages give in attributes and styles. */
function listMarks(dom) {
  for (const list of dom.querySelectorAll("ol:not([data-marker])")) {
    const style = `${look(list)};${look(list.querySelector("li") ?? list)}`;
    const type =
      list.getAttribute("type") ??
      style.match(/list-style(?:-type)?:\s*(lower-alpha|lower-latin|upper-alpha|upper-latin)/i)?.[1];
    if (/^(a|lower-(alpha|latin))$/.test(type ?? "")) list.dataset.marker = "a)";
    else if (/^(A|upper-(alpha|latin))$/.test(type ?? "")) list.dataset.marker = "A)";
    const start = Number.parseInt(list.getAttribute("start"), 10);
    const first = list.querySelector(":scope > li");
    if (start > 1 && first && !first.hasAttribute("value")) first.setAttribute("value", start);
  }
}

/** Bold and italic that stand in a style. */
function looks(dom) {
  for (const element of dom.querySelectorAll("[data-style]")) {
    const style = look(element);
    if (/(^|[\s;])font-weight:\s*(normal|400)/i.test(style) && /^(B|STRONG)$/.test(element.tagName)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const [sign, tag] of [
      [/(^|[\s;])font-weight:\s*(bold|[6-9]\d\d)/i, "strong"],
      [/(^|[\s;])font-style:\s*italic/i, "em"],
    ]) {
      if (!sign.test(style) || !/^(SPAN|A|B|I|EM|STRONG|U|FONT|CODE)$/.test(element.tagName)) continue;
      const mark = make(element, tag);
      mark.append(...element.childNodes);
      element.append(mark);
    }
  }
}

/** Rows become paragraphs; what stands alone in its row is a page's layout, and stays as it is. */
function tables(dom) {
  for (const table of [...dom.querySelectorAll("table")].reverse()) {
    const blocks = [];
    if (table.caption) {
      const caption = make(table, "p");
      caption.append(...table.caption.childNodes);
      blocks.push(caption);
    }
    for (const row of table.rows) {
      const cells = [...row.cells].filter((cell) => cell.textContent.trim());
      if (cells.length < 2) {
        const block = make(table, "div");
        block.append(...(cells[0]?.childNodes ?? []));
        blocks.push(block);
        continue;
      }
      const line = make(table, "p");
      for (const cell of cells) {
        if (line.hasChildNodes()) line.append(" – ");
        flatten(cell);
        line.append(...cell.childNodes);
      }
      blocks.push(line);
    }
    table.replaceWith(...blocks.filter((block) => block.textContent.trim()));
  }
}

/** Puts all blocks in an element on one line. */
function flatten(element) {
  for (const block of [...element.querySelectorAll("*")].filter(isBlock).reverse()) {
    block.replaceWith(" ", ...block.childNodes, " ");
  }
  element.normalize();
  const ends = [element.firstChild, element.lastChild].filter((node) => node?.nodeType === 3);
  for (const text of ends)
    text.data = text === element.firstChild ? text.data.trimStart() : text.data.trimEnd();
}

/** Word writes items as paragraphs whose style says which list and level, and whose sign is text; on
 *  the web as lists of one item each. */
function wordLists(dom, mostLevels) {
  const ofStyle = (element) =>
    element.tagName === "P" && look(element).match(/mso-list:\s*(l\d+)(?:\s+level(\d+))?/i);
  const isWrapper = (element) => element.matches(".ListContainerWrapper") && element.querySelector("li");
  const isItem = (element) => element && (ofStyle(element) || isWrapper(element));
  for (const first of dom.querySelectorAll("p, .ListContainerWrapper")) {
    if (first.dataset.taken || !isItem(first) || isItem(first.previousElementSibling)) continue;
    const elements = [];
    for (let at = first; isItem(at); at = at.nextElementSibling) elements.push(at);
    const items = elements.flatMap((element) => {
      element.dataset.taken = "true";
      if (!ofStyle(element)) return [...element.querySelectorAll("li")].map(webItem);
      const [, list, level] = ofStyle(element);
      const signs = [...element.querySelectorAll("span")].filter((span) =>
        /mso-list:\s*ignore/i.test(look(span)),
      );
      const sign = signs.map((span) => span.textContent).join("");
      signs.forEach((span) => span.remove());
      return [{ list, level: Number(level ?? 1), ...markOf(sign), nodes: [...element.childNodes] }];
    });
    first.before(...nested(first, items, mostLevels));
    for (const element of elements) element.remove();
  }
}

function webItem(item) {
  const isNumbered = item.parentNode.tagName === "OL";
  const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1);
  const marker = isNumbered ? "1." : "bullet";
  return { list: marker, level, marker, number: null, nodes: [...item.childNodes] };
}

/** Lists of items that each have a level. */
function nested(of, items, mostLevels) {
  const open = [];
  const top = make(of, "div");
  for (const { list, level: written, marker, number, roman, nodes } of items) {
    const level = Math.min(mostLevels, written, open.length + 1);
    const key = `${list} ${written}`;
    open.length = Math.min(open.length, level);
    if (open.length < level || open[level - 1].key !== key) {
      open.length = level - 1;
      // A list that begins with the letter i counts in Roman numbers.
      const mark = roman && number === 9 ? roman : marker;
      const element = make(of, mark === "bullet" || mark === "plus" ? "ul" : "ol", mark);
      (open.length ? open.at(-1).element.lastElementChild : top).append(element);
      open.push({ element, key, mark, next: 1 });
    }
    const here = open[level - 1];
    const entry = make(of, "li");
    if (number !== null && marker === here.mark && number !== here.next) entry.setAttribute("value", number);
    here.next = (marker === here.mark ? (number ?? here.next) : here.next) + 1;
    const paragraph = make(of, "div");
    paragraph.append(...nodes);
    entry.append(paragraph);
    here.element.append(entry);
  }
  return [...top.childNodes];
}

/** Characters that stand for looks: rows of blanks, lines of what is set as written, raised digits. */
function texts(dom) {
  for (const raised of dom.querySelectorAll("sup")) {
    const digit = { 1: "¹", 2: "²", 3: "³" }[raised.textContent.trim()];
    if (digit) raised.textContent = digit;
  }
  for (const term of dom.querySelectorAll("dt, summary, legend")) {
    const paragraph = make(term, "p");
    paragraph.append(...term.childNodes);
    term.replaceWith(paragraph);
  }
  const walker = dom.ownerDocument.createTreeWalker(dom, 4);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const text of found) {
    const lines = text.parentNode.closest?.("pre") ? text.data.split("\n") : [text.data];
    const pieces = lines.flatMap((line, at) => [
      ...(at ? [make(text.parentNode, "br")] : []),
      line.replace(/[ \u00a0]{2,}/g, " "),
    ]);
    text.replaceWith(...pieces);
  }
}

/** Plain text as blocks: lines with bullets or numbers become lists. */
export function textBlocks(text) {
  const blocks = [];
  let paragraph = null;
  let list = null;
  // Word's line break, a page break and others end lines too.
  for (const line of clean(text.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n")).split("\n")) {
    const found = line.match(/^\s*([•·▪◦‣●○■□*+–-]|\d{1,3}[.)])\s+(\S.*)$/);
    if (found) {
      const { marker, number } = markOf(found[1]);
      if (list?.marker !== marker) {
        list = { kind: "list", marker, items: [] };
        blocks.push(list);
      }
      list.items.push({
        number: number ?? list.items.length + 1,
        blocks: [{ kind: "paragraph", pieces: [{ text: found[2].trim() }] }],
      });
      paragraph = null;
    } else if (!line.trim()) {
      paragraph = list = null;
    } else {
      list = null;
      if (paragraph) paragraph.pieces.push({ text: null });
      else blocks.push((paragraph = { kind: "paragraph", pieces: [] }));
      paragraph.pieces.push({ text: line.trim() });
    }
  }
  return blocks;
}
