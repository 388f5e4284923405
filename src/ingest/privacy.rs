//! What of a wrong cell may be shown in the ledger of rejected records: docs/decisions/0006.

use crate::dossiers::ColumnKind;
use crate::matching::{clean, is_invisible};

use super::Shown;

/// Longest word that is shown, in characters.
const MOST_SHOWN: usize = 28;
/// So many digits in a word could be a phone or identity number, whatever stands between them.
const TELLING_DIGITS: usize = 6;

/// A wrong value as far as it may be shown. A cell can hold anything when columns have shifted, a citizen's name or
/// number too: dates are shown only in the shape of one, sums only when short, words only when short, with few digits and
/// without an `@`.
pub(super) fn shown(kind: ColumnKind, value: &str) -> Shown {
    let value = clean(value);
    let length = value.chars().count();
    let digits = value.chars().filter(|letter| letter.is_numeric()).count();
    let figures = |signs: &str| value.chars().all(|letter| letter.is_ascii_digit() || signs.contains(letter));
    let harmless = match kind {
        ColumnKind::Day => figures("/-.:T+Z ") && is_written_as_day(&value),
        ColumnKind::Amount | ColumnKind::Number => figures(".,- ") && digits <= TELLING_DIGITS,
        // A dossier's code leads to its citizen.
        ColumnKind::Code => false,
        _ => digits < TELLING_DIGITS && !value.contains(['@', '＠']) && !value.chars().any(is_invisible),
    };
    if harmless && length <= MOST_SHOWN { Shown::Value(value) } else { Shown::Hidden(length) }
}

/// Longest code that is listed, in characters.
const LONGEST_CODE: usize = 40;
/// Letters one after the other that make a word rather than a part of a code.
const LETTERS_OF_A_WORD: usize = 8;
/// Figures of a phone or identity number, old and new.
const FIGURES_OF_A_PERSON: std::ops::RangeInclusive<usize> = 9..=12;

/// True for a code (its key, without blanks) that may stand in a list of dossiers that the user asks for. Where columns have
/// shifted, a name, an address or a number of a citizen may stand in its place: words, addresses with an `@`, and plain
/// figures as many as phone and identity numbers have are not listed.
pub(super) fn may_list(code: &str) -> bool {
    let plain_figures = code.bytes().filter(|byte| !b"+-./()".contains(byte)).all(|byte| byte.is_ascii_digit());
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_number_of_a_person = plain_figures && FIGURES_OF_A_PERSON.contains(&digits) && !has_date(code);
    let is_word =
        code.split(|letter: char| !letter.is_alphabetic()).any(|run| run.chars().count() >= LETTERS_OF_A_WORD);
    let foreign = code.chars().any(|letter| !letter.is_ascii() && letter != 'Đ');
    code.chars().count() <= LONGEST_CODE && !code.contains('@') && !is_word && !foreign && !is_number_of_a_person
}

/// True for a text with as many figures in a row as phone and identity numbers have: no unit, field or procedure has. Such a
/// text would be a group of figures, in every output.
pub(super) fn has_number_of_a_person(text: &str) -> bool {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let fewest = *FIGURES_OF_A_PERSON.start();
    figures >= fewest && text.split(|letter: char| !letter.is_ascii_digit()).any(|run| run.len() >= fewest)
}

/// True for a number whose first part of six figures is a day, as codes have it: `220801-0001`.
fn has_date(code: &str) -> bool {
    code.split_once('-').is_some_and(|(day, _)| {
        let two = |at: usize| day.get(at..at + 2).and_then(|figures| figures.parse::<u32>().ok());
        day.len() == 6
            && two(2).is_some_and(|month| (1..=12).contains(&month))
            && two(4).is_some_and(|day| (1..=31).contains(&day))
    })
}

/// True for figures in the shape of a date, right or wrong: no phone or identity number looks like that.
fn is_written_as_day(value: &str) -> bool {
    let runs: Vec<usize> =
        value.split(|letter: char| !letter.is_ascii_digit()).map(str::len).filter(|run| *run > 0).collect();
    let year_first = value.starts_with("19") || value.starts_with("20");
    match runs.as_slice() {
        // 20220819, 20220819070000
        [8 | 14] => year_first,
        // 32/08/2022, 2022-13-01T00:00:00, 1/8/22: a day, a month and a year, then at most a time.
        [first, second, third, time @ ..] => {
            let is_year = |run: &usize| *run == 2 || *run == 4;
            let small = |run: &usize| *run <= 2;
            let in_order = (is_year(third) && small(first)) || (*first == 4 && small(third));
            let signs = value.contains('/') || *first == 4 || *third == 4;
            in_order && small(second) && signs && time.len() <= 3 && time.iter().all(small)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shown(kind: ColumnKind, value: &str) -> bool {
        shown(kind, value) == Shown::Value(value.to_owned())
    }

    #[test]
    fn wrong_dates_are_shown_in_the_shape_of_one() {
        for value in
            ["32/08/2022", "2022-13-01T00:00:00", "1/8/22", "20221301", "20221301070000", "01-13-2022", "31.02.2022"]
        {
            assert!(is_shown(ColumnKind::Day, value), "{value}");
        }
    }

    #[test]
    fn numbers_of_people_are_told_from_names_and_codes() {
        for text in ["Công dân 000123 0912345678", "001099012345", "x 123456789"] {
            assert!(has_number_of_a_person(text), "{text}");
        }
        for text in ["Phường 12", "2.000815.000.00.00.H18", "1.004441", "000.17.22.H56", "Đội 12345678"] {
            assert!(!has_number_of_a_person(text), "{text}");
        }
    }

    #[test]
    fn names_and_numbers_of_people_are_hidden() {
        let numbers = [
            "0912345678",
            "0912-345-678",
            "09-12-34-56-78",
            "0912345678/0987654321",
            "201234567",
            "001099012345",
            "19001234567",
            "Nguyễn Văn A",
            "a@b.vn",
            "2001234567890",
        ];
        for value in numbers {
            assert!(!is_shown(ColumnKind::Day, value), "{value}");
        }
        for value in
            ["0912345678", "09123/45678", "0912_345_678", "０９１２３４", "a＠b.vn", "Ghi chú dài về một người nào đó"]
        {
            assert!(!is_shown(ColumnKind::Word, value), "{value}");
        }
        assert!(!is_shown(ColumnKind::Amount, "0912345678x"));
    }

    #[test]
    fn codes_are_listed_and_what_stands_in_their_place_is_not() {
        let codes =
            ["H56.14-240823-0001", "000.17.22.H56-210531-0001", "220801-0001", "1", "HĐ-12/2022", "20220801000123"];
        for code in codes {
            assert!(may_list(code), "{code}");
        }
        let others = [
            "0912345678",
            "+84912345678",
            "0912-345-678",
            "001099012345",
            "201234567",
            "NGUYỄNVĂNA1990",
            "NGUYENVANAN1990",
            "AN1990@MAIL.VN",
            "SỐ12ĐƯỜNGLÊLỢI",
            "LÊAN90",
        ];
        for other in others {
            assert!(!may_list(other), "{other}");
        }
    }

    #[test]
    fn new_spellings_and_sums_are_shown() {
        assert!(is_shown(ColumnKind::Word, "Chờ thẩm tra"));
        assert!(is_shown(ColumnKind::Amount, "15,5"));
    }
}
