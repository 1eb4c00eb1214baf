//! A manifest's signature in the format of minisign (<https://jedisct1.github.io/minisign/>), which
//! is made by that program and checked by its author's library.

use std::io::{self, Read};
use std::path::Path;

use cap_std::fs::File;
use minisign_verify::{PublicKey, Signature};
use nacka_report::input;

use super::console::Console;
use super::wording::{CommandError, Notice};
use crate::output::{Folder, manifest};

/// Most of a key or signature that is read, in bytes: far more than four lines of text.
const MAX_TEXT: usize = 64 * 1024;

/// The public key that is given, itself or as the file that `minisign -G` wrote.
pub fn key(given: &str) -> Result<PublicKey, CommandError> {
    let not_a_key = || CommandError::NotAKey { text: given.to_owned() };
    if let Ok(key) = PublicKey::from_base64(given) {
        return Ok(key);
    }
    let path = Path::new(given);
    let about = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => not_a_key(),
        _ => CommandError::about(path, &error),
    };
    let text = input::read(path, MAX_TEXT).map_err(about)?;
    let text = String::from_utf8(text).map_err(|_| not_a_key())?;
    PublicKey::decode(&text).map_err(|_| not_a_key())
}

/// Checks the signature that stands beside a manifest, and tells how it is.
pub fn verify(
    key: &PublicKey,
    folder: &Folder,
    path: &Path,
    manifest: &mut File,
    console: &mut Console,
) -> io::Result<bool> {
    let name = format!("{}.minisig", manifest::NAME);
    let beside = path.with_file_name(&name);
    let signature = match folder.file(&name) {
        Ok(file) => {
            let mut text = String::new();
            file.take(MAX_TEXT as u64).read_to_string(&mut text)?;
            text
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            console.note_error(&Notice::Unsigned { signature: &beside });
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    if let Some(comment) = check(key, &signature, manifest)? {
        console.note(&Notice::Signed { manifest: path, comment });
        Ok(true)
    } else {
        console.note_error(&Notice::WrongSignature { signature: &beside });
        Ok(false)
    }
}

/// The comment that a signature vouches for, if it is one of this manifest with this key.
fn check(key: &PublicKey, signature: &str, manifest: &mut File) -> io::Result<Option<String>> {
    let Ok(signature) = Signature::decode(signature) else { return Ok(None) };
    let Ok(mut verifier) = key.verify_stream(&signature) else { return Ok(None) };
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match manifest.read(&mut buffer)? {
            0 => break,
            count => verifier.update(&buffer[..count]),
        }
    }
    Ok(verifier.finalize().is_ok().then(|| signature.trusted_comment().to_owned()))
}
