//! Proof that a PDF says what its report says: it is rendered once more from what it carries, and
//! compared.

use std::collections::BTreeMap;
use std::io::Read;

use cap_std::fs::File;
use nacka_report::attachment::{Attachment, Role, Settings};
use nacka_report::check::{self, Context};
use nacka_report::diagnostic::PdfFlaw;
use nacka_report::document::DocumentFormat;
use nacka_report::fonts::Fonts;
use nacka_report::input::Place;
use nacka_report::load::Source;
use nacka_report::pdf::{self, MAX_PDF, attached};
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;
use nacka_report::templates;

use crate::cli::args::{MAX_IMAGE_DPI, NamedStandard};
use crate::output::Digest;

/// So many characters are shown of what a document says.
const SHOWN: usize = 40;

/// What rendering a document once more has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The same bytes: it says what its report says.
    Proven,
    /// Nothing is lacking here, and it comes out otherwise.
    Refuted,
    /// Something is lacking here to render it as it was.
    Unproven(Lack, Text),
}

/// What is lacking to render a document as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Documents of this format do not carry all that they are made from.
    Format(DocumentFormat),
    /// What it carries cannot be read, or nothing is carried.
    Source(PdfFlaw),
    /// It does not say in a way that is known here how it was made.
    Settings,
    /// The looks of this program, which is another or of another version.
    Looks(String),
    /// So many of its fonts.
    Fonts(usize),
}

/// What comparing a document's text with its report's has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// It is the same.
    Same,
    /// It differs, here.
    Differs(String),
    /// It cannot be compared.
    Unknown,
}

/// What documents are rendered with once more.
#[derive(Debug)]
pub struct Prover {
    fonts: Fonts,
    /// The digests of the font files in `fonts`, in their order.
    digests: Vec<String>,
    /// How many of them every copy of this program has.
    bundled: usize,
}

impl Prover {
    /// Renders with these fonts.
    pub fn new(fonts: Fonts) -> Self {
        let digests = fonts.distinct_files().map(|file| Digest::of(file).to_string()).collect();
        Self { fonts, digests, bundled: Fonts::bundled().distinct_files().count() }
    }

    /// Renders a document once more, whose file has this name.
    pub fn prove(&self, file: File, name: &str) -> Proof {
        match DocumentFormat::of(name) {
            Some(DocumentFormat::Pdf) => {}
            format => {
                let format = format.unwrap_or(DocumentFormat::Html);
                return Proof::Unproven(Lack::Format(format), Text::Unknown);
            }
        }
        let mut bytes = Vec::new();
        let read = file.take(MAX_PDF as u64 + 1).read_to_end(&mut bytes);
        let carried = read.map_err(|_| PdfFlaw::Damaged).and_then(|_| Carried::new(&bytes));
        match carried {
            Err(flaw) => Proof::Unproven(Lack::Source(flaw), Text::Unknown),
            Ok(carried) => self.compare(&bytes, &carried),
        }
    }

    fn compare(&self, bytes: &[u8], carried: &Carried) -> Proof {
        let Some(settings) = &carried.settings else {
            return Proof::Unproven(Lack::Settings, Text::Unknown);
        };
        let (fonts, missing) = self.fonts_of(settings);
        let lack = if !is_of_these_looks(settings) {
            Some(Lack::Looks(settings.program.chars().take(SHOWN).collect()))
        } else if missing > 0 {
            Some(Lack::Fonts(missing))
        } else {
            None
        };
        let rendered = carried.render(settings, &fonts);
        match (lack, rendered) {
            (None, Ok(rendered)) if rendered == bytes => Proof::Proven,
            (None, Err(Failed::Settings)) => Proof::Unproven(Lack::Settings, Text::Unknown),
            (None, _) => Proof::Refuted,
            (Some(lack), Ok(rendered)) => Proof::Unproven(lack, compare_texts(bytes, &rendered)),
            (Some(lack), Err(_)) => Proof::Unproven(lack, Text::Unknown),
        }
    }

    /// The fonts that a document was made with, as far as they are here, and how many are missing.
    fn fonts_of(&self, settings: &Settings) -> (Fonts, usize) {
        if settings.fonts == self.digests {
            return (self.fonts.clone(), 0);
        }
        let bundled = &self.digests[..self.bundled];
        let known = |digest: &&String| self.digests.contains(digest);
        let is_begun_alike = settings.fonts.starts_with(bundled);
        let missing = settings.fonts.iter().filter(|digest| !known(digest)).count();
        let further = settings.fonts.iter().filter(|digest| !bundled.contains(digest));
        let files = further.filter_map(|digest| {
            let at = self.digests.iter().position(|known| known == digest)?;
            self.fonts.distinct_files().nth(at).map(<[u8]>::to_vec)
        });
        let missing = if is_begun_alike { missing } else { missing.max(1) };
        (Fonts::with_files(files), missing)
    }
}

