"""A second opinion on PDF/A-2a and PDF/UA-1, independent of veraPDF's code.

usage: page_validation.py FILE…
"""

import sys

import page


def main(files):
    """Prints a line for every file and profile, and what is broken; returns the exit status."""
    broken = not files
    for file in files:
        for profile in ("2a", "ua1"):
            report = page.validate_pdf(file, profile=profile)
            print("ok     " if report.is_compliant else "BROKEN ", profile, file)
            for failure in report.failures:
                print("   ", failure.rule_id, failure.message)
            broken |= not report.is_compliant
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
