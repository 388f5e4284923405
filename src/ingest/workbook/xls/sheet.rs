use crate::ingest::grid::GridCell;

use super::super::cell::{of_bool, of_number, of_text, without_value};
use super::super::sink::{Sink, Stop};
use super::super::{WorkbookError, WorkbookLimits};
use super::book::Book;
use super::records::{BEGIN, END, Record, Records, damaged};

const FORMULA: u16 = 0x0006;
const MANY_SMALL_NUMBERS: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const TEXT_OF_FORMULA: u16 = 0x0207;
const SMALL_NUMBER: u16 = 0x027E;

/// What a cell holds, kept small until the row is handed on.
enum Value {
    Number(f64, u16),
    Shared(u32),
    Text(Box<str>),
    Bool(bool),
    Error(u8),
    /// A formula of a text whose text has not come.
    Awaited,
}

/// The cells of a sheet, in the order of its records: formulas may stand behind the other cells of their rows.
struct Cells {
    found: Vec<(u32, Value)>,
    most: u64,
}

impl Cells {
    fn push(&mut self, row: u16, column: u16, value: Value) -> Result<(), WorkbookError> {
        if self.found.len() as u64 >= self.most {
            return Err(WorkbookError::TooLarge { limit: "cells", most: self.most });
        }
        self.found.push((u32::from(row) << 16 | u32::from(column), value));
        Ok(())
    }
}

/// Reads the cells of the sheet that begins at `at`.
pub(super) fn read_sheet(
    stream: &[u8],
    at: usize,
    book: &Book,
    limits: &WorkbookLimits,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut records = Records::from(stream, at);
    if records.next()?.number != BEGIN {
        return Err(damaged("a sheet does not begin where it should").into());
    }
    let mut cells = Cells { found: Vec::new(), most: limits.cells };
    loop {
        let record = records.next()?;
        match record.number {
            END => break,
            BEGIN => records.leave()?,
            TEXT_OF_FORMULA => {
                let text = book.letters.counted(records.continued(record.content), false)?;
                // A text that no formula waits for belongs to no cell.
                if let Some((_, value @ Value::Awaited)) = cells.found.last_mut() {
                    *value = Value::Text(text.into());
                }
            }
            LABEL | RICH_LABEL => {
                let text = book.letters.counted(records.continued(record.from(6)?), false)?;
                cells.push(record.short(0)?, record.short(2)?, Value::Text(text.into()))?;
            }
            _ => cell(&record, &mut cells)?,
        }
    }
    cells.found.sort_by_key(|(place, _)| *place);
    hand_on(cells.found, book, sink)
}

fn cell(record: &Record<'_>, cells: &mut Cells) -> Result<(), WorkbookError> {
    let value = match record.number {
        NUMBER => Value::Number(record.double(6)?, record.short(4)?),
        SMALL_NUMBER => Value::Number(small_number(record.long(6)?), record.short(4)?),
        SHARED_LABEL => Value::Shared(record.long(6)?),
        BOOL_OR_ERROR if record.byte(7)? == 0 => Value::Bool(record.byte(6)? != 0),
        BOOL_OR_ERROR => Value::Error(record.byte(6)?),
        FORMULA => result(record)?,
        MANY_SMALL_NUMBERS => {
            let first = record.short(2)?;
            let count = record.content.len().saturating_sub(6) / 6;
            for place in 0..count {
                let column = u16::try_from(place).ok().and_then(|place| first.checked_add(place));
                let column = column.ok_or_else(|| damaged("a row is too long"))?;
                let (style, number) = (record.short(4 + 6 * place)?, record.long(6 + 6 * place)?);
                cells.push(record.short(0)?, column, Value::Number(small_number(number), style))?;
            }
            return Ok(());
        }
        _ => return Ok(()),
    };
    cells.push(record.short(0)?, record.short(2)?, value)
}

/// The result that Excel worked out for a formula.
fn result(record: &Record<'_>) -> Result<Value, WorkbookError> {
    if record.short(12)? != u16::MAX {
        return Ok(Value::Number(record.double(6)?, record.short(4)?));
    }
    Ok(match record.byte(6)? {
        0 => Value::Awaited,
        1 => Value::Bool(record.byte(8)? != 0),
        2 => Value::Error(record.byte(8)?),
        3 => Value::Text("".into()),
        _ => return Err(damaged("a formula with an unknown result")),
    })
}

/// A number in four bytes: thirty bits of a whole or of a floating number, perhaps of hundredths.
fn small_number(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn hand_on(cells: Vec<(u32, Value)>, book: &Book, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut row = None;
    for (place, value) in cells {
        let (line, column) = (u64::from(place >> 16) + 1, (place & 0xFFFF) as usize);
        if row != Some(line) {
            if row.is_some() {
                sink.end_row()?;
            }
            row = Some(line);
            sink.begin_row(line);
        }
        if !sink.cell(column, shown(value, book)?)? {
            return Err(damaged("a cell stands twice").into());
        }
    }
    if row.is_some() {
        sink.end_row()?;
    }
    Ok(())
}

fn shown(value: Value, book: &Book) -> Result<GridCell, WorkbookError> {
    Ok(match value {
        Value::Number(number, style) => {
            let format = book.formats.get(usize::from(style));
            let format = *format.ok_or_else(|| damaged("a cell with an unknown style"))?;
            of_number(number, format, book.epoch)
        }
        Value::Shared(place) => {
            let text = usize::try_from(place).ok().and_then(|place| book.strings.get(place));
            of_text(text.ok_or_else(|| damaged("a shared string that is not there"))?.to_owned())
        }
        Value::Text(text) => of_text(text.into()),
        Value::Bool(truth) => of_bool(truth),
        Value::Error(code) => of_text(error_name(code).to_owned()),
        Value::Awaited => without_value(""),
    })
}

fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers() {
        // 1.0 is 0x3FF0000000000000; whole numbers stand two bits up.
        assert_eq!(small_number(0x3FF0_0000), 1.0);
        assert_eq!(small_number(0x3FF0_0001), 0.01);
        assert_eq!(small_number(1_004_441 << 2 | 2), 1_004_441.0);
        assert_eq!(small_number((-5_i32 << 2).cast_unsigned() | 2), -5.0);
        assert_eq!(small_number(12_345 << 2 | 3), 123.45);
    }
}
