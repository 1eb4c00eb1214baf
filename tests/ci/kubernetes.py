"""Validates the Jobs of deploy/ against the API's schemas, and plays what runs them.

usage: kubernetes.py PROGRAM WORK

PROGRAM is the built nacka-report. Each index runs the Job's own command line, with the variable that
Kubernetes sets and nothing else in the environment; then the merge does. Needs kubernetes-validate
and PyYAML.
"""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import yaml

PROJECT = Path(__file__).resolve().parents[2]
# The oldest with all that the Jobs use, and the newest whose schemas there are.
VERSIONS = ["1.33", "1.35", "1.37"]


def job(name):
    """A Job of deploy/, sound by the schemas and as careful as it is to be."""
    text = (PROJECT / "deploy" / name).read_text()
    job = yaml.safe_load(text)
    for version in VERSIONS:
        kubernetes_validate.validate(job, version, strict=True)
    pod = job["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    security = container["securityContext"]
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] > 0
    assert security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
    assert security["capabilities"] == {"drop": ["ALL"]}
    assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
    assert "memory" in container["resources"]["limits"]
    # The image has no shell: its entry point is the program.
    assert "command" not in container and pod["restartPolicy"] == "Never"
    version = re.search(r'^version = "(.*)"', (PROJECT / "Cargo.toml").read_text(), re.M)[1]
    assert container["image"] == f"nacka-report:{version}"
    return job


def run(program, container, paths, variables):
    """Runs a container's command line: variables filled in, mounts moved."""
    filled = []
    for argument in container["args"]:
        for name, value in variables.items():
            argument = argument.replace(f"$({name})", value)
        assert "$(" not in argument, argument
        for mount in container["volumeMounts"]:
            place = mount["mountPath"]
            argument = re.sub(rf"(^|=){place}$", rf"\g<1>{paths[mount['name']]}", argument)
        filled.append(argument)
    return subprocess.Popen(
        [program, *filled], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def action(rules, status):
    """What the Job controller does about a container that ended with this status."""
    for rule in rules:
        codes = rule.get("onExitCodes")
        if codes and (status in codes["values"]) == (codes["operator"] == "In"):
            return rule["action"]
    return "Count"


def main(program, work):
    shutil.rmtree(work, ignore_errors=True)
    paths = {name: work / name for name in ["reports", "documents"]}
    paths["reports"].mkdir(parents=True)
    sample = (PROJECT / "samples/frukostmote.yaml").read_text()
    for number in range(40):
        title = f"title: Rapport {number}"
        (paths["reports"] / f"{number}.yaml").write_text(re.sub("^title:.*", title, sample, flags=re.M))
    (paths["reports"] / "fel.yaml").write_text("title: [\n")

    render, merge = job("kubernetes.yaml"), job("kubernetes-merge.yaml")
    spec = render["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    rules = spec["podFailurePolicy"]["rules"]
    assert spec["completionMode"] == "Indexed" and spec["backoffLimitPerIndex"] > 0
    assert any(argument.endswith(f"/{spec['completions']}") for argument in container["args"])
    assert [action(rules, status) for status in [1, 143, 137, 2]] == ["FailIndex"] + ["Count"] * 3

    (merging,) = merge["spec"]["template"]["spec"]["containers"]
    statuses, left = [], list(range(spec["completions"]))
    while left:
        batch, left = left[: spec["parallelism"]], left[spec["parallelism"] :]
        pods = {i: run(program, container, paths, {"JOB_COMPLETION_INDEX": str(i)}) for i in batch}
        if not statuses:
            # The first is asked to stop, as when its node is drained.
            pods[batch[0]].send_signal(signal.SIGTERM)
        for index, pod in pods.items():
            said = pod.communicate()[1]
            statuses.append(pod.returncode)
            again = pod.returncode not in (0, 1)
            assert (action(rules, pod.returncode) == "FailIndex") == (pod.returncode == 1), said
            if again:
                left.append(index)
        # What was stopped may have been all but done.
        if len(left) > 1:
            pod = run(program, merging, paths, {})
            said = pod.communicate()[1]
            assert pod.returncode == 2 and "shards are missing" in said, said
    assert statuses.count(1) == 1, statuses
    pod = run(program, merging, paths, {})
    said = pod.communicate()[1]
    assert pod.returncode == 0, said

    single = work / "single"
    ended = subprocess.run([program, "render", paths["reports"], "-o", single, "-q"], capture_output=True)
    assert ended.returncode == 1, ended
    subprocess.run(["diff", "-r", single, paths["documents"]], check=True)
    print(f"{len(statuses)} pods, statuses {sorted(set(statuses))}; the same bytes as a single run's")


main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
