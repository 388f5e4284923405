//! Forms of dates in which every part has its place, such as `dd/MM/yyyy HH:mm`: read eight bytes at once.

use super::dates::{Part, Read};

/// Eight bytes that are looked at together.
const WORD: usize = 8;
/// Words of the longest form.
const MOST_WORDS: usize = 3;
/// The highest bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// What brings a byte to its highest bit when it is more than a digit is above `0`.
const ABOVE_NINE: u8 = 0x80 - 10;
/// The same when it is anything above nothing.
const ABOVE_NOTHING: u8 = 0x80 - 1;

/// Where each part of a form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FixedForm {
    words: [Word; MOST_WORDS],
    year: usize,
    month: usize,
    day: usize,
    hour: Option<usize>,
    minute: Option<usize>,
    second: Option<usize>,
}

/// What eight bytes have to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Word {
    at: usize,
    /// `0` where a digit stands, else the sign itself.
    least: u64,
    /// What brings a byte that is too far above the least to its highest bit.
    room: u64,
}

impl FixedForm {
    /// For a form of these parts; none when one of them has no fixed place, or comes twice.
    pub(super) fn new(parts: &[(Part, usize, usize)]) -> Option<Self> {
        let mut bytes: Vec<(u8, u8)> = Vec::new();
        let mut places: Vec<(Part, usize)> = Vec::new();
        for (part, fewest, most) in parts {
            match part {
                Part::Sign(sign) => bytes.push((*sign, ABOVE_NOTHING)),
                Part::Year | Part::Month | Part::Day | Part::Hour | Part::Minute | Part::Second => {
                    if fewest != most || places.iter().any(|(other, _)| other == part) {
                        return None;
                    }
                    places.push((*part, bytes.len()));
                    bytes.extend(std::iter::repeat_n((b'0', ABOVE_NINE), *most));
                }
                Part::Fraction | Part::Half | Part::Offset => return None,
            }
        }
        let last = bytes.len().checked_sub(WORD)?;
        if last > WORD * (MOST_WORDS - 1) {
            return None;
        }
        let word = |at: usize| -> Option<Word> {
            let bytes: &[(u8, u8); WORD] = bytes.get(at..)?.first_chunk()?;
            let (least, room) = (bytes.map(|(least, _)| least), bytes.map(|(_, room)| room));
            Some(Word { at, least: u64::from_le_bytes(least), room: u64::from_le_bytes(room) })
        };
        // The last word ends where the form does; those before it may overlap it.
        let words = [word(0)?, word(WORD.min(last))?, word(last)?];
        let place = |part: Part| places.iter().find(|(other, _)| *other == part).map(|(_, at)| *at);
        Some(Self {
            words,
            year: place(Part::Year)?,
            month: place(Part::Month)?,
            day: place(Part::Day)?,
            hour: place(Part::Hour),
            minute: place(Part::Minute),
            second: place(Part::Second),
        })
    }

    /// The parts of `text`, which has the length of the form.
    // What the parts are is told in registers when this stands in the loop over a column.
    #[inline(always)]
    pub(super) fn read(&self, text: &[u8]) -> Option<Read> {
        let mut wrong = 0;
        for word in &self.words {
            let bytes = u64::from_le_bytes(*text.get(word.at..)?.first_chunk()?);
            let above = bytes ^ word.least;
            // A byte that carries into the next one has its own highest bit.
            wrong |= above | above.wrapping_add(word.room);
        }
        if wrong & HIGH != 0 {
            return None;
        }
        let part = |at: Option<usize>| at.map_or(0, |at| two(text, at));
        let (hour, minute, second) = (part(self.hour), part(self.minute), part(self.second));
        let is_time = hour <= 23 && minute <= 59 && second <= 59;
        is_time.then(|| Read {
            year: two(text, self.year) * 100 + two(text, self.year + 2),
            month: two(text, self.month),
            day: two(text, self.day),
            hour,
            minute,
            ..Read::default()
        })
    }
}

