"""Compares each PDF with its twin: the same report's DOCX, turned into PDF by LibreOffice.

usage: twins.py DOCUMENTS LIBREOFFICE

Both are folders with the same tree. Every pair must have the same pages with the same words, page
heads included. Every line stands within a millimetre of the height of its twin's (2.5 where the
document has no content controls), and on the Euro Cities sample every word within a millimetre of its
twin. Programs break words that are too long for their place differently, and move what stands below:
from the first of them on a page, not heights are compared but how far lines stand apart.
"""

import collections
import html
import re
import subprocess
import sys
from pathlib import Path

POINTS_PER_MM = 72 / 25.4
TOLERANCE_MM = 1
# Of documents without content controls. In LibreOffice a line that holds nothing but a picture or a
# tab has no descent unless a control begins in it, up to 1.1 mm each; in Word its paragraph mark has.
WITHOUT_CONTROLS_MM = 2.5
# More than the height of a table's row whose line holds a broken word, in points.
LINE = 14
# More than the height of such a row with three lines.
ROW = 3 * LINE
MEASURED = "samples/euro-cities.pdf"

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
# What one format draws and the other types (boxes, bullets, lines to write on), and hyphens:
# LibreOffice types those at the ends of lines, and has one of its own at which no line ends.
MARKS = re.compile("[\u2610\u2612\u25a1\u2022\u2023\u2013\u2011_+-]+")
# What a PDF has for the hyphen of a word that is parted by its line's end; nowhere else.
LINE_END = "\u00ad"


def pages(file):
    """The words of each page with their places: (word, x, middle of the line), in points."""
    output = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True)
    return [
        [
            (word, float(x), (float(top) + float(bottom)) / 2)
            for x, top, bottom, text in WORD.findall(page)
            if (word := MARKS.sub("", html.unescape(text).removesuffix(LINE_END)))
        ]
        for page in output.stdout.split("<page ")[1:]
    ]


def letters(page):
    """How often each character stands on a page: words may be broken at other places."""
    return collections.Counter("".join(sorted(word for word, _, _ in page)))


def broken(page, twin):
    """The heights of the words that one of the two formats breaks, or breaks elsewhere."""
    here, there = {word for word, _, _ in page}, {word for word, _, _ in twin}
    return sorted([y for word, _, y in page if word not in there] + [y for word, _, y in twin if word not in here])


def distances(page, twin, in_width):
    """How far each word that neither format breaks stands from its nearest twin, in millimetres:
    in height, and if asked for in width too."""
    places = collections.defaultdict(list)
    for word, x, y in twin:
        places[word].append((x, y))
    end = min(broken(page, twin), default=float("inf")) - LINE
    for word, x, y in page:
        if word in places and y < end:
            apart = (max(abs(y - to_y), abs(x - to_x) * in_width) for to_x, to_y in places[word])
            yield word, min(apart) / POINTS_PER_MM


def shifts(page, twin):
    """The words below a broken one that stand otherwise to the word above them than in the twin,
    with the difference in millimetres. What a broken word moves, it moves as a whole: only words
    that each page has once are compared, and those at a broken word, or a row of a table below
    one, start anew."""
    once = [
        {word: y for word, _, y in words if sum(word == other for other, _, _ in words) == 1}
        for words in (page, twin)
    ]
    breaks = broken(page, twin)
    if not breaks:
        return
    common = sorted((y, once[1][word], word) for word, y in once[0].items() if word in once[1])
    for (y, to_y, _), (next_y, to_next_y, word) in zip(common, common[1:]):
        moved = abs((next_y - y) - (to_next_y - to_y)) / POINTS_PER_MM
        if y > breaks[0] and not any(y - ROW < at < next_y + LINE for at in breaks):
            yield word, moved


def compare(pdf, twin, name):
    """What differs between two files, in words."""
    left, right = pages(pdf), pages(twin)
    if len(left) != len(right):
        return [f"{len(left)} pages, the DOCX has {len(right)}"]
    tolerance = WITHOUT_CONTROLS_MM if name.startswith("without-controls/") else TOLERANCE_MM
    found = []
    for number, (page, other) in enumerate(zip(left, right), 1):
        only_left, only_right = letters(page) - letters(other), letters(other) - letters(page)
        if only_left or only_right:
            words, others = {word for word, _, _ in page}, {word for word, _, _ in other}
            found.append(f"page {number}: only in the PDF {sorted(words - others)}, "
                         f"only in the DOCX {sorted(others - words)}")
        else:
            found += [f"page {number}: {word!r} stands {distance:.1f} mm away"
                      for word, distance in distances(page, other, name == MEASURED)
                      if distance > tolerance]
            found += [f"page {number}: {word!r} has moved by {distance:.1f} mm"
                      for word, distance in shifts(page, other) if distance > tolerance]
    return found


def main(documents, libreoffice):
    """Prints what differs in each pair; returns the exit status."""
    names = sorted(pdf.relative_to(documents).as_posix() for pdf in documents.rglob("*.pdf"))
    differ = not names
    for name in names:
        found = compare(documents / name, libreoffice / name, name)
        print("DIFFER " if found else "ok     ", name)
        for line in found:
            print("   ", line)
        differ |= bool(found)
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