/// Whether a document was made by a program that gives documents the looks that this one does. The
/// version stands in the document.
fn is_of_these_looks(settings: &Settings) -> bool {
    settings.rendering == templates::RENDERING
        && settings.templates == Digest::from(templates::digest()).to_string()
        && settings.program == PdfRenderer::CREATOR
}

/// What a PDF carries.
struct Carried {
    report: Attachment,
    pictures: BTreeMap<String, Vec<u8>>,
    letterhead: Option<Attachment>,
    logo: BTreeMap<String, Vec<u8>>,
    settings: Option<Settings>,
}

/// Why nothing can be rendered from what a PDF carries.
enum Failed {
    /// It asks for what this program does not know.
    Settings,
    /// Report or letterhead have problems.
    Source,
}

impl Carried {
    fn new(pdf: &[u8]) -> Result<Self, PdfFlaw> {
        let mut report = None;
        let mut letterhead = None;
        let mut settings = None;
        let (mut pictures, mut logo) = (BTreeMap::new(), BTreeMap::new());
        for file in attached(pdf)? {
            match file.role {
                Role::Report => report = Some(file),
                Role::Picture => drop(pictures.insert(file.path, file.bytes.to_vec())),
                Role::Letterhead => letterhead = Some(file),
                Role::Logo => {
                    // Seen from the letterhead, which lies in the same folder.
                    let path = file.path.split_once('/').map_or("", |(_, path)| path);
                    logo.insert(path.to_owned(), file.bytes.to_vec());
                }
                Role::Settings => settings = Settings::parse(&file.bytes),
                Role::Other => {}
            }
        }
        let report = report.ok_or(PdfFlaw::NoSource)?;
        Ok(Self { report, pictures, letterhead, logo, settings })
    }

    fn render(&self, settings: &Settings, fonts: &Fonts) -> Result<Vec<u8>, Failed> {
        let standards = settings.pdf_standard.iter().map(|name| NamedStandard::new(name));
        let standards: Option<Vec<_>> = standards.map(|named| Some(named?.standard)).collect();
        let standards = standards.ok_or(Failed::Settings)?;
        if !(1..=MAX_IMAGE_DPI).contains(&i64::from(settings.image_dpi)) {
            return Err(Failed::Settings);
        }
        let renderer = PdfRenderer::new(fonts.clone(), &standards).map_err(|_| Failed::Settings)?;
        let letterhead_file = &self.letterhead.as_ref().ok_or(Failed::Source)?.bytes;
        let letterhead = Source::new("", letterhead_file.to_vec());
        let context = Context { folder: Place::holding(&self.logo), fonts };
        let letterhead =
            check::letterhead(&letterhead, &context).map_err(|_| Failed::Source)?.value;
        let report = Source::new("", self.report.bytes.to_vec());
        let context = Context { folder: Place::holding(&self.pictures), fonts };
        let report = check::report(&report, &context).map_err(|_| Failed::Source)?.value;
        let mut sheet =
            Sheet::new(&report, &letterhead, settings.image_dpi).map_err(|_| Failed::Source)?;
        sheet.attachments = Attachment::all(
            (&self.report.name, &self.report.bytes),
            &report.pictures,
            (letterhead_file, &letterhead.mark),
            settings,
        );
        Ok(renderer.render(&sheet).map_err(|_| Failed::Source)?.bytes)
    }
}

/// Compares the texts of two PDFs letter by letter; blanks, ends of lines and places where a word may
/// be divided follow from the looks.
fn compare_texts(one: &[u8], other: &[u8]) -> Text {
    let (Ok(one), Ok(other)) = (pdf::text(one), pdf::text(other)) else { return Text::Unknown };
    let letters = |text: &str| {
        let letters = text.char_indices().filter(|(_, c)| !c.is_whitespace() && *c != '\u{AD}');
        letters.collect::<Vec<_>>()
    };
    let (letters, others) = (letters(&one), letters(&other));
    let same = letters.iter().zip(&others).take_while(|((_, a), (_, b))| a == b).count();
    if same == letters.len() && same == others.len() {
        return Text::Same;
    }
    let at = letters.get(same).map_or(one.len(), |(at, _)| *at);
    let shown: String = one[at..].chars().take(SHOWN).collect();
    Text::Differs(shown.split_whitespace().collect::<Vec<_>>().join(" "))
}
