#!/usr/bin/env bash
# Runs a real pre-commit with the project's hook over a real repository.
#
# usage: pre_commit.sh PROGRAM WORK    (pre-commit and git on the path)
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "$1")
rm -rf "$2"
mkdir -p "$2"
work=$(realpath "$2")

# Nothing of the user's: neither their git configuration nor pre-commit's cache.
export GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_SYSTEM=/dev/null PRE_COMMIT_HOME=$work/cache
export PATH=$work/bin:$PATH LANG=C.UTF-8
git config --global user.name Test
git config --global user.email test@ekvik.example
git config --global init.defaultBranch main
# pre-commit clones the hook's repository from here.
git config --global protocol.file.allow always
mkdir "$work/bin"
ln -s "$program" "$work/bin/nacka-report"

expect() {
    local what=$1
    shift
    if "$@"; then echo "ok   $what"; else
        echo "FAIL $what"
        cat "$work/said"
        exit 1
    fi
}
refuses() { ! "$@" >"$work/said" 2>&1; }
accepts() { "$@" >"$work/said" 2>&1; }
said() { [[ $(grep -c -- "$2" "$work/said") == "$1" ]]; }

git init -q "$work/hooks"
cp "$project/.pre-commit-hooks.yaml" "$work/hooks"
git -C "$work/hooks" add -A
git -C "$work/hooks" commit -qm Hooks
expect 'the hooks are valid' accepts pre-commit validate-manifest "$work/hooks/.pre-commit-hooks.yaml"

git init -q "$work/reports"
cd "$work/reports"
mkdir rapporter
cp -r "$project/samples/bilder" "$project/samples/cykel-utrecht.yaml" rapporter
# More files than one call takes when pre-commit hands out names.
for number in {1..200}; do cp "$project/samples/frukostmote.yaml" "rapporter/nr-$number.yaml"; done
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $work/hooks
    rev: $(git -C "$work/hooks" rev-parse HEAD)
    hooks:
      - id: nacka-report
        args: [rapporter, --lang=en]
        verbose: true
CONFIG
accepts pre-commit install
git add -A
expect 'reports without a fault are committed' accepts git commit -m Reports
expect 'one summary, not one a batch' said 1 'checked 201, failed 0'

git rm -q rapporter/bilder/kanal.jpg
expect 'a picture that is deleted stops the commit' refuses git commit -m 'Remove a picture'
expect 'and the report that misses it is told' said 1 'rapporter/cykel-utrecht.yaml:'
git reset -q --hard

sed -i 's/^title:/titel:/' rapporter/nr-7.yaml
expect 'a report with a mistake stops the commit' refuses git commit -am 'A mistake'
expect 'with the mend' said 1 'did you mean `title`'
git reset -q --hard

echo Anteckning >anteckning.txt
git add anteckning.txt
expect 'another file is committed' accepts git commit -m 'A note'
