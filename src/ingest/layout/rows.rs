//! Rows that are no dossiers though they stand among them.

use std::sync::Arc;

use crate::matching::{clean, fold};
use crate::registry::{Naming, Resolution, UnitRegistry};

use super::super::SetAside;
use super::super::fields::Fields;
use super::super::reading_rules::ReadingRules;

/// A row of signatures has no more cells than this.
const MOST_SIGNATURES: usize = 4;
/// A name of a unit has fewer digits.
const MOST_DIGITS: usize = 6;
/// Cells looked at to tell what a row is.
const MOST_LOOKED_AT: usize = 64;

/// What a row is that cannot be read as a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Role {
    /// A dossier, with a fault.
    Dossier,
    /// No dossier.
    SetAside(SetAside),
    /// The heading of a group: a unit, to which the rows below belong.
    Unit(String),
    /// A single text that nothing explains: to be rejected, and the group above it has ended.
    Heading,
}

/// What is known of the fields of a list when its rows are told.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct RowFields {
    /// The dossier code.
    pub(in super::super) code: Option<usize>,
    /// The unit.
    pub(in super::super) unit: Option<usize>,
    /// The status.
    pub(in super::super) status: Option<usize>,
    /// The day received.
    pub(in super::super) received: Option<usize>,
    /// Fields of a row.
    pub(in super::super) width: usize,
    /// Every row has as many fields, blank ones included.
    pub(in super::super) is_exact: bool,
}

/// The rows of a header.
#[derive(Debug)]
pub(in super::super) struct HeaderRows {
    /// As they are written.
    pub(in super::super) rows: Vec<Vec<String>>,
    /// Folded.
    keys: Vec<Vec<String>>,
}

impl HeaderRows {
    /// Rows as they are written.
    pub(in super::super) fn new(rows: Vec<Vec<String>>) -> Self {
        let keys = rows.iter().map(|row| row.iter().map(|cell| fold(cell)).collect()).collect();
        Self { rows, keys }
    }
}

/// Tells what the rows of a list are that cannot be read as dossiers. Rows that can be are never looked at.
pub(in super::super) struct Rows<'a> {
    rules: &'a ReadingRules,
    naming: &'a Naming,
    header: Arc<HeaderRows>,
    fields: RowFields,
    registry: Option<&'a UnitRegistry>,
    has_begun: bool,
    is_signed: bool,
}

impl<'a> Rows<'a> {
    /// For a list with this header; `fields`: what is known of its columns.
    pub(in super::super) fn new(
        rules: &'a ReadingRules,
        naming: &'a Naming,
        header: Arc<HeaderRows>,
        fields: RowFields,
    ) -> Self {
        Self { rules, naming, header, fields, registry: None, has_begun: false, is_signed: false }
    }

    /// With the user's registry: a heading is that of a unit only when the registry has it.
    pub(in super::super) fn with_registry(mut self, registry: Option<&'a UnitRegistry>) -> Self {
        self.registry = registry;
        self
    }

    /// True when a row was a dossier, and none since was a signature.
    pub(in super::super) fn is_among_dossiers(&self) -> bool {
        self.has_begun && !self.is_signed
    }

    /// A dossier was read: what comes now is no longer the top of the list, nor its end.
    pub(in super::super) fn dossier(&mut self) {
        self.has_begun = true;
        self.is_signed = false;
    }

    /// What a row is that cannot be read as a dossier.
    pub(in super::super) fn role<F: Fields>(&mut self, record: &F) -> Role {
        let cells = self.cells(record);
        if self.is_header(record) {
            return Role::SetAside(SetAside::Header);
        }
        if !self.has_begun && cells.len() > 1 && cells.iter().all(|cell| is_numbering(cell)) {
            return Role::SetAside(SetAside::Numbering);
        }
        // What has a day of receipt or a status is a dossier, whatever else is wrong with it.
        if self.has_code(record) || self.says(record, self.fields.received) || self.says(record, self.fields.status) {
            return Role::Dossier;
        }
        let texts: Vec<&String> = cells.iter().filter(|cell| !is_serial(cell)).collect();
        if texts.first().is_some_and(|text| self.is_total(&fold(text))) {
            return Role::SetAside(SetAside::Total);
        }
        let has_code_cell =
            !self.text(record, self.fields.code).is_empty() && self.fields.code.is_some_and(|code| code > 0);
        let is_signature = cells.iter().any(|cell| self.is_signature(&fold(cell)));
        let may_be_signed = cells.len() <= MOST_SIGNATURES && (!has_code_cell || is_signature);
        if may_be_signed && (self.is_signed || is_signature) {
            self.is_signed = true;
            return Role::SetAside(SetAside::Signature);
        }
        match texts.as_slice() {
            [only] if cells.len() <= 2 && !self.is_cut(record) => self.heading(only),
            _ => Role::Dossier,
        }
    }

