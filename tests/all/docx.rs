//! The Word document: its parts are what Word, its schemas and a screen reader expect.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::render::docx::DocxRenderer;
use nacka_report::sheet::Sheet;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::support::{
    check_letterhead, check_report, context, project, render_docx, sheet, yaml_files,
};

/// The built-in letterhead.
fn nacka() -> Letterhead {
    check::letterhead(&Source::built_in_letterhead(), &context(Path::new("."))).unwrap().value
}

/// A report from its text.
fn report(yaml: &str) -> Report {
    let source = Source::new("report.yaml", yaml.as_bytes().to_vec());
    check::report(&source, &context(Path::new("."))).unwrap().value
}

/// The sample reports and valid fixtures with their documents; some of them with every place, and
/// without controls; and the blank form.
fn documents() -> &'static [(String, Package)] {
    static DOCUMENTS: LazyLock<Vec<(String, Package)>> = LazyLock::new(|| {
        let files = yaml_files("samples").into_iter().chain(yaml_files("tests/fixtures/valid"));
        let reports = files.filter_map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            Some((name, check_report(&path).ok()?))
        });
        let letterhead = nacka();
        let mut documents = Vec::new();
        let mut add = |name: String, document: Vec<u8>| {
            documents.push((name, Package::new(&document)));
        };
        for (name, report) in reports {
            if ["everything", "cykel-utrecht", "empty-fields"].contains(&&*name) {
                add(format!("{name}, every place"), every_place(&report, &letterhead));
                add(format!("{name}, without controls"), without_controls(&report, &letterhead));
            }
            add(name, render_docx(&report, &letterhead));
        }
        add("blank".to_owned(), blank(&letterhead));
        documents
    });
    &DOCUMENTS
}

/// A report as a Word document with every place.
fn every_place(report: &Report, letterhead: &Letterhead) -> Vec<u8> {
    let sheet = Sheet::with_every_place(report, letterhead, Sheet::IMAGE_DPI).unwrap();
    DocxRenderer::new().render(&sheet).unwrap().bytes
}

/// A report as a Word document without controls.
fn without_controls(report: &Report, letterhead: &Letterhead) -> Vec<u8> {
    DocxRenderer::without_controls().render(&sheet(report, letterhead)).unwrap().bytes
}

/// The blank form.
fn blank(letterhead: &Letterhead) -> Vec<u8> {
    DocxRenderer::new().render(&Sheet::blank(letterhead)).unwrap().bytes
}

/// A document of the samples or fixtures.
fn document(name: &str) -> &'static Package {
    &documents().iter().find(|(other, _)| other == name).unwrap().1
}

/// The parts of a package, in order.
struct Package(Vec<(String, Vec<u8>)>);

impl Package {
    fn new(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..zip.len()).map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{name}");
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        });
        Self(parts.collect())
    }

    fn part(&self, path: &str) -> &str {
        let (_, content) = self.0.iter().find(|(name, _)| name == path).unwrap();
        std::str::from_utf8(content).unwrap()
    }

    /// The parts that are XML.
    fn xml(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_xml = |name: &str| ["xml", "rels"].contains(&extension(name));
        self.0
            .iter()
            .filter(move |(name, _)| is_xml(name))
            .map(|(name, content)| (name.as_str(), std::str::from_utf8(content).unwrap()))
    }
}

/// What stands after a path's last dot.
fn extension(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// An element of a part.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: HashMap<String, String>,
    children: Vec<Element>,
    /// The characters directly in it.
    text: String,
}

impl Element {
    /// Reads a part: an element without name around its root.
    fn parse(part: &str) -> Self {
        let mut reader = Reader::from_str(part);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::of(&start)),
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::Eof => return open.pop().unwrap(),
                _ => {}
            }
        }
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// This element and all below it, in order.
    fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    /// All elements of a name below this one, in order.
    fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The `w:val` of a child.
    fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("w:val")
    }

    /// All characters below this element.
    fn all_text(&self) -> String {
        self.named("w:t").iter().map(|element| element.text.as_str()).collect()
    }
}

