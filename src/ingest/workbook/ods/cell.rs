use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::grid::{CellKind, GridCell};

use super::super::WorkbookError;
use super::super::cell::{number, of_bool, of_day, of_text, plain, without_value};
use super::super::days::{clock_of_iso, minute_of_iso, of_iso};
use super::super::xml::{Xml, attribute, local, push};

/// Blanks that one element may stand for.
const MOST_BLANKS: usize = 32_767;

/// What the attributes of a cell say.
#[derive(Default)]
pub(super) struct Head {
    kind: String,
    /// The value, under whatever name its type has for it.
    value: Option<String>,
    formula: Option<String>,
    is_error: bool,
}

impl Head {
    pub(super) fn of(tag: &BytesStart<'_>) -> Result<Self, WorkbookError> {
        let malformed = || WorkbookError::damaged("content.xml", "an attribute is no XML");
        let mut head = Head::default();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| malformed())?;
            let name = attribute.key.into_inner();
            if !name.starts_with("office:") && !matches!(name, "table:formula" | "calcext:value-type") {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| malformed())?;
            match name {
                "office:value-type" => head.kind = value.into_owned(),
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => {
                    head.value = Some(value.into_owned());
                }
                "table:formula" => head.formula = Some(value.into_owned()),
                "calcext:value-type" => head.is_error = value == "error",
                _ => {}
            }
        }
        Ok(head)
    }
}

/// Reads a cell whose start was read last, and leaves it.
pub(super) fn read_cell(xml: &mut Xml<'_>, head: Head) -> Result<GridCell, WorkbookError> {
    let mut text = String::new();
    let mut paragraphs = 0;
    loop {
        let is_paragraph = match xml.next()? {
            Event::Start(tag) => matches!(local(&tag), "p" | "h"),
            Event::End(_) => break,
            _ => continue,
        };
        if !is_paragraph {
            // Notes, pictures and tables within the cell.
            xml.skip()?;
            continue;
        }
        if paragraphs > 0 {
            text.push('\n');
        }
        paragraphs += 1;
        read_paragraph(xml, &mut text)?;
    }
    of_value(head, text).map_err(|what| xml.damaged(what))
}

fn of_value(head: Head, text: String) -> Result<GridCell, &'static str> {
    let said = head.value.as_deref().map(str::trim);
    if head.is_error {
        return Ok(of_text(text));
    }
    Ok(match head.kind.as_str() {
        "float" | "percentage" | "currency" => {
            let value = said.and_then(number).and_then(plain).ok_or("a number that is none")?;
            GridCell { text: value, kind: CellKind::Number }
        }
        "date" => {
            let said = said.ok_or("a date that is none")?;
            of_iso(said).map_or_else(|| of_text(said.to_owned()), |day| of_day(day, minute_of_iso(said)))
        }
        "time" => of_text(said.and_then(clock_of_iso).unwrap_or(text)),
        "boolean" => match said {
            Some("true") => of_bool(true),
            Some("false") => of_bool(false),
            _ => return Err("a truth value that is none"),
        },
        "string" => of_text(head.value.unwrap_or(text)),
        // No type, or one that this program does not know: what is shown.
        _ => match head.formula {
            Some(formula) if text.is_empty() => {
                without_value(formula.split_once(":=").map_or(&*formula, |(_, own)| own))
            }
            _ => of_text(text),
        },
    })
}

/// Adds the text of a paragraph whose start was read last, and leaves it. White space of the file counts as one blank, and
/// as none at the beginning of the paragraph; blanks that are meant stand in elements.
fn read_paragraph(xml: &mut Xml<'_>, into: &mut String) -> Result<(), WorkbookError> {
    enum Part {
        Blanks(usize),
        Sign(char),
        Inner,
        Other,
    }
    let begin = into.len();
    let mut depth = 0_u32;
    let mut piece = String::new();
    loop {
        let part = match xml.next()? {
            Event::Start(tag) => match (tag.name().into_inner(), local(&tag)) {
                (_, "s") => {
                    let count = attribute(&tag, "text:c")?.map_or(Some(1), |count| count.trim().parse().ok());
                    let count = count.filter(|count| *count <= MOST_BLANKS);
                    Part::Blanks(count.ok_or_else(|| WorkbookError::damaged("content.xml", "too many blanks"))?)
                }
                (_, "tab") => Part::Sign('\t'),
                (_, "line-break") => Part::Sign('\n'),
                (_, "note" | "ruby-text") => Part::Other,
                (name, _) if name.starts_with("text:") => Part::Inner,
                _ => Part::Other,
            },
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            event => {
                piece.clear();
                let pushed = push(&event, &mut piece);
                pushed.ok_or_else(|| WorkbookError::damaged("content.xml", "an unknown entity"))?;
                for letter in piece.chars() {
                    if !matches!(letter, ' ' | '\t' | '\r' | '\n') {
                        into.push(letter);
                    } else if into.len() > begin && !into.ends_with(' ') {
                        into.push(' ');
                    }
                }
                continue;
            }
        };
        match part {
            Part::Inner => depth += 1,
            Part::Other => xml.skip()?,
            Part::Blanks(count) => {
                into.extend(std::iter::repeat_n(' ', count));
                xml.skip()?;
            }
            Part::Sign(sign) => {
                into.push(sign);
                xml.skip()?;
            }
        }
    }
}
