//! The package's own lists of what is in it: METS by the profiles E-ARK CSIP 2.1.0 and SIP 2.1.0. The
//! numbers in comments are the requirements of those profiles.

use std::io::{self, Write};

use nacka_report::model::{Organisation, Submission};

use super::format::Format;
use super::inventory::{Inventory, Part};
use super::path::href;
use super::schemas::{self, BuiltIn, FORMATS, PAGES, SCHEMAS};
use super::xml::{Attributes, Xml};
use crate::output::Digest;

/// The category of the contents (CSIP2), from DILCIS's vocabulary.
const CATEGORY: &str = "Textual works – Digital";

/// A file that has been written into a package.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its path: in the package, or below the part's folder.
    pub path: String,
    pub size: u64,
    pub sha256: Digest,
    pub format: Format,
}

impl Written {
    /// One that is built in.
    pub fn built_in(file: &BuiltIn) -> Self {
        let (size, sha256) = (file.text.len() as u64, Digest::of(file.text.as_bytes()));
        Self { path: file.path.to_owned(), size, sha256, format: file.format }
    }
}

/// What the list of a whole package refers to.
pub struct Contents<'a> {
    /// The package's identifier and name.
    pub identifier: &'a str,
    pub label: &'a str,
    /// The list of the reports.
    pub ead: &'a Written,
    pub premis: &'a Written,
    /// The list of each part.
    pub parts: &'a [(Part, Written)],
}

/// Writes the list of a whole package.
pub fn package(to: impl Write, submission: &Submission, of: &Contents<'_>) -> io::Result<()> {
    let mut xml = Xml::new(to)?;
    let day = day(submission);
    let kind = &*submission.information_type;
    // CSIP62, CSIP63: each group says its kind as the package does.
    let group = |xml: &mut Xml<_>, id: &str, name: &str, files: &[Written]| {
        let attributes = [
            ("ID", id),
            ("USE", name),
            ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
            ("csip:OTHERCONTENTINFORMATIONTYPE", kind),
        ];
        xml.element("fileGrp", &attributes, |xml| {
            (1..).zip(files).try_for_each(|(number, written)| {
                file(xml, &format!("{id}-{number}"), written, &day, None)
            })
        })
    };
    let (schemas, pages): (Vec<_>, Vec<_>) = (
        SCHEMAS.iter().map(Written::built_in).collect(),
        PAGES.iter().chain(FORMATS).map(Written::built_in).collect(),
    );
    root(&mut xml, submission, of.identifier, of.label, "", |xml| {
        header(xml, submission, &day)?;
        described(xml, "descriptive", &day, "EAD", "3", of.ead)?;
        preserved(xml, "preservation", &day, of.premis)?;
        xml.element("fileSec", &[("ID", "files")], |xml| {
            group(xml, "documentation", "Documentation", &pages)?;
            group(xml, "schemas", "Schemas", &schemas)?;
            of.parts.iter().try_for_each(|(part, list)| {
                let name = format!("Representations/{}", part.name());
                group(xml, part.name(), &name, std::slice::from_ref(list))
            })
        })?;
        structure(xml, "structure", of.identifier, |xml| {
            metadata(xml, "structure-metadata", "preservation", "descriptive")?;
            division(xml, "structure-documentation", "Documentation", &["documentation"])?;
            division(xml, "structure-schemas", "Schemas", &["schemas"])?;
            let groups: Vec<&str> = of.parts.iter().map(|(part, _)| part.name()).collect();
            division(xml, "structure-content", "Representations", &groups)?;
            // CSIP105 to CSIP112.
            of.parts.iter().try_for_each(|(part, list)| {
                let name = format!("Representations/{}", part.name());
                let id = format!("structure-{}", part.name());
                xml.element("div", &[("ID", &id), ("LABEL", &name)], |xml| {
                    let pointer = [
                        ("LOCTYPE", "URL"),
                        ("xlink:type", "simple"),
                        ("xlink:href", &href(&list.path)),
                        ("xlink:title", part.name()),
                    ];
                    xml.empty("mptr", &pointer)
                })
            })
        })
    })?;
    xml.end()
}

