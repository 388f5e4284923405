//! The fields of a record, whatever kind of file it stands in.

use std::borrow::Cow;
use std::io::Read;

use super::CellKind;
use super::grid::GridRow;
use super::repairs::RepairRule;
use super::scanner::{PlainRecord, Quoting, Scanner};

/// Letters that were lost before this program saw them, or bytes that are none of the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// A record: its fields by place.
pub(super) trait Fields {
    /// How many fields it has.
    fn count(&self) -> usize;

    /// The text of a field, blanks around it dropped; empty when there is no such field.
    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged>;

    /// What the file says the field is.
    fn kind(&self, field: usize) -> CellKind;

    /// The bytes of a field, when [`Fields::text`] is what they are as UTF-8 without the blanks around them, and nothing
    /// else is dropped: what is known by its bytes need not be made a text.
    fn written(&self, _field: usize) -> Option<&[u8]> {
        None
    }

    /// The bytes of a field, where they are its text but for what [`Fields::written`] leaves out; what is looked up among
    /// texts that hold none of it is found as well by these.
    fn bytes(&self, field: usize) -> Option<&[u8]> {
        self.written(field)
    }

    /// The text of a field without what spreadsheet programs and copying put around it, and the rule by which it changed.
    fn text(&self, field: usize) -> Result<(Cow<'_, str>, Option<RepairRule>), Damaged> {
        let raw = self.raw(field)?;
        if !may_be_wrapped(raw.as_bytes()) {
            return Ok((raw, None));
        }
        match unwrapped(&raw) {
            Some((text, rule)) => Ok((Cow::Owned(text.to_owned()), Some(rule))),
            None => Ok((raw, None)),
        }
    }
}

/// A look at the first byte and the last three decides for nearly every cell: signs that take no room begin with `E2` or
/// `EF` and are three bytes long, or with `D8` and are two.
pub(super) fn may_be_wrapped(bytes: &[u8]) -> bool {
    let at_end = |back: usize| bytes.len().checked_sub(back).and_then(|place| bytes.get(place)).copied();
    matches!(bytes.first(), Some(b'=' | b'\'' | 0xE2 | 0xEF | 0xD8 | 0..=0x1F | 0x7F))
        || matches!(at_end(3), Some(0xE2 | 0xEF))
        || matches!(at_end(2), Some(0xD8))
        || matches!(at_end(1), Some(0..=0x1F | 0x7F))
}

/// The text inside `="…"`, behind an apostrophe, or between signs that take no room; none when nothing is to be dropped.
fn unwrapped(raw: &str) -> Option<(&str, RepairRule)> {
    let visible = raw.trim_matches(|letter: char| {
        letter.is_control() || crate::matching::is_invisible(letter) || letter.is_whitespace()
    });
    let mut rule = (visible.len() != raw.len()).then_some(RepairRule::Invisible);
    let mut text = visible;
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        (text, rule) = (inner.trim(), Some(RepairRule::Formula));
    } else if let Some(inner) = text.strip_prefix('\'') {
        (text, rule) = (inner.trim(), Some(RepairRule::Apostrophe));
    }
    rule.map(|rule| (text, rule))
}

impl<R: Read> Fields for Scanner<R> {
    fn count(&self) -> usize {
        self.fields().len()
    }

    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged> {
        let Some(field) = self.fields().get(field) else { return Ok(Cow::Borrowed("")) };
        self.text(field).map_err(|_| Damaged)
    }

    fn kind(&self, _field: usize) -> CellKind {
        CellKind::Text
    }

    fn written(&self, field: usize) -> Option<&[u8]> {
        let field = self.fields().get(field).filter(|field| field.quoting == Quoting::Plain)?;
        Some(self.bytes(field)).filter(|bytes| !may_be_wrapped(bytes))
    }
}

impl Fields for PlainRecord<'_> {
    fn count(&self) -> usize {
        PlainRecord::count(self)
    }

    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged> {
        self.text(field).map_err(|_| Damaged)
    }

    fn kind(&self, _field: usize) -> CellKind {
        CellKind::Text
    }

    fn written(&self, field: usize) -> Option<&[u8]> {
        self.as_written(field).filter(|bytes| !may_be_wrapped(bytes))
    }

    fn bytes(&self, field: usize) -> Option<&[u8]> {
        self.as_written(field)
    }
}

impl Fields for GridRow {
    fn count(&self) -> usize {
        self.cells.len()
    }

    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged> {
        let text = self.cells.get(field).map_or("", |cell| cell.text.trim());
        if text.contains(char::REPLACEMENT_CHARACTER) { Err(Damaged) } else { Ok(Cow::Borrowed(text)) }
    }

    fn kind(&self, field: usize) -> CellKind {
        self.cells.get(field).map_or(CellKind::Text, |cell| cell.kind)
    }
}

/// A row of texts, as the header is looked for among them.
impl Fields for Vec<String> {
    fn count(&self) -> usize {
        self.len()
    }

    fn raw(&self, field: usize) -> Result<Cow<'_, str>, Damaged> {
        Ok(Cow::Borrowed(self.get(field).map_or("", |text| text.trim())))
    }

    fn kind(&self, _field: usize) -> CellKind {
        CellKind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheet_programs_put_around_a_cell_is_dropped() {
        let read = |text: &str| unwrapped(text).map(|(text, rule)| (text.to_owned(), rule));
        assert_eq!(read("=\"00123\""), Some(("00123".to_owned(), RepairRule::Formula)));
        assert_eq!(read("'00123"), Some(("00123".to_owned(), RepairRule::Apostrophe)));
        assert_eq!(read("\u{1F}00123"), Some(("00123".to_owned(), RepairRule::Invisible)));
        assert_eq!(read("\u{200B}Xã A\u{FEFF}"), Some(("Xã A".to_owned(), RepairRule::Invisible)));
        assert_eq!(read("Xã A"), None);
        assert_eq!(read("=SUM(A1)"), None);
    }
}
