#!/usr/bin/env python3
"""Cuts Carlito and Caladea to what the form needs, under names of their own.

Usage: python3 fonts/cut.py [FOLDER]

FOLDER holds the uncut TrueType files (default: where Debian's packages
fonts-crosextra-carlito and fonts-crosextra-caladea put them). Needs fonttools (pip install
fonttools). Writes the eight files beside this script; the same input gives the same bytes.

What stays: Latin, Greek and Cyrillic letters, punctuation, currency and a few symbols; kerning,
ligatures, mark placement and local forms. What goes: other glyphs, alternative forms that the
form never asks for, and the instructions for low-resolution screens. Widths stay, so lines still
break as in Calibri and Cambria. Documents become smaller and faster to make.

The SIL Open Font License reserves the name "Carlito" for the unchanged font; the cut ones are
therefore called Form Sans and Form Serif.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILIES = {"Carlito": "Form Sans", "Caladea": "Form Serif"}
STYLES = {
    "Regular": "Regular",
    "Bold": "Bold",
    "Italic": "Italic",
    "BoldItalic": "Bold Italic",
}
UNICODES = [
    *range(0x0020, 0x0250),  # Latin
    *range(0x0250, 0x0370),  # phonetic letters used in names, modifiers, combining marks
    *range(0x0370, 0x0530),  # Greek, Cyrillic
    *range(0x1E00, 0x2000),  # Latin and Greek with more marks
    *range(0x2000, 0x2070),  # punctuation, spaces
    *range(0x2070, 0x20C0),  # superscripts, currency
    *range(0x2100, 0x2300),  # letter-like, number forms, arrows, operators
    *range(0x25A0, 0x2700),  # shapes and symbols
    *range(0xFB00, 0xFB07),  # Latin ligatures
]
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]


def cut(source: Path, family: str, style: str, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["DSIG"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    post_script = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    names = {1: family, 2: style, 3: post_script, 4: f"{family} {style}", 6: post_script}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in (0, 5, 13, 14):
            font["name"].names.remove(record)
    font.save(target)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/crosextra")
    for name, family in FAMILIES.items():
        for file_style, style in STYLES.items():
            target = Path(__file__).parent / f"{family.replace(' ', '')}-{file_style}.ttf"
            cut(folder / f"{name}-{file_style}.ttf", family, style, target)
            print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
