#!/usr/bin/env bash
# Checks and renders for action.yml; notes the exit status instead of failing, so that what could
# be rendered is kept. Written for the bash 3.2 of macOS: no array is ever empty.
set -euo pipefail

# read_lines TEXT: the lines of a text that are not blank, in the array `lines` behind a first entry.
read_lines() {
    local line
    while IFS= read -r line; do
        line=${line%$'\r'}
        if [[ $line =~ [^[:space:]] ]]; then lines+=("$line"); fi
    done <<<"$1"
}
lines=(--color=never)
read_lines "$INPUT_OPTIONS"
read_lines "$INPUT_PATHS"
common=("${lines[@]}")
lines=(check)
junit='' sarif=''
if [[ $INPUT_OUTPUT ]]; then
    junit=$RUNNER_TEMP/nacka-report.junit.xml
    lines=(render --output "$INPUT_OUTPUT" --report "$junit")
    read_lines "$INPUT_RENDER_OPTIONS"
fi

if [[ $INPUT_SARIF == true ]]; then
    sarif=$RUNNER_TEMP/nacka-report.sarif
    # The second command tells what is wrong, and its status counts.
    "$PROGRAM" check --message-format sarif --quiet "${common[@]}" >"$sarif" || true
fi
status=0 said=$RUNNER_TEMP/nacka-report.txt
"$PROGRAM" "${lines[@]}" --message-format github "${common[@]}" 2>"$said" || status=$?
cat "$said"

{
    echo "status=$status"
    echo "junit=$junit"
    echo "sarif=$sarif"
} >>"$GITHUB_OUTPUT"
{
    echo '### nacka-report'
    echo
    grep -v '^::' "$said" || true
} >>"$GITHUB_STEP_SUMMARY"
