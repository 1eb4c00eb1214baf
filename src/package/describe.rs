//! Descriptive metadata: a Dublin Core record for each report, and one EAD 3 that lists them all.

use std::io::{self, Write};

use nacka_report::model::Submission;

use super::description::Description;
use super::inventory::{Inventory, Item};
use super::path::href;
use super::schemas;
use super::xml::Xml;

/// Writes a report's Dublin Core record (ISO 15836-1). `up` leads from its folder to the package's.
pub fn dublin_core(
    to: impl Write,
    submission: &Submission,
    of: &Description,
    document: &Item,
    up: &str,
) -> io::Result<()> {
    let mut xml = Xml::new(to)?;
    let attributes = [
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:xsi", schemas::INSTANCE),
        ("xsi:noNamespaceSchemaLocation", &*format!("{up}schemas/{}", schemas::DUBLIN_CORE)),
    ];
    xml.element("metadata", &attributes, |xml| {
        xml.text("dc:title", &[], &of.title)?;
        xml.text("dc:creator", &[], &of.author)?;
        xml.text("dc:publisher", &[], &submission.archival_creator.name)?;
        xml.text("dc:date", &[], &of.date)?;
        xml.text("dc:type", &[], &submission.information_type)?;
        xml.text("dc:format", &[], document.format.names().mime)?;
        if let Some(pages) = of.pages {
            xml.text("dc:format", &[], &pages_in_words(pages))?;
        }
        xml.optional("dc:identifier", of.registration_number.as_deref())?;
        xml.text("dc:identifier", &[], &href(&document.whole_path()))?;
        xml.text("dc:language", &[], &submission.language)?;
        if let Some(class) = &submission.classification {
            let name = class.name.iter().map(|name| format!(" {name}"));
            let subject = class.code.clone() + &name.collect::<String>();
            xml.text("dc:subject", &[], &subject)?;
        }
        xml.optional("dc:rights", submission.confidentiality.as_deref())?;
        xml.optional("dc:rights", submission.licence.as_deref())
    })?;
    xml.end()
}

fn pages_in_words(pages: usize) -> String {
    if pages == 1 { "1 sida".to_owned() } else { format!("{pages} sidor") }
}

/// Writes the list of all reports (EAD 3 1.1.1).
pub fn ead(
    to: impl Write,
    submission: &Submission,
    identifier: &str,
    label: &str,
    inventory: &mut Inventory,
) -> io::Result<()> {
    let mut xml = Xml::new(to)?;
    let created = submission.created.to_string();
    let location = format!("{} ../../schemas/{}", schemas::EAD_SPACE, schemas::EAD);
    let attributes = [
        ("xmlns", schemas::EAD_SPACE),
        ("xmlns:xsi", schemas::INSTANCE),
        ("xsi:schemaLocation", &location),
    ];
    xml.element("ead", &attributes, |xml| {
        xml.element("control", &[], |xml| {
            xml.text("recordid", &[], identifier)?;
            xml.element("filedesc", &[], |xml| {
                xml.element("titlestmt", &[], |xml| xml.text("titleproper", &[], label))
            })?;
            xml.empty("maintenancestatus", &[("value", "new")])?;
            xml.element("maintenanceagency", &[], |xml| {
                xml.text("agencyname", &[], &submission.submitter().name)
            })?;
            xml.element("maintenancehistory", &[], |xml| {
                xml.element("maintenanceevent", &[], |xml| {
                    xml.empty("eventtype", &[("value", "created")])?;
                    xml.text("eventdatetime", &[("standarddatetime", &created)], &created)?;
                    xml.empty("agenttype", &[("value", "machine")])?;
                    xml.text("agent", &[], &schemas::program())
                })
            })
        })?;
        xml.element("archdesc", &[("level", "series")], |xml| {
            xml.element("did", &[], |xml| {
                xml.text("unitid", &[], identifier)?;
                xml.text("unittitle", &[], label)?;
                xml.element("origination", &[], |xml| {
                    xml.element("corpname", &[], |xml| {
                        xml.text("part", &[], &submission.archival_creator.name)
                    })
                })?;
                let language = &*submission.language;
                xml.element("langmaterial", &[], |xml| {
                    xml.text("language", &[("langcode", language)], language)
                })
            })?;
            passage(xml, "accessrestrict", submission.confidentiality.as_deref())?;
            passage(xml, "userestrict", submission.licence.as_deref())?;
            passage(xml, "appraisal", submission.disposal.as_deref())?;
            if let Some(class) = &submission.classification {
                let name = class.name.as_deref().map(|name| format!(" {name}"));
                let text = format!("{}{}", class.code, name.unwrap_or_default());
                passage(xml, "fileplan", Some(&text))?;
            }
            xml.element("dsc", &[], |xml| {
                inventory.each(|_, record| match &record.description {
                    Some(description) => component(xml, description, &record.files),
                    None => Ok(()),
                })
            })
        })
    })?;
    xml.end()
}

fn passage<W: Write>(xml: &mut Xml<W>, name: &str, text: Option<&str>) -> io::Result<()> {
    match text {
        Some(text) => xml.element(name, &[], |xml| xml.text("p", &[], text)),
        None => Ok(()),
    }
}

/// A report's place in the list.
fn component<W: Write>(xml: &mut Xml<W>, of: &Description, files: &[Item]) -> io::Result<()> {
    xml.element("c", &[("level", "item")], |xml| {
        xml.element("did", &[], |xml| {
            xml.optional("unitid", of.registration_number.as_deref())?;
            xml.text("unittitle", &[], &of.title)?;
            xml.element("unitdatestructured", &[], |xml| {
                xml.text("datesingle", &[("standarddate", &of.date)], &of.date)
            })?;
            xml.element("origination", &[], |xml| {
                xml.element("persname", &[], |xml| xml.text("part", &[], &of.author))
            })?;
            if let Some(pages) = of.pages {
                let whole = [("physdescstructuredtype", "spaceoccupied"), ("coverage", "whole")];
                xml.element("physdescstructured", &whole, |xml| {
                    xml.text("quantity", &[], &pages.to_string())?;
                    xml.text("unittype", &[], if pages == 1 { "sida" } else { "sidor" })
                })?;
            }
            // Each document, but not what describes it nor what it was made from.
            let documents = files.iter().filter(|item| item.is_archival());
            for document in documents {
                let address = href(&document.whole_path());
                xml.empty("dao", &[("daotype", "borndigital"), ("href", &address)])?;
            }
            Ok(())
        })
    })
}
