//! The help in Swedish: a text for every command and argument of [`args`](super::super::args), by
//! its id. A test sees to it that none is missing.

/// A first line, and what more there is to say: nothing, or paragraphs.
pub type Text = (&'static str, &'static str);

/// What a command does; that of the program itself stands under "".
pub fn command(name: &str) -> Option<Text> {
    Some(match name {
        "" => (
            "Gör rapporter skrivna som YAML till Nacka kommuns blankett, som PDF, Word-dokument eller \
             webbsidor",
            "En rapport är en YAML-fil: `nacka-report new rapport.yaml` skriver en att fylla i, med \
             varje fält förklarat. `nacka-report render rapport.yaml` gör den till en PDF som är \
             tillgänglig och kan arkiveras; med `--to docx` till ett Word-dokument som går att \
             arbeta vidare i, med `--to html` till en webbsida.",
        ),
        "render" => (
            "Gör rapporter till PDF, Word-dokument eller webbsidor",
            "Gör varje rapport bland SÖKVÄG…: filer, och mappar med allt under dem. Dokumenten \
             hamnar bredvid sina rapporter, eller under --output i ett träd som speglar mappens. En \
             rapport med ett fel utelämnas och förklaras; de andra görs ändå.\n\nMed --output \
             berättar ett manifest i mappen vad varje dokument är gjort av. Rapporter som inte har \
             ändrats sedan dess hoppas över, efter att kontrollsummor har jämförts.\n\nEtt dokument \
             som någon har arbetat i sedan det gjordes behålls, och nämns.",
        ),
        "check" => (
            "Granska rapporter utan att göra dokument",
            "Alla fel i alla rapporter hittas på en gång, och visas där de står.",
        ),
        "new" => (
            "Skriv en rapport att fylla i, med varje fält förklarat, eller den tomma blanketten i Word",
            "En FIL som slutar på .docx är själva blanketten, att fylla i i Word eller skriva ut och fylla \
             i för hand; 'render' och 'read' tar emot den sedan. Alla andra är rapporter i YAML.\n\nEn FIL \
             som heter paket.yaml eller package.yaml blir en paketfil, som 'package' frågar efter.",
        ),
        "edit" => (
            "Fyll i rapporter i webbläsaren, med de färdiga sidorna bredvid formuläret",
            "Startar en server på den egna datorn som ingen annan når, och öppnar webbläsaren. En mapp \
             öppnas som en lista över dess rapporter; en fil öppnar sitt formulär, och en som inte \
             finns än påbörjas. När den sparas ändras i rapportens fil det som har ändrats i \
             formuläret, och inget annat. Det som inte är sparat finns kvar i användarens mapp för \
             sådant tills det är det. Ctrl-C avslutar. Är en server för mappen redan igång öppnas den.",
        ),
        "schema" => {
            ("Skriv ut JSON-schemat för en rapport, ett brevhuvud med mera, för textredigerare", "")
        }
        "explain" => ("Förklara ett fel, med ett exempel och hur det rättas", ""),
        "verify" => (
            "Kontrollera dokumenten i en mapp mot dess manifest",
            "Läser varje dokument som mappens manifest räknar upp och jämför dess kontrollsumma, som \
             sha256sum -c gör: OK, CHANGED (någon har arbetat i det), FAILED (skadat) eller MISSING \
             (saknas). Filer som manifestet inte känner till räknas upp som UNKNOWN. Själva \
             rapporterna behövs inte.\n\nEtt paket som 'package' har skrivit, eller ett annat som följer \
             samma standarder, kontrolleras mot sina egna listor: varje fil i det, och att det inte finns \
             någon mer.\n\nDetta visar att dokument och manifest hör ihop, inte att \
             ingen har ändrat båda. Spara för det manifestets SHA-256, som skrivs ut, eller en \
             underskrift skild från mappen.",
        ),
        "merge" => (
            "Sammanför delarnas manifest till ett",
            "Efter körningar av 'render --shard 1/N' till '--shard N/N' till MAPP: deras manifest blir \
             det som en enda körning skulle ha skrivit, och tas bort. Har en del inte kommit till sitt \
             slut sägs det, och inget ändras; starta den då igen först. Dokument som inget manifest \
             känner till nämns.\n\nAvbryts detta, kör det igen. --prune är för en körning av 'render' \
             utan --shard efter detta.",
        ),
        "package" => (
            "Gör ett paket för ett e-arkiv av dokumenten i en mapp",
            "Varje dokument jämförs på vägen med mappens manifest. Med --sources följer rapporterna och \
             bilderna som dokumenten gjordes av med i paketet, och måste vara de som manifestet säger; \
             utan innehåller paketet bara dokumenten.\n\nPaketet är ett E-ARK SIP, det vill säga FGS \
             Paketstruktur 2.0, eller med --as bagit en BagIt-påse. Det får sitt namn först när allt i \
             det finns där. Vad FIL i --with säger om det, och var det står i standarden, berättar \
             docs/paket.md; 'nacka-report new paket.yaml' skriver en att fylla i. Samma dokument, källor \
             och FIL ger samma byte.",
        ),
        "read" => (
            "Gör Word-dokument, och PDF:er som bär sin rapport, till rapporter igen",
            "Det som en blankett ifylld i Word säger blir YAML och bildfiler; det som en PDF är gjord av skrivs \
             som det var, byte för byte, om den skapades med --embed-source.\n\nRapporten hamnar bredvid \
             sitt dokument, eller under --output. Ett Word-dokuments rapport heter som dokumentet; en \
             PDF:s filer heter som de hette, och brevhuvudet och valen ligger i en mapp som heter \
             nacka-report. Det som blanketten inte har plats för, till exempel en kommentar eller en tabell i en cell, \
             nämns vid sitt fält, och ingenting skrivs förrän någon har tagit hand om det. Spårade \
             ändringar läses som om de var godkända.\n\nEn rapport eller bild som redan finns och säger \
             något annat skrivs aldrig över; med --update ändras i rapporten det som har ändrats i \
             dokumentet, och inget annat.",
        ),
        "completions" => ("Skriv ut det som ett skal behöver för att fylla i kommandon", ""),
        "man" => ("Skriv ut manualsidan", ""),
        "help" => ("Skriv ut denna hjälp, eller hjälpen till ett kommando", ""),
        _ => return None,
    })
}

