//! Hostile logos end in a diagnostic: soon, in little memory, and without a look at other files.

use std::fs;

use base64::Engine as _;

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::model::Mark;

use crate::hostile::{LETTERHEAD, assert_codes, repeat};
use crate::support::{context, make_pipe, while_swapped};

const WITH_LOGO: &str = "organisation: Ekvik\n\
     logo: {file: logo.svg, alt: Ekvik, height: 14mm}\npostal_address: a\nvisiting_address: a\n\
     phone: a\nemail: a@b.se\nsms: a\nweb: b.se\norganisation_number: 212000-9994\n";

/// Checks letterheads with these logos, each in a process of its own.
fn assert_logos(cases: &[(&str, String, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, svg, expected) in cases {
        fs::write(folder.path().join("logo.svg"), svg).unwrap();
        let path = folder.path().join(format!("{name}.{LETTERHEAD}"));
        fs::write(&path, WITH_LOGO).unwrap();
        assert_codes(&path, expected);
    }
}

/// A drawing of 200 by 100.
fn svg(content: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='200' height='100'>{content}</svg>"
    )
}

fn data(mime: &str, bytes: &[u8]) -> String {
    format!("data:{mime};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}

/// A grey PNG of so many pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const RECT: &str = "<rect width='200' height='100' fill='#263'/>";

#[test]
fn what_drawing_programs_write_is_taken() {
    let illustrator = "<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
         'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [\n<!ENTITY ns_svg \
         'http://www.w3.org/2000/svg'>\n<!ENTITY ns_ai 'http://ns.adobe.com/AdobeIllustrator/'>]>\
         <svg xmlns='&ns_svg;' xmlns:i='&ns_ai;' width='200' height='100'>\
         <style>.a{fill:url(#g)} .b{clip-path:url(#c);opacity:.9} #d{mask:url(#m)}</style>\
         <linearGradient id='g'><stop stop-color='#263'/><stop offset='1'/></linearGradient>\
         <clipPath id='c'><circle cx='50' cy='50' r='50'/></clipPath>\
         <mask id='m'><rect width='90' height='90' fill='#fff'/></mask>\
         <defs><rect id='r' width='90' height='90'/></defs>\
         <g class='b'><rect class='a' width='100' height='100'/></g>\
         <g id='d'><use href='#r'/></g></svg>";
    let inkscape = "<sodipodi:namedview xmlns:sodipodi='urn:s'/><metadata><a href='x.html'/>\
         </metadata><marker id='p'><path d='M0 0L5 5'/></marker>\
         <path d='M0 0L90 50L0 90' stroke='#000' marker-mid='url(#p)' stroke-dasharray='2 1'/>\
         <a xlink:href='https://ekvik.example'><circle r='9'/></a>";
    let picture = format!("<image width='9' height='9' href='{}'/>", data("image/png", &png(9, 9)));
    assert_logos(&[
        ("Illustrator", illustrator.to_owned(), ""),
        ("Inkscape", svg(inkscape), ""),
        ("embedded picture", svg(&picture), ""),
        ("outside of the page", svg("<rect x='-1e9' width='3e9' height='1e9'/>"), ""),
        ("long line", svg(&format!("<path d='M0 0{}'/>", "L9 9L8 7".repeat(100_000))), ""),
    ]);
}

#[test]
fn nothing_outside_is_read() {
    let image = |address: &str| svg(&format!("<image width='9' height='9' href='{address}'/>"));
    let outside = "logo-reference";
    assert_logos(&[
        ("absolute", image("/etc/hostname"), outside),
        ("device", image("/dev/zero"), outside),
        ("parent", image("../outside.png"), outside),
        ("beside", image("logo.svg"), outside),
        ("address", image("file:///etc/hostname"), outside),
        ("web", image("https://ekvik.example/logo.png"), outside),
        ("old link", image("/etc/hostname").replace("href", "xlink:href"), outside),
        ("use", svg("<use href='other.svg#a'/>"), outside),
        ("used data", svg("<use href='data:image/svg+xml,%3Csvg/%3E#a'/>"), outside),
        (
            "filter's picture",
            svg("<filter id='f'><feImage href='/etc/hostname'/></filter><g filter='url(#f)'/>"),
            outside,
        ),
        (
            "external entity",
            format!("<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>{}", svg("&e;")),
            "picture-format",
        ),
        ("external subset", format!("<!DOCTYPE svg SYSTEM '/dev/zero'>{}", svg(RECT)), ""),
        (
            "nested drawing",
            image(&data("image/svg+xml", image("/etc/hostname").as_bytes())),
            "logo-element",
        ),
        ("HTML", svg("<foreignObject><p>a</p></foreignObject>"), "logo-element"),
    ]);
}

#[test]
fn filters_and_patterns_are_not_drawn() {
    let filtered = |primitive: &str| {
        svg(&format!(
            "<filter id='f' x='-1e6' y='-1e6' width='1e9' height='1e9'>{primitive}</filter>\
             <g filter='url(#f)'>{RECT}</g>"
        ))
    };
    let blurred = repeat(5_000, |_| format!("<g style='filter:blur(20px)'>{RECT}</g>"));
    let pattern = "<pattern id='p' width='1e-3' height='1e-3' patternUnits='userSpaceOnUse'>\
         <rect width='1' height='1'/></pattern><rect width='200' height='100' fill='url(#p)'/>";
    assert_logos(&[
        ("octaves", filtered("<feTurbulence numOctaves='1000000000'/>"), "logo-element"),
        ("giant region", filtered("<feGaussianBlur stdDeviation='1e9'/>"), "logo-element"),
        ("many blurs", svg(&blurred), "logo-element"),
        ("pattern", svg(pattern), "logo-element"),
    ]);
}

#[test]
fn drawings_that_grow() {
    let twice = |name: &str, wrap: &dyn Fn(usize, &str) -> String| {
        svg(&format!(
            "<defs><g id='{name}0'>{RECT}</g>{}</defs><use href='#{name}40'/>",
            repeat(40, |level| {
                let use_ = format!("<use href='#{name}{level}'/>");
                wrap(level + 1, &format!("<g id='{name}{}'>{use_}{use_}</g>", level + 1))
            })
        ))
    };
    let chain = |kind: &str, count: usize| {
        let links = repeat(count, |level| {
            format!(
                "<{kind} id='l{}'><rect width='200' height='100' {kind}='url(#l{level})' \
                 style='{kind}:url(#l{level})' fill='#fff'/></{kind}>",
                level + 1
            )
            .replace("clipPath=", "clip-path=")
            .replace("clipPath:", "clip-path:")
        });
        svg(&format!(
            "<{kind} id='l0'>{RECT}</{kind}>{links}<g mask='url(#l{count})' \
             clip-path='url(#l{count})'>{RECT}</g>"
        ))
    };
    let by_class = svg(&format!(
        "<style>{}</style>{}<g class='c39'>{RECT}</g>",
        repeat(40, |level| format!(".c{level}{{mask:url(#m{level})}}")),
        repeat(40, |level| {
            let class = level.wrapping_sub(1);
            let rect = format!("<rect class='c{class}' width='200' height='100'/>");
            format!("<mask id='m{level}'>{rect}{rect}</mask>")
        })
    ));
    let entities = repeat(9, |level| {
        format!("<!ENTITY e{} '{}'>", level + 1, format!("&e{level};").repeat(10))
    });
    let laughs = format!("<!DOCTYPE svg [<!ENTITY e0 'ha'>{entities}]>{}", svg("<g>&e9;</g>"));
    let references = format!("<!DOCTYPE svg [<!ENTITY e '<g/>'>]>{}", svg(&"&e;".repeat(150_000)));
    let gradients =
        repeat(5_000, |level| format!("<linearGradient id='g{}' href='#g{level}'/>", level + 1));
    let complex = "logo-too-complex";
    assert_logos(&[
        ("uses", twice("u", &|_, group| group.to_owned()), complex),
        ("chained masks", chain("mask", 2_000), complex),
        ("forty masks", chain("mask", 40), complex),
        ("chained clips", chain("clipPath", 2_000), complex),
        ("masks by class", by_class, complex),
        ("a use of itself", svg("<g id='a'><use href='#a'/></g>"), complex),
        ("laughs", laughs, complex),
        ("references", references, complex),
        ("gradients", svg(&format!("{gradients}<rect fill='url(#g5000)'/>")), complex),
        (
            "deep groups",
            svg(&format!("{}{}", "<g>".repeat(90_000), "</g>".repeat(90_000))),
            complex,
        ),
        (
            "markers",
            svg(&format!(
                "<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
                RECT.repeat(100),
                "L9 9L0 1".repeat(50_000)
            )),
            complex,
        ),
    ]);
}

#[test]
fn drawings_that_take_long_to_read() {
    let complex = "logo-too-complex";
    let styles = repeat(40_000, |i| format!("g g.c{i} > rect:first-child{{fill:red}}"));
    assert_logos(&[
        ("attributes", svg(&format!("<g {}/>", repeat(90_000, |i| format!("a{i}='b' ")))), complex),
        ("name spaces", svg(&repeat(20_000, |i| format!("<g xmlns:a{i}='urn:{i}'/>"))), complex),
        ("style sheet", svg(&format!("<style>{styles}</style>{RECT}")), complex),
        (
            "styled elements",
            svg(&format!("<style>{}</style>{}", &styles[..40_000], "<g/>".repeat(30_000))),
            complex,
        ),
        ("elements", svg(&"<g/>".repeat(400_000)), complex),
        ("comments", svg(&"<!---->".repeat(250_000)), complex),
        ("not closed", "<svg".repeat(500_000), "picture-format"),
        ("numbers", svg(&format!("<path d='M{}'/>", "9".repeat(1_900_000))), ""),
        ("transforms", svg(&format!("<g transform='{}'/>", "scale(2)".repeat(200_000))), ""),
        ("classes", svg(&format!("<g class='{}'/>", "a ".repeat(900_000))), ""),
    ]);
}

#[test]
fn drawings_that_take_long_to_draw() {
    let complex = "logo-too-complex";
    let many = |content: &str, count: usize| svg(&content.repeat(count));
    let layers = |open: &str, count: usize| {
        svg(&format!("{}{RECT}{RECT}{}", open.repeat(count), "</g>".repeat(count)))
    };
    let crossing = |count: usize| {
        let lines = "M0 0L40 20L0 20L40 0Z".repeat(count);
        svg(&format!("<path fill-rule='evenodd' d='{lines}'/>"))
    };
    let corners = |count: usize| {
        let lines = "L9 9L0 1".repeat(count);
        svg(&format!(
            "<path stroke='red' stroke-width='1000' stroke-linejoin='round' d='M0 0{lines}'/>"
        ))
    };
    let dashed = "<path d='M0 0H200' stroke='#000' stroke-dasharray='0.000001'/>";
    let picture = |width, height| {
        svg(&format!(
            "<image width='9' height='9' href='{}'/>",
            data("image/png", &png(width, height))
        ))
    };
    assert_logos(&[
        ("large shapes", many(RECT, 20_000), complex),
        ("a few large shapes", many(RECT, 180), ""),
        ("dashes", svg(dashed), complex),
        ("layers", layers("<g opacity='.9'>", 45), complex),
        ("wide layers", layers("<g opacity='.9' transform='scale(9)'>", 9), complex),
        ("some layers", layers("<g opacity='.9'>", 5), ""),
        ("layers side by side", many(&format!("<g opacity='.5'>{RECT}{RECT}</g>"), 5_000), complex),
        ("a large picture", picture(20_000, 9_000), "logo-element"),
        ("crossing lines", crossing(90_000), complex),
        ("some crossing lines", crossing(8_000), ""),
        ("round corners", corners(150_000), complex),
        ("some round corners", corners(4_000), ""),
        (
            "arcs of no length",
            svg(&format!("<path d='M0 0{}'/>", "a9 5 30 1 1 0 0".repeat(120_000))),
            complex,
        ),
        (
            "wide strokes",
            many("<path d='M0 0Q99 99 9 0' stroke-width='9999' stroke='#000'/>", 9_000),
            complex,
        ),
    ]);
}

/// While a letterhead is checked, somebody puts another logo, a link out of the folder and a pipe in
/// the place of its logo. What was checked is what every document gets.
#[cfg(unix)]
#[test]
fn what_is_swapped_for_a_link_or_a_pipe_is_no_logo() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let secret = svg("<circle r='44'/>");
    fs::write(folder.path().join("outside.svg"), secret).unwrap();
    let logos = [svg(RECT).into_bytes(), png(40, 20)];
    let source = Source::new("lh.yaml", WITH_LOGO.into());
    while_swapped(
        &inside.join("logo.svg"),
        &[
            &|next| fs::write(next, &logos[0]).unwrap(),
            &|next| symlink("../outside.svg", next).unwrap(),
            &|next| fs::write(next, &logos[1]).unwrap(),
            &make_pipe,
        ],
        400,
        || {
            let Ok(letterhead) = check::letterhead(&source, &context(&inside)) else {
                return false;
            };
            let Mark::Logo { bytes, extension, drawn, .. } = &letterhead.value.mark else {
                unreachable!("the letterhead has a logo")
            };
            assert!(!bytes.windows(7).any(|bytes| bytes == b"<circle"), "read from outside");
            assert_eq!(*extension == "svg", drawn.is_some(), "one logo's file, another's kind");
            true
        },
    );
}
