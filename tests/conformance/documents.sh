# Renders all samples and valid fixtures and asks the outside validators. Sourced by tests/run.

program="$CARGO_TARGET_DIR/release/nacka-report"

# What is rendered once for each: the option's value, a space, and veraPDF's names for it.
standards=(
    'a-1a 1a' 'a-1b 1b'
    'a-2a 2a' 'a-2b 2b' 'a-2u 2u'
    'a-3a 3a' 'a-3b 3b' 'a-3u 3u'
    'ua-1 ua1' 'a-2a,ua-1 2a,ua1' 'a-3a,ua-1 3a,ua1'
)

check_documents() {
    check 'Samples and fixtures become documents' render_all
    mapfile -t pdfs < <(find "$out/documents" -name '*.pdf' | sort)
    mapfile -t documents < <(find "$out/documents" -name '*.docx' | sort)
    mapfile -t pages < <(find "$out/documents" -name '*.html' | sort)
    printf '%-52s%d PDF, %d DOCX, %d HTML\n' '' "${#pdfs[@]}" "${#documents[@]}" "${#pages[@]}"

    check 'veraPDF: PDF/A-2a and PDF/UA-1' verapdf "${pdfs[@]/#/2a,ua1=}"
    check 'page-validation: PDF/A-2a and PDF/UA-1' \
        "$tools/bin/python" tests/conformance/page_validation.py "${pdfs[@]}"
    check 'qpdf: sound files' each qpdf --check -- "${pdfs[@]}"
    check 'PDF: structure trees as in their snapshots' \
        "$tools/bin/python" tests/conformance/structure.py "$out/documents/samples" ${RENEW:+--renew}
    check 'PDF: pages look as in their reference pictures' \
        "$tools/bin/python" tests/conformance/pictures.py "$out/documents/samples" \
        "$out/pictures" ${RENEW:+--renew}
    check 'Words can be searched for and copied' \
        "$tools/bin/python" tests/conformance/searchable.py "$out/documents"
    check 'veraPDF: every --pdf-standard' standards
    check 'PDFs carry what they were made from, and prove it' carried
    check 'Same bytes on a processor of 2008' old_processor
    check 'Open XML validator: Office 2019' ooxml Office2019 "${documents[@]}"
    check 'Open XML validator: Microsoft 365' ooxml Microsoft365 "${documents[@]}"
    check 'LibreOffice opens every DOCX' libreoffice "${documents[@]}"
    check 'DOCX and PDF: same pages, same words' \
        "$tools/bin/python" tests/conformance/twins.py "$out/documents" "$out/libreoffice"
    check 'DOCX and PDF: pages break alike' borderlines
    check 'The blank form prints on two pages' blank_form
    check 'Nu HTML checker: no error, no warning' nu "${pages[@]}"
    check 'axe-core in Chromium; words as in the PDF' node tests/conformance/pages.mjs \
        "$tools/bin/python" "$tools/node_modules" "$out/documents"
}

render_all() {
    "$program" render samples -o "$out/documents/samples" --to pdf,docx,html &&
        "$program" render tests/fixtures/valid -o "$out/documents/fixtures" --to pdf,docx,html &&
        "$program" render samples -o "$out/documents/ekvik" --to pdf,docx,html \
            --letterhead samples/letterheads/ekvik.yaml &&
        "$program" render samples -o "$out/documents/without-controls" --to pdf,docx \
            --docx-controls none &&
        for documents in samples tests/fixtures/valid; do
            "$program" render "$documents" -o "$out/documents/every-place/${documents##*/}" \
                --to docx --docx-places all || return 1
        done &&
        mkdir -p "$out/documents/blank" &&
        "$program" new "$out/documents/blank/nacka.docx" &&
        "$program" new "$out/documents/blank/ekvik.docx" \
            --letterhead samples/letterheads/ekvik.yaml &&
        NACKA_REPORT_SECOND_FORM="$out/documents/second" \
            cargo test --locked --release --test all second_form
}

nu() {
    java -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" --Werror "$@"
}

verapdf() {
    java -cp "$(verapdf_class_path)" VeraPdf "$@"
}

