//! The order in which ISO/IEC 29500 transitional requires an element's children.
//!
//! docx-rs writes many of them in an order of its own, which Word may take for a damaged file.

use super::super::xml::{Element, Node};

/// Puts the children of this element and of all below it into the schema's order, and drops the
/// properties that docx-rs leaves empty.
pub(super) fn put_in_order(element: &mut Element<'_>) {
    for child in element.elements_mut() {
        put_in_order(child);
    }
    element.children.retain(|node| !is_empty_property(node));
    if let Some(order) = order_of(element.name) {
        let place = |node: &Node<'_>| match node {
            Node::Element(child) => {
                order.iter().position(|name| *name == child.name).unwrap_or(order.len())
            }
            Node::Text(_) => 0,
        };
        if !element.children.is_sorted_by_key(place) {
            element.children.sort_by_key(place);
        }
    }
}

/// Property elements say nothing when they have neither attributes nor children.
fn is_empty_property(node: &Node<'_>) -> bool {
    const PROPERTIES: [&str; 5] = ["w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr"];
    matches!(node, Node::Element(e) if e.is_bare() && PROPERTIES.contains(&e.name))
}

/// The order of an element's children, of those elements whose children have one and that occur
/// in these documents. Extensions (`w14`, `w15`) have the places that their specification
/// ([MS-DOCX]) gives them.
#[rustfmt::skip]
fn order_of(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "w:p" => &["w:pPr"],
        "w:r" => &["w:rPr"],
        "w:tr" => &["w:tblPrEx", "w:trPr"],
        "w:tc" => &["w:tcPr"],
        "w:tbl" => &["w:tblPr", "w:tblGrid"],
        "w:sdt" => &["w:sdtPr", "w:sdtEndPr", "w:sdtContent"],
        "w:pPr" => &[
            "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr",
            "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs",
            "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
            "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
            "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
            "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
            "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
        ],
        "w:rPr" => &[
            "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i",
            "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike", "w:outline", "w:shadow",
            "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden", "w:color",
            "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u",
            "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em",
            "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath", "w14:ligatures",
            "w14:numForm", "w14:numSpacing", "w14:stylisticSets", "w14:cntxtAlts", "w:rPrChange",
        ],
        "w:pBdr" => &["w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"],
        "w:numPr" => &["w:ilvl", "w:numId", "w:numberingChange", "w:ins"],
        "w:tblPr" => &[
            "w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize",
            "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders",
            "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription",
            "w:tblPrChange",
        ],
        "w:tblBorders" => &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"],
        "w:tblCellMar" => &["w:top", "w:left", "w:bottom", "w:right"],
        "w:tcPr" => &[
            "w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd",
            "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark",
            "w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange",
        ],
        "w:sdtPr" => &[
            "w:rPr", "w:alias", "w:tag", "w:id", "w:lock", "w:placeholder", "w:temporary",
            "w:showingPlcHdr", "w:dataBinding", "w:label", "w:tabIndex", "w:equation", "w:comboBox",
            "w:date", "w:docPartObj", "w:docPartList", "w:dropDownList", "w:picture", "w:richText",
            "w:text", "w:citation", "w:group", "w:bibliography", "w14:checkbox",
            "w15:repeatingSection", "w15:repeatingSectionItem",
        ],
        "w:date" => &["w:dateFormat", "w:lid", "w:storeMappedDataAs", "w:calendar"],
        "w14:checkbox" => &["w14:checked", "w14:checkedState", "w14:uncheckedState"],
        "w:sectPr" => &[
            "w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type",
            "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols",
            "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi",
            "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange",
        ],
        "w:style" => &[
            "w:name", "w:aliases", "w:basedOn", "w:next", "w:link", "w:autoRedefine", "w:hidden",
            "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:qFormat", "w:locked", "w:personal",
            "w:personalCompose", "w:personalReply", "w:rsid", "w:pPr", "w:rPr", "w:tblPr", "w:trPr",
            "w:tcPr", "w:tblStylePr",
        ],
        "w:styles" => &["w:docDefaults", "w:latentStyles", "w:style"],
        "w:docDefaults" => &["w:rPrDefault", "w:pPrDefault"],
        "w:abstractNum" => &[
            "w:nsid", "w:multiLevelType", "w:tmpl", "w:name", "w:styleLink", "w:numStyleLink", "w:lvl",
        ],
        "w:lvl" => &[
            "w:start", "w:numFmt", "w:lvlRestart", "w:pStyle", "w:isLgl", "w:suff", "w:lvlText",
            "w:lvlPicBulletId", "w:legacy", "w:lvlJc", "w:pPr", "w:rPr",
        ],
        "w:num" => &["w:abstractNumId", "w:lvlOverride"],
        "w:lvlOverride" => &["w:startOverride", "w:lvl"],
        "w:numbering" => &["w:numPicBullet", "w:abstractNum", "w:num", "w:numIdMacAtCleanup"],
        "w:settings" => &[
            "w:writeProtection", "w:view", "w:zoom", "w:removePersonalInformation",
            "w:removeDateAndTime", "w:embedTrueTypeFonts", "w:saveSubsetFonts", "w:mirrorMargins",
            "w:attachedTemplate", "w:stylePaneFormatFilter", "w:documentProtection",
            "w:autoFormatOverride", "w:defaultTabStop", "w:autoHyphenation", "w:evenAndOddHeaders",
            "w:characterSpacingControl", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars",
            "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:decimalSymbol",
            "w:listSeparator",
        ],
        _ => return None,
    })
}
