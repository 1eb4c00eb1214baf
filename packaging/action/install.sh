#!/usr/bin/env bash
# Finds the program for action.yml: what the input names, or the release of the action's version.
#
# A release is taken only if packaging/allowed_signers vouches for its checksums.
set -euo pipefail

version=$("$ACTION/packaging/version")
if [[ $INPUT_PROGRAM ]]; then
    program=$INPUT_PROGRAM
else
    case $RUNNER_OS-$RUNNER_ARCH in
        Linux-X64) target=x86_64-unknown-linux-gnu ;;
        Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
        macOS-X64) target=x86_64-apple-darwin ;;
        macOS-ARM64) target=aarch64-apple-darwin ;;
        Windows-X64) target=x86_64-pc-windows-msvc ;;
        *)
            echo "::error::there is no release of nacka-report for $RUNNER_OS on $RUNNER_ARCH"
            exit 2
            ;;
    esac
    name=nacka-report-$version-$target
    folder=$RUNNER_TEMP/nacka-report
    gh release download "v$version" --repo "$REPOSITORY" --dir "$folder" --clobber \
        --pattern "$name.tar.gz" --pattern 'SHA256SUMS*'
    cd "$folder"
    ssh-keygen -Y verify -f "$ACTION/packaging/allowed_signers" -I release -n nacka-report \
        -s SHA256SUMS.sig <SHA256SUMS
    grep -F " $name.tar.gz" SHA256SUMS | shasum -a 256 --check -
    tar -xzf "$name.tar.gz"
    program=$folder/$name/nacka-report
fi
"$program" --version
{
    echo "program=$program"
    # Documents of another version are rendered again: they need not be fetched.
    echo "cache=nacka-report-$RUNNER_OS-$version"
} >>"$GITHUB_OUTPUT"
