//! The styles of the document: what `layout` says, under names that a word processor shows. And the lists.

use std::io;

use crate::texts::Lang;

use super::layout::{ANNEX_TABLE, BODY, FONT, INDENT, MOTTO, NUMBER, RECIPIENTS, RECIPIENTS_HEAD, STATE, TABLE};
use super::xml::Xml;

/// The namespace of word processing.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Depths of lists.
pub(super) const LIST_DEPTHS: usize = 3;
/// The number of the lists with dashes; ordered lists follow it.
const DASHES: usize = 1;

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Half-points.
    size: u32,
    bold: bool,
    italic: bool,
    /// `left`, `center`, `both`.
    side: &'static str,
    /// Before, after; twentieths of a point.
    around: (u32, u32),
    /// Height of a line: in 240ths of its type, or in twentieths of a point where `exact`.
    line: u32,
    exact: bool,
    first_line: u32,
    left: u32,
    keep_next: bool,
    /// Level in the outline of the document.
    outline: Option<u8>,
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    size: BODY,
    bold: false,
    italic: false,
    side: "left",
    around: (0, 0),
    line: 240,
    exact: false,
    first_line: 0,
    left: 0,
    keep_next: false,
    outline: None,
};
/// Six points between paragraphs, lines between single and one and a half: the decree's least and most.
const TEXT: Style = Style { side: "both", around: (0, 120), line: 276, first_line: INDENT, ..PLAIN };
const HEADING: Style = Style { bold: true, around: (120, 120), keep_next: true, ..TEXT };
const HEAD: Style = Style { side: "center", ..PLAIN };
const CELL: Style = Style { size: TABLE, around: (30, 30), ..PLAIN };

const STYLES: [Style; 28] = [
    Style { id: "Normal", name: "Normal", ..PLAIN },
    Style { id: "BodyText", name: "Body Text", ..TEXT },
    Style { id: "ListParagraph", name: "List Paragraph", ..TEXT },
    Style { id: "Quote", name: "Quote", italic: true, left: INDENT, first_line: 0, ..TEXT },
    Style { id: "Title", name: "Title", bold: true, around: (0, 60), keep_next: true, outline: Some(0), ..HEAD },
    Style { id: "Middle", name: "Middle", around: (0, 120), keep_next: true, ..HEAD },
    Style { id: "Heading1", name: "heading 1", outline: Some(0), ..HEADING },
    Style { id: "Heading2", name: "heading 2", outline: Some(1), ..HEADING },
    Style { id: "Heading3", name: "heading 3", italic: true, outline: Some(2), ..HEADING },
    Style { id: "TableHead", name: "Table Head", bold: true, side: "center", ..CELL },
    Style { id: "TableText", name: "Table Text", ..CELL },
    Style { id: "AnnexTableHead", name: "Annex Table Head", bold: true, side: "center", size: ANNEX_TABLE, ..CELL },
    Style { id: "AnnexTableText", name: "Annex Table Text", size: ANNEX_TABLE, ..CELL },
    Style { id: "AfterTable", name: "After Table", size: 12, around: (0, 60), ..PLAIN },
    // A last line as high as that after a table would begin a page of its own where the table ends on the page's last line.
    Style { id: "End", name: "End", size: 2, line: 14, exact: true, ..PLAIN },
    Style { id: "Picture", name: "Picture", around: (60, 120), ..HEAD },
    Style { id: "Header", name: "header", ..HEAD },
    Style { id: "Rule", name: "Rule", size: 4, around: (40, 0), ..PLAIN },
    Style { id: "State", name: "State", size: STATE, bold: true, ..HEAD },
    Style { id: "Motto", name: "Motto", size: MOTTO, bold: true, ..HEAD },
    Style { id: "SuperiorBody", name: "Superior Body", size: STATE, ..HEAD },
    Style { id: "IssuingBody", name: "Issuing Body", size: STATE, bold: true, ..HEAD },
    Style { id: "DocumentNumber", name: "Document Number", size: NUMBER, around: (60, 0), ..HEAD },
    Style { id: "PlaceAndDate", name: "Place and Date", size: NUMBER, italic: true, around: (60, 0), ..HEAD },
    Style { id: "KindOfDocument", name: "Kind of Document", bold: true, around: (240, 0), keep_next: true, ..HEAD },
    Style { id: "Subject", name: "Subject", bold: true, keep_next: true, ..HEAD },
    Style { id: "RecipientsHead", name: "Recipients Head", size: RECIPIENTS_HEAD, bold: true, italic: true, ..PLAIN },
    Style { id: "Recipients", name: "Recipients", size: RECIPIENTS, ..PLAIN },
];
/// Office and name of who signs.
const SIGNATURE: [Style; 2] = [
    Style { id: "SignedAs", name: "Signed As", bold: true, ..HEAD },
    Style { id: "Signer", name: "Signer", bold: true, ..HEAD },
];

