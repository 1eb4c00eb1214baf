"""Says whether other programs get out of PDFs what they were made from, byte for byte.

usage: carried.py DOCUMENTS REPORTS LETTERHEAD

Every PDF below DOCUMENTS was rendered with --embed-source from the report at the same place below
REPORTS. What pdfdetach, qpdf and pypdf get out of it is the same: the report, its pictures, the
letterhead and its logo as the files are, each with media type, description, date and relationship.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

SETTINGS = "nacka-report.json"


def detached(pdf):
    """What pdfdetach saves, by name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfdetach", "-saveall", "-o", folder, pdf], check=True)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def shown(pdf, names):
    """What qpdf shows, by name."""
    show = lambda name: ["qpdf", f"--show-attachment={name}", pdf]
    run = lambda name: subprocess.run(show(name), check=True, capture_output=True).stdout
    return {name: run(name) for name in names}


def of_pypdf(reader):
    """What pypdf reads, by name."""
    return {name: contents[0] for name, contents in reader.attachments.items()}


def described(reader):
    """Relationship and media type of each file, by name; all else must be there."""
    found = {}
    date = reader.metadata["/CreationDate"]
    for reference in reader.trailer["/Root"]["/AF"]:
        specification = reference.get_object()
        stream = specification["/EF"]["/F"].get_object()
        assert specification["/Desc"] and specification["/F"] == specification["/UF"], specification
        assert stream["/Params"]["/ModDate"] == date, (stream["/Params"], date)
        assert stream["/Params"]["/Size"] == len(stream.get_data())
        found[specification["/UF"]] = (specification["/AFRelationship"], stream["/Subtype"])
    return found


def expected(report, letterhead, paths):
    """The files that a PDF was made from, by their names in it."""
    files = {f"{report.stem}.yaml": report.read_bytes(), "letterhead.yaml": letterhead.read_bytes()}
    logo = letterhead.with_suffix(".svg")
    if logo.exists():
        files[logo.name] = logo.read_bytes()
    for name, path in paths.items():
        files[name] = (report.parent / path).read_bytes()
    return files


def main(documents, reports, letterhead):
    """Prints a line for every PDF; returns the exit status."""
    pdfs = sorted(Path(documents).rglob("*.pdf"))
    assert pdfs
    for pdf in pdfs:
        reader = PdfReader(pdf)
        of_all = of_pypdf(reader)
        assert detached(pdf) == of_all, pdf
        assert shown(pdf, of_all) == of_all, pdf
        paths = json.loads(of_all.pop(SETTINGS))["files"]
        report = (Path(reports) / pdf.relative_to(documents)).with_suffix(".yaml")
        beside = {name for name in of_all if (report.parent / name).exists()}
        paths |= {name: name for name in beside if name != report.name}
        assert expected(report, Path(letterhead), paths) == of_all, (pdf, of_all.keys())
        for name, said in described(reader).items():
            is_source = name == report.name or name in paths
            kind = {"yaml": "application/yaml", "json": "application/json", "svg": "image/svg+xml"}
            kind |= {"png": "image/png", "jpg": "image/jpeg"}
            relationship = "/Source" if is_source else "/Data"
            assert said == (relationship, "/" + kind[name.rsplit(".")[-1]]), (pdf, name, said)
        print("ok", pdf, len(of_all) + 1)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
