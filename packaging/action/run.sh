#!/usr/bin/env bash
# Checks and renders for action.yml; notes the exit status instead of failing, so that what could
# be rendered is kept. Written for the bash 3.2 and the tools of macOS: no array is ever empty.
set -euo pipefail

# read_lines TEXT: the lines of a text without the blanks around them, in the array `lines` behind
# a first entry; empty ones are left out.
read_lines() {
    local line
    while IFS= read -r line; do
        if [[ $line ]]; then lines+=("$line"); fi
    # Not `< <(…)`, which needs /dev/fd: some containers have none.
    done <<<"$(printf '%s\n' "$1" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//')"
}
# read_options TEXT: the same for options; a value may stand behind `=` or a blank.
read_options() {
    read_lines "$(printf '%s\n' "$1" | sed 's/^[[:space:]]*\(-[^[:space:]=]*\)[[:space:]]/\1\
/')"
}
lines=(--color=never)
read_options "$INPUT_OPTIONS"
common=("${lines[@]}")
lines=(--)
read_lines "$INPUT_PATHS"
paths=("${lines[@]}")
junit=$RUNNER_TEMP/nacka-report.junit.xml sarif=$RUNNER_TEMP/nacka-report.sarif
# A job may use the action twice.
rm -f "$junit" "$sarif"
lines=(check)
if [[ $INPUT_OUTPUT ]]; then
    lines=(render --output "$INPUT_OUTPUT")
    if [[ $INPUT_PRUNE == true ]]; then lines+=(--prune); fi
    read_options "$INPUT_RENDER_OPTIONS"
fi

if [[ $INPUT_SARIF == true ]]; then
    # The second command tells what is wrong, and its status counts.
    failed=0
    "$PROGRAM" check --message-format sarif --quiet "${common[@]}" "${paths[@]}" >"$sarif" 2>/dev/null ||
        failed=$?
    # Code scanning would take what a check that could not run leaves out for mended.
    if [[ $failed -gt 1 ]]; then rm "$sarif"; fi
fi
status=0 said=$RUNNER_TEMP/nacka-report.txt
"$PROGRAM" "${lines[@]}" --report "$junit" --message-format github "${common[@]}" "${paths[@]}" \
    2>"$said" || status=$?
cat "$said"

# file NAME PATH: an output that names a file, if it is there.
file() { if [[ -e $2 ]]; then echo "$1=$2"; else echo "$1="; fi; }
{
    echo "status=$status"
    file junit "$junit"
    file sarif "$sarif"
} >>"$GITHUB_OUTPUT"
{
    echo '### nacka-report'
    echo
    # What is wrong with a report is shown at its line; the rest has no other place.
    awk 'sub(/^::error::/, "") { gsub(/%0A/, "\n"); gsub(/%25/, "%"); print; next } !/^::/' "$said"
} >>"$GITHUB_STEP_SUMMARY"
