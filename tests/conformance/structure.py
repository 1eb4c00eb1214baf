"""Compares the structure tree of each sample's PDF with a readable snapshot.

usage: structure.py DOCUMENTS [--renew]

A line for every element: its type, and what a screen reader says of it beside its text. Snapshots
are in tests/conformance/structure; RENEW=1 tests/run writes them anew.
"""

import difflib
import sys
from pathlib import Path

import pikepdf

SNAPSHOTS = Path(__file__).parent / "structure"


def described(element):
    """An element's type with its alternative texts, its scope and its kind of list."""
    words = [str(element.S)[1:]]
    words += [f"{key}={str(element[key])!r}" for key in ("/Alt", "/ActualText", "/Lang") if key in element]
    attributes = element.get("/A", [])
    for owner in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        words += [f"{key}={owner[key]}" for key in ("/Scope", "/ListNumbering") if key in owner]
    return " ".join(words)


def lines(element, depth=0):
    """The tree below an element; a number or a reference to page content is a leaf."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield "  " * depth + described(kid)
            yield from lines(kid, depth + 1)


def main(documents, renew):
    """Prints what differs; returns the exit status."""
    differ = False
    SNAPSHOTS.mkdir(exist_ok=True)
    for pdf in sorted(documents.rglob("*.pdf")):
        snapshot = SNAPSHOTS / f"{pdf.stem}.txt"
        with pikepdf.open(pdf) as file:
            now = "".join(f"{line}\n" for line in lines(file.Root.StructTreeRoot))
        if renew:
            snapshot.write_text(now)
        before = snapshot.read_text() if snapshot.exists() else ""
        print("ok     " if now == before else "DIFFER ", pdf.name)
        sys.stdout.writelines(difflib.unified_diff(
            before.splitlines(True), now.splitlines(True), str(snapshot), pdf.name, n=2))
        differ |= now != before
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--renew" in sys.argv))
