#!/usr/bin/env bash
# Checks the .rpm as far as a Debian machine can: its contents and what it asks for, and that its
# files, unpacked, are a program that works. It is installed nowhere.
#
# usage: rpm.sh PACKAGE WORK    (needs rpm and cpio)
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
expect 'it can be installed, but for what only an RPM system has' \
    rpm --install --test --nodeps --root "$PWD" "$package"
query --list >list
for file in bin/nacka-report share/man/man1/nacka-report.1 share/man/man1/nacka-report-render.1 \
    share/bash-completion/completions/nacka-report share/zsh/site-functions/_nacka-report \
    share/fish/vendor_completions.d/nacka-report.fish share/nacka-report/schemas/report.schema.json \
    share/licenses/nacka-report/{LICENSE-APACHE,LICENSE-MIT,THIRD-PARTY.txt}; do
    expect "it holds /usr/$file" grep -qx "/usr/$file" list
done
query --requires >requires
expect 'it asks for the C library' grep -q '^libc\.so\.6' requires
expect 'and for no other' \
    test -z "$(grep -v '^lib\(c\|m\|gcc_s\)\.so\|^ld-linux\|^rtld\|^rpmlib\|^/bin/sh$' requires)"
expect 'it runs no script' test -z "$(query --scripts)"
rpm2cpio "$package" | cpio --extract --quiet --make-directories
expect 'the program works' usr/bin/nacka-report --version
expect 'the licence is told' grep -qx 'MIT OR Apache-2.0' <(query --queryformat '%{LICENSE}\n')
