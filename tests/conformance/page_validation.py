"""A second opinion on PDF/A-2a and PDF/UA-1, independent of veraPDF's code.

usage: page_validation.py FILE…
"""

import re
import sys
from pathlib import Path

import page

STREAM = re.compile(rb"/Length (\d+)[^<>]*>>\s*stream\r?\n")


def lengths_hold(file):
    """Whether every stream of a file is followed by `endstream` right at its /Length.

    page-validation takes a stream whose data happens to end in a carriage return for one byte
    shorter than its /Length says: it counts that byte to the end-of-line before `endstream`.
    """
    data = Path(file).read_bytes()
    ends = [match.end() + int(match[1]) for match in STREAM.finditer(data)]
    return bool(ends) and all(data.startswith(b"\nendstream", end) for end in ends)


def main(files):
    """Prints a line for every file and profile, and what is broken; returns the exit status."""
    broken = not files
    for file in files:
        for profile in ("2a", "ua1"):
            failures = page.validate_pdf(file, profile=profile).failures
            if lengths_hold(file):
                failures = [f for f in failures if not f.rule_id.endswith("STREAM-LENGTH-001")]
            print("BROKEN " if failures else "ok     ", profile, file)
            for failure in failures:
                print("   ", failure.rule_id, failure.message)
            broken |= bool(failures)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