#[test]
fn children_stand_in_the_order_of_the_schema() {
    let table = std::fs::read_to_string(project("tests/fixtures/docx/order.txt")).unwrap();
    let orders: HashMap<&str, Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(element, children)| (element, children.split(' ').collect()))
        .collect();
    for (name, package) in documents() {
        for (path, part) in package.xml() {
            for element in Element::parse(part).all() {
                let Some(order) = orders.get(element.name.as_str()) else { continue };
                let rest = order.iter().position(|name| *name == "*");
                let places: Vec<_> = element
                    .children
                    .iter()
                    .map(|child| {
                        let place = order.iter().position(|name| *name == child.name).or(rest);
                        place.unwrap_or_else(|| {
                            panic!("{name}, {path}: {} in {}", child.name, element.name)
                        })
                    })
                    .collect();
                assert!(places.is_sorted(), "{name}, {path}: {element:?}");
            }
        }
    }
}

#[test]
fn identifiers_are_unique() {
    for (name, package) in documents() {
        let parts = ["document", "header1", "header2"];
        let roots = parts.map(|part| Element::parse(package.part(&format!("word/{part}.xml"))));
        let mut controls = BTreeSet::new();
        let mut drawings = BTreeSet::new();
        for root in &roots {
            for properties in root.named("w:sdtPr") {
                assert!(controls.insert(properties.value("w:id").unwrap().to_owned()), "{name}");
            }
            for drawing in root.named("wp:docPr") {
                assert!(drawings.insert(drawing.attribute("id").unwrap().to_owned()), "{name}");
            }
        }
        let mut tags = BTreeSet::new();
        for tag in roots[0].named("w:tag") {
            let tag = tag.attribute("w:val").unwrap();
            assert!(tags.insert(tag.to_owned()), "{name}: {tag}");
        }
    }
}

#[test]
fn every_value_stands_in_a_control_with_its_place_in_the_report() {
    let document = Element::parse(document("everything").part("word/document.xml"));
    let controls = document.named("w:sdt").into_iter().filter_map(|control| {
        let properties = control.child("w:sdtPr")?;
        let kind = ["w:text", "w:date", "w:picture", "w14:checkbox", "w15:repeatingSection"];
        let kind = kind.into_iter().find(|kind| properties.child(kind).is_some());
        let lock = properties.value("w:lock").unwrap_or("free");
        let state = if properties.child("w:showingPlcHdr").is_some() { ", empty" } else { "" };
        Some(format!(
            "{} ({}, {}, {lock}{state})\n",
            properties.value("w:tag")?,
            properties.value("w:alias").unwrap_or("linked"),
            kind.unwrap_or("rich text"),
        ))
    });
    insta::assert_snapshot!(controls.collect::<String>());
}

/// The rules of Microsoft's accessibility checker, as far as they concern these documents.
#[test]
fn the_accessibility_checker_finds_nothing() {
    for (name, package) in documents() {
        let document = Element::parse(package.part("word/document.xml"));
        for picture in document.named("wp:docPr") {
            assert!(!picture.attribute("descr").unwrap().is_empty(), "{name}: alternative text");
        }
        assert!(document.named("wp:anchor").is_empty(), "{name}: pictures stand in the line");
        for table in document.named("w:tbl") {
            let head = table.child("w:tr").expect("a head row");
            assert!(!head.named("w:tblHeader").is_empty(), "{name}: repeated head row");
            for merged in ["w:gridSpan", "w:vMerge", "w:hMerge"] {
                assert!(table.named(merged).is_empty(), "{name}: merged cells");
            }
            assert_eq!(table.named("w:tbl").len(), 1, "{name}: nested tables");
        }
        let links: Vec<_> = document
            .named("w:hyperlink")
            .into_iter()
            .flat_map(|link| link.named("w:sdtPr"))
            .filter_map(|properties| properties.value("w:id"))
            .collect();
        for control in document.named("w:sdt") {
            let properties = control.child("w:sdtPr").unwrap();
            let alias = properties.value("w:alias");
            assert!(alias.is_none_or(|title| title.chars().count() <= 64), "{name}");
            let is_in_line = control.named("w:p").is_empty();
            let is_linked = links.contains(&properties.value("w:id").unwrap());
            let has_link = is_linked || !control.named("w:hyperlink").is_empty();
            // LibreOffice 25.2 does not survive making a PDF of a name and a link.
            assert_eq!(alias.is_none(), is_in_line && has_link, "{name}");
        }
        let styles: Vec<_> = document
            .named("w:pStyle")
            .iter()
            .filter_map(|style| style.attribute("w:val")?.strip_prefix("Heading")?.parse().ok())
            .collect();
        assert_eq!(styles.first(), Some(&1), "{name}: the title is the first heading");
        assert!(styles.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {styles:?}");
        assert!(!document.all_text().contains("   "), "{name}: repeated blanks");
        for link in document.named("w:hyperlink") {
            assert!(!link.all_text().trim().is_empty(), "{name}: a link has text");
            // LibreOffice 7.4 saves such a one without its end.
            assert!(link.named("w:text").is_empty(), "{name}: a control for plain text in a link");
        }
        let properties = Element::parse(package.part("docProps/core.xml"));
        for field in ["dc:title", "dc:creator", "dc:subject", "dc:language"] {
            // Those of the blank form are what is filled in.
            let is_left = name == "blank" && ["dc:title", "dc:creator"].contains(&field);
            assert_eq!(properties.named(field)[0].text.is_empty(), is_left, "{name}: {field}");
        }
        let defaults = Element::parse(package.part("word/styles.xml"));
        assert_eq!(defaults.named("w:lang")[0].attribute("w:val"), Some("sv-SE"));
    }
}

#[test]
fn labels_have_contrast() {
    let luminance = |colour: &str| -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    };
    let styles = Element::parse(document("euro-cities").part("word/styles.xml"));
    for colour in styles.named("w:color") {
        let colour = colour.attribute("w:val").unwrap();
        assert!(1.05 / (luminance(colour) + 0.05) >= 4.5, "{colour} on white");
    }
}

