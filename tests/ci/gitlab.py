"""Plays the runner for the GitLab component, and checks what it hands to GitLab.

usage: gitlab.py PROGRAM WORK

PROGRAM is the built nacka-report. Its package is imitated: `dpkg` is a stand-in that puts the
program on the path. Needs PyYAML, jsonschema, sh, and check-jsonschema for its copy of the schema
of .gitlab-ci.yml.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import yaml
from jsonschema import Draft202012Validator

PROJECT = Path(__file__).resolve().parents[2]
# What GitLab reads of a Code Quality report, from its documentation: "Code Quality report format".
REPORT = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "minLength": 32},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\.?/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def component(**given):
    """The jobs of the component, its inputs filled in as GitLab does: as texts, before YAML."""
    head, body = (PROJECT / "templates/gitlab/template.yml").read_text().split("\n---\n")
    inputs = yaml.safe_load(head)["spec"]["inputs"]
    assert given.keys() <= inputs.keys(), given
    values = {name: given.get(name, spec.get("default")) for name, spec in inputs.items()}
    missing = [name for name, value in values.items() if value is None]
    assert not missing, missing
    assert re.fullmatch(inputs["job"]["regex"], values["job"]), values["job"]

    def text(match):
        value = values[match[1]]
        return str(value).lower() if isinstance(value, bool) else value

    def fill(node):
        if isinstance(node, dict):
            return {fill(key): fill(value) for key, value in node.items()}
        if isinstance(node, list):
            return [fill(value) for value in node]
        if isinstance(node, str):
            return re.sub(r"\$\[\[ inputs\.([a-z0-9-]+) \]\]", text, node)
        return node

    return fill(yaml.safe_load(body))


def merged(below, above):
    """What `extends` makes of a job and the one it extends: keys are merged, lists are not."""
    if isinstance(below, dict) and isinstance(above, dict):
        both = below.keys() & above.keys()
        return below | above | {key: merged(below[key], above[key]) for key in both}
    return above


def job(jobs):
    """The one job that is run, with what it extends."""
    (definition,) = (jobs[name] for name in jobs if not name.startswith("."))
    return merged(jobs[definition["extends"]], definition)


def run(jobs, workspace, path):
    """Runs the scripts as a runner does in Debian's sh, and sees to it that all artifacts are
    there; returns the exit status and the log."""
    definition = job(jobs)
    script = "\n".join(["set -e", *definition["before_script"], *definition["script"]])
    environment = {"PATH": f"{path}:{os.environ['PATH']}"} | definition["variables"]
    done = subprocess.run(
        ["sh", "-c", script], cwd=workspace, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )
    artifacts = definition["artifacts"]
    reports = {name: workspace / file for name, file in artifacts["reports"].items()}
    for file in artifacts.get("paths", []):
        if done.returncode < 2:
            expect((workspace / file).exists(), f"{file} is there", done.stdout)
    if "checked" in done.stdout or "rendered" in done.stdout:
        expect(all(file.exists() for file in reports.values()), "both reports are there", done.stdout)
    return done.returncode, done.stdout


def expect(holds, what, log=""):
    print("ok  " if holds else "FAIL", what)
    if not holds:
        print(log)
        sys.exit(1)


def main():
    program, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    shutil.rmtree(work, ignore_errors=True)
    workspace, path = work / "workspace", work / "bin"
    reports = workspace / "mina rapporter"
    shutil.copytree(PROJECT / "samples/bilder", reports / "bilder")
    for name in ("frukostmote", "cykel-utrecht"):
        shutil.copy(PROJECT / f"samples/{name}.yaml", reports)
    path.mkdir()
    package = workspace / "paket.deb"
    package.write_bytes(b"a package")
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    (path / "dpkg").write_text(f'#!/bin/sh\nln -sf "{program}" "{path}/nacka-report"\n')
    (path / "dpkg").chmod(0o755)
    given = {"package": "paket.deb", "sha256": digest, "paths": "mina rapporter\n"}

    pipeline = work / "pipeline.yml"
    pipeline.write_text(yaml.safe_dump(component(**given, render=True)))
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    done = subprocess.run([*check, pipeline], capture_output=True, text=True, check=False)
    expect(done.returncode == 0, "the job is one for GitLab", done.stdout)
    other = component(**given, job="andra")
    expect(not other.keys() & component(**given).keys(), "two includes are two jobs", other)

    status, log = run(component(**given | {"sha256": "0" * 64}), workspace, path)
    expect(status != 0 and not (path / "nacka-report").exists(), "another package is refused", log)

    def report():
        found = json.loads((workspace / "gl-code-quality-report.json").read_text())
        errors = [error.message for error in Draft202012Validator(REPORT).iter_errors(found)]
        expect(not errors, "the Code Quality report is well-formed", errors)
        return found

    status, log = run(component(**given), workspace, path)
    expect(status == 0 and report() == [], "reports without a fault pass", log)
    junit = (workspace / "junit.xml").read_text()
    expect('tests="2" failures="0"' in junit, "a check has its results as JUnit XML", junit)

    extra = {"render": True, "output": "ut", "render-options": "--to pdf,docx", "options": "  --lang   en \n"}
    status, log = run(component(**given | extra), workspace, path)
    documents = sorted(file.name for file in (workspace / "ut").iterdir())
    expect(status == 0 and "rendered 2" in log and len(documents) == 5, "documents are made", log)
    status, log = run(component(**given | extra), workspace, path)
    expect("rendered 0, unchanged 2" in log, "and not again", log)

    shutil.copy(reports / "frukostmote.yaml", reports / "gammal.yaml")
    run(component(**given | extra), workspace, path)
    (reports / "gammal.yaml").unlink()
    status, log = run(component(**given | extra | {"prune": False}), workspace, path)
    expect((workspace / "ut/gammal.pdf").exists(), "without prune all documents stay", log)
    status, log = run(component(**given | extra), workspace, path)
    expect(status == 0 and not (workspace / "ut/gammal.pdf").exists(), "a deleted report's documents go", log)
    shutil.copy(reports / "frukostmote.yaml", workspace / "-x.yaml")
    status, log = run(component(**given | {"paths": "  -x.yaml \n\n mina rapporter\t\n"}), workspace, path)
    expect(status == 0 and "checked 3, " in log, "paths are told from options and blanks", log)

    (reports / "bilder/kanal.jpg").unlink()
    mistaken = (reports / "frukostmote.yaml").read_text().replace("title:", "titel:")
    (reports / "frukostmote.yaml").write_text(mistaken)
    status, log = run(component(**given | extra), workspace, path)
    found = report()
    told = sorted((f["location"]["path"], f["check_name"]) for f in found)
    expect(
        status == 1 and ("mina rapporter/cykel-utrecht.yaml", "picture-not-found") in told,
        "problems fail the job, each at its place", log,
    )
    prints = [f["fingerprint"] for f in found]
    expect(len(set(prints)) == len(prints) == len(told) == 2, "each has a fingerprint of its own", found)
    lines = "# En rad\n# och en till\n" + (reports / "frukostmote.yaml").read_text()
    (reports / "frukostmote.yaml").write_text(lines)
    run(component(**given | extra), workspace, path)
    expect(sorted(prints) == sorted(f["fingerprint"] for f in report()), "that stays when lines move")
    cases = ElementTree.parse(workspace / "junit.xml").getroot().iter("testcase")
    failed = [case.get("name") for case in cases if case.find("failure") is not None]
    expect(len(failed) == 2, "the results are there as JUnit XML", failed)
    status, log = run(component(**given | {"paths": "$(touch hacked)"}), workspace, path)
    expect(status != 0 and not (workspace / "hacked").exists(), "inputs are never run", log)
    for wrong in ({"paths": "inget"}, {"options": "--letterheda=x"}, {"options": "--letterhead x"}):
        status, log = run(component(**given | wrong), workspace, path)
        expect(status == 2, f"{wrong} fails", log)
        report()


if __name__ == "__main__":
    main()