# each COMMAND… -- FILE…: runs the command on every file, and fails if any run did.
each() {
    local command=() status=0
    while [[ $1 != -- ]]; do
        command+=("$1")
        shift
    done
    shift
    for file; do
        "${command[@]}" "$file" || status=1
    done
    return "$status"
}

standards() {
    local row questions=()
    for row in "${standards[@]}"; do
        local standard=${row% *} flavours=${row#* } folder="$out/standards/${row% *}"
        # What may carry what it was made from does.
        local embed=()
        [[ $standard != a-3* ]] || embed=(--embed-source)
        "$program" render samples/euro-cities.yaml samples/cykel-utrecht.yaml \
            -o "$folder" --pdf-standard "$standard" "${embed[@]}" || return 1
        questions+=("$flavours=$folder/euro-cities.pdf" "$flavours=$folder/cykel-utrecht.pdf")
    done
    # Plain PDF 1.7 has no profile to be asked for: it is to be sound.
    "$program" render samples/cykel-utrecht.yaml -o "$out/standards/1.7" --pdf-standard 1.7 &&
        qpdf --check "$out/standards/1.7/cykel-utrecht.pdf" && verapdf "${questions[@]}"
}

carried() {
    local from letterhead
    for from in samples tests/fixtures/valid; do
        letterhead=templates/nacka.yaml
        [[ $from != samples ]] || letterhead=samples/letterheads/ekvik.yaml
        "$program" render "$from" -o "$out/carried/$from" --letterhead "$letterhead" \
            --embed-source --pdf-standard a-3a,ua-1 &&
            "$tools/bin/python" tests/conformance/carried.py \
                "$out/carried/$from" "$from" "$letterhead" &&
            "$program" verify "$out/carried/$from" --rerender >"$out/carried/proofs" &&
            ! grep -v ': PROVEN$' "$out/carried/proofs" || return 1
    done
    local pdfs
    mapfile -t pdfs < <(find "$out/carried/samples" -name '*.pdf' | sort)
    verapdf "${pdfs[@]/#/3a,ua1=}"
}

# A processor without AVX: pictures are decoded, converted and scaled by other instructions.
old_processor() {
    [[ $(uname -m) == x86_64 ]] || return 0
    local report
    for report in picture-kinds picture-colours; do
        qemu-x86_64 -cpu Nehalem "$program" render "tests/fixtures/valid/$report.yaml" \
            -o "$out/old-processor" --to pdf,docx &&
            cmp "$out/old-processor/$report.pdf" "$out/documents/fixtures/$report.pdf" &&
            cmp "$out/old-processor/$report.docx" "$out/documents/fixtures/$report.docx" ||
            return 1
    done
}

# ooxml VERSION FILE…: the validator takes one file at a time, so two run side by side.
ooxml() {
    local version=$1
    shift
    printf '%s\0' "$@" | xargs -0 -n 1 -P 2 \
        "$tools/node_modules/.bin/ooxml-validator" --officeVersion "$version"
}

# Turns every DOCX into a PDF at the same place below $out/libreoffice. A profile of its own
# keeps an office that is already running out of the way.
# to_pdf FOLDER TARGET: turns every DOCX in a folder into PDF.
to_pdf() {
    soffice "-env:UserInstallation=file://$out/libreoffice-profile" --headless \
        --convert-to pdf --outdir "$2" "$1"/*.docx
}

borderlines() {
    local folder="$out/borderlines"
    "$tools/bin/python" tests/conformance/borderlines.py "$folder/reports" 100 &&
        "$program" render "$folder/reports" -o "$folder/documents" --to pdf,docx &&
        to_pdf "$folder/documents" "$folder/libreoffice" &&
        "$tools/bin/python" tests/conformance/twins.py "$folder/documents" "$folder/libreoffice"
}

blank_form() {
    local file
    for file in nacka ekvik; do
        pdfinfo "$out/libreoffice/blank/$file.pdf" | grep -q '^Pages: *2$' || return 1
    done
}

libreoffice() {
    local folder
    for folder in $(printf '%s\n' "${@%/*}" | sort -u); do
        to_pdf "$folder" "$out/libreoffice/${folder#"$out/documents/"}" || return 1
    done
    for file; do
        file="$out/libreoffice/${file#"$out/documents/"}"
        test -s "${file%.docx}.pdf" || { echo "not converted: $file"; return 1; }
    done
}
