use crate::report::model::Report;
use crate::texts::Texts;

use super::blocks::{Block, Body, Role};
use super::closing;
use super::error::WordError;
use super::flow::{Place, blocks};
use super::layout::{ANNEX_TABLE, ANNEX_WIDTH, HEADER, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, PAGE, TABLE, TEXT_WIDTH};
use super::letterhead;
use super::package::{self, Parts};
use super::parse;
use super::pictures::Pictures;
use super::styles::{self, WORD};
use super::template;
use super::xml::Xml;

/// Namespaces of `word/document.xml`.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:w", WORD),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
];

/// The whole document. `pictures` are the charts as PNG, by the name of their file without ending.
///
/// # Errors
/// When the user's template is wrong; else only by a fault of this program.
pub fn render(report: &Report, texts: &Texts, pictures: &[(String, Vec<u8>)]) -> Result<Vec<u8>, WordError> {
    let file = template::name(texts);
    let markdown = template::fill(report, texts)?;
    let body = parse::parse(&markdown).map_err(|parse::TwoAnnexes| WordError::TwoAnnexes { file: file.clone() })?;
    let body = numbered(body);
    let mut pictures = Pictures::new(file, pictures);
    let document = document(report, texts, &body, &mut pictures)?;
    let parts = Parts {
        document,
        styles: styles::styles(texts.lang())?,
        numbering: styles::numbering(&body.lists)?,
        pictures: pictures.shown().collect(),
    };
    package::package(&parts, report, texts)
}

/// The items of lists with the numbers of their lists in the file.
fn numbered(mut body: Body) -> Body {
    let Body { report, annex, lists } = &mut body;
    for block in report.iter_mut().chain(annex) {
        if let Block::Line(Role::Item(_, list), _) = block {
            *list = styles::list_number(*list, lists);
        }
    }
    body
}

/// `word/document.xml`.
fn document(report: &Report, texts: &Texts, body: &Body, pictures: &mut Pictures<'_>) -> Result<Vec<u8>, WordError> {
    let upright = Place { width: TEXT_WIDTH, table_size: TABLE, table_styles: ("TableHead", "TableText") };
    let lying =
        Place { width: ANNEX_WIDTH, table_size: ANNEX_TABLE, table_styles: ("AnnexTableHead", "AnnexTableText") };
    let mut xml = Xml::part()?;
    xml.open("w:document", &NAMESPACES)?;
    xml.open("w:body", &[])?;
    letterhead::write(&mut xml, report, texts)?;
    blocks(&mut xml, &body.report, upright, pictures, true)?;
    closing::write(&mut xml, report, texts)?;
    if body.annex.is_empty() {
        // A document may not end with a table.
        letterhead::line(&mut xml, "End", &[])?;
        section(&mut xml, true, false)?;
    } else {
        xml.open("w:p", &[])?;
        xml.open("w:pPr", &[])?;
        xml.value("w:pStyle", "End")?;
        section(&mut xml, true, false)?;
        xml.close("w:pPr")?;
        xml.close("w:p")?;
        blocks(&mut xml, &body.annex, lying, pictures, false)?;
        section(&mut xml, false, true)?;
    }
    xml.close("w:body")?;
    xml.close("w:document")?;
    Ok(xml.finish())
}

/// A section: its pages, with their number on all but the document's first.
fn section(xml: &mut Xml, is_first: bool, lies: bool) -> std::io::Result<()> {
    let text = |number: u32| number.to_string();
    let (wide, high) = if lies { (PAGE.1, PAGE.0) } else { PAGE };
    xml.open("w:sectPr", &[])?;
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", package::HEADER_RELATION)])?;
    xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", package::FIRST_HEADER_RELATION)])?;
    xml.value("w:type", "nextPage")?;
    match lies {
        true => xml.empty("w:pgSz", &[("w:w", &text(wide)), ("w:h", &text(high)), ("w:orient", "landscape")])?,
        false => xml.empty("w:pgSz", &[("w:w", &text(wide)), ("w:h", &text(high))])?,
    }
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &text(MARGIN_TOP)),
            ("w:right", &text(MARGIN_RIGHT)),
            ("w:bottom", &text(MARGIN_TOP)),
            ("w:left", &text(MARGIN_LEFT)),
            ("w:header", &text(HEADER)),
            ("w:footer", &text(HEADER)),
            ("w:gutter", "0"),
        ],
    )?;
    if is_first {
        xml.empty("w:titlePg", &[])?;
    }
    xml.close("w:sectPr")
}