/// The number that two digits at `at` make.
#[inline(always)]
fn two(text: &[u8], at: usize) -> u32 {
    let digits: Option<&[u8; 2]> = text.get(at..).and_then(<[u8]>::first_chunk);
    digits.map_or(0, |[tens, ones]| u32::from(tens & 0x0F) * 10 + u32::from(ones & 0x0F))
}

#[cfg(test)]
mod tests {
    use super::super::dates::DateForm;
    use super::super::reading_rules::DateRules;

    const RULES: DateRules = DateRules { first_year: 1995, last_year: 2049, local_offset: 420 };

    const FIXED: [(&str, &str); 14] = [
        ("dd/MM/yyyy", "19/08/2022"),
        ("dd/MM/yyyy HH:mm", "19/08/2022 07:05"),
        ("dd/MM/yyyy HH:mm:ss", "19/08/2022 23:59:59"),
        ("dd-MM-yyyy", "31-12-2049"),
        ("dd.MM.yyyy HH:mm", "01.01.1995 00:00"),
        ("yyyy-MM-dd", "2022-08-19"),
        ("yyyy/MM/dd", "2022/02/28"),
        ("yyyy-MM-dd HH:mm", "2022-08-19 23:00"),
        ("yyyy-MM-dd HH:mm:ss{utc}", "2022-12-31 17:00:00"),
        ("yyyy-MM-ddTHH:mm:ss", "2022-08-19T00:00:00"),
        ("yyyyMMddHHmmss", "20220819070000"),
        ("yyyyMMdd", "20240229"),
        ("HH:mm:ss dd/MM/yyyy", "07:05:59 19/08/2022"),
        ("HH:mm dd/MM/yyyy", "07:05 30/04/2022"),
    ];

    /// Reads a text both ways.
    fn compare(form: &DateForm, text: &[u8]) {
        let (fast, slow) = (form.read(text), form.read_by_parts(text));
        assert_eq!(fast, slow, "{form:?} of {}", text.escape_ascii());
    }

    /// Every byte at every place, and every two bytes side by side, which could carry into each other.
    #[test]
    fn a_form_read_at_once_is_what_its_parts_are() {
        for (pattern, text) in FIXED {
            let form = DateForm::new(pattern, RULES).unwrap();
            assert!(form.is_fixed() && form.read(text.as_bytes()).is_some(), "{pattern}");
            let mut bytes = text.as_bytes().to_vec();
            for place in 0..bytes.len() - 1 {
                let (first, second) = (bytes[place], bytes[place + 1]);
                for pair in 0..=u16::MAX {
                    [bytes[place], bytes[place + 1]] = pair.to_le_bytes();
                    compare(&form, &bytes);
                }
                (bytes[place], bytes[place + 1]) = (first, second);
            }
            for length in 0..bytes.len() {
                compare(&form, &bytes[..length]);
            }
            compare(&form, &[&bytes[..], b"0"].concat());
        }
    }

    #[test]
    fn forms_without_fixed_places_are_read_by_their_parts() {
        let patterns =
            ["d/M/yyyy", "dd/MM/yyyy H:mm", "yyyy-MM-ddTHH:mm:ssX", "dd/MM/yyyy HH:mm tt", "HH:mm dd/MM/yyyy HH:mm"];
        for pattern in patterns {
            assert!(!DateForm::new(pattern, RULES).unwrap().is_fixed(), "{pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_figures_in_the_places_of_a_form(
            form in 0..FIXED.len(),
            figures in proptest::collection::vec(proptest::char::range('0', '9'), 14),
        ) {
            let (pattern, text) = FIXED[form];
            let mut figures = figures.into_iter();
            let replaced: String = text
                .chars()
                .map(|letter| if letter.is_ascii_digit() { figures.next().unwrap() } else { letter })
                .collect();
            compare(&DateForm::new(pattern, RULES).unwrap(), replaced.as_bytes());
        }
    }
}