    fn text<F: Fields>(&self, record: &F, field: Option<usize>) -> String {
        field.and_then(|field| record.text(field).ok()).map(|(text, _)| text.into_owned()).unwrap_or_default()
    }

    /// True when the field holds more than a number: a row of totals may count in any column.
    fn says<F: Fields>(&self, record: &F, field: Option<usize>) -> bool {
        let text = self.text(record, field);
        // A heading over the whole row may stand in this field, and then nothing else is there.
        let is_alone = self.cells(record).len() <= 2;
        !text.is_empty() && !is_alone && !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    }

    /// True for what is more likely left of a dossier than the heading of a group: a unit in its own column, or a row of
    /// another width than the list, where the file tells the width.
    fn is_cut<F: Fields>(&self, record: &F) -> bool {
        let in_own_column =
            self.fields.unit.is_some_and(|unit| unit > 0) && !self.text(record, self.fields.unit).is_empty();
        in_own_column || (self.fields.is_exact && self.fields.width > 0 && record.count() != self.fields.width)
    }

    fn heading(&self, text: &str) -> Role {
        let key = fold(text);
        let is_group = |word: &String| {
            key.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
        };
        // A comma or a long number stands in no unit's name, but in sentences and addresses.
        let is_plain = !text.contains([',', '@']) && text.bytes().filter(u8::is_ascii_digit).count() < MOST_DIGITS;
        let is_unit = is_plain
            && match self.registry {
                Some(registry) => matches!(registry.resolve("", text, self.naming), Resolution::Candidates(_)),
                None => self.naming.infer_level(text).is_some(),
            };
        if self.rules.groups.iter().any(is_group) {
            Role::SetAside(SetAside::Group)
        } else if is_unit {
            Role::Unit(clean(text))
        } else {
            Role::Heading
        }
    }

    /// The texts of the row; blank and unreadable ones are left out.
    fn cells<F: Fields>(&self, record: &F) -> Vec<String> {
        let text = |field| record.text(field).ok().map(|(text, _)| text.into_owned()).filter(|text| !text.is_empty());
        (0..record.count()).filter_map(text).take(MOST_LOOKED_AT).collect()
    }

    fn is_header<F: Fields>(&self, record: &F) -> bool {
        let same = |row: &Vec<String>| {
            let filled = row.iter().filter(|cell| !cell.is_empty()).count();
            let is_same =
                |(field, cell): (usize, &String)| record.text(field).is_ok_and(|(text, _)| fold(&text) == *cell);
            filled > 1 && record.count() <= row.len() && row.iter().enumerate().all(is_same)
        };
        self.header.keys.iter().any(same)
    }

    /// True for a cell that a dossier code could be; a mere number in a row of totals is none.
    fn has_code<F: Fields>(&self, record: &F) -> bool {
        let Some(Ok((code, _))) = self.fields.code.map(|field| record.text(field)) else { return false };
        // A name may have a number in it, but not without a blank: `Phường 1`.
        let has_digit = code.bytes().any(|byte| byte.is_ascii_digit()) && !code.contains(char::is_whitespace);
        has_digit
            && !code.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b' '))
            && !self.is_total(&fold(&code))
    }

    fn is_total(&self, key: &str) -> bool {
        let follows = |rest: &str| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with([':', '(']) || rest.starts_with(|letter: char| letter.is_ascii_digit())
        };
        self.rules.totals.iter().any(|word| key.strip_prefix(word.as_str()).is_some_and(follows))
    }

    fn is_signature(&self, key: &str) -> bool {
        let begins = |word: &String| {
            key.strip_prefix(word.as_str())
                .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
        };
        self.rules.signatures.iter().any(begins) || self.is_place_and_date(key)
    }

    /// `sa đéc, ngày 19 tháng 8 năm 2022`: the words in their order, perhaps with dots in place of the figures.
    fn is_place_and_date(&self, key: &str) -> bool {
        let mut rest = key;
        for word in &self.rules.signature_dates {
            let Some((_, after)) = rest.split_once(word.as_str()) else { return false };
            rest = after;
        }
        let figures = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '…');
        !self.rules.signature_dates.is_empty() && rest.chars().all(figures)
    }
}

