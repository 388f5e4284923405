//! A dossier as every reader is asked for it, in one spelling, so that readers can be compared.

use unicode_normalization::UnicodeNormalization;

/// The headers a dossier is read from, in the order of its values.
pub(crate) const COMPARED: [&str; 10] = [
    "Mã hồ sơ",
    "Đơn vị tiếp nhận",
    "Mã TTHC",
    "Trạng thái",
    "Hình thức tiếp nhận",
    "Ngày nộp hồ sơ",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Lệ phí",
];

/// Spellings of the source and the words they stand for.
const WORDS: [(&str, &str); 8] = [
    ("Đã trả kết quả", "returned"),
    ("Đang xử lý", "processing"),
    ("Đã xử lý xong", "done"),
    ("Công dân yêu cầu rút hồ sơ", "withdrawn"),
    ("Trực tiếp", "direct"),
    ("Trực tuyến", "online"),
    ("Bưu chính công ích", "post"),
    ("Yêu cầu bổ sung giấy tờ", "supplement_requested"),
];

/// Code, unit, procedure code, status, receipt channel, days submitted, received, due and finished, fee: a word by its
/// id where it is known, a day as `yyyy-MM-dd`, a fee in đồng, else the text of the cell. Blank: no value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dossier {
    pub(crate) values: [String; 10],
}

impl Dossier {
    /// A dossier from its cells as a reader gives them. Readers have the benefit of what belongs to a cell and not to
    /// the table: blanks around and signs that take no room, `="…"`, a leading apostrophe.
    pub(crate) fn from_cells<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut dossier = Self::default();
        let cells = cells.into_iter().chain(std::iter::repeat(""));
        for (place, (value, cell)) in dossier.values.iter_mut().zip(cells).enumerate() {
            let text = clean(cell);
            *value = match place {
                3 => word(&text),
                4 if text.is_empty() => "direct".to_owned(),
                4 => word(&text),
                5..=8 => day(&text),
                9 => fee(&text),
                _ => text,
            };
        }
        dossier
    }

    /// True when no cell had a value. A blank channel stands for a direct one, so it is not asked.
    pub(crate) fn is_blank(&self) -> bool {
        self.values.iter().enumerate().all(|(place, value)| value.is_empty() || (place == 4 && value == "direct"))
    }
}

/// The text of a cell without what surrounds it.
pub(crate) fn clean(cell: &str) -> String {
    let visible = cell.chars().filter(|letter| !is_hidden(*letter)).collect::<String>();
    let text = visible.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    let text = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(&text);
    text.strip_prefix('\'').unwrap_or(text).trim().to_owned()
}

/// The key under which headers are found.
pub(crate) fn header_key(header: &str) -> String {
    clean(header).trim_end_matches("(*)").trim_end_matches(['*', ':', ' ']).to_lowercase()
}

fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !letter.is_whitespace()) || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

fn word(text: &str) -> String {
    WORDS.iter().find(|(spelling, _)| *spelling == text).map_or(text, |(_, word)| word).to_owned()
}

/// `dd/MM/yyyy`, `yyyy-MM-dd` or `yyyyMMdd`, each with or without a time of day.
fn day(text: &str) -> String {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let is_time = time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let slashed = date.split('/').collect::<Vec<_>>();
    let dashed = date.split('-').collect::<Vec<_>>();
    match (slashed.as_slice(), dashed.as_slice()) {
        ([day, month, year], _) if is_time && digits(day, 2) && digits(month, 2) && digits(year, 4) => {
            format!("{year}-{month}-{day}")
        }
        (_, [year, month, day]) if is_time && digits(day, 2) && digits(month, 2) && digits(year, 4) => date.to_owned(),
        _ if digits(text, 8) || digits(text, 14) => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]),
        _ => text.to_owned(),
    }
}

/// Digits, in groups of three or not: `15.000`, `1,250,000`, `0`.
fn fee(text: &str) -> String {
    let groups = text.split(['.', ',']).collect::<Vec<_>>();
    let is_group = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_fee = groups.iter().all(is_group) && groups.iter().skip(1).all(|group| group.len() == 3);
    if is_fee { groups.concat() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_values() {
        let cells =
            ["=\"H1-1\"", "\u{1F}Xã  Mẫu 1\u{A0}", "'1.004441", "Đã trả kết quả", "", "01/08/2022", "2022-08-02"];
        let dossier = Dossier::from_cells(cells.into_iter().chain(["03/08/2022 14:05", "20220804070000", "1.250.000"]));
        let expected = ["H1-1", "Xã Mẫu 1", "1.004441", "returned", "direct", "2022-08-01", "2022-08-02"];
        assert_eq!(dossier.values[..7], expected);
        assert_eq!(dossier.values[7..], ["2022-08-03", "2022-08-04", "1250000"]);
    }

    #[test]
    fn what_is_no_value_stays_text() {
        let dossier = Dossier::from_cells(["", "", "", "lạ", "lạ", "1/8/2022", "01/08/2022 x", "", "aaaa", "15.00"]);
        assert_eq!(dossier.values[3..], ["lạ", "lạ", "1/8/2022", "01/08/2022 x", "", "aaaa", "15.00"]);
        assert!(Dossier::from_cells([""; 10]).is_blank() && !dossier.is_blank());
    }

    #[test]
    fn headers_are_found_whatever_surrounds_them() {
        assert_eq!(header_key(" MÃ\u{A0}HỒ  SƠ (*)"), header_key(COMPARED[0]));
        assert_eq!(header_key("Nga\u{300}y nhận :"), header_key("Ngày nhận"));
    }
}
