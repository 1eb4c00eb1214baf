"""Writes reports whose pages end wherever a line, an item or a row more just does not fit.

usage: borderlines.py FOLDER COUNT

How many lines there are varies from report to report, by a fixed sequence: PDF and DOCX are to
break pages alike wherever the ends fall. The lines are short, so that a hair's breadth between the
two formats' widths of a letter does not count.
"""

import json
import random
import sys
from pathlib import Path


class Lines:
    """Numbered lines, so that each is found on one page alone."""

    def __init__(self, rng):
        self.rng = rng
        self.last = 0

    def line(self):
        self.last += 1
        return f"Rad {self.last}"

    def paragraph(self, most):
        return "\\\n".join(self.line() for _ in range(self.rng.randint(1, most)))

    def items(self, mark):
        indent = " " * len(mark)
        for _ in range(self.rng.randint(1, 4)):
            yield mark + self.paragraph(3).replace("\n", "\n" + indent)

    def prose(self, blocks):
        kinds = [self.rng.choice(["", "", "- ", "1. ", "+ "]) for _ in range(blocks)]
        return "\n\n".join("\n".join(self.items(kind)) if kind else self.paragraph(6) for kind in kinds)


def report(rng):
    lines = Lines(rng)
    written = {
        "title": lines.line(),
        "purpose": [lines.line() for _ in range(rng.randint(1, 5))],
        "evaluation": [
            {
                "activity": lines.paragraph(3),
                "assessment": lines.prose(rng.choice([1, 1, 2, 5])),
                **({"concerned": lines.paragraph(4)} if rng.random() < 0.4 else {}),
            }
            for _ in range(rng.choice([1, 4, 8, 12, 30]))
        ],
        "signature": {"date": "2014-03-20", "name": "Torsten Ekvik"},
    }
    if rng.random() < 0.8:
        written["summary"] = lines.prose(rng.randint(1, 14))
    if rng.random() < 0.6:
        written["next_steps"] = {"notes": lines.prose(rng.randint(1, 6)), "redirect": lines.line()}
    if rng.random() < 0.4:
        written["contacts"] = [{"name": lines.line()} for _ in range(rng.randint(1, 12))]
    return written


def main(folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        # JSON is YAML.
        content = json.dumps(report(random.Random(number)), ensure_ascii=False, indent=1)
        (folder / f"{number:03}.yaml").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
