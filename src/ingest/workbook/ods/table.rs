use quick_xml::events::{BytesStart, Event};

use crate::ingest::grid::GridCell;

use super::super::WorkbookError;
use super::super::sink::{Sink, Stop};
use super::super::xml::{Xml, attribute, local};
use super::cell::{Head, read_cell};

/// Rows and columns beyond this are no spreadsheet's; it keeps sums of repeats small.
const MOST_REPEATED: u64 = 1 << 31;

/// Cells of one content: where they begin, how many there are.
struct Run {
    column: u64,
    repeated: u64,
    cell: GridCell,
}

/// Reads the rows of a table whose start was read last, and leaves it.
pub(super) fn read_table(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut groups = 0_u32;
    let mut line: u64 = 0;
    let mut runs = Vec::new();
    loop {
        enum Part {
            Row(u64),
            Group,
            Other,
        }
        let part = match xml.next()? {
            Event::Start(tag) => match local(&tag) {
                "table-row" => Part::Row(repeats(&tag, "table:number-rows-repeated")?),
                "table-rows" | "table-header-rows" | "table-row-group" => Part::Group,
                _ => Part::Other,
            },
            Event::End(_) if groups == 0 => return Ok(()),
            Event::End(_) => {
                groups -= 1;
                continue;
            }
            _ => continue,
        };
        match part {
            Part::Group => groups += 1,
            Part::Other => xml.skip()?,
            Part::Row(repeated) => {
                runs.clear();
                read_row(xml, &mut runs)?;
                if !runs.is_empty() {
                    for row in 1..=repeated {
                        hand_on(line + row, &runs, sink)?;
                    }
                }
                line += repeated;
                if line > MOST_REPEATED {
                    return Err(xml.damaged("more rows than any program writes").into());
                }
            }
        }
    }
}

fn read_row(xml: &mut Xml<'_>, runs: &mut Vec<Run>) -> Result<(), WorkbookError> {
    let mut column: u64 = 0;
    loop {
        let (repeated, head) = match xml.next()? {
            Event::Start(tag) => match local(&tag) {
                "table-cell" => (repeats(&tag, "table:number-columns-repeated")?, Some(Head::of(&tag)?)),
                // Under a merged cell: what stands there is not seen.
                "covered-table-cell" => (repeats(&tag, "table:number-columns-repeated")?, None),
                _ => (0, None),
            },
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        match head {
            None => xml.skip()?,
            Some(head) => {
                let cell = read_cell(xml, head)?;
                if !cell.text.is_empty() {
                    runs.push(Run { column, repeated, cell });
                }
            }
        }
        column += repeated;
        if column > MOST_REPEATED {
            return Err(xml.damaged("more columns than any program writes"));
        }
    }
}

fn hand_on(line: u64, runs: &[Run], sink: &mut Sink<'_>) -> Result<(), Stop> {
    sink.begin_row(line);
    for run in runs {
        // The sink ends this at its limit of columns.
        for column in run.column..run.column + run.repeated {
            sink.cell(usize::try_from(column).unwrap_or(usize::MAX), run.cell.clone())?;
        }
    }
    sink.end_row()
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> Result<u64, WorkbookError> {
    let Some(text) = attribute(tag, name)? else { return Ok(1) };
    let repeated = text.trim().parse().ok().filter(|repeated| (1..=MOST_REPEATED).contains(repeated));
    repeated.ok_or_else(|| WorkbookError::damaged("content.xml", "a repeat that is no number"))
}
