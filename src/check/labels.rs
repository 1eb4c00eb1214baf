//! What people call the keys: the form's own labels and everyday Swedish words.

use crate::diagnostic::nearest;

/// Each key with words that people write in its stead: small letters without marks, as
/// [`plain`] makes them. A word may stand with several keys; a block decides by which it knows.
const WORDS: &[Words] = &[
    ("title", &["titel", "rubrik"]),
    (
        "registration_number",
        &["diarienummer", "diarienr", "dnr", "arendenummer", "arende", "diarie"],
    ),
    ("purpose", &["syfte", "syftemeduppdraget", "uppdrag", "mal", "andamal"]),
    ("evaluation", &["rapportutvardering", "rapport", "utvardering", "moment"]),
    ("activity", &["delmoment", "moment", "aktivitet", "program"]),
    ("assessment", &["utvarderingavmomentet", "utvardering", "bedomning", "omdome"]),
    ("concerned", &["vilkenkollegaenhet", "kollegaenhet", "kollega", "enhet", "berorda", "berord"]),
    (
        "summary",
        &[
            "summeringochovrigtattnotera",
            "summering",
            "sammanfattning",
            "ovrigtattnotera",
            "slutsats",
            "slutsatser",
        ],
    ),
    ("next_steps", &["onskvardanastasteg", "nastasteg"]),
    ("notes", &["anteckningar", "anteckning", "noteringar", "notering"]),
    ("sporadic_contact", &["sporadiskfortsattkontakt", "sporadiskkontakt", "sporadisk"]),
    ("systematic_contact", &["systematiskfortsattkontakt", "systematiskkontakt", "systematisk"]),
    ("redirect", &["riktaspaningenatannathallnamligen", "riktaspaningen", "rikta"]),
    ("implement", &["implementerafoljandeideerdelaravideeriverksamheten", "implementera", "ideer"]),
    ("pictures", &["bilder", "bild", "foton", "foto", "images", "photos"]),
    ("file", &["fil", "filnamn", "sokvag", "path"]),
    ("alt", &["alternativtext", "alttext", "beskrivning", "bildbeskrivning"]),
    ("caption", &["bildtext", "bildtexter"]),
    ("contacts", &["kontaktuppgifter", "kontakter", "kontakt", "kontaktpersoner"]),
    (
        "name",
        &[
            "namn",
            "forfattare",
            "namnochkontakt",
            "skribent",
            "rapportskrivare",
            "paketetsnamn",
            "systemetsnamn",
            "klassensnamn",
        ],
    ),
    ("role", &["roll", "titel", "befattning", "tjanst", "yrke", "funktion"]),
    (
        "organisation",
        &[
            "organization",
            "organisationen",
            "foretag",
            "kommun",
            "bolag",
            "myndighet",
            "arbetsplats",
        ],
    ),
    ("organisation_genitive", &["organisationgenitiv", "genitiv"]),
    ("email", &["epost", "epostadress", "mail", "mejl", "mailadress", "mejladress"]),
    (
        "phone",
        &[
            "telefon",
            "telefonnummer",
            "tel",
            "mobil",
            "mobilnummer",
            "telephone",
            "tfn",
            "telnr",
            "mobiltelefon",
        ],
    ),
    (
        "web",
        &[
            "webb",
            "webbplats",
            "webbadress",
            "hemsida",
            "website",
            "webbsida",
            "www",
            "url",
            "sajt",
        ],
    ),
    ("other", &["ovrigtunderbilderochkontaktuppgifter", "ovrigt"]),
    ("signature", &["vidpennan", "underskrift", "signatur", "pennan"]),
    ("date", &["datum", "dag", "leveransdatum"]),
    ("contact", &["kontakt", "anknytning", "telefonellerepost", "kontaktperson"]),
    ("wordmark", &["ordbild", "namnteckning"]),
    ("logo", &["logotyp", "logga", "logotype"]),
    ("height", &["hojd"]),
    ("postal_address", &["postadress", "adress"]),
    ("visiting_address", &["besoksadress"]),
    ("sms", &["smsnummer"]),
    ("identifier", &["identifierare", "beteckning", "paketid", "id"]),
    ("created", &["skapat", "skapad", "skapatdatum"]),
    ("archival_creator", &["arkivbildare", "arkivbildaren"]),
    ("submitter", &["levererandeorganisation", "avsandare", "leverantor"]),
    ("archive", &["mottagandearkiv", "arkiv", "mottagare"]),
    ("agreement", &["leveransoverenskommelse", "overenskommelse"]),
    ("reference_code", &["referenskod"]),
    ("delivery", &["leverans"]),
    ("number", &["leveransnummer", "nummer", "lopnummer"]),
    ("system", &["verksamhetssystem", "ursprungssystem"]),
    ("version", &["systemversion"]),
    ("information_type", &["informationstyp"]),
    ("classification", &["klassificering", "klassificeringskod", "klassning"]),
    ("code", &["kod"]),
    ("confidentiality", &["sekretess", "secrecy"]),
    ("disposal", &["gallring", "bevarande"]),
    ("language", &["sprak"]),
    ("licence", &["licens", "license"]),
    ("organisation_number", &["orgnummer", "orgnr", "organisationsnummer"]),
];

