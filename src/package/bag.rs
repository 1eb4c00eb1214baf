//! The plain alternative: a bag (`BagIt` 1.0, RFC 8493).

use std::io::{self, Write};

use nacka_report::model::Submission;

use super::inventory::Inventory;
use super::mets::Written;
use super::path::bagged;
use super::schemas;
use crate::output::Digest;

/// The folder of a bag's contents.
pub const PAYLOAD: &str = "data/";

/// The file that makes a folder a bag.
pub const DECLARATION: (&str, &str) =
    ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");

/// The lists of the contents, and of the files about them.
pub const MANIFEST: &str = "manifest-sha256.txt";
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// The file that says what is in the bag.
pub const INFO: &str = "bag-info.txt";

/// Writes the list of a bag's contents: the reports' files and those about them.
pub fn manifest(
    mut to: impl Write,
    inventory: &mut Inventory,
    others: &[Written],
) -> io::Result<()> {
    inventory.each(|_, record| {
        record.files.iter().try_for_each(|item| line(&mut to, item.sha256, &item.whole_path()))
    })?;
    others.iter().try_for_each(|file| line(&mut to, file.sha256, &file.path))
}

fn line(to: &mut impl Write, digest: Digest, path: &str) -> io::Result<()> {
    writeln!(to, "{digest}  {PAYLOAD}{}", bagged(path))
}

/// Writes the list of the files about the contents.
pub fn tag_manifest(mut to: impl Write, files: &[Written]) -> io::Result<()> {
    files.iter().try_for_each(|file| writeln!(to, "{}  {}", file.sha256, file.path))
}

/// What is said of a bag, with what its contents weigh together and how many they are.
pub fn info(
    submission: &Submission,
    identifier: &str,
    label: &str,
    (bytes, files): (u64, u64),
) -> String {
    let mut lines = vec![
        format!("Source-Organization: {}", submission.submitter().name),
        format!("External-Identifier: {identifier}"),
        format!("External-Description: {label}"),
        format!("Bagging-Date: {}", submission.created),
        format!("Bag-Software-Agent: {}", schemas::program()),
        format!("Payload-Oxum: {bytes}.{files}"),
    ];
    let delivery = submission.delivery.as_ref();
    if let Some(contact) = delivery.and_then(|delivery| delivery.contact.as_ref()) {
        lines.push(format!("Contact-Name: {}", contact.name));
        lines.extend(contact.phone.iter().map(|phone| format!("Contact-Phone: {phone}")));
        lines.extend(contact.email.iter().map(|email| format!("Contact-Email: {email}")));
    }
    if let Some(agreement) = &submission.agreement {
        lines.push(format!("Internal-Sender-Identifier: {agreement}"));
    }
    lines.join("\n") + "\n"
}