/// `word/styles.xml`.
pub(super) fn styles(lang: Lang) -> io::Result<Vec<u8>> {
    let mut xml = Xml::part()?;
    xml.open("w:styles", &[("xmlns:w", WORD)])?;
    xml.open("w:docDefaults", &[])?;
    xml.open("w:rPrDefault", &[])?;
    xml.open("w:rPr", &[])?;
    xml.empty("w:rFonts", &[("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)])?;
    size(&mut xml, BODY)?;
    let code = match lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-US",
    };
    xml.value("w:lang", code)?;
    xml.close("w:rPr")?;
    xml.close("w:rPrDefault")?;
    xml.open("w:pPrDefault", &[])?;
    xml.close("w:pPrDefault")?;
    xml.close("w:docDefaults")?;
    for one in STYLES.iter().chain(&SIGNATURE) {
        style(&mut xml, one)?;
    }
    xml.close("w:styles")?;
    Ok(xml.finish())
}

fn style(xml: &mut Xml, style: &Style) -> io::Result<()> {
    let is_normal = style.id == "Normal";
    let kind = ("w:type", "paragraph");
    match is_normal {
        true => xml.open("w:style", &[kind, ("w:default", "1"), ("w:styleId", style.id)])?,
        false => xml.open("w:style", &[kind, ("w:styleId", style.id)])?,
    }
    xml.value("w:name", style.name)?;
    if !is_normal {
        xml.value("w:basedOn", "Normal")?;
    }
    xml.empty("w:qFormat", &[])?;
    xml.open("w:pPr", &[])?;
    if style.keep_next {
        xml.empty("w:keepNext", &[])?;
    }
    let text = |number: u32| number.to_string();
    let spacing = [("w:before", text(style.around.0)), ("w:after", text(style.around.1)), ("w:line", text(style.line))];
    let spacing: Vec<_> = spacing.iter().map(|(name, value)| (*name, value.as_str())).collect();
    xml.empty(
        "w:spacing",
        &[spacing.as_slice(), &[("w:lineRule", if style.exact { "exact" } else { "auto" })]].concat(),
    )?;
    xml.empty("w:ind", &[("w:left", &text(style.left)), ("w:firstLine", &text(style.first_line))])?;
    xml.value("w:jc", style.side)?;
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", &level.to_string())?;
    }
    xml.close("w:pPr")?;
    xml.open("w:rPr", &[])?;
    if style.bold {
        xml.empty("w:b", &[])?;
        xml.empty("w:bCs", &[])?;
    }
    if style.italic {
        xml.empty("w:i", &[])?;
        xml.empty("w:iCs", &[])?;
    }
    size(xml, style.size)?;
    xml.close("w:rPr")?;
    xml.close("w:style")
}

fn size(xml: &mut Xml, half_points: u32) -> io::Result<()> {
    xml.value("w:sz", &half_points.to_string())?;
    xml.value("w:szCs", &half_points.to_string())
}

/// The number of a list in `word/numbering.xml`.
pub(super) fn list_number(place: usize, lists: &[Option<u64>]) -> usize {
    match lists.get(place) {
        Some(Some(_)) => DASHES + 1 + place,
        _ => DASHES,
    }
}

/// `word/numbering.xml`.
pub(super) fn numbering(lists: &[Option<u64>]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::part()?;
    xml.open("w:numbering", &[("xmlns:w", WORD)])?;
    abstract_list(&mut xml, "0", "bullet", ["-", "+", "·"])?;
    abstract_list(&mut xml, "1", "decimal", ["%1.", "%2.", "%3."])?;
    xml.open("w:num", &[("w:numId", &DASHES.to_string())])?;
    xml.value("w:abstractNumId", "0")?;
    xml.close("w:num")?;
    for (place, first) in lists.iter().enumerate() {
        let Some(first) = first else { continue };
        xml.open("w:num", &[("w:numId", &list_number(place, lists).to_string())])?;
        xml.value("w:abstractNumId", "1")?;
        for depth in 0..LIST_DEPTHS {
            xml.open("w:lvlOverride", &[("w:ilvl", &depth.to_string())])?;
            xml.value("w:startOverride", &first.to_string())?;
            xml.close("w:lvlOverride")?;
        }
        xml.close("w:num")?;
    }
    xml.close("w:numbering")?;
    Ok(xml.finish())
}

fn abstract_list(xml: &mut Xml, id: &str, format: &str, marks: [&str; LIST_DEPTHS]) -> io::Result<()> {
    xml.open("w:abstractNum", &[("w:abstractNumId", id)])?;
    xml.value("w:multiLevelType", "multilevel")?;
    for (depth, mark) in marks.into_iter().enumerate() {
        let indent = (INDENT + INDENT / 2 * u32::try_from(depth).unwrap_or(0)).to_string();
        xml.open("w:lvl", &[("w:ilvl", &depth.to_string())])?;
        xml.value("w:start", "1")?;
        xml.value("w:numFmt", format)?;
        xml.value("w:suff", "space")?;
        xml.value("w:lvlText", mark)?;
        xml.value("w:lvlJc", "left")?;
        xml.open("w:pPr", &[])?;
        xml.empty("w:ind", &[("w:left", "0"), ("w:firstLine", &indent)])?;
        xml.close("w:pPr")?;
        xml.close("w:lvl")?;
    }
    xml.close("w:abstractNum")
}