/// Writes the list of a part. `premis` is its preservation metadata, below its folder.
pub fn part(
    to: impl Write,
    submission: &Submission,
    part: Part,
    inventory: &mut Inventory,
    premis: &Written,
) -> io::Result<()> {
    let mut xml = Xml::new(to)?;
    let created = day(submission);
    let name = part.name();
    root(&mut xml, submission, name, part.label(), "../../", |xml| {
        xml.element("metsHdr", &header_attributes(&created), software)?;
        let mut described_by = Vec::new();
        inventory.each(|number, record| {
            let own = record.files.into_iter().filter(|item| item.part == part && item.is_metadata);
            own.into_iter().try_for_each(|item| {
                let id = description_id(part, number);
                let written = Written {
                    path: item.path,
                    size: item.size,
                    sha256: item.sha256,
                    format: item.format,
                };
                described(xml, &id, &created, "DC", "1.1", &written)?;
                described_by.push(id);
                Ok(())
            })
        })?;
        let preservation = format!("{name}-preservation");
        preserved(xml, &preservation, &created, premis)?;
        let data = format!("{name}-data");
        xml.element("fileSec", &[("ID", &format!("{name}-files"))], |xml| {
            let attributes = [
                ("ID", &*data),
                ("USE", "Data"),
                ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
                ("csip:OTHERCONTENTINFORMATIONTYPE", &submission.information_type),
            ];
            xml.element("fileGrp", &attributes, |xml| {
                inventory.each(|number, record| {
                    let is_described = record
                        .files
                        .iter()
                        .any(|item| item.part == part && item.is_metadata)
                        .then(|| description_id(part, number));
                    let day = record.description.map(|of| format!("{}T00:00:00Z", of.date));
                    let day = day.as_deref().unwrap_or(&created);
                    let own = (1..).zip(record.files);
                    for (index, item) in own.filter(|(_, i)| i.part == part && !i.is_metadata) {
                        let written = Written {
                            path: item.path,
                            size: item.size,
                            sha256: item.sha256,
                            format: item.format,
                        };
                        let id = format!("{name}-{number}-{index}");
                        file(xml, &id, &written, day, is_described.as_deref())?;
                    }
                    Ok(())
                })
            })
        })?;
        structure(xml, &format!("{name}-structure"), name, |xml| {
            let described_by = described_by.join(" ");
            metadata(xml, &format!("{name}-structure-metadata"), &preservation, &described_by)?;
            division(xml, &format!("{name}-structure-data"), "Data", &[&*data])
        })
    })?;
    xml.end()
}

/// The identifier of a report's description.
fn description_id(part: Part, number: usize) -> String {
    format!("{}-description-{number}", part.name())
}

fn day(submission: &Submission) -> String {
    format!("{}T00:00:00Z", submission.created)
}

/// The outermost element (CSIP1 to CSIP6, SIP1, SIP2). `up` leads to the package's folder.
fn root<W: Write>(
    xml: &mut Xml<W>,
    submission: &Submission,
    identifier: &str,
    label: &str,
    up: &str,
    inside: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    let locations = [
        (schemas::METS_SPACE, schemas::METS),
        (schemas::XLINK_SPACE, schemas::XLINK),
        (schemas::CSIP_SPACE, schemas::CSIP),
        (schemas::SIP_SPACE, schemas::SIP),
    ];
    let locations = locations.map(|(space, file)| format!("{space} {up}schemas/{file}")).join(" ");
    let attributes = [
        ("xmlns", schemas::METS_SPACE),
        ("xmlns:xlink", schemas::XLINK_SPACE),
        ("xmlns:csip", schemas::CSIP_SPACE),
        ("xmlns:sip", schemas::SIP_SPACE),
        ("xmlns:xsi", schemas::INSTANCE),
        ("xsi:schemaLocation", &locations),
        ("OBJID", identifier),
        ("LABEL", label),
        ("TYPE", CATEGORY),
        ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
        ("csip:OTHERCONTENTINFORMATIONTYPE", &submission.information_type),
        ("PROFILE", "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"),
    ];
    xml.element("mets", &attributes, inside)
}