/// What an argument does; the ids of all commands are told apart by the command where they differ.
#[allow(clippy::too_many_lines, reason = "one arm an argument: this is a list, not a procedure")]
pub fn argument(command: &str, id: &str) -> Option<Text> {
    Some(match (command, id) {
        (_, "color") => (
            "När meddelanden färgas: auto, always (alltid) eller never (aldrig)",
            "`auto` färgar i en terminal, om inte NO_COLOR är satt.",
        ),
        (_, "lang") => {
            ("Språk: sv (svenska) eller en (engelska) [standard: systemets, annars engelska]", "")
        }
        (_, "quiet") => {
            ("Skriv inte ut något annat än fel: ingen sammanfattning, inget förlopp", "")
        }
        (_, "help") => ("Skriv ut hjälpen (-h: kort; --help: allt)", ""),
        (_, "version") => ("Skriv ut versionen", ""),
        (_, "paths") => (
            "Rapporter (*.yaml, *.yml, *.docx), eller mappar med rapporter; - för standard in",
            "Mappar läses med allt under dem. Dolda filer och det som .gitignore och .ignore nämner \
             utelämnas; länkar till mappar följs inte. YAML-filer i en mapp som inte har något av en \
             rapports fält förbigås.",
        ),
        (_, "include") => {
            ("Ta av filerna i mappar bara dem som passar MÖNSTER, som i en .gitignore-fil", "")
        }
        (_, "exclude") => {
            ("Utelämna de filer i mappar som passar MÖNSTER, som i en .gitignore-fil", "")
        }
        (_, "no_ignore") => ("Ta även dolda filer och dem som .gitignore nämner", ""),
        (_, "config") => (
            "Ta val som inte anges från FIL, i stället för att leta efter nacka-report.toml",
            "Den närmaste nacka-report.toml vid eller ovanför rapporterna gäller, upp till roten av \
             ett versionsarkiv eller en annan användares mapp. Nycklarna heter som valen: letterhead, \
             font-path, include, exclude, deny-warnings, to, pdf-standard, image-dpi, embed-source, output.",
        ),
        (_, "no_config") => ("Leta inte efter någon nacka-report.toml", ""),
        ("package", "folder") => ("En mapp som 'render --output' har skrivit", ""),
        ("package", "with") => ("Det som arkivet ska få veta om paketet", ""),
        ("package", "output") => (
            "Paketet: en mapp, eller en fil som slutar på .tar eller .zip",
            "Inget skrivs över. Med --max-size eller --max-reports får paketen nummer: leverans-1.tar, \
             leverans-2.tar.",
        ),
        ("package", "shape") => (
            "Hur paketet är upplagt: sip (E-ARK SIP 2.1, FGS Paketstruktur 2.0) eller bagit (BagIt 1.0) \
             [standard: sip]",
            "",
        ),
        ("package", "sources") => (
            "Mappen med rapporter som dokumenten gjordes av, eller rapporter",
            "Får anges flera gånger.",
        ),
        ("package", "letterhead") => {
            ("Brevhuvudet som dokumenten har, om det inte är Nacka kommuns", "")
        }
        ("package", "validation") => (
            "En rapport från veraPDF om dokumenten, som XML",
            "Det den säger noteras som något som har hänt med dokumenten. Utan den sägs inget om någon \
             validering.",
        ),
        ("package", "max_size") => {
            ("Gör flera paket, vart och ett på högst STORLEK, till exempel 2GB eller 500MB", "")
        }
        ("package", "max_reports") => ("Gör flera paket, vart och ett med högst N rapporter", ""),
        ("read", "output") => ("Skriv rapporterna och deras bilder under MAPP", ""),
        (_, "output") => (
            "Skriv dokumenten under MAPP, och ett manifest över dem; eller ett dokument till FIL",
            "Ett namn som slutar på .pdf, .docx eller .html, och inte är en mapp, är det enda \
             dokumentet av en enda rapport.",
        ),
        (_, "to") => (
            "Dokumentens format, med komma emellan: pdf, docx (Word), html (webbsida) [standard: pdf]",
            "",
        ),
        (_, "pdf_standard") => (
            "PDF-standarder att följa, med komma emellan [standard: a-2a,ua-1]",
            "En del utesluter varandra: PDF/A-1 (a-1…) går inte ihop med någon annan.\n\nDe som finns \
             är a-1a, a-1b, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u, ua-1 och 1.7.",
        ),
        (_, "image_dpi") => ("Minska bilder till högst N bildpunkter per tum [standard: 300]", ""),
        ("render", "force") => ("Gör även rapporter som inte har ändrats", ""),
        ("new", "force") => ("Skriv över FIL om den finns", ""),
        (_, "replace_changed") => {
            ("Skriv över, eller ta bort med --prune, även dokument som någon har ändrat", "")
        }
        (_, "prune") => (
            "Ta bort dokument vars rapport är borta",
            "Om mer än en femtedel av de kända rapporterna är borta, och tio eller fler, tas inget \
             bort: kanske går en mapp bara inte att nå. --prune-at-most säger hur många det får vara.",
        ),
        (_, "prune_at_most") => ("Ta inte bort något om fler än N rapporter är borta", ""),
        (_, "shard") => (
            "Gör del K av N av rapporterna, K från 1 till N",
            "För väldigt många rapporter på flera datorer: starta N körningar med --shard 1/N till N/N, \
             alla med samma sökvägar och val, samtidigt eller en i taget, och kör sedan 'nacka-report \
             merge MAPP'. Vilken del en rapport hör till beror bara på dess namn. En körning som \
             avbröts fortsätter där den var när den startas igen; 0 är slutstatus även om delen råkar \
             vara tom.",
        ),
        (_, "shard_index") => {
            ("Gör del I av N, I från 0 till N-1, som Kubernetes och AWS Batch räknar", "")
        }
        (_, "watch") => {
            ("Fortsätt, och gör om det som ändras: rapporter, bilder, brevhuvud; tills Ctrl-C", "")
        }
        (_, "open") => {
            ("Visa det första dokumentet, i det program som systemet öppnar sådana filer med", "")
        }
        (_, "dry_run") => {
            ("Granska rapporterna och berätta vad som skulle göras och varför; skriv ingenting", "")
        }
        (_, "fail_fast") => ("Börja inte på någon mer rapport efter den första som inte går", ""),
        (_, "junit") => ("Skriv resultatet för varje rapport till FIL, som JUnit-XML", ""),
        ("new", "letterhead") => {
            ("Använd brevhuvudet i FIL i stället för Nacka kommuns på en tom blankett", "")
        }
        (_, "letterhead") => ("Använd brevhuvudet i FIL i stället för Nacka kommuns", ""),
        ("verify", "font_path") => (
            "Använd även typsnitten i MAPP, för dokument som gjordes med dem",
            "Får anges flera gånger.",
        ),
        (_, "font_path") => (
            "Använd även typsnitten i MAPP, för skrifter som de inbyggda saknar",
            "Får anges flera gånger.",
        ),
        (_, "jobs") => ("Arbeta med N rapporter i taget [standard: en för varje processor]", ""),
        (_, "deny_warnings") => ("Räkna varningar som fel", ""),
        (_, "message_format") => (
            "Hur fel skrivs ut: human, short, json, github, sarif eller gitlab [standard: human]",
            "human: raden med felet markerat\nshort: en rad var, som kompilatorer skriver\njson: ett \
             JSON-objekt per rad, på standard ut\ngithub: kommandon till GitHubs arbetsflöden\n\
             sarif: SARIF 2.1.0, på standard ut\ngitlab: GitLabs Code Quality-rapport, på standard ut",
        ),
        ("new", "file") => ("Filen som skrivs; - för standard ut", ""),
        ("schema", "which") => (
            "Vilket schema: report (rapport), letterhead (brevhuvud), package (paketfil), config (nacka-report.toml) \
                 eller messages (meddelandeformatet json) [standard: report]",
            "",
        ),
        ("explain", "code") => (
            "Koden som står inom hakparentes, till exempel unknown-key; utan den räknas alla upp",
            "",
        ),
        (_, "from") => (
            "Vilka slags rapporter som tas i mappar: yaml, docx, med komman emellan [standard: yaml]",
            "Med docx räknas blanketter som fyllts i i Word som rapporter, utom de som står bredvid en \
             YAML-rapport med samma namn eller i en mapp med dokument och deras manifest. Filer som \
             nämns tas vilket slag de än är av.",
        ),
        (_, "no_source") => (
            "Lämna rapportens egen fil utanför Word-dokumenten",
            "Annars får alla som får dokumentet även rapportens YAML, med kommentarer och allt: det som \
             'read' ger tillbaka som det var. Bilder följer med som de visas, med filernas namn och \
             kontrollsummor.",
        ),
        (_, "embed_source") => (
            "Låt PDF:er bära allt som de är gjorda av",
            "Rapportens fil och bilder, brevhuvudet och dess logotyp samt val, typsnitt och utseendets \
             version, var och en som en fil i PDF:en: 'read' ger tillbaka dem, och 'verify --rerender' \
             bevisar med dem att PDF:en säger det som rapporten säger. Alla som får PDF:en får även \
             dem: rapportens kommentarer, och bilderna obeskurna med platsen där de togs, blir \
             offentliga med den. Går ihop med standarderna a-3a, a-3b och a-3u, ensamma eller med ua-1; \
             PDF/A-2 tar inga filer. Ett arkiv måste först gå med på PDF/A-3.",
        ),
        (_, "docx_places") => (
            "Vilka ställen ett Word-dokument har att fylla i: shown eller all [standard: shown]",
            "shown: de som PDF:en visar\nall: alla, som den tomma blanketten: alla kolumner för \
             kontakter, en bild med sina texter",
        ),
        (_, "docx_controls") => (
            "Vad värdena i ett Word-dokument står i: all eller none [standard: all]",
            "I innehållskontroller fyller man i blanketten med ett klick, lägger till rader med plustecknet \
             och kryssar i rutor. Vissa program som läser Word-dokument går förbi det som står i dem: \
             none skriver vanlig text.",
        ),
        ("read", "files") => ("Word-dokument (*.docx) och PDF:er (*.pdf)", ""),
        ("edit", "path") => ("En rapport (*.yaml, *.yml), eller en mapp med rapporter", ""),
        (_, "port") => ("Lyssna på port N av den egna datorns adress [standard: mappens egen]", ""),
        (_, "no_open") => ("Öppna inte webbläsaren", ""),
        (_, "update") => (
            "Ändra en rapport som redan finns där ett Word-dokument säger något annat",
            "Kommentarer, citattecken och ordning i det som ingen har rört blir kvar. Har rapporten också \
             ändrats sedan dokumentet gjordes av den ändras ingenting, och fälten nämns.",
        ),
        ("merge", "folder") => ("Mappen som delarna har skrivit", ""),
        ("verify", "rerender") => (
            "Gör varje dokument en gång till av det som det bär, och jämför",
            "PROVEN: det blir samma byte, så PDF:en säger det som dess rapport säger. DIFFERS: ingenting \
             fattas, och det blir något annat; slutstatus 1. CANNOT BE PROVEN (går inte att bevisa), med \
             skälet: den bär ingen rapport, gjordes av en annan version av programmet eller med typsnitt \
             som inte finns här. Då jämförs texterna, bokstav för bokstav, utan sidhuvudena; bara om de \
             skiljer sig är det ett fel. Bara en PDF som skapades med --embed-source bär allt som den är \
             gjord av: om Word-dokument och webbsidor bevisas ingenting.",
        ),
        ("verify", "folder") => ("En mapp som 'render --output' har skrivit, eller ett paket", ""),
        ("verify", "manifest_sha256") => {
            ("Jämför manifestets egen SHA-256 med SUMMA; för ett paket den för dess METS.xml", "")
        }
        ("verify", "signed_by") => (
            "Kontrollera manifestets underskrift, gjord av minisign, med den öppna NYCKELN eller filen \
             med en sådan",
            "Underskriften är nacka-report.manifest.json.minisig, som 'minisign -S' skriver den.",
        ),
        ("completions", "shell") => ("Skalet: bash, elvish, fish, powershell eller zsh", ""),
        ("man", "command") => ("Kommandot vars egen sida skrivs ut", ""),
        _ => return None,
    })
}

