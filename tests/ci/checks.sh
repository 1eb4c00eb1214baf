# Workflows, action, component and hook: their linters, and scripts that play what runs them.
# Sourced by tests/run.

# manual_pages PROGRAM FOLDER: what prints pages has nothing to say about ours, in either language.
manual_pages() {
    local language command page
    mkdir -p "$2"
    for language in en sv; do
        for command in '' $("$1" --help --lang en | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -vx help); do
            page=$2/$language-${command:-program}.1
            "$1" man $command --lang "$language" >"$page"
            mandoc -T lint -W warning "$page" || return 1
            test -z "$(preconv -e utf-8 "$page" | groff -ww -man -T utf8 2>&1 >/dev/null | tee /dev/stderr)" || return 1
        done
    done
}

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
    check 'Manual pages: mandoc and groff' manual_pages "$program" "$out/man"
    check 'Notices of the crates in the program' packaging/notices.py "$(rustc --print host-tuple)"
}
