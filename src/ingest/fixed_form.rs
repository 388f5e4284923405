//! Forms of dates in which every part has its place, such as `dd/MM/yyyy HH:mm`: read eight bytes at once.

use super::dates::{Part, Read};

/// Eight bytes that are looked at together.
const WORD: usize = 8;
/// Words of the longest form: the first, the one behind it, and the last.
const WORDS: usize = 3;
/// The highest bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// What brings a byte to its highest bit when it is more than a digit is above `0`.
const ABOVE_NINE: u8 = 0x80 - 10;
/// The same when it is anything above nothing.
const ABOVE_NOTHING: u8 = 0x80 - 1;

/// Where each part of a form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FixedForm {
    words: [Word; WORDS],
    /// The first and the last word leave something between them.
    has_middle: bool,
    century: Two,
    of_century: Two,
    month: Two,
    day: Two,
    hour: Option<Two>,
    minute: Option<Two>,
    second: Option<Two>,
}

/// What eight bytes have to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Word {
    /// `0` where a digit stands, else the sign itself.
    least: u64,
    /// What brings a byte that is too far above the least to its highest bit.
    room: u64,
}

impl Word {
    fn new(bytes: &[(u8, u8)], at: usize) -> Option<Self> {
        let bytes: &[(u8, u8); WORD] = bytes.get(at..)?.first_chunk()?;
        let (least, room) = (bytes.map(|(least, _)| least), bytes.map(|(_, room)| room));
        Some(Self { least: u64::from_le_bytes(least), room: u64::from_le_bytes(room) })
    }

    /// How far each byte is above the least, and in `wrong` a highest bit for each that is too far.
    #[inline(always)]
    fn above(self, bytes: [u8; WORD], wrong: &mut u64) -> u64 {
        let above = u64::from_le_bytes(bytes) ^ self.least;
        // A byte that carries into the next one has its own highest bit.
        *wrong |= above | above.wrapping_add(self.room);
        above
    }
}

/// Where two digits stand: in which word, and how many bits before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Two {
    word: usize,
    bits: u32,
}

impl Two {
    /// For the digits at `at` of a form of so many bytes; none when no word holds both.
    fn new(at: usize, length: usize) -> Option<Self> {
        let begins = [0, WORD, length.checked_sub(WORD)?];
        let holds =
            |word: &usize| (begins[*word]..=begins[*word] + WORD - 2).contains(&at) && begins[*word] + WORD <= length;
        let word = [0, 2, 1].into_iter().find(holds)?;
        Some(Self { word, bits: 8 * u32::try_from(at - begins[word]).ok()? })
    }

    /// The number that they make.
    #[inline(always)]
    fn number(self, above: &[u64; WORDS]) -> u32 {
        let digits = above.get(self.word).map_or(0, |word| word >> self.bits);
        (digits as u32 & 0x0F) * 10 + (digits as u32 >> 8 & 0x0F)
    }
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
        let length = bytes.len();
        if length > WORD * WORDS {
            return None;
        }
        let has_middle = length > 2 * WORD;
        // Without a middle nothing is looked at there.
        let middle = if has_middle { Word::new(&bytes, WORD)? } else { Word::default() };
        let words = [Word::new(&bytes, 0)?, middle, Word::new(&bytes, length.checked_sub(WORD)?)?];
        let place = |part: Part| places.iter().find(|(other, _)| *other == part).map(|(_, at)| *at);
        let two = |part: Part, behind: usize| Two::new(place(part)? + behind, length);
        // A part that the form has must be in a word.
        let of_time = |part: Part| match place(part) {
            Some(at) => Two::new(at, length).map(Some),
            None => Some(None),
        };
        Some(Self {
            words,
            has_middle,
            century: two(Part::Year, 0)?,
            of_century: two(Part::Year, 2)?,
            month: two(Part::Month, 0)?,
            day: two(Part::Day, 0)?,
            hour: of_time(Part::Hour)?,
            minute: of_time(Part::Minute)?,
            second: of_time(Part::Second)?,
        })
    }

    /// The parts of `text`, which has the length of the form.
    // What the parts are is told in registers when this stands in the loop over a column.
    #[inline(always)]
    pub(super) fn read(&self, text: &[u8]) -> Option<Read> {
        let mut wrong = 0;
        let [first, middle, last] = self.words;
        let mut above = [first.above(*text.first_chunk()?, &mut wrong), 0, last.above(*text.last_chunk()?, &mut wrong)];
        if self.has_middle {
            above[1] = middle.above(*text.get(WORD..)?.first_chunk()?, &mut wrong);
        }
        if wrong & HIGH != 0 {
            return None;
        }
        let part = |two: Option<Two>| two.map_or(0, |two| two.number(&above));
        let (hour, minute, second) = (part(self.hour), part(self.minute), part(self.second));
        let is_time = hour <= 23 && minute <= 59 && second <= 59;
        is_time.then(|| Read {
            year: self.century.number(&above) * 100 + self.of_century.number(&above),
            month: self.month.number(&above),
            day: self.day.number(&above),
            hour,
            minute,
            ..Read::default()
        })
    }
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
