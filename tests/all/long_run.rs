//! A long run in one process.

use nacka_report::model::{Fingerprint, Image, ImageFormat, Picture};
use nacka_report::render::pdf::PdfRenderer;

use crate::support::{check_letterhead, check_report, context, project, sheet};

/// Typst tells at most 65,535 file paths apart in one process, then panics: pictures must not reach
/// it under the paths that reports give them.
#[test]
fn more_picture_paths_than_typst_can_tell_apart() {
    const REPORTS: usize = 141;
    const PICTURES: usize = 500;
    const { assert!(REPORTS * PICTURES > 65_535) };
    let mut report = check_report(&project("samples/frukostmote.yaml")).unwrap();
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    let fonts = context(&project("samples")).fonts.clone();
    let renderer = PdfRenderer::new(fonts, &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    // As low as can be: many of them fit on a page, and pages take time.
    image::RgbImage::new(200, 1).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let image = Image {
        format: ImageFormat::Png,
        width: 200,
        height: 1,
        bytes: bytes.into_inner().into(),
        pixels: None,
    };
    for number in 0..REPORTS {
        report.pictures = (0..PICTURES)
            .map(|picture| Picture {
                file: format!("{number}/{picture}.png"),
                alt: format!("Linje {number}.{picture}"),
                caption: None,
                image: image.clone(),
                original: Fingerprint { sha256: [0; 32], size: 0 },
            })
            .collect();
        renderer.render(&sheet(&report, &letterhead)).unwrap();
    }
}
