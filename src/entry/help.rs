//! What is to be written in each field, in English; in Swedish the schema says it.

/// What is said of a field or list, by its keys. The form's own words stay Swedish: this is also what
/// they mean.
pub(super) fn english(keys: &str) -> &'static str {
    match keys {
        "title" => "The title of the report, on one line.",
        "registration_number" => "The registration number, printed below the page number.",
        "purpose" => "The purpose of the assignment, one point for each.",
        "evaluation" => "What was done and how it went, one row of the table for each part.",
        "evaluation.activity" => "What was done.",
        "evaluation.assessment" => "How it went.",
        "evaluation.concerned" => {
            "Colleagues or units, in the organisation or outside it, whom this may concern too."
        }
        "summary" => "Summary, and what else is worth noting.",
        "next_steps.notes" => {
            "Notes on the next steps that are wished for, printed above the boxes."
        }
        "next_steps.sporadic_contact" => "To stay in touch now and then.",
        "next_steps.systematic_contact" => {
            "To stay in touch regularly: by visits, networks, projects and the like."
        }
        "next_steps.redirect" => "To look in another direction, namely:",
        "next_steps.implement" => "To put these ideas, or parts of them, into practice:",
        "pictures" => "Pictures, shown two abreast in this order.",
        "pictures.file" => "The picture's file.",
        "pictures.alt" => "What the picture shows, for those who cannot see it.",
        "pictures.caption" => "Printed below the picture.",
        "contacts" => "Whom to contact, one row of the table for each.",
        "contacts.name" => "Name of the person or organisation.",
        "contacts.role" => "Position or task.",
        "contacts.organisation" => "Employer or network.",
        "contacts.email" => "E-mail address.",
        "contacts.phone" => "Telephone number.",
        "contacts.web" => "Web address, with or without https://.",
        "other" => "What else there is to say, printed after pictures and contacts.",
        "signature.date" => "The date of the report.",
        "signature.name" => "Who wrote the report.",
        "signature.contact" => {
            "Extension, telephone number or e-mail address, printed after the name."
        }
        _ => "",
    }
}
