use quick_xml::events::{BytesStart, Event};

use crate::ingest::grid::GridCell;

use super::super::WorkbookError;
use super::super::cell::{number, of_bool, of_day, of_number, of_text, without_value};
use super::super::days::{Epoch, minute_of_iso, of_iso};
use super::super::formats::Format;
use super::super::sink::{Sink, Stop};
use super::super::texts::Texts;
use super::super::xml::{Xml, attribute, local};
use super::strings::{read_rich, unescaped};

const MOST_ROWS: u64 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// What the sheets of a workbook share.
pub(super) struct Shared {
    pub(super) strings: Texts,
    pub(super) formats: Vec<Format>,
    pub(super) epoch: Epoch,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    /// No type: a number, or what another program took for one.
    Unsaid,
    Shared,
    Formula,
    Inline,
    Bool,
    Error,
    Date,
}

/// Buffers of a cell, used again and again.
#[derive(Default)]
struct Buffers {
    value: String,
    formula: String,
    inline: String,
}

/// Reads the cells of a sheet; what follows them (merges, links, print settings) is left unread.
pub(super) fn read_sheet(mut xml: Xml<'_>, shared: &Shared, sink: &mut Sink<'_>) -> Result<(), Stop> {
    xml.enter("worksheet")?;
    loop {
        let is_data = match xml.next()? {
            Event::Start(tag) => local(&tag) == "sheetData",
            Event::End(_) => return Err(xml.damaged("a sheet without rows").into()),
            _ => continue,
        };
        if is_data {
            return read_rows(&mut xml, shared, sink);
        }
        xml.skip()?;
    }
}

fn read_rows(xml: &mut Xml<'_>, shared: &Shared, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut buffers = Buffers::default();
    let mut line = 0;
    loop {
        let said = match xml.next()? {
            Event::Start(tag) if local(&tag) == "row" => {
                attribute(&tag, "r")?.map(|text| text.trim().parse::<u64>().ok())
            }
            Event::Start(_) => {
                xml.skip()?;
                continue;
            }
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        let next = said.unwrap_or(Some(line + 1)).filter(|next| (line + 1..=MOST_ROWS).contains(next));
        line = next.ok_or_else(|| xml.damaged("its rows are not in order"))?;
        sink.begin_row(line);
        read_row(xml, line, shared, sink, &mut buffers)?;
        sink.end_row()?;
    }
}

fn read_row(
    xml: &mut Xml<'_>,
    line: u64,
    shared: &Shared,
    sink: &mut Sink<'_>,
    buffers: &mut Buffers,
) -> Result<(), WorkbookError> {
    let mut next = 0;
    loop {
        let head = match xml.next()? {
            Event::Start(tag) if local(&tag) == "c" => Some(Head::of(&tag, line, next)),
            Event::Start(_) => None,
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        match head {
            None => xml.skip()?,
            Some(Err(what)) => return Err(xml.damaged(what)),
            Some(Ok(head)) => {
                next = head.column + 1;
                let cell = read_cell(xml, &head, shared, buffers)?;
                if !sink.cell(head.column, cell)? {
                    return Err(xml.damaged("a cell stands twice"));
                }
            }
        }
    }
}

/// What the attributes of a cell say.
struct Head {
    column: usize,
    style: usize,
    kind: Type,
}

impl Head {
    /// Of a cell in this row, in column `next` if it does not say where; else what is wrong with it.
    fn of(tag: &BytesStart<'_>, line: u64, next: usize) -> Result<Self, &'static str> {
        let mut head = Self { column: next, style: 0, kind: Type::Unsaid };
        // One pass: there are millions of cells. Escapes have no place in any of the three.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| "an attribute is no XML")?;
            let value = attribute.value.trim();
            match attribute.key.into_inner() {
                "r" => head.column = column(value, line).ok_or(MISPLACED)?,
                "s" => head.style = value.parse().map_err(|_| UNKNOWN_STYLE)?,
                "t" => head.kind = Type::of(value).ok_or("a cell of an unknown type")?,
                _ => {}
            }
        }
        if head.column < MOST_COLUMNS { Ok(head) } else { Err(MISPLACED) }
    }
}

const MISPLACED: &str = "a cell is not in its row";
const UNKNOWN_STYLE: &str = "a cell with an unknown style";

impl Type {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "n" => Type::Number,
            "s" => Type::Shared,
            "str" => Type::Formula,
            "inlineStr" => Type::Inline,
            "b" => Type::Bool,
            "e" => Type::Error,
            "d" => Type::Date,
            _ => return None,
        })
    }
}

