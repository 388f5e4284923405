//! Blocks to paragraphs.

use std::io;

use super::blocks::{Block, Inline, Role, Run, Side};
use super::error::WordError;
use super::pictures::Pictures;
use super::tables;
use super::xml::Xml;

/// A paragraph besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph<'a> {
    /// Id of its style.
    pub(super) style: &'a str,
    /// Where it stands, if not where its style says.
    pub(super) side: Option<Side>,
    /// Depth and number of its list.
    pub(super) list: Option<(usize, usize)>,
    /// Whether the next paragraph must be on the same page.
    pub(super) keep_next: bool,
}

/// Where blocks go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Width of the text.
    pub(super) width: u32,
    /// Size of the type in tables.
    pub(super) table_size: u32,
    /// Styles of the head and of the cells of tables.
    pub(super) table_styles: (&'static str, &'static str),
}

/// Writes blocks. The last line stays with what follows it when `keep_last`; else nothing follows.
pub(super) fn blocks(
    xml: &mut Xml,
    blocks: &[Block],
    place: Place,
    pictures: &mut Pictures<'_>,
    keep_last: bool,
) -> Result<(), WordError> {
    for (number, block) in blocks.iter().enumerate() {
        let next = blocks.get(number + 1);
        match block {
            Block::Line(role, inlines) => {
                let introduces = matches!(next, Some(Block::Table(_) | Block::Picture(_)));
                let keep_next = introduces || (keep_last && next.is_none());
                paragraph(xml, Paragraph { keep_next, ..of_role(*role) }, inlines)?;
            }
            Block::Table(table) => {
                tables::table(xml, table, place)?;
                // Two tables in a row would be taken for one, and a table must not end a page's text.
                let style = if next.is_none() && !keep_last { "End" } else { "AfterTable" };
                paragraph(xml, Paragraph { style, ..Paragraph::default() }, &[])?;
            }
            Block::Picture(picture) => pictures.draw(xml, picture, place.width)?,
        }
    }
    Ok(())
}

fn of_role(role: Role) -> Paragraph<'static> {
    let style = match role {
        Role::Title => "Title",
        Role::Middle => "Middle",
        Role::Heading(1) => "Heading1",
        Role::Heading(2) => "Heading2",
        Role::Heading(_) => "Heading3",
        Role::Body => "BodyText",
        Role::Item(..) | Role::InItem(_) => "ListParagraph",
        Role::Quote => "Quote",
    };
    let list = match role {
        Role::Item(depth, list) => Some((depth, list)),
        _ => None,
    };
    Paragraph { style, list, ..Paragraph::default() }
}

/// A paragraph.
pub(super) fn paragraph(xml: &mut Xml, about: Paragraph<'_>, inlines: &[Inline]) -> io::Result<()> {
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.value("w:pStyle", about.style)?;
    if about.keep_next {
        xml.empty("w:keepNext", &[])?;
    }
    if let Some((depth, list)) = about.list {
        xml.open("w:numPr", &[])?;
        xml.value("w:ilvl", &depth.min(super::styles::LIST_DEPTHS - 1).to_string())?;
        xml.value("w:numId", &list.to_string())?;
        xml.close("w:numPr")?;
    }
    if let Some(side) = about.side {
        let side = match side {
            Side::Left => "left",
            Side::Centre => "center",
            Side::Right => "right",
        };
        xml.value("w:jc", side)?;
    }
    xml.close("w:pPr")?;
    for inline in inlines {
        match inline {
            Inline::Run(text) => run(xml, text)?,
            Inline::Break => {
                xml.open("w:r", &[])?;
                xml.empty("w:br", &[])?;
                xml.close("w:r")?;
            }
        }
    }
    xml.close("w:p")
}

fn run(xml: &mut Xml, run: &Run) -> io::Result<()> {
    xml.open("w:r", &[])?;
    if run.bold || run.italic || run.blank {
        xml.open("w:rPr", &[])?;
        if run.bold {
            xml.empty("w:b", &[])?;
            xml.empty("w:bCs", &[])?;
        }
        if run.italic {
            xml.empty("w:i", &[])?;
            xml.empty("w:iCs", &[])?;
        }
        if run.blank {
            xml.value("w:highlight", "yellow")?;
        }
        xml.close("w:rPr")?;
    }
    xml.open("w:t", &[("xml:space", "preserve")])?;
    xml.text(&run.text)?;
    xml.close("w:t")?;
    xml.close("w:r")
}

/// Plain text.
pub(super) fn plain(text: &str) -> Inline {
    Inline::Run(Run { text: text.to_owned(), ..Run::default() })
}

/// A blank to fill in.
pub(super) fn blank(text: &str) -> Inline {
    Inline::Run(Run { text: text.to_owned(), blank: true, ..Run::default() })
}
