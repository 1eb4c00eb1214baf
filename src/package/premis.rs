//! Preservation metadata (PREMIS 3): what each file is, and what has happened to it.

use std::io::{self, Write};

use nacka_report::model::Submission;

use super::inventory::{Inventory, Item, Part, Record};
use super::path::href;
use super::schemas;
use super::validation::{Outcome, Validations};
use super::xml::Xml;

const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// Writes the metadata of the package as a whole: that its parts belong together.
pub fn package(to: impl Write, identifier: &str, label: &str, parts: &[Part]) -> io::Result<()> {
    premis(to, "../..", |xml| {
        object(xml, "intellectualEntity", identifier, |xml| {
            xml.text("originalName", &[], label)?;
            for part in parts {
                related(xml, "has part", &part.folder())?;
            }
            Ok(())
        })?;
        for part in parts {
            object(xml, "representation", &part.folder(), |xml| {
                related(xml, "is part of", identifier)
            })?;
        }
        Ok(())
    })
}

/// Writes the metadata of a part's files: the objects, then the events, then who did it.
pub fn part(
    to: impl Write,
    submission: &Submission,
    part: Part,
    inventory: &mut Inventory,
    validator: Option<&str>,
) -> io::Result<()> {
    let is_here = |item: &&Item| item.part == part && !item.is_metadata;
    let mut programs: Vec<String> = Vec::new();
    premis(to, "../../../..", |xml| {
        inventory.each(|number, record| {
            for item in record.files.iter().filter(is_here) {
                file(xml, number, &record, item)?;
            }
            Ok(())
        })?;
        inventory.each(|number, record| {
            for rendering in &record.renderings {
                let document = record.files.get(rendering.document).filter(is_here);
                let Some(document) = document else { continue };
                if !programs.contains(&rendering.program) {
                    programs.push(rendering.program.clone());
                }
                // Some day between the report's own and the package's: nobody has noted which
                // (an interval as in ISO 8601-2, EDTF).
                let report = record.description.as_ref().map(|of| &*of.date);
                let created = submission.created.to_string();
                let when = match report {
                    Some(report) if *report < *created => format!("{report}/{created}"),
                    _ => created,
                };
                event(
                    xml,
                    &Event {
                        identifier: &rendering_id(number, rendering.document),
                        kind: "creation",
                        when: &when,
                        detail: &rendering.detail,
                        outcome: None,
                        agent: &format!("{PROGRAM} {}", rendering.program),
                    },
                    |xml| {
                        record
                            .sources
                            .iter()
                            .try_for_each(|path| linked(xml, &href(path), "source"))?;
                        linked(xml, &href(&document.whole_path()), "outcome")
                    },
                )?;
            }
            for item in record.files.iter().filter(is_here) {
                for (index, outcome) in item.validations.iter().enumerate() {
                    validation(xml, number, index, item, outcome, validator.unwrap_or_default())?;
                }
            }
            Ok(())
        })?;
        for version in &programs {
            agent(xml, PROGRAM, version)?;
        }
        match validator {
            Some(version) if part == Part::Pdf => agent(xml, Validations::VALIDATOR, version),
            _ => Ok(()),
        }
    })
}

fn rendering_id(number: usize, document: usize) -> String {
    format!("rendering-{number}-{document}")
}

fn validation_id(number: usize, index: usize) -> String {
    format!("validation-{number}-{index}")
}

fn validation<W: Write>(
    xml: &mut Xml<W>,
    number: usize,
    index: usize,
    item: &Item,
    outcome: &Outcome,
    version: &str,
) -> io::Result<()> {
    let said = if outcome.is_valid { "success" } else { "fail" };
    event(
        xml,
        &Event {
            identifier: &validation_id(number, index),
            kind: "validation",
            when: &outcome.at,
            detail: &outcome.profile,
            outcome: Some(said),
            agent: &format!("{} {version}", Validations::VALIDATOR),
        },
        |xml| linked(xml, &href(&item.whole_path()), "source"),
    )
}

fn premis<W: Write>(
    to: W,
    up: &str,
    inside: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    let mut xml = Xml::new(to)?;
    let location = format!("{} {up}/schemas/{}", schemas::PREMIS_SPACE, schemas::PREMIS);
    let attributes = [
        ("xmlns", schemas::PREMIS_SPACE),
        ("xmlns:xsi", schemas::INSTANCE),
        ("xsi:schemaLocation", &location),
        ("version", "3.0"),
    ];
    xml.element("premis", &attributes, inside)?;
    xml.end()
}