/// CSIP7 to CSIP9, SIP3, SIP4.
fn header_attributes(day: &str) -> [(&str, &str); 4] {
    [
        ("CREATEDATE", day),
        ("LASTMODDATE", day),
        ("RECORDSTATUS", "NEW"),
        ("csip:OAISPACKAGETYPE", "SIP"),
    ]
}

fn header<W: Write>(xml: &mut Xml<W>, submission: &Submission, day: &str) -> io::Result<()> {
    xml.element("metsHdr", &header_attributes(day), |xml| {
        software(xml)?;
        // SIP9 to SIP14.
        organisation(xml, "ARCHIVIST", &submission.archival_creator)?;
        if let Some(system) = &submission.system {
            let role = [("ROLE", "ARCHIVIST"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")];
            let version = system.version.as_deref();
            agent(xml, &role, &system.name, Some("SOFTWARE VERSION"), version)?;
        }
        // SIP15 to SIP20.
        organisation(xml, "CREATOR", submission.submitter())?;
        let delivery = submission.delivery.as_ref();
        if let Some(contact) = delivery.and_then(|delivery| delivery.contact.as_ref()) {
            // SIP21 to SIP25.
            let ways: Vec<&str> = [&contact.phone, &contact.email]
                .into_iter()
                .filter_map(|way| way.as_deref())
                .collect();
            let note = Some(ways.join(", ")).filter(|note| !note.is_empty());
            let role = [("ROLE", "CREATOR"), ("TYPE", "INDIVIDUAL")];
            agent(xml, &role, &contact.name, None, note.as_deref())?;
        }
        if let Some(archive) = &submission.archive {
            // SIP26 to SIP31.
            organisation(xml, "PRESERVATION", archive)?;
        }
        // SIP5, SIP7; the delivery's own number has no type in the vocabulary.
        let record = |xml: &mut Xml<W>, kind: &str, text: &str| {
            xml.text("altRecordID", &[("TYPE", kind)], text)
        };
        if let Some(agreement) = &submission.agreement {
            record(xml, "SUBMISSIONAGREEMENT", agreement)?;
        }
        if let Some(code) = &submission.reference_code {
            record(xml, "REFERENCECODE", code)?;
        }
        if let Some(number) = delivery.and_then(|delivery| delivery.number.as_ref()) {
            record(xml, "DELIVERYNUMBER", number)?;
        }
        if let Some(date) = delivery.and_then(|delivery| delivery.date) {
            record(xml, "DELIVERYDATE", &date.to_string())?;
        }
        Ok(())
    })
}

/// The program that makes the package (CSIP10 to CSIP16).
fn software<W: Write>(xml: &mut Xml<W>) -> io::Result<()> {
    let role = [("ROLE", "CREATOR"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")];
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    agent(xml, &role, name, Some("SOFTWARE VERSION"), Some(version))
}

fn organisation<W: Write>(xml: &mut Xml<W>, role: &str, of: &Organisation) -> io::Result<()> {
    let code = format!("ORG:{}", of.organisation_number);
    let role = [("ROLE", role), ("TYPE", "ORGANIZATION")];
    agent(xml, &role, &of.name, Some("IDENTIFICATIONCODE"), Some(&code))
}

fn agent<W: Write>(
    xml: &mut Xml<W>,
    role: Attributes<'_>,
    name: &str,
    kind_of_note: Option<&str>,
    note: Option<&str>,
) -> io::Result<()> {
    xml.element("agent", role, |xml| {
        xml.text("name", &[], name)?;
        match (kind_of_note, note) {
            (Some(kind), Some(note)) => xml.text("note", &[("csip:NOTETYPE", kind)], note),
            (None, Some(note)) => xml.text("note", &[], note),
            (_, None) => Ok(()),
        }
    })
}

/// A reference to descriptive metadata (CSIP17 to CSIP30).
fn described<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    day: &str,
    kind: &str,
    version: &str,
    file: &Written,
) -> io::Result<()> {
    xml.element("dmdSec", &[("ID", id), ("CREATED", day), ("STATUS", "CURRENT")], |xml| {
        reference(xml, day, kind, version, file)
    })
}

/// A reference to preservation metadata (CSIP31 to CSIP44).
fn preserved<W: Write>(xml: &mut Xml<W>, id: &str, day: &str, file: &Written) -> io::Result<()> {
    xml.element("amdSec", &[], |xml| {
        xml.element("digiprovMD", &[("ID", id), ("CREATED", day), ("STATUS", "CURRENT")], |xml| {
            reference(xml, day, "PREMIS", "3.0", file)
        })
    })
}

fn reference<W: Write>(
    xml: &mut Xml<W>,
    day: &str,
    kind: &str,
    version: &str,
    file: &Written,
) -> io::Result<()> {
    let attributes = [
        ("LOCTYPE", "URL"),
        ("xlink:type", "simple"),
        ("xlink:href", &*href(&file.path)),
        ("MDTYPE", kind),
        ("MDTYPEVERSION", version),
        ("MIMETYPE", file.format.names().mime),
        ("SIZE", &file.size.to_string()),
        ("CREATED", day),
        ("CHECKSUM", &file.sha256.to_string()),
        ("CHECKSUMTYPE", "SHA-256"),
    ];
    xml.empty("mdRef", &attributes)
}

/// A file (CSIP66 to CSIP79, SIP32 to SIP35).
fn file<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    written: &Written,
    day: &str,
    described_by: Option<&str>,
) -> io::Result<()> {
    let names = written.format.names();
    let (size, digest) = (written.size.to_string(), written.sha256.to_string());
    let mut attributes = vec![
        ("ID", id),
        ("MIMETYPE", names.mime),
        ("SIZE", &size),
        ("CREATED", day),
        ("CHECKSUM", &digest),
        ("CHECKSUMTYPE", "SHA-256"),
        ("sip:FILEFORMATNAME", names.name),
    ];
    attributes.extend(described_by.map(|id| ("DMDID", id)));
    if !names.version.is_empty() {
        attributes.push(("sip:FILEFORMATVERSION", names.version));
    }
    if !names.puid.is_empty() {
        attributes.push(("sip:FORMATREGISTRY", "PRONOM"));
        attributes.push(("sip:FORMATREGISTRYKEY", names.puid));
    }
    xml.element("file", &attributes, |xml| {
        let place =
            [("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", &*href(&written.path))];
        xml.empty("FLocat", &place)
    })
}

/// The structural map (CSIP80 to CSIP85).
fn structure<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    label: &str,
    inside: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    let map = [("ID", id), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
    xml.element("structMap", &map, |xml| {
        xml.element("div", &[("ID", &*format!("{id}-root")), ("LABEL", label)], inside)
    })
}

/// The division of the metadata (CSIP88 to CSIP92).
fn metadata<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    preserved_by: &str,
    described_by: &str,
) -> io::Result<()> {
    let mut attributes = vec![("ID", id), ("LABEL", "Metadata"), ("ADMID", preserved_by)];
    if !described_by.is_empty() {
        attributes.push(("DMDID", described_by));
    }
    xml.empty("div", &attributes)
}

/// A division of groups of files (CSIP93 to CSIP104).
fn division<W: Write>(xml: &mut Xml<W>, id: &str, label: &str, groups: &[&str]) -> io::Result<()> {
    xml.element("div", &[("ID", id), ("LABEL", label)], |xml| {
        groups.iter().try_for_each(|group| xml.empty("fptr", &[("FILEID", group)]))
    })
}
