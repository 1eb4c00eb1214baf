//! What the pages say beside the form's own words and the diagnostics, in two languages.

use nacka_report::diagnostic::Language;
use serde::Serialize;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $swedish:literal, $english:literal;)*) => {
        /// The words of the pages; the script is given them as they stand here.
        #[derive(Debug, Serialize)]
        pub struct Words { $($(#[$doc])* pub $name: &'static str),* }

        static SWEDISH: Words = Words { $($name: $swedish),* };
        static ENGLISH: Words = Words { $($name: $english),* };
    };
}

// `{}` stands for what is filled in.
words! {
    /// BCP 47.
    language: "sv", "en";
    refused: "Ingen åtkomst. Öppna adressen som programmet visar i terminalen.\n",
        "No access. Open the address that the program shows in the terminal.\n";
    go_on: "Fortsätt till rapporterna", "Go on to the reports";
    no_script: "Formuläret behöver JavaScript.", "The form needs JavaScript.";
    skip: "Till formuläret", "Skip to the form";
    reports: "Rapporter", "Reports";
    search: "Sök", "Search";
    search_help: "Titel, namn, datum eller diarienummer", "Title, name, date or number";
    new_report: "Ny rapport", "New report";
    file_name: "Filens namn", "Name of the file";
    file_begin: "rapport.yaml", "report.yaml";
    create: "Skapa", "Create";
    cancel: "Avbryt", "Cancel";
    close: "Stäng", "Close";
    duplicate: "Kopiera", "Duplicate";
    duplicate_of: "Kopiera {}", "Duplicate {}";
    render_all: "Gör alla till PDF", "Make PDFs of all";
    rendering: "{} av {}", "{} of {}";
    rendered: "{} klara, {} gick inte", "{} done, {} failed";
    title: "Titel", "Title";
    number: "Diarienummer", "Number";
    date: "Datum", "Date";
    name: "Namn", "Name";
    state: "Skick", "State";
    documents: "Dokument", "Documents";
    sound: "Felfri", "No problems";
    one_problem: "1 fel", "1 problem";
    many_problems: "{} fel", "{} problems";
    one_warning: "1 varning", "1 warning";
    many_warnings: "{} varningar", "{} warnings";
    unsaved_draft: "Osparat", "Unsaved";
    gone_draft: "Osparat; filen finns inte längre", "Unsaved; the file is gone";
    no_reports: "Här finns inga rapporter än. Börja med en ny.", "There are no reports here yet. Start with a new one.";
    none_found: "Ingen rapport passar.", "No report matches.";
    one_report: "1 rapport", "1 report";
    many_reports: "{} rapporter", "{} reports";
    found: "{} av {} rapporter", "{} of {} reports";
    /// Behind the name of a copy, before what is kept of its ending.
    copy_ending: "-kopia$1", "-copy$1";
    untitled: "(utan titel)", "(untitled)";
    loading: "Hämtar …", "Loading …";
    back: "Alla rapporter", "All reports";
    save: "Spara", "Save";
    saved: "Sparad", "Saved";
    unsaved: "Inte sparad", "Not saved";
    saving: "Sparar …", "Saving …";
    discard: "Släng ändringarna", "Discard changes";
    discard_sure: "Allt som har skrivits sedan rapporten sparades senast försvinner.",
        "Everything written since the report was last saved will be lost.";
    undo: "Ångra", "Undo";
    redo: "Gör om", "Redo";
    yaml: "Visa som YAML", "Show as YAML";
    form: "Visa som formulär", "Show as form";
    /// The same two where there is little room.
    yaml_short: "YAML", "YAML";
    form_short: "Formulär", "Form";
    show_pages: "Sidorna", "Pages";
    show_form: "Formuläret", "Form";
    tools: "Verktyg", "Tools";
    yaml_label: "Rapportens fil", "The report's file";
    yaml_only: "Filen är skriven så att formuläret inte kan visa den. Rätta den här, så öppnas formuläret.",
        "The file is written in a way that the form cannot show. Correct it here, and the form opens.";
    structure: "Filen är skriven så att formuläret inte kan ändra just detta och lämna resten orört. Ändra det i YAML i stället.",
        "The file is written in a way that the form cannot change this and leave the rest as it is. Change it in the YAML instead.";
    unreadable: "Filen är ingen text som går att läsa.", "The file is not text that can be read.";
    download: "Hämta", "Download";
    beside: "Lägg dokument bredvid rapporten", "Put documents beside the report";
    beside_done: "Skrev {}", "Wrote {}";
    save_first: "Spara först.", "Save first.";
    required: "måste fyllas i", "required";
    add: "Lägg till", "Add";
    add_to: "Lägg till: {}", "Add: {}";
    remove: "Ta bort", "Remove";
    up: "Flytta upp", "Move up";
    down: "Flytta ned", "Move down";
    entry: "{} {}", "{} {}";
    removed: "{} borttagen", "{} removed";
    moved: "{} flyttad", "{} moved";
    ticked_by_text: "Rutan är kryssad så länge det står något på raden.",
        "The box is ticked as long as there is text on its line.";
    strong: "Fet", "Bold";
    emphasis: "Kursiv", "Italic";
    link: "Länk", "Link";
    link_address: "Länkens adress", "Link address";
    link_missing: "Skriv hela adressen, till exempel https://www.nacka.se.",
        "Write the whole address, for example https://www.nacka.se.";
    link_wrong: "Det är ingen adress som en länk kan leda till. Skriv till exempel https://www.nacka.se, namn@nacka.se eller tel:08-7188000.",
        "That is no address that a link can lead to. Write for example https://www.nacka.se, name@nacka.se or tel:08-7188000.";
    remove_link: "Ta bort länken", "Remove the link";
    bullet: "Punktlista", "Bullet list";
    plus: "Lista med +", "List with +";
    numbered: "Numrerad lista", "Numbered list";
    list_mark: "Listans tecken", "List mark";
    deeper: "Längre in", "Move in";
    shallower: "Längre ut", "Move out";
    toolbar: "Verktyg för {}", "Tools for {}";
    raw: "Texten är skriven så att den bara kan visas som Markdown.",
        "The text is written in a way that it can only be shown as Markdown.";
    choose_picture: "Välj bilder …", "Choose pictures …";
    drop_picture: "eller släpp eller klistra in dem här.", "or drop or paste them here.";
    picture_taken: "{} är tillagd. Skriv vad bilden visar.", "{} was added. Write what the picture shows.";
    no_picture: "Bilden gick inte att klistra in. Spara den som en fil och välj den här.",
        "The picture could not be pasted. Save it as a file and choose it here.";
    picture_left: "Texten är inklistrad, men inte bilderna i den. Kopiera en bild i taget, eller välj dem som filer.",
        "The text was pasted, but not the pictures in it. Copy one picture at a time, or choose them as files.";
    problems: "Fel", "Problems";
    no_problems: "Inga fel.", "No problems.";
    to_do: "Det som återstår", "Left to fill in";
    warning: "varning", "warning";
    pages: "Sidorna", "The pages";
    page: "Sida {}", "Page {}";
    no_pages: "Sidorna visas när allt som måste fyllas i är ifyllt och rätt.",
        "The pages are shown when all that is required is filled in and right.";
    old_pages: "Sidorna är från innan felen.", "The pages are from before the problems.";
    conflict: "Filen har ändrats", "The file was changed";
    conflict_text: "Någon har ändrat filen på disken sedan den öppnades här.",
        "Somebody has changed the file on the disk since it was opened here.";
    gone: "Filen finns inte längre", "The file is gone";
    gone_text: "Någon har flyttat eller tagit bort filen sedan den öppnades här. Det som står här är kvar.",
        "Somebody has moved or removed the file since it was opened here. What is here is not lost.";
    folder_gone: "Mappen är borttagen eller utbytt. Det som står här är kvar: starta programmet igen när mappen finns.",
        "The folder was removed or replaced. What is here is not lost: start the program again when the folder is there.";
    unkept: "Det som skrivs här kan inte sparas undan i {}. Det går förlorat om programmet stoppas innan rapporten är sparad.",
        "What is written here cannot be kept in {}. It is lost if the program is stopped before the report is saved.";
    protected: "Filen är skrivskyddad. Ta bort skrivskyddet, eller kopiera rapporten i listan.",
        "The file is write-protected. Take the protection away, or duplicate the report in the list.";
    save_again: "Spara den igen", "Save it again";
    on_disk: "På disken", "On the disk";
    here: "Här", "Here";
    keep_mine: "Spara det som står här", "Save what is here";
    take_theirs: "Ta det som finns på disken", "Use what is on the disk";
    merge_text: "Ni har ändrat olika saker, så båda ändringarna kan behållas.",
        "You have changed different things, so both changes can be kept.";
    merge_clashes: "Det här är ändrat både på disken och här. Välj vad som ska gälla; allt annat behålls från båda.",
        "This was changed both on the disk and here. Choose what to keep; everything else is kept from both.";
    keep_both: "Behåll båda", "Keep both";
    keep_chosen: "Spara det valda", "Save what is chosen";
    choose_one: "Välj det ena.", "Choose one of them.";
    both_files: "Hela filerna", "The whole files";
    ticked: "Kryssad", "Ticked";
    unticked: "Inte kryssad", "Not ticked";
    nothing: "(tomt)", "(empty)";
    other_tab: "Rapporten är ändrad i en annan flik", "The report was changed in another tab";
    other_tab_text: "Visa det som skrevs där, eller fortsätt med det som står här. Det andra går då förlorat.",
        "Show what was written there, or go on with what is here. The other will then be lost.";
    other_tab_clashes: "Det här är ändrat både där och här. Välj vad som ska gälla; allt annat behålls från båda.",
        "This was changed both there and here. Choose what to keep; everything else is kept from both.";
    in_other_tab: "I den andra fliken", "In the other tab";
    show_theirs: "Visa det andra", "Show the other";
    go_on_here: "Fortsätt här", "Go on here";
    tabs_joined: "Det som skrevs i en annan flik är nu med även här.",
        "What was written in another tab is now included here.";
    tabs_apart: "Det som står här är inte med i rapporten än: den är ändrad i en annan flik. Spara för att välja.",
        "What is here is not in the report yet: the report was changed in another tab. Save to choose.";
    restored: "Det som inte hann sparas är kvar.", "What you had not saved is still here.";
    away: "Programmet svarar inte. Det som står här är kvar i fliken; starta programmet igen.",
        "The program does not answer. What is here stays in the tab; start the program again.";
    fault: "Det blev ett fel i programmet. Det som står här är kvar i fliken: kopiera det, eller ändra tillbaka det du gjorde sist.",
        "Something went wrong in the program. What is here stays in the tab: copy it, or change back what you did last.";
    exists: "Det finns redan en fil med det namnet.", "There is already a file with that name.";
    draft_exists: "Under det namnet finns det något som inte är sparat. Öppna det i listan, eller välj ett annat namn.",
        "There is something under that name that is not saved. Open it in the list, or choose another name.";
    bad_name: "Så kan en fil inte heta. Välj ett namn utan ? * : \" < > | och \\.",
        "A file cannot be called that. Choose a name without ? * : \" < > | and \\.";
    too_large: "Det är för stort.", "That is too large.";
    failed: "Det gick inte: {}", "That failed: {}";
}

impl Words {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Swedish => &SWEDISH,
            Language::English => &ENGLISH,
        }
    }
}