fn object<W: Write>(
    xml: &mut Xml<W>,
    kind: &str,
    identifier: &str,
    inside: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    xml.element("object", &[("xsi:type", kind)], |xml| {
        identified(xml, "objectIdentifier", identifier)?;
        inside(xml)
    })
}

/// An identifier with the kind that it is of: all of them mean something in the package only.
fn identified<W: Write>(xml: &mut Xml<W>, name: &str, value: &str) -> io::Result<()> {
    xml.element(name, &[], |xml| {
        xml.text(&format!("{name}Type"), &[], "local")?;
        xml.text(&format!("{name}Value"), &[], value)
    })
}

fn file<W: Write>(xml: &mut Xml<W>, number: usize, record: &Record, item: &Item) -> io::Result<()> {
    object(xml, "file", &href(&item.whole_path()), |xml| {
        xml.element("objectCharacteristics", &[], |xml| {
            xml.element("fixity", &[], |xml| {
                xml.text("messageDigestAlgorithm", &[], "SHA-256")?;
                xml.text("messageDigest", &[], &item.sha256.to_string())
            })?;
            xml.text("size", &[], &item.size.to_string())?;
            let names = item.format.names();
            xml.element("format", &[], |xml| {
                xml.element("formatDesignation", &[], |xml| {
                    xml.text("formatName", &[], names.name)?;
                    xml.optional("formatVersion", Some(names.version).filter(|v| !v.is_empty()))
                })?;
                if names.puid.is_empty() {
                    return Ok(());
                }
                xml.element("formatRegistry", &[], |xml| {
                    xml.text("formatRegistryName", &[], "PRONOM")?;
                    xml.text("formatRegistryKey", &[], names.puid)?;
                    xml.text("formatRegistryRole", &[], "specification")
                })
            })
        })?;
        related(xml, "is part of", &item.part.folder())?;
        let is_it = |document: usize| {
            record
                .files
                .get(document)
                .is_some_and(|of| of.path == item.path && of.part == item.part)
        };
        for rendering in record.renderings.iter().filter(|rendering| is_it(rendering.document)) {
            identified(xml, "linkingEventIdentifier", &rendering_id(number, rendering.document))?;
        }
        for index in 0..item.validations.len() {
            identified(xml, "linkingEventIdentifier", &validation_id(number, index))?;
        }
        Ok(())
    })
}

fn related<W: Write>(xml: &mut Xml<W>, how: &str, to: &str) -> io::Result<()> {
    xml.element("relationship", &[], |xml| {
        xml.text("relationshipType", &[], "structural")?;
        xml.text("relationshipSubType", &[], how)?;
        identified(xml, "relatedObjectIdentifier", to)
    })
}

/// What has happened.
struct Event<'a> {
    identifier: &'a str,
    kind: &'a str,
    when: &'a str,
    detail: &'a str,
    outcome: Option<&'a str>,
    agent: &'a str,
}

fn event<W: Write>(
    xml: &mut Xml<W>,
    event: &Event<'_>,
    objects: impl FnOnce(&mut Xml<W>) -> io::Result<()>,
) -> io::Result<()> {
    xml.element("event", &[], |xml| {
        identified(xml, "eventIdentifier", event.identifier)?;
        xml.text("eventType", &[], event.kind)?;
        xml.text("eventDateTime", &[], event.when)?;
        xml.element("eventDetailInformation", &[], |xml| {
            xml.text("eventDetail", &[], event.detail)
        })?;
        if let Some(outcome) = event.outcome {
            xml.element("eventOutcomeInformation", &[], |xml| {
                xml.text("eventOutcome", &[], outcome)
            })?;
        }
        identified(xml, "linkingAgentIdentifier", event.agent)?;
        objects(xml)
    })
}

fn linked<W: Write>(xml: &mut Xml<W>, object: &str, role: &str) -> io::Result<()> {
    xml.element("linkingObjectIdentifier", &[], |xml| {
        xml.text("linkingObjectIdentifierType", &[], "local")?;
        xml.text("linkingObjectIdentifierValue", &[], object)?;
        xml.text("linkingObjectRole", &[], role)
    })
}

fn agent<W: Write>(xml: &mut Xml<W>, name: &str, version: &str) -> io::Result<()> {
    xml.element("agent", &[], |xml| {
        identified(xml, "agentIdentifier", &format!("{name} {version}"))?;
        xml.text("agentName", &[], name)?;
        xml.text("agentType", &[], "software")?;
        xml.text("agentVersion", &[], version)
    })
}