#[test]
fn every_relationship_and_part_has_its_counterpart() {
    for (name, package) in documents() {
        let types = Element::parse(package.part("[Content_Types].xml"));
        let extensions: Vec<_> =
            types.named("Default").iter().filter_map(|e| e.attribute("Extension")).collect();
        let listed: Vec<_> =
            types.named("Override").iter().filter_map(|e| e.attribute("PartName")).collect();
        for (path, _) in &package.0 {
            let extension = extension(path);
            let known = listed.contains(&format!("/{path}").as_str());
            // Data is what its ending says.
            let is_data = path.starts_with("customXml/");
            let is_plain = (is_data || extension != "xml") && extensions.contains(&extension);
            assert!(known || is_plain || path == "[Content_Types].xml", "{name}: {path}");
        }
        for part in &listed {
            let path = part.trim_start_matches('/');
            assert!(package.0.iter().any(|(name, _)| name == path), "{name}: {path} is missing");
        }
        for part in ["document", "header1", "header2"] {
            let path = format!("word/_rels/{part}.xml.rels");
            let Some(rels) = package.0.iter().find(|(name, _)| *name == path) else { continue };
            let rels = Element::parse(std::str::from_utf8(&rels.1).unwrap());
            for rel in rels.named("Relationship") {
                let target = rel.attribute("Target").unwrap();
                let is_inside = rel.attribute("TargetMode").is_none();
                let path =
                    target.strip_prefix("../").map_or(format!("word/{target}"), str::to_owned);
                assert!(
                    !is_inside || package.0.iter().any(|(name, _)| *name == path),
                    "{name}: {path}"
                );
            }
        }
    }
}

#[test]
fn pictures_keep_their_format() {
    let package = document("picture-kinds");
    let media: Vec<_> = package.0.iter().filter(|(path, _)| path.contains("/media/")).collect();
    assert!(media.iter().any(|(path, _)| extension(path) == "jpg"));
    for (path, bytes) in media {
        let is_jpeg = bytes.starts_with(&[0xff, 0xd8]);
        assert_eq!(extension(path) == "jpg", is_jpeg, "{path}");
    }
}

#[test]
fn a_drawn_logo_becomes_pixels() {
    let letterhead = check_letterhead(&project("samples/letterheads/ekvik.yaml")).unwrap();
    let report = check_report(&project("samples/euro-cities.yaml")).unwrap();
    let package = Package::new(&render_docx(&report, &letterhead));
    let logos = package.0.iter().filter(|(path, _)| path.starts_with("word/media/")).count();
    assert_eq!(logos, 1, "one for both heads");
    for head in ["word/header1.xml", "word/header2.xml"] {
        let drawings = Element::parse(package.part(head));
        assert_eq!(drawings.named("pic:pic").len(), 1, "{head}");
    }
}

