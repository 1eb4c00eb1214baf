//! Packages for archives: what is in them, that it is as it was, and that there is none else.

use std::fs;
use std::io::Read;
use std::path::Path;

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::project;

const WITH: [&str; 2] = ["--with", "paket.yaml"];

/// A desk with two reports, one of them with a picture, and their PDFs and Word documents in `arkiv`.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("paket.yaml", fs::read(project("tests/fixtures/package/paket.yaml")).unwrap());
    let report = fs::read(project("samples/cykel-utrecht.yaml")).unwrap();
    desk.write("in/2014/utrecht.yaml", report);
    for picture in ["kanal.jpg", "raknestolpe.png"] {
        let bytes = fs::read(project("samples/bilder").join(picture)).unwrap();
        desk.write(format!("in/2014/bilder/{picture}"), bytes);
    }
    let numbered = format!("registration_number: KFKS 2015/90007 & co\n{}", sound("Möte <1>"));
    desk.write("in/å & b%.yaml", numbered);
    let ended = desk.run(&["render", "in", "-o", "arkiv", "--to", "pdf,docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    desk
}

/// Runs `package` on the desk's documents.
fn package(desk: &Desk, arguments: &[&str]) -> crate::program::Ended {
    desk.run(&[&["package", "arkiv"], &WITH[..], arguments].concat())
}

/// The same, which must go well.
fn packaged(desk: &Desk, arguments: &[&str]) {
    let ended = package(desk, arguments);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).unwrap()
}

/// Unpacks an archive into a folder of the desk.
fn unpack(desk: &Desk, archive: &str, folder: &str) {
    tar::Archive::new(fs::File::open(desk.path(archive)).unwrap())
        .unpack(desk.path(folder))
        .unwrap();
}

/// Whether anything is left of a package that did not come about.
fn assert_nothing_left(desk: &Desk) {
    let names: Vec<String> = fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let left = |name: &&String| name.starts_with(".nacka-report-") || name.starts_with("ut");
    assert_eq!(names.iter().find(left), None, "{names:?}");
}

