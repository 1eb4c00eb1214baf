#!/usr/bin/env python3
"""Writes the notices of everything that a built nacka-report holds.

usage: notices.py TARGET > THIRD-PARTY.txt

TARGET is what the program is built for, such as x86_64-unknown-linux-gnu. Every crate that cargo
links is listed with its licence, followed by the texts that its package holds, each once; then the
Rust standard library, the fonts, the editor's script and the schemas. A package without a text gets the standard one of a licence
that it allows; if there is none here, the script fails rather than leave a crate out. Needs the
crates' sources, which a build or `cargo fetch` has fetched; asks no network.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
NOTICE = re.compile(r"(licen[sc]e|copying|notice|copyright|unlicense)", re.IGNORECASE)
# Folders of a package that never reach the program.
BESIDE = {"tests", "scripts", "benches", "examples", "fuzz"}
ZERO_BSD = """\
Permission to use, copy, modify, and/or distribute this software for any purpose with or without
fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS
SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE
AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE
OF THIS SOFTWARE.
"""


def linked(target):
    """The packages that cargo links into the program, by name and version."""
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--offline"]
    done = subprocess.run(
        [*command, "--filter-platform", target], cwd=PROJECT, capture_output=True, check=True
    )
    metadata = json.loads(done.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, due = set(), [root]
    while due:
        node = nodes[due.pop()]
        for dependency in node["deps"]:
            # A kind of null is a normal dependency; others are for builds and tests.
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_linked and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                due.append(dependency["pkg"])
    return sorted(
        (packages[id] for id in found - {root}), key=lambda p: (p["name"], p["version"])
    )


def standard(package):
    """The text of a licence that a package without one allows."""
    holder = ", ".join(package["authors"]) or f"the authors of {package['name']}"
    allowed = re.split(r"\s+OR\s+|/", package["license"])
    if "MIT" in allowed:
        text = (PROJECT / "LICENSE-MIT").read_text()
        return re.sub(r"Copyright .*", f"Copyright (c) {holder}", text, count=1)
    if "Apache-2.0" in allowed:
        return f"Copyright {holder}\n\n{(PROJECT / 'LICENSE-APACHE').read_text()}"
    if "0BSD" in allowed:
        return f"Copyright (c) {holder}\n\n{ZERO_BSD}"
    sys.exit(f"no licence text for {package['name']}: {package['license']}")


def texts(package):
    """The notices in a package: at its root, and beside what it took from others."""
    folder = Path(package["manifest_path"]).parent
    files = sorted(file for file in folder.rglob("*") if file.is_file() and NOTICE.match(file.name))
    files = [file for file in files if not BESIDE & set(file.relative_to(folder).parts)]
    found = [file.read_text(errors="replace") for file in files if file.suffix != ".rs"]
    # What lies deeper is for a part alone.
    has_own = any(file.parent == folder for file in files)
    return found if has_own else [standard(package), *found]


def main():
    packages = linked(sys.argv[1])
    print("nacka-report is made of these crates:\n")
    users = {}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        print(f"  {name} ({package['license']})")
        for text in texts(package):
            # Texts that only differ in their line breaks are one.
            entry = users.setdefault(" ".join(text.split()), (text, []))
            if name not in entry[1]:
                entry[1].append(name)
    print("\nand of the Rust standard library (MIT OR Apache-2.0), © The Rust Project Contributors.")
    print("The hyphenation patterns in hypher, from TeX, are each under a licence of its own: LPPL,")
    print("MPL, MIT or BSD-3-Clause; hypher's patterns/ names them.")
    for font, name in (("FormSans", "Carlito"), ("FormSerif", "Caladea")):
        text = (PROJECT / f"fonts/LICENSE-{font}.txt").read_text()
        users[font] = (text, [f"the fonts {font}, cut from {name}"])
    for path, what in (
        ("editor/built/LICENSES.txt", "the script of the form in the browser"),
        ("src/package/schemas/README.md", "the schemas in packages for archives"),
    ):
        users[path] = ((PROJECT / path).read_text(), [what])
    for text, names in users.values():
        print(f"\n{'=' * 80}\n{', '.join(names)}\n{'-' * 80}\n")
        print("\n".join(line.rstrip() for line in text.strip().splitlines()))


if __name__ == "__main__":
    main()
