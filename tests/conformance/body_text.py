"""Prints what each PDF says, as JSON: its characters without white space, in the order in
which they are written, and the alternative texts of its figures in the order of the structure tree.

usage: body_text.py PDF…

The pages' numbers, the heads of later pages, and table heads repeated on them, are artifacts: left out.
"""

import json
import subprocess
import sys
import tempfile

import pikepdf

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


def without_artifacts(page):
    """A page's instructions but for those that show an artifact's text."""
    marked = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            marked.append(str(operands[0]) == "/Artifact")
        elif name == "EMC":
            marked.pop()
        if not (name in SHOWS_TEXT and any(marked)):
            yield operands, operator


def alternatives(element):
    """The alternative texts below an element of the structure tree."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid.S == "/Figure":
                yield str(kid.Alt)
            yield from alternatives(kid)


def said(file):
    """What a PDF's body says."""
    with pikepdf.open(file) as pdf, tempfile.NamedTemporaryFile(suffix=".pdf") as bare:
        texts = list(alternatives(pdf.Root.StructTreeRoot))
        for page in pdf.pages:
            stream = pikepdf.unparse_content_stream(list(without_artifacts(page)))
            page.Contents = pdf.make_stream(stream)
        pdf.save(bare.name)
        command = ["pdftotext", "-raw", "-nopgbrk", bare.name, "-"]
        output = subprocess.run(command, capture_output=True, text=True, check=True)
    # A soft hyphen before a line's end parts a word; any other would be told as a difference.
    return {"text": "".join(output.stdout.replace("\u00ad\n", "").split()), "alternatives": texts}


if __name__ == "__main__":
    json.dump({file: said(file) for file in sys.argv[1:]}, sys.stdout)