#[test]
fn a_picture_that_is_shown_twice_is_stored_once() {
    let path = project("samples/cykel-utrecht.yaml");
    let mut report = check_report(&path).unwrap();
    let count = |report: &Report| {
        let package = Package::new(&render_docx(report, &nacka()));
        let media = package.0.iter().filter(|(path, _)| path.contains("/media/")).count();
        let document = Element::parse(package.part("word/document.xml"));
        (media, document.named("wp:docPr").len())
    };
    let (media, shown) = count(&report);
    let again = report.pictures[0].clone();
    report.pictures.push(again);
    assert_eq!(count(&report), (media, shown + 1));
}

#[test]
fn pictures_are_called_by_their_files() {
    let document = Element::parse(document("cykel-utrecht").part("word/document.xml"));
    for picture in document.named("pic:pic") {
        let name = picture.named("pic:cNvPr")[0].attribute("name").unwrap();
        assert!(project("samples").join(name).is_file(), "{name}");
    }
}

#[test]
fn the_euro_cities_report_is_small() {
    let report = check_report(&project("samples/euro-cities.yaml")).unwrap();
    let size = render_docx(&report, &nacka()).len();
    assert!(size <= 20_000, "{size} bytes");
}

#[test]
fn eight_threads_make_the_same_bytes_a_hundred_times() {
    let reports: Vec<Report> = ["euro-cities", "cykel-utrecht", "larmiljoer-finland"]
        .map(|name| check_report(&project(&format!("samples/{name}.yaml"))).unwrap())
        .into();
    let letterhead = nacka();
    let render = |report| render_docx(report, &letterhead);
    let alone: Vec<_> = reports.iter().map(render).collect();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (reports, alone, render) = (&reports, &alone, &render);
            scope.spawn(move || {
                for round in 0..100 {
                    let index = (thread + round) % reports.len();
                    assert!(render(&reports[index]) == alone[index], "thread {thread}");
                }
            });
        }
    });
}

/// A report whose table has a number of one-line rows.
fn with_rows(rows: usize) -> Report {
    let row = "  - activity: Möte\n    assessment: Gick bra\n".repeat(rows);
    report(&format!(
        "title: Möte\npurpose:\n  - Möte\nevaluation:\n{row}signature:\n  date: 2014-03-20\n  \
         name: Anna Lind\n"
    ))
}

/// Typst's pages are the judge: its table and note end on page 1 up to 23 such rows.
#[test]
fn page_two_starts_at_the_summary_when_the_table_ends_on_page_one() {
    for (rows, expected) in [(1, true), (23, true), (24, false), (60, false)] {
        assert_eq!(first_page_ends(rows, &nacka()), expected, "{rows} rows");
    }
}

/// Whether page 2 starts at the summary below a number of one-line rows.
fn first_page_ends(rows: usize, letterhead: &Letterhead) -> bool {
    let package = Package::new(&render_docx(&with_rows(rows), letterhead));
    Element::parse(package.part("word/document.xml")).named("w:pageBreakBefore").len() == 1
}

/// A letterhead whose wordmark takes four lines and whose values take up to eight.
fn tall() -> Letterhead {
    let letterhead = "
organisation: Ekviks kommun
wordmark: Samhällsbyggnadsförvaltningen vid Ekviks kommun och de tre grannkommunerna i länets norra del
postal_address: Samhällsbyggnadsförvaltningen vid Ekviks kommun, kontoret för gator, vägar och torg, box 19 999, 199 99 Ekvik
visiting_address: Rådhuset, ingången från Strandgatan 2 mittemot kyrkan, tre trappor upp till vänster om hissen
phone: 08-465 004 00
email: samhallsbyggnadsforvaltningen@ekviks-kommun.se
sms: '719 99'
web: www.ekviks-kommun.se
organisation_number: 212000-9994
";
    let source = Source::new("letterhead.yaml", letterhead.as_bytes().to_vec());
    check::letterhead(&source, &context(Path::new("."))).unwrap().value
}

/// Here Typst's table and note end on page 1 up to 21 rows.
#[test]
fn a_tall_letterhead_takes_its_room_from_the_first_page() {
    for (rows, expected) in [(1, true), (21, true), (22, false)] {
        assert_eq!(first_page_ends(rows, &tall()), expected, "{rows} rows");
    }
}

