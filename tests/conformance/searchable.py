"""Says whether the words of documents can be searched for and copied: nothing of what only allows or
forbids a line's end stands among their characters.

usage: searchable.py DOCUMENTS

In every PDF a soft hyphen stands at a line's end alone, which parts a word, and no other such mark
anywhere; in no document is one in the properties, nor in the text of Word's. The words of
`fixtures/own-hyphens`, whose author set such marks, are there as one would search for them.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

MARKS = "\u00ad\u200b\u2060"
PARTED = "\u00ad\n"
# Word has no element for a zero-width space: an author's own stays a character.
OWN_IN_WORD = {"european-names": "\u200b"}
# How often the fixture has each word, however it was typed.
WORDS = {
    "own-hyphens": {
        "trafikplanerare": 8,
        "samhällsplaneringskonferensdeltagare": 3,
        "Nordisk-baltiska": 6,
        "10-årsplan": 2,
        "XYZÅÄÖ": 1,
        "anna.lind@nacka.example": 1,
    },
}


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def words(text, name):
    """Words of the fixture that are not there as often as they should be."""
    joined = text.replace(PARTED, "").replace("\n", " ").lower()
    for word, count in WORDS.get(name, {}).items():
        found = joined.count(word.lower())
        # What is too long for its place is parted by its line's end alone.
        found += joined.replace(" ", "").count(word.lower()) - found if "@" in word else 0
        if found != count:
            yield f"{word!r} stands there {found} times, not {count}"


def of_pdf(file):
    text = output("pdftotext", "-raw", "-nopgbrk", file, "-")
    for mark in MARKS:
        if mark in text.replace(PARTED, ""):
            at = text.replace(PARTED, "").index(mark)
            yield f"U+{ord(mark):04X} in {text.replace(PARTED, '')[max(0, at - 20):at + 20]!r}"
    if any(mark in output("pdfinfo", file) for mark in MARKS):
        yield "a mark in the properties"
    yield from words(text, file.stem)


def of_docx(file):
    with zipfile.ZipFile(file) as package:
        for part in package.namelist():
            if not part.endswith(".xml"):
                continue
            xml = package.read(part).decode()
            if any(mark in xml for mark in MARKS if mark != OWN_IN_WORD.get(file.stem)):
                yield f"a mark in {part}"
            if part == "word/document.xml":
                xml = xml.replace("<w:softHyphen/>", "").replace("<w:noBreakHyphen/>", "-")
                paragraphs = re.split("</w:p>|<w:br/>", xml)
                yield from words("\n".join(re.sub("<.*?>", "", p) for p in paragraphs), file.stem)


def main(documents):
    """Prints what is wrong in each document; returns the exit status."""
    wrong = False
    count = 0
    for ending, judge in [("pdf", of_pdf), ("docx", of_docx)]:
        for file in sorted(documents.rglob(f"*.{ending}")):
            found = list(judge(file))
            count += 1
            wrong |= bool(found)
            print("FAILED " if found else "ok     ", file.relative_to(documents))
            for line in found:
                print("   ", line)
    return int(wrong or not count)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
