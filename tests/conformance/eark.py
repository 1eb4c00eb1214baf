#!/usr/bin/env python
"""Asks eark-validator about packages: eark.py PACKAGE...

The validator fetches four vocabularies when it is imported; here it gets its own copies, so that no
network is asked. Whatever it finds is printed and fails, but for the findings below, each of which
contradicts the profile that it judges by.
"""

import re
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path

BUNDLED = Path(find_spec("eark_validator").origin).parent / "ipxml/resources/vocabs"


def bundled(address):
    return open(BUNDLED / address.rsplit("/", 1)[1], "rb")


urllib.request.urlopen = bundled

from eark_validator.packages import PackageValidator  # noqa: E402

SOFTWARE_ONLY = (
    "about the one agent that is software (cardinality 1..1), the first here; the rule asks it of every "
    "agent with the role CREATOR, which SIP16 and SIP22 demand of the submitter and its contact too"
)
OTHER_AGENT = r"'agent'[^\]]*\]\[(?!1\])\d+\]"

# What is passed over: the rule, what its place matches, and why.
EXCEPTED = [
    ("CSIP12", OTHER_AGENT, SOFTWARE_ONLY),
    ("CSIP13", OTHER_AGENT, SOFTWARE_ONLY),
    ("CSIP15", OTHER_AGENT, SOFTWARE_ONLY + "; SIP25 lets a contact do without a note"),
    ("CSIP16", OTHER_AGENT, SOFTWARE_ONLY),
    ("SIP14", "NOTETYPE", "looks for NOTETYPE without the namespace that CSIP16 demands, in every note"),
    (
        "CSIP105",
        "Representations",
        "looks for the divisions of the representations inside the one that lists their files; "
        "CSIP106 to CSIP112 place them beside it (structMap/div/div)",
    ),
]


def findings(report):
    yield from report.structure.messages
    if report.metadata:
        yield from report.metadata.schema_results.messages
        yield from report.metadata.schematron_results.messages
    elif not report.structure.messages:
        sys.exit("no result")


def main(packages):
    status = 0
    for package in packages:
        report = PackageValidator(Path(package)).validation_report
        if report.metadata is None:
            status = 1
        for found in findings(report):
            level = found.severity.value if hasattr(found.severity, "value") else str(found.severity)
            if level.lower().startswith("info"):
                continue
            reasons = [why for rule, place, why in EXCEPTED if rule == found.rule_id and re.search(place, found.location)]
            print(f"{package}: {found.rule_id} {level} {found.location}: {found.message}")
            if reasons:
                print(f"    excepted: {reasons[0]}")
            else:
                status = 1
    return status


sys.exit(main(sys.argv[1:]))