#[test]
fn a_wordmark_of_four_lines_is_not_cut_off() {
    let package = Package::new(&render_docx(&with_rows(1), &tall()));
    for part in ["word/header1.xml", "word/header2.xml"] {
        let head = Element::parse(package.part(part));
        let height = head.named("w:trHeight")[0].attribute("w:val").unwrap();
        assert_eq!(height, "1600", "four lines of 20 points each");
    }
    let body = Element::parse(package.part("word/document.xml"));
    assert_eq!(body.named("w:pgMar")[0].attribute("w:header"), Some("0"), "all stand on one line");
}

#[test]
fn what_xml_reserves_stays_text() {
    let title = r#"title: "A < B & C > D ' \\"E\\"" "#;
    let report = report(&format!(
        "{}\npurpose:\n  - Möte\nevaluation:\n  - activity: a<b\n    assessment: x &amp; y\n\
         signature:\n  date: 2014-03-20\n  name: Anna Lind\n",
        title.replace("\\\\", "\\")
    ));
    let package = Package::new(&render_docx(&report, &nacka()));
    assert!(package.part("word/document.xml").contains("A &lt; B &amp; C &gt; D"));
}

/// A document's paragraphs, one a line: style, numbering and text, with what stands in a control
/// in brackets.
fn outline(element: &Element, depth: usize, out: &mut String) {
    for child in &element.children {
        let indent = "  ".repeat(depth);
        match child.name.as_str() {
            "w:p" => {
                let style = child.named("w:pStyle");
                let style = style.first().and_then(|style| style.attribute("w:val"));
                let list = child.named("w:numId");
                let list = list.first().and_then(|list| list.attribute("w:val"));
                let list = list.map(|list| format!(", list {list}")).unwrap_or_default();
                let line = format!("{indent}{}{list}: ", style.unwrap_or("Normal"));
                out.push_str(&line);
                runs(child, out);
                out.push('\n');
            }
            "w:tbl" | "w:tr" | "w:tc" => {
                writeln!(out, "{indent}{}", child.name).unwrap();
                outline(child, depth + 1, out);
            }
            "w15:repeatingSection" | "w15:repeatingSectionItem" => {
                writeln!(out, "{indent}{}", child.name).unwrap();
            }
            _ => outline(child, depth, out),
        }
    }
}

fn runs(element: &Element, out: &mut String) {
    for child in &element.children {
        match child.name.as_str() {
            "w:t" => out.push_str(&child.text),
            "w:tab" => out.push('→'),
            "w:br" => out.push('↵'),
            "wp:docPr" => out.push_str(child.attribute("descr").unwrap_or_default()),
            "w:tabs" => {}
            "w:sdt" => {
                out.push('[');
                runs(child, out);
                out.push(']');
            }
            _ => runs(child, out),
        }
    }
}

#[test]
fn documents_have_their_structure() {
    for name in [
        "cykel-utrecht",
        "everything",
        "empty-fields",
        "as-typed",
        "blank",
        "everything, every place",
        "everything, without controls",
    ] {
        let mut structure = String::new();
        outline(&Element::parse(document(name).part("word/document.xml")), 0, &mut structure);
        insta::assert_snapshot!(name.replace(", ", "-"), structure);
    }
}

/// What stands in an empty control is printed: it is a space, a line to write on or a frame, and so is
/// what Word puts into one that is emptied.
#[test]
fn an_empty_control_holds_nothing_that_is_read() {
    for (name, package) in documents() {
        for part in ["document", "header1", "header2", "glossary/document"] {
            let path = format!("word/{part}.xml");
            let Some((_, part)) = package.0.iter().find(|(name, _)| *name == path) else {
                continue;
            };
            let part = Element::parse(std::str::from_utf8(part).unwrap());
            let is_empty = |control: &&&Element| {
                control.child("w:sdtPr").is_some_and(|p| p.child("w:showingPlcHdr").is_some())
            };
            let controls = part.named("w:sdt");
            let entries = part.named("w:docPartBody");
            for empty in controls.iter().filter(is_empty).chain(&entries) {
                assert!(empty.all_text().trim().is_empty(), "{name}: {empty:?}");
            }
        }
    }
}

