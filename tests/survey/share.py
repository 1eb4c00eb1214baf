"""How much of our Word documents other programs see: the share of the PDF's words, in order, and how
many of the list items and table rows.

usage: share.py FOLDER; FOLDER/all and FOLDER/none hold documents with controls and without, each with
its PDF beside it and what docx-preview shows of it.
"""

import difflib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import mammoth
from docx2python import docx2python
from markitdown import MarkItDown

# Least share of the words, in a document without controls.
ENOUGH = 0.95
# How far below the page's edge the body begins on the first page and on others, in points.
FIRST, OTHERS = 138, 90


def words(text):
    """The words of a text; an address that is broken at a line's end is several anyway."""
    return re.findall(r"\w+", text.replace("\u00ad\n", "").replace("\u00ad", ""))


def words_of_pdf(pdf):
    """The words of the body. A table's head that is repeated on a further page is left out."""
    found = []
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    for page in range(1, int(re.search(r"Pages: *(\d+)", info)[1]) + 1):
        top = FIRST if page == 1 else OTHERS
        command = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "-x", "0", "-y", str(top)]
        command += ["-W", "600", "-H", str(842 - top), pdf, "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if page > 1:
            text = re.sub(r"^Delmoment\s.*?info\?", "", text, flags=re.S)
        found += words(text)
    return found


def of_html(html):
    """The text, the list items and the table rows of a page."""
    # Parts of a word may be set in tags of their own.
    joined = re.sub(r"(?s)</?(strong|em|a|span|b|i|u|mark)\b[^>]*>", "", html)
    text = re.sub(r"<[^>]+>", " ", joined)
    for entity, character in {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}.items():
        text = text.replace(entity, character)
    return text, len(re.findall(r"<li\b", html)), len(re.findall(r"<tr\b", html))


def python_docx(path):
    texts, items, rows = [], 0, 0

    def paragraph(found):
        nonlocal items
        texts.append(found.text)
        items += found._p.pPr is not None and found._p.pPr.numPr is not None

    for block in docx.Document(path).iter_inner_content():
        if isinstance(block, docx.text.paragraph.Paragraph):
            paragraph(block)
            continue
        for row in block.rows:
            rows += 1
            for cell in row.cells:
                for found in cell.paragraphs:
                    paragraph(found)
    return "\n".join(texts), items, rows


def of_mammoth(path):
    with open(path, "rb") as file:
        return of_html(mammoth.convert_to_html(file).value)


def of_docx2python(path):
    with docx2python(path) as found:
        lines = [line for table in found.body for row in table for cell in row for line in cell]
        rows = sum(len(table) for table in found.body if any(len(row) > 1 for row in table))
        items = sum(bool(re.match(r"\t*(--|\d+\)|[a-zA-Z]\))\t", line)) for line in lines)
        # The alternative texts of pictures stand among the words.
        text = re.sub(r"-+Image alt text-+>.*?<\S*", "", "\n".join(lines))
        return re.sub(r"<[^>]+>", "", text), items, rows


def of_markitdown(path):
    text = MarkItDown().convert(str(path)).text_content
    lines = text.split("\n")
    # In a cell a list is one line.
    items = sum(bool(re.match(r" *([*+-]|\d+\.) ", line)) for line in lines)
    rows = sum(line.startswith("|") and not re.match(r"\|[ |:-]+\|$", line) for line in lines)
    text = re.sub(r"data:[^)]*|\*\*|\\", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text), items, rows


def of_pandoc(path):
    html = subprocess.run(["pandoc", "-t", "html", path], capture_output=True, text=True, check=True)
    return of_html(html.stdout)


def of_preview(path):
    seen = json.loads(path.with_suffix(".preview.json").read_text())
    return seen["text"], seen["items"], seen["rows"]


READERS = {
    "python-docx": python_docx,
    "mammoth": of_mammoth,
    "docx2python": of_docx2python,
    "markitdown": of_markitdown,
    "pandoc": of_pandoc,
    "docx-preview": of_preview,
}
# It has no lists in cells, and shows those of text.
WITHOUT_LISTS_IN_CELLS = {"markitdown"}


def main(folder):
    print(f"{'':14}{'controls':10}{'words: least':>14}{'all':>8}{'items':>12}{'rows':>12}")
    is_too_little = False
    for name, read in READERS.items():
        for controls in ("all", "none"):
            least, seen, total = 1.0, 0, 0
            items, rows, of_items, of_rows = 0, 0, 0, 0
            for path in sorted((folder / controls).rglob("*.docx")):
                expected = words_of_pdf(path.with_suffix(".pdf"))
                text, some_items, some_rows = read(path)
                matcher = difflib.SequenceMatcher(None, expected, words(text), autojunk=False)
                common = sum(block.size for block in matcher.get_matching_blocks())
                least = min(least, common / len(expected))
                seen, total = seen + common, total + len(expected)
                items, rows = items + some_items, rows + some_rows
                with zipfile.ZipFile(path) as package:
                    document = package.read("word/document.xml").decode()
                of_items += document.count("<w:numPr>")
                of_rows += len(re.findall(r"<w:tr[ >]", document))
            print(f"{name:14}{controls:10}{least:14.1%}{seen / total:8.1%}"
                  f"{items:7}/{of_items:<4}{rows:7}/{of_rows:<4}")
            if controls == "none":
                lists = name in WITHOUT_LISTS_IN_CELLS or items >= of_items
                is_too_little |= least < ENOUGH or rows < of_rows or not lists
    return int(is_too_little)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
