use super::super::compound::Compound;
use super::super::sink::{Sink, Stop};
use super::super::{WorkbookError, WorkbookLimits};
use super::book::Book;
use super::sheet::read_sheet;

pub(in super::super) fn read(bytes: &[u8], limits: &WorkbookLimits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    if !bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return read_stream(bytes, limits, sink);
    }
    let compound = Compound::open(bytes)?;
    let stream = match compound.stream("Workbook")? {
        Some(stream) => Some(stream),
        None => compound.stream("Book")?,
    };
    let stream = stream.ok_or(WorkbookError::Unsupported { what: "a file that is no workbook" })?;
    read_stream(&stream, limits, sink)
}

fn read_stream(stream: &[u8], limits: &WorkbookLimits, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let book = Book::read(stream, limits.sheets)?;
    for sheet in book.sheets.iter().filter(|sheet| sheet.has_cells) {
        if sheet.hidden {
            sink.hidden(&sheet.name)?;
        } else {
            sink.sheet(&sheet.name)?;
            read_sheet(stream, sheet.at, &book, limits, sink)?;
        }
    }
    Ok(())
}
