#!/usr/bin/env bash
# Runs tests as a user who is not root: as-another-user.sh BUILT-TESTS TOPIC...
#
# Needs root, to be somebody else, and a name space of mounts, to open the way to the clone and the
# program where they lie in a home folder that nobody else may enter.
set -euo pipefail
tests=$(realpath "$1")
shift
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
mkdir "$desk/tmp" && chown nobody "$desk/tmp" && chmod 755 "$desk"
export TMPDIR=$desk/tmp

# Opens every folder on the way to a path, as seen from here alone.
open_way() {
    local folder layer
    folder=$(dirname "$1")
    [[ $folder == / ]] || open_way "$folder"
    if ! setpriv --reuid nobody --clear-groups test -x "$folder"; then
        layer=$(mktemp -d --tmpdir="$LAYERS")
        mkdir "$layer/upper" "$layer/work"
        mount -t overlay overlay -o "lowerdir=$folder,upperdir=$layer/upper,workdir=$layer/work" "$folder"
        chmod a+x "$folder"
    fi
}
export -f open_way

unshare --mount bash -c '
    set -euo pipefail
    export LAYERS=$1/layers
    mkdir "$LAYERS" && mount -t tmpfs none "$LAYERS"
    open_way "$2"
    open_way "$PWD/Cargo.toml"
    shift
    HOME=$TMPDIR exec setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs "$@"
' - "$desk" "$tests" "$@"