/// `3`, `(3)`, `A`, `[1]`: what stands in a row of column numbers.
fn is_numbering(text: &str) -> bool {
    // `8=5+6` tells how a column is had from others.
    let number = text.split('=').next().unwrap_or(text);
    let inner = number.trim_matches(['(', ')', '[', ']', ' ']);
    let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit());
    is_letter || is_number
}

/// A serial number before a text: `3`, `III`, `a)`, `1.2`.
fn is_serial(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', ')', ' ']);
    let is_number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_roman = !inner.is_empty() && inner.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    is_number || is_roman || is_letter
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules as RuleFiles;

    use super::super::super::grid::{GridCell, GridRow};
    use super::*;

    fn row(text: &str) -> GridRow {
        let cell = |text: &str| GridCell { text: text.trim().to_owned(), ..GridCell::default() };
        GridRow { line: 1, cells: text.split('|').map(cell).collect() }
    }

    /// What the rows are, a dossier having been read before those marked with `>`.
    fn roles(texts: &[&str]) -> Vec<Role> {
        let files = RuleFiles::embedded();
        let (rules, naming) = (ReadingRules::load(&files).unwrap(), Naming::load(&files).unwrap());
        let header = [["STT", "Mã hồ sơ", "Đơn vị", "Ngày nhận"].map(str::to_owned).to_vec()];
        let header = Arc::new(HeaderRows::new(header.to_vec()));
        let mut rows = Rows::new(&rules, &naming, header, RowFields { code: Some(1), ..RowFields::default() });
        let role = |text: &&str| {
            let text = text.strip_prefix('>').inspect(|_| rows.dossier()).unwrap_or(text);
            rows.role(&row(text))
        };
        texts.iter().map(role).collect()
    }

    fn aside(kind: SetAside) -> Role {
        Role::SetAside(kind)
    }

    #[test]
    fn column_numbers_stand_below_the_header_only() {
        assert_eq!(roles(&["A | B | 1 | 2", "(1) | (2) | (3) | (4)=(2)+(3)"]), vec![aside(SetAside::Numbering); 2]);
        assert_eq!(roles(&[">1 | 2 | 3 | 4"]), [Role::Dossier]);
    }

    #[test]
    fn totals_with_and_without_a_serial_number() {
        for text in [
            "Tổng cộng | | | ",
            "5 | Tổng số | 12 | ",
            " | CỘNG: | | 12",
            "Tổng số hồ sơ: 60 | | | ",
            "V | 60 | Cộng | ",
        ] {
            assert_eq!(roles(&[&format!(">{text}")]), [aside(SetAside::Total)], "{text}");
        }
        // A commune called Cộng Hòa is no total, nor is a dossier.
        assert_eq!(roles(&["> | | Cộng Hòa | 01/08/2022", ">Tổng | H56.14-240823-0001 | | "]), vec![Role::Dossier; 2]);
    }

    #[test]
    fn a_unit_heads_the_rows_below() {
        assert_eq!(
            roles(&["I | UBND xã Mẫu 1 | | ", ">Phường Mẫu 2"]),
            [Role::Unit("UBND xã Mẫu 1".to_owned()), Role::Unit("Phường Mẫu 2".to_owned())]
        );
        assert_eq!(roles(&["Lĩnh vực: Đất đai"]), [aside(SetAside::Group)]);
        assert_eq!(roles(&["Công dân 000123"]), [Role::Heading]);
        assert_eq!(roles(&["Phòng, chống tham nhũng", "Xã Mẫu nhà 0912345678"]), vec![Role::Heading; 2]);
    }

    #[test]
    fn signatures_end_the_list_until_a_dossier_comes() {
        let texts = [
            ">Sa Đéc, ngày 19 tháng 8 năm 2022",
            "Người lập biểu | | | Chủ tịch",
            "Công dân 000123",
            ">Công dân 000124",
        ];
        let signature = aside(SetAside::Signature);
        assert_eq!(roles(&texts), [signature.clone(), signature.clone(), signature, Role::Heading]);
    }

    #[test]
    fn the_header_may_come_again() {
        assert_eq!(roles(&[">STT | Mã Hồ Sơ (*) | Đơn vị | Ngày nhận"]), [aside(SetAside::Header)]);
    }
}
