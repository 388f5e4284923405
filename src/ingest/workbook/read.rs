use std::ops::ControlFlow;

use crate::ingest::grid::Event;

use super::sink::{Sink, Stop};
use super::{Kind, WorkbookError, WorkbookLimits, kind, ods, xls, xlsx};

/// Reads the sheets of an xlsx, xls or ods file in their order, row by row; hidden ones are named and not read.
///
/// When `each` breaks, reading stops and that is no error.
///
/// # Errors
/// When the file is no workbook, encrypted, damaged anywhere, or breaks a limit. Rows handed on before are of no worth.
pub fn read_workbook(
    bytes: &[u8],
    limits: &WorkbookLimits,
    each: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<(), WorkbookError> {
    let mut sink = Sink::new(*limits, each);
    let read = match kind(bytes) {
        Some(Kind::Xlsx) => xlsx::read(bytes, limits, &mut sink),
        Some(Kind::Xls) => xls::read(bytes, limits, &mut sink),
        Some(Kind::Ods) => ods::read(bytes, limits, &mut sink),
        Some(Kind::EncryptedWorkbook) => Err(WorkbookError::Encrypted.into()),
        Some(Kind::Xlsb) => Err(WorkbookError::Unsupported { what: "a workbook of binary parts (xlsb)" }.into()),
        _ => Err(WorkbookError::Unsupported { what: "a file that is no workbook" }.into()),
    };
    match read.and_then(|()| sink.finish()) {
        Ok(()) | Err(Stop::Enough) => Ok(()),
        Err(Stop::Failed(error)) => Err(error),
    }
}