#[test]
fn a_package_holds_documents_their_sources_and_what_is_said_of_them() {
    let desk = desk();
    packaged(&desk, &["-o", "nacka-reserapporter-2026-1", "--sources", "in"]);
    let root = "nacka-reserapporter-2026-1";
    assert_snapshot!("files", desk.names(root).join("\n"));
    let pdf = format!("{root}/representations/pdf");
    assert_snapshot!("dublin_core", text(&desk, &format!("{pdf}/metadata/descriptive/å & b%.xml")));
    let digits = |text: String| {
        // Digests and sizes depend on every template.
        let mut out = String::new();
        for word in text.split_inclusive(['"', '<', '>', ' ', ';']) {
            let plain = word.trim_end_matches(['"', '<', '>', ' ', ';']);
            let is_digest = plain.len() == 64 && plain.bytes().all(|b| b.is_ascii_hexdigit());
            let rest = &word[plain.len()..];
            out += if is_digest { "[digest]" } else { plain };
            out += rest;
        }
        out
    };
    let sizes = |text: String| {
        let lines = text.lines().map(|line| match line.split_once("SIZE=\"") {
            Some((before, after)) => {
                format!("{before}SIZE=\"[size]{}", &after[after.find('"').unwrap()..])
            }
            None if line.trim().starts_with("<size>") => "   <size>[size]</size>".to_owned(),
            None => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    for (name, file) in [
        ("mets", format!("{root}/METS.xml")),
        ("mets_pdf", format!("{pdf}/METS.xml")),
        ("premis_pdf", format!("{pdf}/metadata/preservation/premis.xml")),
        ("ead", format!("{root}/metadata/descriptive/ead3.xml")),
    ] {
        assert_snapshot!(name, digits(sizes(text(&desk, &file))));
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let (one, other) = (desk(), desk());
    for name in ["ut.tar", "ut.zip", "ut"] {
        packaged(&one, &["-o", name, "--sources", "in"]);
        packaged(&other, &["-o", name, "--sources", "in"]);
        if name == "ut" {
            assert!(one.files(name) == other.files(name));
        } else {
            assert!(one.read(name) == other.read(name), "{name}");
        }
    }
    // Whatever is around the package, what is in it is the same.
    unpack(&one, "ut.tar", "tar");
    let files = one.files("tar/nacka-reserapporter-2026-1");
    assert!(files == one.files("ut"));
    let mut zip = zip::ZipArchive::new(fs::File::open(one.path("ut.zip")).unwrap()).unwrap();
    assert_eq!(zip.len(), files.len());
    for (name, bytes) in files {
        let mut read = Vec::new();
        let mut file = zip.by_name(&format!("nacka-reserapporter-2026-1/{name}")).unwrap();
        file.read_to_end(&mut read).unwrap();
        assert!(read == bytes, "{name}");
    }
}

#[test]
fn what_is_unpacked_renders_to_the_same_bytes() {
    let desk = desk();
    let letterheads = project("samples/letterheads");
    for file in ["ekvik.yaml", "ekvik.svg"] {
        desk.write(format!("brev/{file}"), fs::read(letterheads.join(file)).unwrap());
    }
    let ekvik = ["--letterhead", "brev/ekvik.yaml"];
    let render = ["render", "in", "-o", "arkiv", "--to", "pdf,docx"];
    assert_eq!(desk.run(&[&render[..], &ekvik].concat()).status, Some(0));
    packaged(&desk, &[&["-o", "ut.tar", "--sources", "in"], &ekvik[..]].concat());
    assert_eq!(desk.run(&["verify", "ut.tar"]).status, Some(0));
    unpack(&desk, "ut.tar", "tar");
    let parts = "tar/nacka-reserapporter-2026-1/representations";
    let data = format!("{parts}/source/data");
    let letterhead = format!("{data}/letterhead/ekvik.yaml");
    let again = ["render", &format!("{data}/reports"), "-o", "igen", "--to", "pdf,docx"];
    let ended = desk.run(&[&again[..], &["--letterhead", &letterhead]].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let mut documents = 0;
    for folder in [format!("{parts}/pdf/data"), format!("{data}/documents")] {
        for (name, bytes) in desk.files(&folder) {
            assert!(desk.read(&format!("igen/{name}")) == bytes, "{name}");
            documents += 1;
        }
    }
    assert_eq!(documents, 4);
}

#[test]
fn sources_come_from_inside_the_pdfs_as_well() {
    let desk = desk();
    fs::remove_dir_all(desk.path("arkiv")).unwrap();
    let embed = ["--embed-source", "--pdf-standard", "a-3a,ua-1"];
    desk.run(&[&["render", "in", "-o", "arkiv"], &embed[..]].concat());
    packaged(&desk, &["-o", "ut"]);
    let reports = "ut/representations/source/data/reports";
    for (name, bytes) in desk.files("in") {
        assert!(desk.read(&format!("{reports}/{name}")) == bytes, "{name}");
    }
    let letterhead = desk.files("ut/representations/source/data/letterhead");
    assert!(letterhead[0].1 == fs::read(project("templates/nacka.yaml")).unwrap());
    // What only the source says is known then, and the flavour is the PDF's own.
    assert!(text(&desk, "ut/metadata/descriptive/ead3.xml").contains("KFKS 2015/90007 &amp; co"));
    let premis = text(&desk, "ut/representations/pdf/metadata/preservation/premis.xml");
    assert_eq!(premis.matches("fmt/479").count(), 2);
    let again = ["render", reports, "-o", "igen"];
    assert_eq!(desk.run(&[&again[..], &embed].concat()).status, Some(0));
    for (name, bytes) in desk.files("ut/representations/pdf/data") {
        assert!(desk.read(&format!("igen/{name}")) == bytes, "{name}");
    }
    assert_eq!(desk.run(&["verify", "ut"]).status, Some(0));
}

#[test]
fn without_sources_there_are_documents_only_and_it_says_so() {
    let desk = desk();
    let ended = package(&desk, &["-o", "ut.tar"]);
    assert_snapshot!("documents_only", ended.told());
    let ended =
        desk.run(&["package", "arkiv", "--with", "paket.yaml", "-o", "ut2", "--lang", "sv"]);
    assert_snapshot!("documents_only_sv", ended.told());
    assert!(!text(&desk, "ut2/metadata/descriptive/ead3.xml").contains("KFKS 2015/90007"));
}

/// A name, and how to break something on a desk.
type Broken = (&'static str, fn(&Desk));

#[test]
fn what_is_not_as_the_manifest_says_is_told_and_nothing_is_made() {
    let broken: [Broken; 6] = [
        ("changed_document", |desk| {
            let mut pdf = desk.read("arkiv/å & b%.pdf");
            let end = pdf.len() - 1;
            pdf[end] ^= 1;
            desk.write("arkiv/å & b%.pdf", pdf);
        }),
        ("missing_document", |desk| {
            fs::remove_file(desk.path("arkiv/2014/utrecht.pdf")).unwrap();
            fs::remove_file(desk.path("arkiv/å & b%.docx")).unwrap();
        }),
        ("changed_source", |desk| desk.write("in/å & b%.yaml", sound("Annat"))),
        ("missing_source", |desk| fs::remove_dir_all(desk.path("in/2014")).unwrap()),
        ("missing_picture", |desk| {
            fs::remove_file(desk.path("in/2014/bilder/kanal.jpg")).unwrap();
        }),
        ("changed_picture", |desk| desk.write("in/2014/bilder/kanal.jpg", "en annan bild")),
    ];
    for (name, make) in broken {
        let desk = desk();
        make(&desk);
        let ended = package(&desk, &["-o", "ut.tar", "--sources", "in"]);
        assert_eq!(ended.status, Some(1));
        assert_snapshot!(name, ended.stderr);
        assert_nothing_left(&desk);
    }
    let desk = desk();
    let letterhead = project("samples/letterheads/ekvik.yaml");
    let arguments = ["-o", "ut", "--sources", "in", "--letterhead", letterhead.to_str().unwrap()];
    let ended = package(&desk, &arguments);
    assert_eq!(ended.status, Some(1));
    assert_snapshot!("other_letterhead", ended.stderr);
    assert_nothing_left(&desk);
}

#[test]
fn a_package_file_with_mistakes_is_refused_where_they_stand() {
    let desk = desk();
    let with = fs::read_to_string(project("tests/fixtures/package/paket.yaml")).unwrap();
    desk.write("paket.yaml", with.replace("2026-11-26", "2026-02-30").replacen("0167", "0168", 1));
    let ended = package(&desk, &["-o", "ut"]);
    assert_eq!(ended.status, Some(2));
    assert_snapshot!("package_file", ended.stderr);
    assert_nothing_left(&desk);
}

#[test]
fn nothing_is_overwritten_and_no_half_folder_packaged() {
    let desk = desk();
    desk.write("ut.tar", "mitt");
    let ended = package(&desk, &["-o", "ut.tar"]);
    assert_eq!(ended.status, Some(2));
    assert_eq!(desk.read("ut.tar"), b"mitt");
    assert_snapshot!("not_overwritten", ended.stderr);
    desk.write("ut-1/x", "mitt");
    assert_eq!(package(&desk, &["-o", "ut", "--max-reports", "1"]).status, Some(2));
    desk.write("ut-b-2.tar", "mitt");
    assert_eq!(package(&desk, &["-o", "ut-b.tar", "--max-reports", "1"]).status, Some(2));
    assert!(!desk.path("ut-b-1.tar").exists(), "all or none");

    desk.write("arkiv/nacka-report.manifest.json.part", "{\"manifest\":2,\"reports\":[\n");
    let unfinished = package(&desk, &["-o", "ny"]);
    let shards = ["render", "in", "-o", "delar", "--shard", "1/2"];
    assert_eq!(desk.run(&shards).status, Some(0));
    let unmerged = desk.run(&["package", "delar", "--with", "paket.yaml", "-o", "ny"]);
    let none = desk.run(&["package", "in", "--with", "paket.yaml", "-o", "ny"]);
    for ended in [&unfinished, &unmerged, &none] {
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
    }
    assert!(!desk.path("ny").exists());
    assert_snapshot!("not_packaged", [unfinished, unmerged, none].map(|e| e.stderr).concat());
}

#[test]
fn packages_are_split_by_number_and_size() {
    let desk = Desk::with(&["in/1.yaml", "in/2.yaml", "in/3.yaml", "in/4.yaml", "in/5.yaml"]);
    desk.write("paket.yaml", fs::read(project("tests/fixtures/package/minimal.yaml")).unwrap());
    desk.run(&["render", "in", "-o", "arkiv"]);
    packaged(&desk, &["-o", "ut.tar", "--sources", "in", "--max-reports", "2"]);
    let mut documents = Vec::new();
    for number in 1..=3 {
        let archive = format!("ut-{number}.tar");
        assert_eq!(desk.run(&["verify", &archive]).status, Some(0));
        unpack(&desk, &archive, "tar");
        let root = format!("tar/minsta-paketet-{number}");
        let mets = text(&desk, &format!("{root}/METS.xml"));
        assert!(mets.contains(&format!("OBJID=\"minsta-paketet-{number}\"")), "{mets}");
        assert!(mets.contains(&format!("LABEL=\"Det minsta som går, del {number}\"")), "{mets}");
        documents.extend(desk.names(&format!("{root}/representations/pdf/data")));
    }
    assert!(!desk.path("ut-4.tar").exists());
    assert_eq!(documents, ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]);

    let most = 2_250_000;
    packaged(&desk, &["-o", "stor.tar", "--max-size", "2,25 MB"]);
    let sizes: Vec<u64> = (1..)
        .map_while(|number| fs::metadata(desk.path(&format!("stor-{number}.tar"))).ok())
        .map(|metadata| metadata.len())
        .collect();
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size <= most), "{sizes:?}");
    let ended = package(&desk, &["-o", "liten.tar", "--max-size", "1MB"]);
    assert_eq!(ended.status, Some(1));
    assert_snapshot!("too_large", ended.stderr);
}

#[test]
fn a_validation_is_on_record_only_if_a_validator_has_spoken() {
    let desk = desk();
    let report = fs::read_to_string(project("tests/fixtures/package/verapdf.xml")).unwrap();
    let size = desk.read("arkiv/2014/utrecht.pdf").len().to_string();
    desk.write("vera.xml", report.replace("SIZE", &size));
    let ended = package(&desk, &["-o", "ut", "--validation", "vera.xml"]);
    assert_snapshot!("validation", ended.told());
    let premis = text(&desk, "ut/representations/pdf/metadata/preservation/premis.xml");
    let event = &premis[premis.find("<eventType>validation").unwrap()..];
    assert_snapshot!("validation_event", &event[..event.find("</event>").unwrap()]);
    assert!(premis.contains("<agentVersion>1.28.1</agentVersion>"));

    // One about other documents says nothing about these.
    desk.write("annan.xml", report.replace("SIZE", "17"));
    let foreign = package(&desk, &["-o", "ny", "--validation", "annan.xml"]);
    let none = package(&desk, &["-o", "ny", "--validation", "paket.yaml"]);
    assert_eq!([foreign.status, none.status], [Some(2), Some(2)]);
    assert_snapshot!("no_validation", [foreign.stderr, none.stderr].concat());
    assert!(!desk.path("ny").exists());
    packaged(&desk, &["-o", "utan"]);
    let premis = text(&desk, "utan/representations/pdf/metadata/preservation/premis.xml");
    assert!(!premis.contains("validation"));
}

#[test]
fn verify_finds_what_was_done_to_a_package() {
    for (shape, list) in [("sip", "METS.xml"), ("bagit", "tagmanifest-sha256.txt")] {
        let desk = desk();
        packaged(&desk, &["-o", "ut", "--as", shape]);
        let sound = desk.run(&["verify", "ut"]);
        assert_eq!(sound.status, Some(0));
        let (_, digest) = sound.stderr.lines().next().unwrap().rsplit_once(' ').unwrap();
        let compare = |digest: &str| desk.run(&["verify", "ut", "-q", "--manifest-sha256", digest]);
        assert_eq!(compare(digest).status, Some(0));
        assert_eq!(compare(&"0".repeat(64)).status, Some(1));

        let data = if shape == "sip" { "ut" } else { "ut/data" };
        let pdf = format!("{data}/representations/pdf/data");
        desk.write(format!("{pdf}/å & b%.pdf"), "annat");
        fs::remove_file(desk.path(&format!("{pdf}/2014/utrecht.pdf"))).unwrap();
        desk.write(format!("{data}/nytt.txt"), "nytt");
        let ended = desk.run(&["verify", "ut", "-q"]);
        assert_eq!(ended.status, Some(1));
        assert_snapshot!(format!("verify_{shape}"), ended.stdout());

        fs::remove_file(desk.path(&format!("ut/{list}"))).unwrap();
        assert_eq!(desk.run(&["verify", "ut"]).status, Some(2));
    }
}

#[test]
fn options_for_output_folders_do_not_go_with_packages() {
    let desk = desk();
    packaged(&desk, &["-o", "ut.tar"]);
    for option in [&["--rerender"][..], &["--signed-by", "nyckel.pub"]] {
        let ended = desk.run(&[&["verify", "ut.tar"], option].concat());
        assert_eq!(ended.status, Some(2));
        assert!(ended.stderr.contains(option[0]), "{}", ended.stderr);
    }
}

#[test]
fn word_documents_alone_are_described_by_their_sources() {
    let desk = desk();
    desk.run(&["render", "in", "-o", "word", "--to", "docx"]);
    let package = ["package", "word", "--with", "paket.yaml", "-o", "ut"];
    let ended = desk.run(&package);
    assert_eq!(ended.status, Some(1));
    assert_snapshot!("undescribed", ended.stderr);
    assert_nothing_left(&desk);
    assert_eq!(desk.run(&[&package[..], &["--sources", "in"]].concat()).status, Some(0));
    assert!(!desk.path("ut/representations/pdf").exists());
    let source = "ut/representations/source";
    assert!(text(&desk, &format!("{source}/METS.xml")).contains("DMDID=\"source-description-2\""));
    assert_eq!(desk.run(&["verify", "ut"]).status, Some(0));

    // A form filled in in Word is a source as well, alone or in its folder.
    let form = desk.read("arkiv/å & b%.docx");
    desk.write("blanketter/ifylld.docx", form);
    desk.run(&["render", "blanketter", "--from", "docx", "-o", "pdf"]);
    for (name, sources) in [("ut1", "blanketter"), ("ut2", "blanketter/ifylld.docx")] {
        let package = ["package", "pdf", "--with", "paket.yaml", "-o", name, "--sources", sources];
        assert_eq!(desk.run(&package).status, Some(0));
        assert!(
            text(&desk, &format!("{name}/metadata/descriptive/ead3.xml"))
                .contains("KFKS 2015/90007")
        );
        let kept = desk.read(&format!("{name}/representations/source/data/reports/ifylld.docx"));
        assert!(kept == desk.read("blanketter/ifylld.docx"));
    }
}

#[test]
fn verify_does_not_take_a_torn_or_foreign_archive_for_a_package() {
    let desk = desk();
    packaged(&desk, &["-o", "ut.tar"]);
    packaged(&desk, &["-o", "ut.zip"]);
    for name in ["ut.tar", "ut.zip"] {
        let whole = desk.read(name);
        for end in [0, 1000, whole.len() / 2, whole.len() - 2000] {
            desk.write(name, &whole[..end]);
            let ended = desk.run(&["verify", name, "-q"]);
            assert_ne!(ended.status, Some(0), "{name} cut at {end}");
        }
    }
    // A document type could make names of others.
    let desk = Desk::new();
    desk.write("ut/METS.xml", "<!DOCTYPE mets [<!ENTITY a 'b'>]><mets/>");
    assert_eq!(desk.run(&["verify", "ut"]).status, Some(2));
    // What leads out of the package is not in it.
    let digest = "0".repeat(64);
    desk.write("hemligt.txt", "hemligt");
    let file = |href: &str| {
        format!(
            "<mets><file SIZE=\"7\" CHECKSUMTYPE=\"SHA-256\" CHECKSUM=\"{digest}\">\
             <FLocat href=\"{href}\"/></file></mets>"
        )
    };
    for href in ["../hemligt.txt", "/etc/passwd", "..%2Fhemligt.txt"] {
        desk.write("ut/METS.xml", file(href));
        let ended = desk.run(&["verify", "ut"]);
        assert_eq!(ended.status, Some(1), "{href}");
        assert!(ended.stdout().contains("MISSING"), "{}", ended.stdout());
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing_under_the_packages_name() {
    let desk = desk();
    for name in ["ut.tar", "ut.zip", "ut"] {
        // No file may become larger than 100 blocks: the system says no in the middle.
        let program = env!("CARGO_BIN_EXE_nacka-report");
        let line = format!(
            "ulimit -f 100; trap '' XFSZ; exec '{program}' package arkiv --with paket.yaml -o {name}"
        );
        let ended = std::process::Command::new("bash")
            .args(["-c", &line])
            .current_dir(desk.path(""))
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        assert_eq!(ended.status.code(), Some(2), "{}", String::from_utf8_lossy(&ended.stderr));
        assert_nothing_left(&desk);
    }
}

#[test]
fn a_search_for_reports_passes_package_files_by() {
    let desk = desk();
    desk.write("in/paket.yaml", desk.read("paket.yaml"));
    let ended = desk.run(&["check", "in"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("in/paket.yaml: passed by"), "{}", ended.stderr);
}

#[test]
fn a_new_package_file_has_only_blanks_to_fill_in() {
    let desk = Desk::new();
    let ended = desk.run(&["new", "paket.yaml"]);
    assert_eq!(ended.status, Some(0));
    assert_snapshot!("new", ended.stderr);
    assert_eq!(desk.names("."), ["package.schema.json", "paket.yaml"]);
    // Every line that is commented out is a field, and nothing is wrong once the blanks are filled.
    let starter = text(&desk, "paket.yaml");
    let filled: Vec<String> = starter
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(field) if field.starts_with(|c: char| c.is_lowercase()) => field.to_owned(),
            Some(field) if field.starts_with("  ") && !field.contains("nacka-report") => {
                field.to_owned()
            }
            _ => line.to_owned(),
        })
        .map(|line| match &*line {
            "identifier:" => "identifier: ett-paket".to_owned(),
            "name:" => "name: Rapporter".to_owned(),
            "created:" => "created: 2026-11-26".to_owned(),
            _ => line,
        })
        .collect();
    desk.write("fylld.yaml", filled.join("\n"));
    let path = desk.path("fylld.yaml");
    let submission = crate::support::check_submission(Path::new(&path));
    let submission = submission.unwrap_or_else(|found| panic!("{found:#?}\n{}", filled.join("\n")));
    assert!(submission.licence.is_some() && submission.delivery.is_some());
}
