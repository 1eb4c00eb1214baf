//! PDFs that carry what they were made from: what goes in comes out, and proves them.

use std::collections::BTreeMap;
use std::fs;

use nacka_report::attachment::{Attachment, Relationship, Role, Settings};
use nacka_report::pdf::{attached, text};
use sha2::{Digest, Sha256};

use crate::program::{Desk, sound};
use crate::support::project;

/// What asks for it.
const EMBED: [&str; 3] = ["--embed-source", "--pdf-standard", "a-3a,ua-1"];

const MANIFEST: &str = "out/nacka-report.manifest.json";

/// A folder with reports and what they name: pictures of one name in two folders, one shown twice,
/// one written in other letter case than its file; a letterhead with its logo.
fn desk() -> Desk {
    let desk = Desk::new();
    for (to, from) in [
        ("in/bilder/a.png", "tests/fixtures/valid/bilder/rgb.png"),
        ("in/fler bilder/a.png", "tests/fixtures/valid/bilder/grey.png"),
        ("in/å.jpg", "tests/fixtures/valid/bilder/exif-6.jpg"),
        ("brev/logotyper/ekvik.svg", "samples/letterheads/ekvik.svg"),
        ("in/form.docx", "tests/fixtures/word/base.docx"),
    ] {
        desk.write(to, fs::read(project(from)).unwrap());
    }
    let letterhead = fs::read_to_string(project("samples/letterheads/ekvik.yaml")).unwrap();
    desk.write("brev/ekvik.yaml", letterhead.replace("ekvik.svg", "./logotyper/ekvik.svg"));
    let pictures = "# Kommentaren ska med.\npictures:\n\
        - {file: bilder/a.png, alt: Ett}\n- {file: ./fler bilder/a.png, alt: Två}\n\
        - {file: bilder/a.png, alt: Tre}\n- {file: Å.JPG, alt: Fyra}\n";
    desk.write("in/nät.yaml", sound("nät") + pictures);
    // UTF-16, with its mark, as Notepad saves it.
    let wide = "\u{feff}".to_owned() + &sound("brett");
    desk.write(
        "in/2014/brett.yml",
        wide.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    );
    desk
}

