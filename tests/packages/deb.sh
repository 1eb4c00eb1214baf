#!/usr/bin/env bash
# From a bare Debian root: installs the .deb, uses it as a user, runs the pre-commit hook and the
# action's steps with it, and removes it all again.
#
# usage: deb.sh PACKAGE WORK [SUITE]
#
# SUITE is a Debian release, by default bookworm. Needs root, debootstrap, and Debian's archive.
# The bare root is kept beside WORK and copied for each run.
set -euo pipefail
package=$(realpath "$1")
project=$(cd "$(dirname "$0")/../.." && pwd)
suite=${3:-bookworm}
mkdir -p "$2"
bare=$(realpath "$2")/$suite.bare root=$(realpath "$2")/$suite

if [[ ! -e $bare/complete ]]; then
    rm -rf "$bare"
    debootstrap --variant=minbase "$suite" "$bare" >"$2/debootstrap.txt"
    touch "$bare/complete"
fi
rm -rf "$root"
cp -a "$bare" "$root"
cp /etc/resolv.conf "$root/etc"

clean=(/usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
inside() { chroot "$root" "${clean[@]}" "$@"; }
as_user() { chroot --userspec=1000:1000 "$root" "${clean[@]}" HOME=/home/user "$@"; }
expect() {
    local what=$1
    shift
    if "$@" >"$root/said" 2>&1; then echo "ok   $what"; else
        echo "FAIL $what"
        cat "$root/said"
        exit 1
    fi
}
not() { ! "$@"; }

cp "$package" "$root/package.deb"
expect "$suite: the package is installed" \
    inside apt-get install --yes --no-install-recommends /package.deb
expect 'and needs nothing that is not there' inside dpkg --audit

inside useradd --uid 1000 --create-home user
cp -r "$project/samples" "$project/tests" "$project/packaging" "$project/action.yml" \
    "$project/Cargo.toml" "$project/.pre-commit-hooks.yaml" "$root/home/user"
chown -R 1000:1000 "$root/home/user"
shell() { as_user sh -c "cd && $1"; }
expect 'a user renders the samples' shell 'nacka-report render samples -o out --to pdf,docx'
expect 'all of them' shell '[ "$(find out -name "*.pdf" | wc -l)" = "$(find samples -name "*.yaml" -not -path "*/letterheads/*" | wc -l)" ]'
expect 'the folder is as it was written' shell 'nacka-report verify out'
expect 'a report with mistakes is refused' \
    shell 'nacka-report check tests/fixtures/invalid/seven-mistakes.yaml; [ $? = 1 ]'
expect 'no library but the C library is asked for' \
    not grep -v 'linux-vdso\|libc\.so\|libm\.so\|libdl\.so\|libpthread\.so\|libgcc_s\|ld-linux' <(inside ldd /usr/bin/nacka-report)
expect 'bash completes a word' as_user bash -c '
    source /usr/share/bash-completion/completions/nacka-report
    COMP_WORDS=(nacka-report render --pdf) COMP_CWORD=2
    _nacka__report nacka-report --pdf render
    [[ ${COMPREPLY[*]} == --pdf-standard ]]'
# What a menu would run: in a desktop entry, each backslash of a string is written twice.
sed -n 's/^Exec=\(.*\) %f$/exec \1 samples\/frukostmote.yaml/p' "$root/usr/share/applications/nacka-report.desktop" |
    sed 's/\\\\/\\/g' >"$root/home/user/menu.sh"
expect 'the menu opens a report' \
    shell '{
        sh menu.sh >menu.txt 2>&1 & menu=$!
        for time in $(seq 60); do grep -F http://127.0.0.1: menu.txt && break; sleep 1; done
        kill $menu && grep -qF http://127.0.0.1: menu.txt
    }'
for file in usr/share/icons/hicolor/scalable/apps/nacka-report.svg usr/share/{zsh/vendor-completions/_nacka-report,fish/vendor_completions.d/nacka-report.fish} \
    usr/share/nacka-report/schemas/report.schema.json \
    usr/share/doc/nacka-report/{copyright,THIRD-PARTY.txt.gz,changelog.Debian.gz}; do
    expect "/$file is there" test -s "$root/$file"
done

if [[ $suite == bookworm ]]; then
    # What the hook and the action need beside the program.
    expect 'git and pre-commit are installed' inside sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends git pre-commit python3-yaml openssh-client perl'
    expect 'the pre-commit hook runs' shell 'bash tests/ci/pre_commit.sh /usr/bin/nacka-report hook'
    expect "the action's steps run" shell 'python3 tests/ci/action.py /usr/bin/nacka-report action'
fi
expect 'the package is removed' inside dpkg --purge nacka-report
expect 'and leaves nothing behind' test -z "$(cd "$root" && find etc opt usr -name '*nacka*')"
