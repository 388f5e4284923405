/// The workbook could not be made: a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A sheet.
    #[error(transparent)]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
}
