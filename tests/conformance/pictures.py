"""Compares the pages of each sample's PDF with reference pictures, and the picture in the README
with the page that it shows.

usage: pictures.py DOCUMENTS FAILED [--renew]

The references are in tests/conformance/pictures, at low resolution. A page that differs is shown in
the folder FAILED: the reference, the page as it is now, and where they differ, side by side.
RENEW=1 tests/run makes the references anew.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

REFERENCES = Path(__file__).parent / "pictures"
DOTS_PER_INCH = 40
# The picture in the README: the first page of a sample, large enough to be read.
README = Path(__file__).parent.parent.parent / "docs" / "page-1.png"
README_SAMPLE = "euro-cities.pdf"
README_DOTS_PER_INCH = 90
# How far a pixel's grey may be off, of 255, and what share of a page's pixels may be farther off:
# other versions of poppler smooth edges a little differently. A line of text that moves by one
# line changes about one in a hundred.
GREY = 48
SHARE = 0.002


def pages(pdf, folder, resolution=DOTS_PER_INCH):
    """The pages of a file as grey pictures."""
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-gray", "-png", pdf, folder / "page"], check=True
    )
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page*.png"))]


def difference(reference, page):
    """Where two pictures differ by more than GREY, white on black; None if hardly anywhere."""
    if reference.size != page.size:
        return Image.new("L", page.size, 255)
    mask = ImageChops.difference(reference, page).point(lambda grey: 255 if grey > GREY else 0)
    share = mask.histogram()[255] / (page.width * page.height)
    return mask if share > SHARE else None


def beside(*pictures):
    """Pictures side by side."""
    sheet = Image.new("L", (sum(p.width for p in pictures), max(p.height for p in pictures)), 255)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width
    return sheet


def compare(reference, page, failed):
    """Prints whether a page is as its reference, and shows both if it is not; says whether it is."""
    before = Image.open(reference).convert(page.mode) if reference.exists() else Image.new(page.mode, page.size)
    mask = difference(before, page)
    print("DIFFERS" if mask else "ok     ", reference.name)
    if mask:
        failed.mkdir(parents=True, exist_ok=True)
        beside(before, page, mask).save(failed / reference.name)
        print(f"    see {failed / reference.name}")
    return not mask


def main(documents, failed, renew):
    """Prints what differs; returns the exit status."""
    REFERENCES.mkdir(exist_ok=True)
    if renew:
        for reference in REFERENCES.glob("*.png"):
            reference.unlink()
    wanted = {path.name for path in REFERENCES.glob("*.png")}
    differ = False
    for pdf in sorted(documents.rglob("*.pdf")):
        with tempfile.TemporaryDirectory() as folder:
            for number, page in enumerate(pages(pdf, Path(folder)), 1):
                name = f"{pdf.stem}-{number}.png"
                reference = REFERENCES / name
                wanted.discard(name)
                if renew:
                    page.quantize(16).save(reference, optimize=True)
                    continue
                differ |= not compare(reference, page, failed)
    with tempfile.TemporaryDirectory() as folder:
        page = pages(documents / README_SAMPLE, Path(folder), README_DOTS_PER_INCH)[0]
        if renew:
            page.quantize(16).save(README, optimize=True)
        else:
            differ |= not compare(README, page, failed)
    for name in sorted(wanted if not renew else ()):
        differ = True
        print("DIFFERS", name, "has no page any more")
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--renew" in sys.argv))
