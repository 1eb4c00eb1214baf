#!/usr/bin/env bash
# Checks the .rpm as far as a Debian machine can: its contents and what it asks for; rpm installs it
# into an empty folder (so without what it asks for), where it is used, and removes it again.
#
# usage: rpm.sh PACKAGE WORK    (needs root and rpm)
set -euo pipefail
package=$(realpath "$1")
rm -rf "$2"
mkdir -p "$2"
cd "$2"

expect() {
    local what=$1
    shift
    if "$@" >said 2>&1; then echo "ok   $what"; else
        echo "FAIL $what"
        cat said
        exit 1
    fi
}
query() { rpm --query --package "$package" "$@"; }
expect 'its digests are right' rpm --checksig --nosignature "$package"
query --list >list
for file in bin/nacka-report share/man/man1/nacka-report.1 share/man/man1/nacka-report-render.1 \
    share/bash-completion/completions/nacka-report share/zsh/site-functions/_nacka-report \
    share/applications/nacka-report.desktop share/icons/hicolor/scalable/apps/nacka-report.svg \
    share/fish/vendor_completions.d/nacka-report.fish share/nacka-report/schemas/report.schema.json \
    share/licenses/nacka-report/{LICENSE-APACHE,LICENSE-MIT,THIRD-PARTY.txt}; do
    expect "it holds /usr/$file" grep -qx "/usr/$file" list
done
query --requires >requires
expect 'it asks for the C library' grep -q '^libc\.so\.6' requires
expect 'and for no other' \
    test -z "$(grep -v '^lib\(c\|m\|dl\|pthread\|gcc_s\)\.so\|^ld-linux\|^rtld\|^rpmlib' requires)"
expect 'it runs no script' test -z "$(query --scripts)"
expect 'the licence is told' grep -qx 'MIT OR Apache-2.0' <(query --queryformat '%{LICENSE}\n')
manage() { rpm --root "$PWD/root" "$@"; }
mkdir root
expect 'it is installed' manage --install --nodeps "$package"
expect 'its files are as they were packed' manage --verify --nodeps nacka-report
expect 'the program works' root/usr/bin/nacka-report --version
expect 'it is removed' manage --erase nacka-report
expect 'and leaves nothing behind' test -z "$(find root/usr -type f)"
