#!/usr/bin/env bash
# Builds the container image from target/stage and runs it.
#
# usage: container.sh WORK    (needs root and buildah)
set -euo pipefail
mkdir -p "$1"
work=$(realpath "$1")
project=$(cd "$(dirname "$0")/../.." && pwd)
# Storage of its own, without an engine or namespaces: works inside a container as well.
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
export CONTAINERS_STORAGE_CONF=$work/storage.conf
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$work" "$work" \
    >"$CONTAINERS_STORAGE_CONF"

expect() {
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then echo "ok   $what"; else
        echo "FAIL $what"
        cat "$work/said"
        exit 1
    fi
}
expect 'the image is built' "$project/packaging/container" "$work/nacka-report.oci"
container=$(buildah from "oci-archive:$work/nacka-report.oci")
trap 'buildah rm "$container" >/dev/null; buildah rmi --all --force >/dev/null' EXIT
root=$(buildah mount "$container")

reports=$work/reports
rm -rf "$reports"
cp -r "$project/samples" "$reports"
chown -R 65532:65532 "$reports"
run() { buildah run --volume "$reports:/reports" "$container" -- /usr/bin/nacka-report "$@"; }
expect 'it says its version' run --version
expect 'it renders the samples' run render . --output out --to pdf,docx
expect 'and verifies them' run verify out
expect 'its user is not root' test "$(stat -c %u "$reports/out")" = 65532
expect 'it holds no shell' test -z "$(find "$root" -name '*sh' -type f -o -name busybox)"
expect 'its programs are one' test "$(find "$root/usr/bin" "$root/bin" -type f 2>/dev/null | wc -l)" = 1
echo "     $(du -h "$work/nacka-report.oci" | cut -f1), $(find "$root" -type f | wc -l) files"
