//! The form itself: its words and its measures, read once from `templates/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::templates::{MEASURES, WORDS};

/// The form's fixed words and measures, shared by both renderers.
#[derive(Debug)]
pub struct Form {
    /// The form's words.
    pub words: Words,
    /// The form's measures.
    pub measures: Measures,
}

impl Form {
    /// The form that this program was built with.
    pub fn get() -> &'static Self {
        static FORM: LazyLock<Form> = LazyLock::new(|| {
            let words: Words = parse("words.yaml", WORDS);
            Form { measures: parse("measures.yaml", MEASURES), words }
        });
        &FORM
    }

    /// What the control of a field is called, for which `place` stands without positions in lists.
    pub fn control(&self, place: &str) -> &str {
        // That every field has a name is the concern of a test.
        self.words.control.get(place).map_or("", String::as_str)
    }
}

/// Reads an embedded file. These are part of the program; a test reads both, so that no build
/// with a broken one passes.
fn parse<T: for<'de> Deserialize<'de>>(name: &str, text: &str) -> T {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("templates/{name}: {error}"))
}

macro_rules! form_part {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "the fields are explained in the YAML file they mirror")]
        pub struct $name { $(pub $field: $type),* }
    };
}

form_part!(
    /// The form's words: `templates/words.yaml`.
    Words {
        language: String,
        letterhead: LetterheadWords,
        purpose: String,
        evaluation: EvaluationWords,
        summary: String,
        next_steps: NextStepsWords,
        pictures: PictureWords,
        contacts: ContactWords,
        signature: SignatureWords,
        r#box: BoxWords,
        attachments: AttachmentWords,
        control: BTreeMap<String, String>,
    }
);
form_part!(
    /// Labels of the seven columns.
    LetterheadWords {
        postal_address: String,
        visiting_address: String,
        phone: String,
        email: String,
        sms: String,
        web: String,
        organisation_number: String,
    }
);
form_part!(
    /// The table's heading, column heads and note.
    EvaluationWords { heading: String, activity: String, assessment: String, concerned: String, note: String }
);
form_part!(
    /// The heading and the four boxes' texts.
    NextStepsWords {
        heading: String,
        sporadic_contact: String,
        systematic_contact: String,
        redirect: String,
        implement: String,
    }
);
form_part!(
    /// The heading, and what stands at the places of a picture and its texts in the blank form.
    PictureWords { heading: String, caption: String, alt: String, place: String }
);
form_part!(
    /// Column heads of the contacts table.
    ContactWords { name: String, role: String, organisation: String, email: String, phone: String, web: String }
);
form_part!(
    /// Heading and labels of the signature.
    SignatureWords { heading: String, date: String, name: String }
);
form_part!(
    /// What a screen reader says for a box.
    BoxWords { ticked: String, empty: String }
);

form_part!(
    /// What the files that travel inside a PDF are.
    AttachmentWords { report: String, picture: String, letterhead: String, logo: String, settings: String }
);

form_part!(
    /// The form's measures in points: `templates/measures.yaml`.
    Measures {
        page: Page,
        colour: Colours,
        descent: f64,
        text: Text,
        title: Title,
        heading: Heading,
        note: Note,
        head: Head,
        letterhead: LetterheadMeasures,
        list: ListMeasures,
        table: Table,
        contacts: ContactMeasures,
        r#box: BoxMeasures,
        writing_line: WritingLine,
        pictures: Pictures,
        signature: SignatureMeasures,
    }
);
form_part!(
    /// Page size and margins.
    Page {
        width: f64,
        height: f64,
        margin_left: f64,
        margin_right: f64,
        margin_top: f64,
        margin_bottom: f64,
    }
);
form_part!(
    /// Colours, RGB in hexadecimal without `#`.
    Colours { rule: String, fill: String, label: String, link: String }
);
form_part!(
    /// Running text.
    Text { size: f64, pitch: f64, paragraph_gap: f64 }
);
form_part!(
    /// The title.
    Title { size: f64, pitch: f64, gap_below: f64 }
);
form_part!(
    /// Section headings.
    Heading { size: f64, pitch: f64, gap_above: f64, gap_below: f64 }
);
form_part!(
    /// The small note under the table.
    Note { size: f64, pitch: f64, gap_above: f64 }
);
form_part!(
    /// One size of type with its line pitch.
    Type { size: f64, pitch: f64 }
);
form_part!(
    /// The wordmark: type with extra space between its letters.
    Wordmark { size: f64, pitch: f64, tracking: f64 }
);
form_part!(
    /// The running head.
    Head { top: f64, bottom: f64, wordmark: Wordmark, number: Type }
);
form_part!(
    /// The seven columns on the first page.
    LetterheadMeasures {
        top: f64,
        height: f64,
        rule: f64,
        rule_gap: f64,
        label: Type,
        value: Type,
        gutter: f64,
    }
);
form_part!(
    /// Lists in prose.
    ListMeasures { indent: f64, digit: f64, item_gap: f64 }
);
form_part!(
    /// The evaluation table, and the rules of every table.
    Table {
        columns: [f64; 3],
        rule: f64,
        inset_x: f64,
        inset_y: f64,
        head: Type,
        text: Text,
        blank_lines: u32,
    }
);
form_part!(
    /// The contacts table.
    ContactMeasures { text: Text, blank_lines: u32 }
);
form_part!(
    /// Check boxes.
    BoxMeasures { size: f64, rule: f64, indent: f64, gap: f64, gap_above: f64 }
);
form_part!(
    /// Lines to write on by hand.
    WritingLine { pitch: f64, rule: f64 }
);
form_part!(
    /// Pictures and the empty box.
    Pictures {
        gutter: f64,
        gap: f64,
        max_height: f64,
        least_side: f64,
        tall_max_height: f64,
        strip_below: f64,
        single_max_width: f64,
        caption: Type,
        caption_gap: f64,
        empty_lines: u32,
    }
);
form_part!(
    /// The signature.
    SignatureMeasures { label: Type, gap: f64 }
);

impl Pictures {
    /// How high the empty box is, and the place for a picture, in points.
    pub fn box_height(&self, of: &Measures) -> f64 {
        f64::from(self.empty_lines) * of.writing_line.pitch
    }
}

impl Measures {
    /// Width between the margins, in points.
    pub fn text_width(&self) -> f64 {
        self.page.width - self.page.margin_left - self.page.margin_right
    }

    /// How much higher a line to write on is than a line of text, in points: the space above it.
    pub fn above_line(&self) -> f64 {
        self.writing_line.pitch - self.text.pitch
    }

    /// Height that a page has for its body, in points.
    pub fn room(&self) -> f64 {
        self.page.height - self.page.margin_top - self.page.margin_bottom
    }
}

/// Rounds a length in points to the nearest twip, so that both formats show the very same one.
pub(super) fn round_to_twip(points: f64) -> f64 {
    (points * 20.0).round() / 20.0
}