/// The column, from 0, of an address (`B12`) in this row.
fn column(address: &str, line: u64) -> Option<usize> {
    let address = address.trim();
    let (letters, digits) = address.split_at_checked(address.find(|sign: char| sign.is_ascii_digit())?)?;
    if letters.is_empty() || letters.len() > 3 || digits.parse() != Ok(line) {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        column =
            column * 26 + usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?) + 1;
    }
    column.checked_sub(1)
}

fn read_cell(
    xml: &mut Xml<'_>,
    head: &Head,
    shared: &Shared,
    buffers: &mut Buffers,
) -> Result<GridCell, WorkbookError> {
    enum Part {
        Value,
        Formula,
        Inline,
        Other,
    }
    buffers.value.clear();
    buffers.formula.clear();
    buffers.inline.clear();
    let (mut has_value, mut has_formula, mut has_inline) = (false, false, false);
    loop {
        let part = match xml.next()? {
            Event::Start(tag) => match local(&tag) {
                "v" => Part::Value,
                "f" => Part::Formula,
                "is" => Part::Inline,
                _ => Part::Other,
            },
            Event::End(_) => break,
            _ => continue,
        };
        match part {
            Part::Value if has_value => return Err(xml.damaged("a cell with two values")),
            Part::Value => {
                has_value = true;
                xml.text(&mut buffers.value)?;
            }
            Part::Formula => {
                has_formula = true;
                xml.text(&mut buffers.formula)?;
            }
            Part::Inline => {
                has_inline = true;
                read_rich(xml, &mut buffers.inline)?;
            }
            Part::Other => xml.skip()?,
        }
    }
    let value = buffers.value.as_str();
    if has_inline {
        return Ok(of_text(unescaped(&buffers.inline).into_owned()));
    }
    if has_formula && value.trim().is_empty() && !(has_value && head.kind == Type::Formula) {
        return Ok(without_value(&buffers.formula));
    }
    of_value(value, head, shared).map_err(|what| xml.damaged(what))
}

fn of_value(value: &str, head: &Head, shared: &Shared) -> Result<GridCell, &'static str> {
    let word = value.trim();
    if word.is_empty() && !matches!(head.kind, Type::Formula | Type::Inline) {
        return Ok(GridCell::default());
    }
    Ok(match head.kind {
        Type::Shared => {
            let text = word.parse().ok().and_then(|place| shared.strings.get(place));
            of_text(text.ok_or("a shared string that is not there")?.to_owned())
        }
        Type::Formula | Type::Inline => of_text(unescaped(value).into_owned()),
        Type::Error => of_text(word.to_owned()),
        Type::Bool => match word {
            "0" | "false" | "FALSE" => of_bool(false),
            "1" | "true" | "TRUE" => of_bool(true),
            _ => return Err("a truth value that is none"),
        },
        Type::Date => of_iso(word).map_or_else(|| of_text(word.to_owned()), |day| of_day(day, minute_of_iso(word))),
        Type::Number | Type::Unsaid => {
            let format = match shared.formats.get(head.style) {
                Some(format) => *format,
                // A workbook may do without styles; one that has some and not this may mean a day.
                None if head.style == 0 => Format::Number,
                None => return Err(UNKNOWN_STYLE),
            };
            match number(word) {
                Some(value) => of_number(value, format, shared.epoch),
                None if head.kind == Type::Unsaid => of_text(value.to_owned()),
                None => return Err("a number that is none"),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_columns() {
        assert_eq!(column("A1", 1), Some(0));
        assert_eq!(column("Z9", 9), Some(25));
        assert_eq!(column("aa9", 9), Some(26));
        assert_eq!(column("XFD1048576", 1_048_576), Some(16_383));
        for wrong in ["A2", "1", "A", "", "ABCD1", "A1A", "Ă1", "$A$1", "A4294967297"] {
            assert_eq!(column(wrong, 1), None, "{wrong}");
        }
    }
}