/// What the form shows twice, or the document's properties say too, is one value: it is bound, in
/// plain text of one run.
#[test]
fn values_that_are_shown_twice_are_bound() {
    let report = report(
        "title: Besök i Αθήνα\nregistration_number: KFKS 2014/Ж\npurpose:\n  - Möte\nevaluation:\n  - \
         activity: Möte\n    assessment: Bra\nsignature:\n  date: 2014-03-20\n  name: Дмитрий Ek\n",
    );
    let letterhead = nacka();
    for document in [render_docx(&report, &letterhead), every_place(&report, &letterhead)] {
        let package = Package::new(&document);
        let mut bound = Vec::new();
        for part in ["document", "header1", "header2"] {
            let part = Element::parse(package.part(&format!("word/{part}.xml")));
            for control in part.named("w:sdt") {
                let properties = control.child("w:sdtPr").unwrap();
                let Some(binding) = properties.child("w:dataBinding") else { continue };
                assert!(properties.child("w:text").or(properties.child("w:date")).is_some());
                assert_eq!(control.named("w:r").len(), 1, "{control:?}");
                let path = binding.attribute("w:xpath").unwrap();
                bound.push((path.to_owned(), control.all_text()));
            }
        }
        bound.dedup();
        let values = [
            ("/ns1:coreProperties[1]/ns0:title[1]", "Besök i Αθήνα"),
            ("/ns0:values[1]/ns0:value[1]", "2014-03-20"),
            ("/ns1:coreProperties[1]/ns0:creator[1]", "Дмитрий Ek"),
            ("/ns0:values[1]/ns0:value[2]", "KFKS 2014/Ж"),
        ];
        assert_eq!(bound, values.map(|(path, text)| (path.to_owned(), text.to_owned())));
        let kept = Element::parse(package.part("customXml/item2.xml"));
        let kept: Vec<_> = kept.named("value").iter().map(|value| value.text.clone()).collect();
        assert_eq!(kept, ["2014-03-20", "KFKS 2014/Ж"]);
        let properties = Element::parse(package.part("docProps/core.xml"));
        assert_eq!(properties.named("dc:title")[0].text, "Besök i Αθήνα");
    }
}

/// A mark that only allows a line's end would be a character in the document's properties.
#[test]
fn a_title_with_marks_for_lines_ends_is_not_bound() {
    let report = report(
        "title: Samhälls\u{ad}byggnad\npurpose:\n  - Möte\nevaluation:\n  - activity: Möte\n    \
         assessment: Bra\nsignature:\n  date: 2014-03-20\n  name: Anna Ek\n",
    );
    let package = Package::new(&render_docx(&report, &nacka()));
    let body = Element::parse(package.part("word/document.xml"));
    let title = body.named("w:sdtPr")[0];
    assert_eq!(title.value("w:tag"), Some("title"));
    assert!(title.child("w:dataBinding").is_none());
}

#[test]
fn a_slash_parts_name_and_contact_whichever_is_typed_later() {
    let package = Package::new(&blank(&nacka()));
    let body = Element::parse(package.part("word/document.xml"));
    let mut line = String::new();
    runs(body.named("w:p").last().unwrap(), &mut line);
    assert_eq!(line, "[→] / [→]");
    // A document that shows what its PDF does has no place for a contact that is not there.
    let mut line = String::new();
    let body = Element::parse(document("frukostmote").part("word/document.xml"));
    runs(body.named("w:p").last().unwrap(), &mut line);
    assert_eq!(line, "[Åsa Öberg]");
}

/// Lines of an exact height show but a strip of a picture that is pasted, and cut enlarged text: only
/// what holds no text has one.
#[test]
fn no_line_is_of_an_exact_height_where_anything_stands() {
    for (name, package) in documents() {
        let styles = Element::parse(package.part("word/styles.xml"));
        for spacing in styles.named("w:spacing") {
            assert_ne!(spacing.attribute("w:lineRule"), Some("exact"), "{name}: {spacing:?}");
        }
        for part in ["document", "header1", "header2"] {
            let part = Element::parse(package.part(&format!("word/{part}.xml")));
            for paragraph in part.named("w:p") {
                let mut spacings = paragraph.named("w:spacing").into_iter();
                let is_exact = spacings.any(|s| s.attribute("w:lineRule") == Some("exact"));
                assert!(!is_exact || paragraph.named("w:r").is_empty(), "{name}: {paragraph:?}");
            }
            let heights = part.named("w:trHeight");
            assert!(heights.iter().all(|h| h.attribute("w:hRule") == Some("atLeast")), "{name}");
        }
    }
}

