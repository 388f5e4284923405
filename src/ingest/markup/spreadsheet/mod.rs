//! SpreadsheetML 2003: the "XML Spreadsheet" of Excel and of many reporting tools.
//!
//! Read with an XML parser, not with the tokenizer of HTML: it knows CDATA, case and prefixes, and finds tags that do not
//! pair up.

mod read;
mod sheets;
mod value;

pub use read::read_spreadsheet_xml;
