"""Plays the runner: goes through the steps of action.yml as GitHub Actions would.

usage: action.py PROGRAM WORK

PROGRAM is the built nacka-report, WORK a folder to work in. Steps with `run` are run; of the steps
with `uses`, the cache and the uploads are imitated by copying, as nothing can be uploaded here.
Needs PyYAML, bash, ssh-keygen and perl's shasum.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
# What an expression of action.yml may consist of: contexts, texts in quotes, && and !=, ==.
TOKEN = re.compile(r"'[^']*'|&&|[!=]=|[a-z_]+(?:\.[a-z_-]+)+|\s+")


class Runner:
    """One workflow run in a workspace; cache and artifacts outlive it in `store`."""

    def __init__(self, work, action, store, number):
        self.workspace, self.action, self.store = work / "workspace", action, store
        self.temp = work / f"temp-{number}"
        shutil.rmtree(self.temp, ignore_errors=True)
        self.temp.mkdir(parents=True)
        self.number, self.log, self.outputs, self.uploads = number, "", {}, {}
        self.summary = self.temp / "summary.md"

    def value(self, name, inputs):
        context, rest = name.split(".", 1)
        if context == "inputs":
            return inputs[rest]
        if context == "steps":
            step, kind, output = rest.split(".")
            assert kind == "outputs", name
            return self.outputs.get(step, {}).get(output, "")
        return {
            "github.action_path": str(self.action),
            "github.action_repository": "nobody/nacka-report",
            "github.run_attempt": "1",
            "github.run_id": str(self.number),
            "github.token": "no-token",
        }[name]

    def evaluate(self, expression, inputs):
        assert TOKEN.sub("", expression) == "", f"the player does not know: {expression}"
        python = ""
        for token in TOKEN.findall(expression):
            is_name = token[0].isalpha()
            python += repr(self.value(token, inputs)) if is_name else token.replace("&&", " and ")
        return eval(python)  # literals and operators alone, by the assertion above

    def fill(self, text, inputs):
        return EXPRESSION.sub(lambda match: self.evaluate(match[1].strip(), inputs), str(text))

    def play(self, path=None, **given):
        """Goes through the steps; returns whether the job would be green."""
        definition = yaml.safe_load((self.action / "action.yml").read_text())
        inputs = {name: spec["default"] for name, spec in definition["inputs"].items()}
        assert given.keys() <= inputs.keys(), given
        inputs |= given
        for step in definition["runs"]["steps"]:
            # A step without `if` runs only while all before it went well, as on a runner.
            if "if" in step and not self.evaluate(step["if"], inputs):
                continue
            if "run" in step:
                ok = self.run(step, inputs, path)
            else:
                settings = {key: self.fill(text, inputs) for key, text in step["with"].items()}
                ok = self.use(step["uses"], settings)
            if not ok:
                return False
        return True

    def run(self, step, inputs, path):
        output = self.temp / "output"
        output.write_text("")
        script = self.temp / "step.sh"
        script.write_text(step["run"])
        environment = {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "HOME": str(self.temp),
            "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"],
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temp),
        }
        environment |= {key: self.fill(text, inputs) for key, text in step.get("env", {}).items()}
        # As a runner calls bash.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command, cwd=self.workspace, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )
        self.log += done.stdout
        if "id" in step:
            lines = [line.split("=", 1) for line in output.read_text().splitlines()]
            self.outputs[step["id"]] = dict(lines)
        return done.returncode == 0

    def use(self, action, settings):
        name, pin = action.split("@")
        assert re.fullmatch("[0-9a-f]{40}", pin), f"not pinned by a hash: {action}"
        if name.startswith("actions/cache/"):
            folder = self.workspace / settings["path"]
            if name.endswith("restore"):
                found = sorted(self.store.glob(settings["restore-keys"].strip() + "*"))
                if found:
                    shutil.copytree(found[-1], folder, dirs_exist_ok=True)
            else:
                shutil.copytree(folder, self.store / settings["key"])
        elif name == "actions/upload-artifact":
            files = (self.workspace / settings["path"]).rglob("*")
            self.uploads[settings["name"]] = sorted(file.name for file in files if file.is_file())
        elif name == "github/codeql-action/upload-sarif":
            self.uploads["sarif"] = json.loads(Path(settings["sarif_file"]).read_text())
        else:
            raise AssertionError(f"the player does not know {name}")
        return True


def expect(holds, what, runner):
    print("ok  " if holds else "FAIL", what)
    if not holds:
        print(runner.log)
        sys.exit(1)


def release(work, program, signers):
    """A copy of the action as if it were released: an archive, signed checksums, and a `gh` that
    finds them. Returns the action's folder and that of `gh`."""
    action, assets, path = work / "action", work / "assets", work / "bin"
    for folder in (action / "packaging", assets, path):
        folder.mkdir(parents=True)
    shutil.copy(PROJECT / "action.yml", action)
    shutil.copy(PROJECT / "Cargo.toml", action)
    shutil.copytree(PROJECT / "packaging/action", action / "packaging/action")
    for script in ("sign", "version"):
        shutil.copy(PROJECT / "packaging" / script, action / "packaging")
    version = re.search(r'^version = "(.*)"', (PROJECT / "Cargo.toml").read_text(), re.M)[1]
    name = f"nacka-report-{version}-x86_64-unknown-linux-gnu"
    with tarfile.open(assets / f"{name}.tar.gz", "w:gz", compresslevel=1) as archive:
        archive.add(program, f"{name}/nacka-report")
    for key in ("key", "other"):
        generate = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", work / key]
        subprocess.run(generate, check=True)
    vouch = action / "packaging/allowed_signers"
    vouch.write_text(f"release {(work / 'key.pub').read_text()}")
    environment = os.environ | {"KEY": (work / "key").read_text()}
    subprocess.run([action / "packaging/sign", assets], env=environment, check=True)
    vouch.write_text(f"release {(work / f'{signers}.pub').read_text()}")
    (path / "gh").write_text(
        '#!/bin/sh\n[ "$1 $2 $3" = "release download v%s" ] || exit 1\n'
        'while [ "$1" != --dir ]; do shift; done\nmkdir -p "$2" && cp "%s"/* "$2"\n'
        % (version, assets)
    )
    (path / "gh").chmod(0o755)
    return action, path