/// Renders all of it, the Word document too.
fn render(desk: &Desk) {
    let from = ["render", "in", "--from", "yaml,docx", "-o", "out"];
    let ended = desk.run(&[&from[..], &["--letterhead", "brev/ekvik.yaml"], &EMBED].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

/// Puts other bytes in the place of a document, and mends the manifest so that it is intact.
fn replace(desk: &Desk, name: &str, bytes: &[u8]) {
    let hex = |bytes: &[u8]| {
        Sha256::digest(bytes).iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
    };
    let old = desk.read(&format!("out/{name}"));
    let manifest = String::from_utf8(desk.read(MANIFEST)).unwrap();
    let mended = manifest.lines().map(|line| {
        let Some((entry, end)) = line.split_once(",\"check\":\"") else { return line.to_owned() };
        let comma = if end.ends_with(',') { "," } else { "" };
        let (size, new) = (format!("\"size\":{},\"pages\"", old.len()), bytes.len());
        let entry = entry.replace(&hex(&old), &hex(bytes));
        let entry = entry.replace(&size, &format!("\"size\":{new},\"pages\""));
        let check = &hex(entry.as_bytes())[..16];
        format!("{entry},\"check\":\"{check}\"}}{comma}")
    });
    let mended: String = mended.fold(String::new(), |all, line| all + &line + "\n");
    desk.write(MANIFEST, mended);
    desk.write(format!("out/{name}"), bytes);
}

/// A PDF with something in it exchanged for as many bytes.
fn exchanged(pdf: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = pdf.windows(from.len()).position(|window| window == from).unwrap();
    [&pdf[..at], to, &pdf[at + from.len()..]].concat()
}

#[test]
fn what_a_pdf_was_made_from_comes_out_byte_for_byte() {
    let desk = desk();
    render(&desk);
    let ended = desk.run(&["read", "out/nät.pdf", "out/2014/brett.pdf", "-o", "back"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let expected = [
        "bilder/a.png",
        "brett.yaml",
        "fler bilder/a.png",
        "nacka-report/brett.json",
        "nacka-report/letterhead.yaml",
        "nacka-report/logotyper/ekvik.svg",
        "nacka-report/nät.json",
        "nät.yaml",
        "å.jpg",
    ];
    assert_eq!(desk.names("back"), expected);
    for (back, from) in [
        ("back/nät.yaml", "in/nät.yaml"),
        ("back/brett.yaml", "in/2014/brett.yml"),
        ("back/bilder/a.png", "in/bilder/a.png"),
        ("back/fler bilder/a.png", "in/fler bilder/a.png"),
        ("back/å.jpg", "in/å.jpg"),
        ("back/nacka-report/letterhead.yaml", "brev/ekvik.yaml"),
        ("back/nacka-report/logotyper/ekvik.svg", "brev/logotyper/ekvik.svg"),
    ] {
        assert!(desk.read(back) == desk.read(from), "{back}");
    }
    // And from it the same PDF.
    let letterhead = ["--letterhead", "back/nacka-report/letterhead.yaml"];
    let ended = desk.run(&[&["render", "back/nät.yaml"], &letterhead[..], &EMBED].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(desk.read("back/nät.pdf") == desk.read("out/nät.pdf"));
}

#[test]
fn each_file_says_what_it_is() {
    let desk = desk();
    render(&desk);
    let files = attached(&desk.read("out/nät.pdf")).unwrap();
    let said: BTreeMap<_, _> = files
        .iter()
        .map(|Attachment { name, path, role, media_type, .. }| {
            (&**name, (&**path, *role, &**media_type))
        })
        .collect();
    let expected = [
        ("a-2.png", ("fler bilder/a.png", Role::Picture, "image/png")),
        ("a.png", ("bilder/a.png", Role::Picture, "image/png")),
        ("ekvik.svg", ("nacka-report/logotyper/ekvik.svg", Role::Logo, "image/svg+xml")),
        ("letterhead.yaml", ("nacka-report/letterhead.yaml", Role::Letterhead, "application/yaml")),
        ("nacka-report.json", ("nacka-report/nät.json", Role::Settings, "application/json")),
        ("nät.yaml", ("nät.yaml", Role::Report, "application/yaml")),
        ("å.jpg", ("å.jpg", Role::Picture, "image/jpeg")),
    ];
    assert_eq!(said, BTreeMap::from(expected));
    assert!(files.iter().all(|file| !file.description.is_empty() && file.is_safe()));
    let is_source = |role: Role| role.relationship() == Relationship::Source;
    assert!(is_source(Role::Report) && is_source(Role::Picture) && !is_source(Role::Logo));
    let settings = files.iter().find(|file| file.role == Role::Settings).unwrap();
    let settings = Settings::parse(&settings.bytes).unwrap();
    assert_eq!(settings.pdf_standard, ["a-3a", "ua-1"]);
    assert_eq!((settings.fonts.len(), settings.image_dpi), (8, 300));
}

#[test]
fn nothing_travels_along_unasked() {
    let desk = Desk::with(&["a.yaml"]);
    assert_eq!(desk.run(&["render", "a.yaml", "--pdf-standard", "a-3a,ua-1"]).status, Some(0));
    assert_eq!(attached(&desk.read("a.pdf")).unwrap(), []);
    let ended = desk.run(&["read", "a.pdf", "-o", "back"]);
    assert_eq!(ended.status, Some(1));
    let told = "the PDF does not carry the report that it was made from";
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
    assert!(!desk.path("back").exists());
    let ended = desk.run(&["read", "a.pdf", "--lang", "sv"]);
    assert!(ended.stderr.contains("bär inte den rapport"), "{}", ended.stderr);
}

#[test]
fn only_pdf_a_3_takes_files() {
    let desk = Desk::with(&["a.yaml"]);
    let render =
        |more: &[&str]| desk.run(&[&["render", "a.yaml", "--embed-source"], more].concat());
    for refused in ["a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "ua-1", "1.7", "a-2a,ua-1"] {
        let ended = render(&["--pdf-standard", refused]);
        let told = format!("error: a PDF that keeps to {} cannot", refused.replace(',', ", "));
        assert!(ended.stderr.contains(&told), "{refused}: {}", ended.stderr);
        assert!(ended.stderr.contains("help: only PDF/A-3 takes files"), "{}", ended.stderr);
        assert_eq!((ended.status, desk.names("")), (Some(2), vec!["a.yaml".to_owned()]));
    }
    assert_eq!(render(&[]).status, Some(2));
    let ended = render(&["--lang", "sv"]);
    assert!(ended.stderr.contains("bara PDF/A-3 tar filer"), "{}", ended.stderr);
    let ended = render(&["--pdf-standard", "a-3a", "--to", "docx,html"]);
    assert!(ended.stderr.contains("--embed-source is for PDFs"), "{}", ended.stderr);
    assert_eq!(ended.status, Some(2));
    for taken in ["a-3a", "a-3b", "a-3u", "a-3a,ua-1", "a-3b,ua-1", "a-3u,ua-1", "a-3u,1.7"] {
        let ended = render(&["--pdf-standard", taken, "--to", "pdf,docx"]);
        assert_eq!(ended.status, Some(0), "{taken}: {}", ended.stderr);
        assert_eq!(attached(&desk.read("a.pdf")).unwrap().len(), 3, "{taken}");
    }
}

#[test]
fn the_configuration_may_ask_for_it() {
    let desk = Desk::with(&["a.yaml"]);
    let config = "embed-source = true\npdf-standard = [\"a-3a\", \"ua-1\"]\n";
    desk.write("nacka-report.toml", config);
    for output in ["a.pdf", "out"] {
        assert_eq!(desk.run(&["render", "a.yaml", "-o", output]).status, Some(0), "{output}");
    }
    assert_eq!(attached(&desk.read("a.pdf")).unwrap().len(), 3);
    assert!(desk.read("a.pdf") == desk.read("out/a.pdf"));
    // Formats that carry no files are made as ever.
    assert_eq!(desk.run(&["render", "a.yaml", "--to", "docx"]).status, Some(0));
    assert_eq!(desk.run(&["render", "a.yaml", "--pdf-standard", "a-2a"]).status, Some(2));
    desk.write("nacka-report.toml", "embed-source = \"ja\"\n");
    let ended = desk.run(&["render", "a.yaml"]);
    assert!(ended.stderr.contains("error[config-value]"), "{}", ended.stderr);
}

#[test]
fn documents_are_due_when_what_they_carry_has_changed() {
    let desk = desk();
    render(&desk);
    let due = |more: &[&str]| {
        let from = ["render", "in", "--from", "yaml,docx", "-o", "out", "--dry-run"];
        desk.run(&[&from[..], more].concat()).stdout()
    };
    let letterhead = ["--letterhead", "brev/ekvik.yaml"];
    let same = [&letterhead[..], &EMBED].concat();
    assert_eq!(due(&same), "");
    let told = due(&[&letterhead[..], &EMBED[1..]].concat());
    assert_eq!(told.matches("the options have changed").count(), 3, "{told}");
    // A comment in the letterhead changes no look, but is embedded.
    let comment = String::from_utf8(desk.read("brev/ekvik.yaml")).unwrap() + "# Ny kommentar.\n";
    desk.write("brev/ekvik.yaml", comment);
    let told = due(&same);
    assert_eq!(told.matches("the letterhead has changed").count(), 3, "{told}");
}

#[test]
fn shards_write_what_a_single_run_writes() {
    let desk = desk();
    render(&desk);
    for shard in ["1/2", "2/2"] {
        let from = ["render", "in", "--from", "yaml,docx", "-o", "parts", "--shard", shard];
        let ended = desk.run(&[&from[..], &["--letterhead", "brev/ekvik.yaml"], &EMBED].concat());
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    }
    assert_eq!(desk.run(&["merge", "parts"]).status, Some(0));
    assert!(desk.files("parts") == desk.files("out"));
}

#[test]
fn standard_input_travels_as_it_came() {
    let desk = Desk::new();
    let report: Vec<u8> = sound("in").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ended = desk.run_with_input(&[&["render", "-"], &EMBED[..]].concat(), &report);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let files = attached(&ended.stdout).unwrap();
    let carried = files.iter().find(|file| file.role == Role::Report).unwrap();
    assert!(carried.name == "report.yaml" && *carried.bytes == *report);
}

#[test]
fn nothing_is_overwritten() {
    let desk = desk();
    render(&desk);
    let read = || desk.run(&["read", "out/nät.pdf", "-o", "back"]);
    for there in
        ["back/nät.yaml", "back/nät.yml", "back/å.jpg", "back/nacka-report/letterhead.yaml"]
    {
        desk.write(there, "mitt");
        let ended = read();
        assert_eq!(ended.status, Some(1), "{there}");
        assert!(ended.stderr.contains("error[report-exists]"), "{}", ended.stderr);
        assert_eq!(desk.names("back").len(), 1, "{there}");
        fs::remove_dir_all(desk.path("back")).unwrap();
    }
    assert_eq!(read().status, Some(0));
    assert_eq!(read().status, Some(0));
}

#[test]
fn documents_are_proven_by_what_they_carry() {
    let desk = desk();
    render(&desk);
    let ended = desk.run(&["verify", "out", "--rerender"]);
    let told = "2014/brett.pdf: PROVEN\nform.pdf: PROVEN\nnät.pdf: PROVEN\n";
    assert_eq!((ended.status, &*ended.stdout()), (Some(0), told), "{}", ended.stderr);
    assert!(ended.stderr.contains("3 proven, 0 that cannot be, 0 that differ"), "{}", ended.stderr);
}

#[test]
fn what_carries_too_little_cannot_be_proven() {
    let desk = Desk::with(&["a.yaml"]);
    let ended = desk.run(&["render", "a.yaml", "-o", "out", "--to", "pdf,docx,html"]);
    assert_eq!(ended.status, Some(0));
    let ended = desk.run(&["verify", "out", "--rerender"]);
    insta::assert_snapshot!(ended.told());
    insta::assert_snapshot!(desk.run(&["verify", "out", "--rerender", "--lang", "sv"]).told());
}

#[test]
fn a_pdf_that_says_something_else_than_its_report_differs() {
    let desk = Desk::with(&["a.yaml"]);
    assert_eq!(
        desk.run(&[&["render", "a.yaml", "-o", "out"], &EMBED[..]].concat()).status,
        Some(0)
    );
    let pdf = desk.read("out/a.pdf");
    // Another author in the metadata, and a manifest that agrees.
    let names = exchanged(&pdf, b"/Author", b"/Auther");
    desk.write("out/a.pdf", &names);
    let ended = desk.run(&["verify", "out", "--rerender"]);
    assert!(ended.stdout().contains("a.pdf: CHANGED"), "{}", ended.stdout());
    desk.write("out/a.pdf", &pdf);
    replace(&desk, "a.pdf", &names);
    let ended = desk.run(&["verify", "out", "--rerender"]);
    assert_eq!(ended.stdout(), "a.pdf: DIFFERS from what its report makes\n");
    assert_eq!(ended.status, Some(1));
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    let ended = desk.run(&["verify", "out", "--rerender", "--quiet", "--lang", "sv"]);
    assert_eq!(ended.stdout(), "a.pdf: DIFFERS från det som rapporten i den ger\n");
}

/// A PDF of a report as another version of the program makes it: with other settings, and the report
/// that it carries may say something else than its pages.
fn of_another_version(desk: &Desk, shown: &str, carried: &str) -> Vec<u8> {
    use nacka_report::check::{self, Context};
    use nacka_report::fonts::Fonts;
    use nacka_report::load::Source;
    use nacka_report::render::pdf::{PdfRenderer, PdfStandard};
    use nacka_report::sheet::Sheet;

    let fonts = Fonts::bundled();
    let context = Context { folder: std::path::Path::new("").into(), fonts: &fonts };
    let report = check::report(&Source::new("", shown.into()), &context).unwrap().value;
    let letterhead_file = fs::read(project("templates/nacka.yaml")).unwrap();
    let letterhead = Source::new("", letterhead_file.clone());
    let letterhead = check::letterhead(&letterhead, &context).unwrap().value;
    let of_now = attached(&desk.read("out/a.pdf")).unwrap();
    let settings = of_now.iter().find(|file| file.role == Role::Settings).unwrap();
    let settings = Settings {
        program: "nacka-report 0.0.9".to_owned(),
        rendering: 1,
        ..Settings::parse(&settings.bytes).unwrap()
    };
    let mut sheet = Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap();
    let letterhead = (&*letterhead_file, &letterhead.mark);
    sheet.attachments = Attachment::all(("a.yaml", carried.as_bytes()), &[], letterhead, &settings);
    let standards = [PdfStandard::A_3a, PdfStandard::Ua_1];
    PdfRenderer::new(fonts, &standards).unwrap().render(&sheet).unwrap().bytes
}

#[test]
fn another_version_of_the_looks_cannot_be_proven_and_its_text_is_compared() {
    let desk = Desk::with(&["a.yaml"]);
    assert_eq!(
        desk.run(&[&["render", "a.yaml", "-o", "out"], &EMBED[..]].concat()).status,
        Some(0)
    );
    let report = sound("a.yaml");
    let same = of_another_version(&desk, &report, &report);
    replace(&desk, "a.pdf", &same);
    let ended = desk.run(&["verify", "out", "--rerender"]);
    insta::assert_snapshot!(ended.told());
    let other = report.replace("summary: ", "summary: Egentligen inte. ");
    let other = if other == report {
        report.replace("purpose:\n", "purpose:\n  - Ett till\n")
    } else {
        other
    };
    assert_ne!(other, report);
    let otherwise = of_another_version(&desk, &other, &report);
    replace(&desk, "a.pdf", &otherwise);
    insta::assert_snapshot!(desk.run(&["verify", "out", "--rerender"]).told());
    insta::assert_snapshot!(desk.run(&["verify", "out", "--rerender", "--lang", "sv"]).told());
}

#[test]
fn a_font_that_is_not_here_is_told() {
    let desk = Desk::with(&["in/utan.yaml"]);
    desk.write("in/med.yaml", sound("✈"));
    let fonts = project("tests/fixtures/fonts");
    let fonts = ["--font-path", fonts.to_str().unwrap()];
    let ended = desk.run(&[&["render", "in", "-o", "out"], &fonts[..], &EMBED].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let ended = desk.run(&[&["verify", "out", "--rerender"], &fonts[..]].concat());
    assert_eq!((ended.status, &*ended.stdout()), (Some(0), "med.pdf: PROVEN\nutan.pdf: PROVEN\n"));
    let ended = desk.run(&["verify", "out", "--rerender"]);
    insta::assert_snapshot!(ended.told());
    // Fonts beside those that it was made with make no difference.
    assert_eq!(desk.run(&[&["render", "in", "-o", "out"], &EMBED[..]].concat()).status, Some(1));
    let ended = desk.run(&[&["verify", "out", "--rerender"], &fonts[..]].concat());
    assert_eq!((ended.status, &*ended.stdout()), (Some(0), "med.pdf: PROVEN\nutan.pdf: PROVEN\n"));
    assert_eq!(desk.run(&["verify", "out", "--font-path", "x"]).status, Some(2));
}

#[test]
fn the_text_of_a_pdf_is_read_without_its_heads() {
    let desk = Desk::new();
    let samples = project("samples/euro-cities.yaml");
    let samples = samples.to_str().unwrap();
    assert_eq!(desk.run(&["render", samples, "-o", "a.pdf"]).status, Some(0));
    let text = text(&desk.read("a.pdf")).unwrap();
    let words: String = text.split_whitespace().collect();
    for there in ["Syftemeduppdraget", "08-7188000", "Vidpennan", "Utvärderingavmomentet"] {
        assert!(words.contains(there), "{there}: {text}");
    }
    assert!(!words.contains("1(2)") && !words.contains('\u{fffd}'), "{text}");
}

/// Every field of a PDF's metadata is explained, and nothing that is explained is missing.
#[test]
fn the_page_explains_every_field() {
    const PAGE: &str = include_str!("../../docs/pdf.md");
    let desk = Desk::with(&["a.yaml"]);
    desk.write("a.yaml", sound("a") + "registration_number: KFKS 2014/90001\n");
    let ended = desk.run(&[&["render", "a.yaml"], &EMBED[..]].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let pdf = String::from_utf8_lossy(&desk.read("a.pdf")).into_owned();
    let xmp = pdf.split("<x:xmpmeta").nth(1).unwrap().split("</x:xmpmeta").next().unwrap();
    let xmp = xmp.split("<pdfaExtension:schemas>").next().unwrap().to_owned()
        + xmp.split("</pdfaExtension:schemas>").nth(1).unwrap();
    let info = pdf.split("<</Title").nth(1).unwrap().split(">>").next().unwrap();
    let mut fields: Vec<String> = Vec::new();
    for name in ["Title", "Author", "Subject", "Keywords", "Creator", "CreationDate", "ModDate"] {
        assert!(
            name == "Title"
                || info.contains(&format!("/{name}("))
                || info.contains(&format!("/{name}<")),
            "{name}: {info}"
        );
        fields.push(name.to_owned());
    }
    for tag in xmp.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| c.is_alphanumeric() || *c == ':').collect();
        let is_own = ["dc:", "xmp:", "xmpMM:", "xmpTPg:", "pdf:", "pdfaid:", "pdfuaid:"];
        if is_own.iter().any(|prefix| name.starts_with(prefix)) {
            fields.push(name);
        }
    }
    let table = PAGE.split("| in the PDF | in XMP |").nth(1).unwrap().split("\n\n").next().unwrap();
    for field in &fields {
        assert!(table.contains(&format!("`{field}`")), "{field} is not explained");
    }
    for name in table.split('`').skip(1).step_by(2).filter(|name| name.contains(':')) {
        assert!(fields.iter().any(|field| field == name), "{name} is explained, but not there");
    }
}