/// The one of the `known` keys that is meant by a word: one spelt like it, or one that the form or
/// people call so.
pub(super) fn meant(word: &str, known: &[&'static str]) -> Option<&'static str> {
    nearest(word, known).or_else(|| called(word, known)).or_else(|| {
        let word = plain(word);
        let is_like = |(_, words): &&Words| nearest(&word, *words).is_some();
        of(known).find(is_like).map(|(key, _)| *key)
    })
}

/// The one of the `known` keys that the form or people call by this very word.
pub(super) fn called(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let word = plain(word);
    of(known).find(|(_, words)| words.contains(&&*word)).map(|(key, _)| *key)
}

/// A key and what it is called.
type Words = (&'static str, &'static [&'static str]);

/// The known keys with what they are called.
fn of(known: &[&'static str]) -> impl Iterator<Item = &'static Words> {
    WORDS.iter().filter(|(key, _)| known.contains(key))
}

/// A word in small letters, without marks on them and without anything else.
fn plain(word: &str) -> String {
    let plain = |c: char| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' => 'e',
        other => other,
    };
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_own_labels_lead_to_their_keys() {
        let schemas =
            [crate::schema::report(), crate::schema::letterhead(), crate::schema::package()];
        let mut blocks: Vec<&serde_json::Value> = schemas.iter().collect();
        blocks
            .extend(schemas.iter().filter_map(|s| s["$defs"].as_object()).flat_map(|d| d.values()));
        let mut count = 0;
        for properties in blocks.iter().filter_map(|block| block["properties"].as_object()) {
            let known: Vec<&'static str> = WORDS
                .iter()
                .map(|(key, _)| *key)
                .filter(|key| properties.contains_key(*key))
                .collect();
            for (key, property) in properties {
                let Some(title) = property["title"].as_str() else { continue };
                assert_eq!(meant(title, &known), Some(&**key), "{title}");
                count += 1;
            }
        }
        assert!(count > 25, "{count}");
    }

    #[test]
    fn everyday_words_are_understood() {
        // Those of reports, wherever they stand in one: no block knows the others as well.
        let schema = crate::schema::report();
        let blocks = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        let properties: Vec<_> =
            blocks.filter_map(|block| block["properties"].as_object()).collect();
        let is_known = |key: &&str| properties.iter().any(|block| block.contains_key(*key));
        let known: Vec<&'static str> = WORDS.iter().map(|(key, _)| *key).filter(is_known).collect();
        assert!(known.len() > 20, "{known:?}");
        for (word, key) in [
            ("syfte", "purpose"),
            ("Sammanfattning", "summary"),
            ("bilder", "pictures"),
            ("datum", "date"),
            ("e-post", "email"),
            ("Önskvärda nästa steg", "next_steps"),
            ("tittle", "title"),
            ("utvärderng", "evaluation"),
        ] {
            assert_eq!(meant(word, &known), Some(key), "{word}");
        }
        assert_eq!(meant("väder", &known), None);
    }
}