/// What stands for a value, where Swedish has a word of its own.
pub fn value(name: &str) -> Option<&'static str> {
    Some(match name {
        "PATH" => "SÖKVÄG",
        "FILE" => "FIL",
        "DIR" => "MAPP",
        "DIR|FILE" => "MAPP|FIL",
        "LIST" => "LISTA",
        "GLOB" => "MÖNSTER",
        "WHEN" => "NÄR",
        "LANGUAGE" => "SPRÅK",
        "CODE" => "KOD",
        "WHICH" => "VILKEN",
        "DIGEST" => "SUMMA",
        "KEY" => "NYCKEL",
        "KIND" => "SLAG",
        "SIZE" => "STORLEK",
        "SHELL" => "SKAL",
        "COMMAND" => "KOMMANDO",
        _ => return None,
    })
}

/// What a heading of options is called.
pub fn heading(name: &str) -> &'static str {
    match name {
        "Checking" => "Granskning",
        _ => "Meddelanden",
    }
}

/// The words that clap and its manual pages put in themselves: shown text is searched for them.
pub const WORDS: &[(&str, &str)] = &[
    ("Usage:", "Användning:"),
    ("Commands:", "Kommandon:"),
    ("Arguments:", "Argument:"),
    ("Options:", "Val:"),
    ("[OPTIONS]", "[VAL]"),
    ("[default: ", "[standard: "),
];
