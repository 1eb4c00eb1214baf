"""Compares the pages of each sample's PDF with reference pictures, and the picture in the README
with the page that it shows.

usage: pictures.py DOCUMENTS FAILED [--renew]

The references are in tests/conformance/pictures, in colour. A page that differs is shown in
the folder FAILED: the reference, the page as it is now, and where they differ, side by side.
RENEW=1 tests/run makes the references anew.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

REFERENCES = Path(__file__).parent / "pictures"
DOTS_PER_INCH = 100
# The picture in the README: the first page of a sample, large enough to be read.
README = Path(__file__).parent.parent.parent / "docs" / "page-1.png"
README_SAMPLE = "euro-cities.pdf"
README_DOTS_PER_INCH = 90
# How far a pixel may be off in red, green or blue, of 255, and what share of the pixels around a
# place may be farther off: other versions of poppler smooth edges a little differently. A thin rule
# that crosses a place is more, and so are the strokes of a cross in a box.
CHANNEL = 64
AROUND = 8
SHARE = 0.05
# Colours that a reference keeps; photographs have more.
COLOURS = 128


def pages(pdf, folder, resolution=DOTS_PER_INCH):
    """The pages of a file as pictures."""
    subprocess.run(
        ["pdftoppm", "-r", str(resolution), "-png", pdf, folder / "page"], check=True
    )
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]


def difference(reference, page):
    """Where two pictures differ by more than CHANNEL, white on black; None if nowhere by enough."""
    if reference.size != page.size:
        return Image.new("L", page.size, 255)
    channels = ImageChops.difference(reference, page).split()
    farthest = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    mask = farthest.point(lambda off: 255 if off > CHANNEL else 0)
    shares = mask.filter(ImageFilter.BoxBlur(AROUND)).getextrema()
    return mask if shares[1] > 255 * SHARE else None


def keep(page, reference):
    """Writes a reference, with few colours if they are near enough."""
    few = page.quantize(COLOURS, dither=Image.Dither.NONE)
    (page if difference(few.convert("RGB"), page) else few).save(reference, optimize=True)


def beside(*pictures):
    """Pictures side by side."""
    sheet = Image.new("RGB", (sum(p.width for p in pictures), max(p.height for p in pictures)), "white")
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
                    keep(page, reference)
                    continue
                differ |= not compare(reference, page, failed)
    with tempfile.TemporaryDirectory() as folder:
        page = pages(documents / README_SAMPLE, Path(folder), README_DOTS_PER_INCH)[0]
        if renew:
            keep(page, README)
        else:
            differ |= not compare(README, page, failed)
    for name in sorted(wanted if not renew else ()):
        differ = True
        print("DIFFERS", name, "has no page any more")
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--renew" in sys.argv))