def main():
    program, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    shutil.rmtree(work, ignore_errors=True)
    workspace, store = work / "workspace", work / "store"
    store.mkdir(parents=True)
    reports = workspace / "mina rapporter"
    shutil.copytree(PROJECT / "samples/bilder", reports / "bilder")
    for name in ("frukostmote", "cykel-utrecht"):
        shutil.copy(PROJECT / f"samples/{name}.yaml", reports)

    def run(number, **inputs):
        runner = Runner(work, PROJECT, store, number)
        settings = {"paths": "mina rapporter\n", "program": str(program)} | inputs
        return runner, runner.play(**settings)

    runner, green = run(1)
    expect(green and "checked 2, failed 0" in runner.log, "reports without a fault are checked", runner)
    expect(not runner.uploads and not list(store.iterdir()), "a check keeps nothing", runner)
    junit = Path(runner.outputs["run"]["junit"]).read_text()
    expect('tests="2" failures="0"' in junit, "a check has its results as JUnit XML", runner)

    options = {"output": "ut", "options": "  --lang  sv \r\n", "render-options": "--to=pdf,docx\n"}
    runner, green = run(2, **options)
    wanted = ["cykel-utrecht.docx", "cykel-utrecht.pdf", "frukostmote.docx", "frukostmote.pdf",
              "nacka-report.manifest.json"]
    expect(green and runner.uploads["documents"] == wanted, "documents become an artifact", runner)
    expect("2" in runner.summary.read_text(), "the summary tells what was done", runner)
    junit = Path(runner.outputs["run"]["junit"]).read_text()
    expect('tests="2" failures="0"' in junit, "the results are there as JUnit XML", runner)

    shutil.rmtree(workspace / "ut")
    report = reports / "frukostmote.yaml"
    report.write_text(report.read_text().replace("Givande.", "Mycket givande."))
    runner, green = run(3, **options | {"options": "--lang=en"})
    expect(green and "rendered 1, unchanged 1" in runner.log, "only what changed is rendered", runner)
    expect(runner.uploads["documents"] == wanted, "all documents become the artifact", runner)

    (reports / "bilder/kanal.jpg").unlink()
    runner, green = run(4, **options, sarif="true")
    place = "::error file=mina rapporter/cykel-utrecht.yaml,line="
    expect(not green and place in runner.log, "a picture that is gone fails at its line", runner)
    results = runner.uploads["sarif"]["runs"][0]["results"]
    expect([r["ruleId"] for r in results] == ["picture-not-found"], "code scanning is told", runner)
    expect(runner.uploads["documents"] == wanted, "documents of the others are kept", runner)

    (reports / "cykel-utrecht.yaml").unlink()
    runner, green = run(5, **options | {"prune": "false"})
    expect(green and runner.uploads["documents"] == wanted, "without prune all documents stay", runner)
    runner, green = run(6, **options)
    left = [name for name in wanted if not name.startswith("cykel")]
    expect(green and runner.uploads["documents"] == left, "a deleted report's documents go", runner)

    (workspace / "tom").mkdir()
    mistakes = {
        "a missing folder": {"paths": "inget\n"},
        "a folder without reports": {"paths": "tom\n"},
        "a mistyped option": {"options": "--letterheda=x.yaml\n"},
        "a letterhead that is not there": {"options": "--letterhead x.yaml\n"},
    }
    for number, (what, inputs) in enumerate(mistakes.items(), 7):
        runner, green = run(number, sarif="true", **inputs)
        outputs = runner.outputs["run"]
        expect(not green and outputs["status"] == "2", f"{what} fails", runner)
        expect("::error" in runner.log, "and is annotated", runner)
        expect(len(runner.summary.read_text()) > 20, "and stands in the summary", runner)
        expect(outputs["sarif"] == "" == outputs["junit"] or Path(outputs["junit"]).exists(),
               "outputs name only what is there", runner)
        expect("sarif" not in runner.uploads, "code scanning is left as it is", runner)
    shutil.copy(reports / "frukostmote.yaml", workspace / "-x.yaml")
    runner, green = run(20, paths="\t-x.yaml  \n\n  mina rapporter\r\n", sarif="true")
    expect(green and "checked 2, " in runner.log, "paths are told from options and blanks", runner)
    expect(runner.uploads["sarif"]["runs"][0]["results"] == [], "no result is one as well", runner)
    report.write_text(report.read_text().replace("title:", "titel:"))
    runner, green = run(21, paths=".", sarif="true")
    location = runner.uploads["sarif"]["runs"][0]["results"][0]["locations"][0]
    found = location["physicalLocation"]["artifactLocation"]["uri"]
    expect(found == "mina%20rapporter/frukostmote.yaml", "places are the repository's own", runner)
    expect("::error file=mina rapporter/frukostmote.yaml," in runner.log, "everywhere", runner)
    report.write_text(report.read_text().replace("titel:", "title:"))
    expect(runner.outputs["run"]["sarif"] and not green, "and a report's problem fails", runner)

    for case, signers in (("signed", "key"), ("forged", "other"), ("damaged", "key")):
        action, path = release(work / case, program, signers)
        if case == "damaged":
            archive = next((work / case / "assets").glob("*.tar.gz"))
            archive.write_bytes(archive.read_bytes() + b"\0")
        runner = Runner(work, action, store, f"release-{case}")
        green = runner.play(path, paths="mina rapporter/frukostmote.yaml")
        expect(green == (case == "signed"), f"a {case} release is {'used' if green else 'refused'}", runner)


if __name__ == "__main__":
    main()