/// What stands before the items of each list, and what it begins with: Word counts by itself.
#[test]
fn lists_count_as_they_are_typed() {
    let numbering = Element::parse(document("as-typed").part("word/numbering.xml"));
    let definitions = numbering.named("w:abstractNum");
    let lists: Vec<String> = numbering
        .named("w:num")
        .iter()
        .map(|list| {
            let id = list.value("w:abstractNumId");
            let is_its = |d: &&&Element| d.attribute("w:abstractNumId") == id;
            let level = definitions.iter().find(is_its).unwrap().named("w:lvl")[0];
            let [format, text] = ["w:numFmt", "w:lvlText"].map(|name| level.value(name).unwrap());
            let start = list.named("w:startOverride").first().and_then(|s| s.attribute("w:val"));
            format!("{format} {text} {}", start.unwrap_or("-"))
        })
        .collect();
    let expected = [
        "bullet • -",
        "bullet + -",
        "decimal %1. -",
        "decimal %1. 3",
        "decimal %1. 5",
        "decimal %1. 11",
        "lowerLetter %1) 1",
        "lowerLetter %1) 4",
        "upperLetter %1) 1",
        "decimal %1) 1",
        "decimal %1) 7",
        "decimal %1. 1",
        "decimal %1) 1",
        "lowerLetter %1) 1",
    ];
    assert_eq!(lists, expected);
}

/// Not every program that reads Word looks up the numbering of a style, and Word joins lists of two
/// documents by the number of their kind.
#[test]
fn items_of_lists_say_so_themselves() {
    for (name, package) in documents() {
        let body = Element::parse(package.part("word/document.xml"));
        for paragraph in body.named("w:p") {
            let style = paragraph.named("w:pStyle");
            let style = style.first().and_then(|style| style.attribute("w:val"));
            let is_item = matches!(style, Some("ListBullet" | "ListNumber"));
            assert!(!is_item || !paragraph.named("w:numPr").is_empty(), "{name}: {paragraph:?}");
        }
        let numbering = Element::parse(package.part("word/numbering.xml"));
        let kinds = numbering.named("w:abstractNum");
        let numbers: BTreeSet<_> = kinds.iter().map(|kind| kind.value("w:nsid").unwrap()).collect();
        assert_eq!(numbers.len(), kinds.len(), "{name}");
    }
}

/// Screen readers announce a control at each heading, and many programs that read Word pass by what
/// stands in one.
#[test]
fn the_forms_own_words_stand_in_no_control() {
    for (name, package) in documents() {
        for part in ["document", "header1", "header2"] {
            let body = Element::parse(package.part(&format!("word/{part}.xml")));
            for control in body.named("w:sdt") {
                let inside = control.named("w:pStyle");
                let mut styles = inside.iter().filter_map(|style| style.attribute("w:val"));
                let own = ["Heading2", "TableHead", "FormNote", "FormLabel"];
                assert!(!styles.any(|style| own.contains(&style)), "{name}: {control:?}");
                assert_ne!(
                    control.named("w:lock").first().and_then(|l| l.attribute("w:val")),
                    Some("sdtContentLocked"),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn the_documentation_lists_every_style() {
    let documentation = std::fs::read_to_string(project("docs/word-styles.md")).unwrap();
    let listed: BTreeSet<_> = documentation
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|name| !["style", "---"].contains(name))
        .map(str::to_owned)
        .collect();
    let styles = Element::parse(document("euro-cities").part("word/styles.xml"));
    let named: BTreeSet<_> = styles
        .named("w:style")
        .iter()
        .filter_map(|style| Some(style.value("w:name")?.to_owned()))
        .collect();
    assert_eq!(named, listed);
}

#[test]
fn extensions_are_declared_as_ignorable() {
    for (name, package) in documents() {
        for (path, part) in package.xml() {
            let root = Element::parse(part);
            let ignorable = root.children[0].attribute("mc:Ignorable").unwrap_or_default();
            for prefix in ["w14", "w15"] {
                let is_used = root.all().iter().any(|e| e.name.starts_with(&format!("{prefix}:")));
                let is_ignorable = ignorable.split(' ').any(|other| other == prefix);
                assert!(!is_used || is_ignorable, "{name}, {path}: {prefix}");
            }
        }
    }
}
