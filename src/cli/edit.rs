//! `nacka-report edit`: the form in the browser, with the page beside it.

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use nacka_report::entry::Outline;
use nacka_report::input;
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;

use super::args::{Checking, Edit, MessageFormat, NamedStandard, ReportKind, Selection};
use super::config::Configuration;
use super::console::Console;
use super::render::show;
use super::report_files::ReportFiles;
use super::setup::{Setup, letterhead_digest, whole};
use super::signals::{Signals, no_signals};
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::edit::{Bench, Opened, Server, Serving, Store, own_port};
use crate::output::{self, is_report_ending};

/// How many ports are tried, from the folder's own on: somebody else may have taken it.
const MAX_PORTS: u16 = 10;

/// Runs the command.
pub fn run(mut args: Edit, console: &mut Console) -> Result<Status, CommandError> {
    let about = |path: &Path| {
        let path = path.to_path_buf();
        move |error: io::Error| CommandError::about(&path, &error)
    };
    let (folder, only) = place(&args.path)?;
    let real = folder.canonicalize().map_err(about(&folder))?;
    let state = Store::place(&real).ok_or(CommandError::NoStateFolder)?;
    let unkept = |error: io::Error| CommandError::StateFolder {
        path: state.clone(),
        reason: (&error).into(),
    };
    let mut store = Store::open(state.clone()).map_err(unkept)?;
    if let Some(serving) = store.taken().map_err(unkept)? {
        return go_to(&serving, only, args.no_open, &store, console);
    }
    let mut selection = Selection {
        paths: vec![folder.clone()],
        from: vec![ReportKind::Yaml],
        include: Vec::new(),
        exclude: Vec::new(),
        no_ignore: false,
        config: args.config.take(),
        no_config: args.no_config,
    };
    let mut configuration = Configuration::new(&selection, console)?;
    let mut checking = Checking {
        letterhead: args.letterhead.take(),
        font_path: std::mem::take(&mut args.font_path),
        jobs: None,
        junit: None,
        deny_warnings: false,
        message_format: MessageFormat::Human,
    };
    configuration.fill(&mut selection, &mut checking);
    let setup = Setup::new(&checking, console)
        .map_err(|error| configuration.blame_checking(&checking, error))?;
    let config = std::mem::take(&mut configuration.config);
    let mut standards = NamedStandard::defaults();
    configuration.stand_in("pdf-standard", &mut standards, false, config.pdf_standard);
    let standards: Vec<_> = standards.iter().map(|named| named.standard).collect();
    let pdf = PdfRenderer::new(setup.fonts.clone(), &standards)
        .map_err(|error| configuration.blame("pdf-standard", error.into()))?;
    let language = console.language();
    let outline = Outline::new(&setup.letterhead, &setup.fonts, language).map_err(|problems| {
        let (source, _) = whole(&folder, nacka_report::diagnostic::Problem::EmptyFile);
        console.diagnostics(&source, &problems);
        CommandError::LetterheadUnusable
    })?;
    let bench = Bench {
        letterhead_digest: letterhead_digest(&setup.letterhead).to_string(),
        renderers: vec![
            Renderer::Pdf(pdf),
            Renderer::Docx(DocxRenderer::new()),
            Renderer::Html(HtmlRenderer::new()),
        ],
        image_dpi: config.image_dpi.unwrap_or(Sheet::IMAGE_DPI),
        language,
        deny_warnings: setup.deny_warnings,
        letterhead: setup.letterhead,
        fonts: setup.fonts,
        outline,
    };
    let title = real.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let opened = || -> Result<Opened, CommandError> {
        let selection = selection.clone();
        Ok(Opened {
            root: input::Folder::open(&real).map_err(about(&folder))?,
            target: output::Folder::open(&real).map_err(about(&folder))?,
            title: title.clone(),
            only: only.clone(),
            list: Box::new(move || list(&selection)),
        })
    };
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    let port = free_port(args.port, own_port(&real))?;
    let server = Server::new(bench, opened()?, store, port)
        .map_err(about(Path::new(&format!("{}:{port}", Ipv4Addr::LOCALHOST))))?;
    let address = server.address();
    console.note(&Notice::Serving { address: &address });
    let door = server.door().map_err(unkept)?;
    if !args.no_open {
        browse(&door, console);
    }
    server.run(signals.stop());
    Ok(signals.status().unwrap_or(Status::Success))
}

/// Opens what another server of the folder serves, if it serves what is asked for.
fn go_to(
    serving: &Serving,
    only: Option<String>,
    no_open: bool,
    store: &Store,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let mut address = serving.address.clone();
    match (&serving.only, only) {
        (None, None) => {}
        (None, Some(report)) => {
            address += "?";
            address += &url::form_urlencoded::Serializer::new(String::new())
                .append_pair("file", &report)
                .finish();
        }
        (Some(open), asked) if asked.as_ref() == Some(open) => {}
        (Some(open), _) => return Err(CommandError::OpenAlready { report: open.clone() }),
    }
    console.note(&Notice::ServingAlready { address: &address });
    if !no_open {
        let unkept = |error: io::Error| CommandError::about(store.path(), &error);
        browse(&store.door(&address).map_err(unkept)?, console);
    }
    Ok(Status::Success)
}

/// Opens the browser. It is shown a file that leads to the address: other users see the arguments of
/// programs.
fn browse(door: &Path, console: &mut Console) {
    if let Err(error) = show(door) {
        console.error(&error);
    }
}

/// The folder that is opened, and the report if one was named. One that is not there yet is begun.
fn place(path: &Path) -> Result<(PathBuf, Option<String>), CommandError> {
    if path.is_dir() {
        return Ok((path.to_path_buf(), None));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let ending = path.extension().and_then(|ending| ending.to_str());
    let name = path.file_name().and_then(|name| name.to_str());
    match name.filter(|_| ending.is_some_and(is_report_ending)) {
        Some(name) => Ok((folder.to_path_buf(), Some(name.to_owned()))),
        None => Err(CommandError::NotAReportName { path: path.to_path_buf() }),
    }
}

/// The port that was asked for, or the first free one from the folder's own on.
fn free_port(asked: Option<u16>, own: u16) -> Result<u16, CommandError> {
    if let Some(port) = asked {
        return Ok(port);
    }
    let bind = |port: &u16| std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, *port));
    let mut last = None;
    for port in own..own + MAX_PORTS {
        match bind(&port) {
            Ok(_) => return Ok(port),
            Err(error) => last = Some(error),
        }
    }
    let error = last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
    Err(CommandError::about(Path::new(&format!("{}:{own}", Ipv4Addr::LOCALHOST)), &error))
}

/// The reports in the folder, as `check` finds them.
fn list(selection: &Selection) -> Vec<String> {
    let found = ReportFiles::find(selection, None, None).unwrap_or_default();
    found.iter().map(|file| file.name.to_owned()).collect()
}
