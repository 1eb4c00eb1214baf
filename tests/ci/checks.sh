# Workflows, action, component and hook: their linters, and scripts that play what runs them.
# Sourced by tests/run.

check_ci() {
    local python="$tools/bin/python"
    check 'Workflows: actionlint' "$tools/bin/actionlint"
    check 'Workflows and action: zizmor' "$tools/bin/zizmor" --offline --no-progress .
    check 'Action: schema' "$tools/bin/check-jsonschema" --builtin-schema vendor.github-actions action.yml
    check 'Action: step by step' "$python" tests/ci/action.py "$program" "$out/action"
    check 'GitLab component: step by step' "$python" tests/ci/gitlab.py "$program" "$out/gitlab"
    check 'pre-commit: the hook over a repository' \
        env PATH="$tools/bin:$PATH" tests/ci/pre_commit.sh "$program" "$out/pre-commit"
    check 'Kubernetes: schemas, and the Jobs index by index' \
        "$python" tests/ci/kubernetes.py "$program" "$out/kubernetes"
    check 'Notices of the crates in the program' packaging/notices.py "$(rustc --print host-tuple)"
}
