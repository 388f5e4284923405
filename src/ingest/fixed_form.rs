//! Forms of dates in which every part has its place, such as `dd/MM/yyyy HH:mm`: read eight bytes at once.

use super::dates::{Part, Read};

/// Eight bytes that are looked at together.
const WORD: usize = 8;
/// Words of the longest form: the first, the one behind it, and the last.
const WORDS: usize = 3;
/// The highest bit of every byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The least byte with the highest bit.
const LEAST_OF_HIGH: u8 = 0x80;
/// What brings a byte to its highest bit when it is more than a digit is above `0`.
const ABOVE_NINE: u8 = LEAST_OF_HIGH - 10;
/// The same when it is anything above nothing.
const ABOVE_NOTHING: u8 = LEAST_OF_HIGH - 1;

/// Bytes of all words, and more that are never anything but nothing: where a part stands that there is not.
const PLACES: usize = 32;
const NOWHERE: u8 = (WORD * WORDS) as u8;

/// Where each part of a form stands: the places of its first of two digits among the bytes of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FixedForm {
    words: [Word; WORDS],
    /// What brings a number of two digits to the highest bit of its byte when there is no such hour, minute or second.
    times: [u64; WORDS],
    length: usize,
    /// The first and the last word leave something between them.
    has_middle: bool,
    century: u8,
    of_century: u8,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
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

/// Where the two digits at `at` of a form of so many bytes stand among the bytes of the words; none when no word holds both.
fn place_of_two(at: usize, length: usize) -> Option<u8> {
    let begins = [0, WORD, length.checked_sub(WORD)?];
    let holds =
        |word: &usize| (begins[*word]..=begins[*word] + WORD - 2).contains(&at) && begins[*word] + WORD <= length;
    let word = [0, 2, 1].into_iter().find(holds)?;
    u8::try_from(word * WORD + at - begins[word]).ok()
}

/// For each byte the number that it and the next one are, two digits.
#[inline(always)]
fn twos(digits: u64) -> u64 {
    // No number of two digits carries into the next byte.
    digits.wrapping_mul(10).wrapping_add(digits >> 8)
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
        let two = |part: Part, behind: usize| place_of_two(place(part)? + behind, length);
        // A part that the form has must be in a word.
        let of_time = |part: Part| place(part).map_or(Some(NOWHERE), |at| place_of_two(at, length));
        let mut times = [0; PLACES];
        for (part, most) in [(Part::Hour, 23), (Part::Minute, 59), (Part::Second, 59)] {
            times[usize::from(of_time(part)?) % PLACES] = LEAST_OF_HIGH - 1 - most;
        }
        Some(Self {
            words,
            times: [0, 1, 2].map(|word| times.as_chunks().0.get(word).copied().map_or(0, u64::from_le_bytes)),
            length,
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
        let mut numbers = [0; PLACES];
        self.find_numbers(text, &mut numbers)?;
        let part = |place: u8| u32::from(numbers[usize::from(place) % PLACES]);
        let (year, month, day) = self.day_of(&numbers);
        Some(Read { year, month, day, hour: part(self.hour), minute: part(self.minute), ..Read::default() })
    }

    /// The year, the month and the day of `text`, which has the length of the form.
    #[inline(always)]
    pub(super) fn read_day(&self, text: &[u8]) -> Option<(u32, u32, u32)> {
        let mut numbers = [0; PLACES];
        self.find_numbers(text, &mut numbers)?;
        Some(self.day_of(&numbers))
    }

    #[inline(always)]
    fn day_of(&self, numbers: &[u8; PLACES]) -> (u32, u32, u32) {
        let part = |place: u8| u32::from(numbers[usize::from(place) % PLACES]);
        (part(self.century) * 100 + part(self.of_century), part(self.month), part(self.day))
    }

    /// At each place the number that two digits make there; none when the text is not of the form, or its time of day is none.
    // Filled where it stands: a copy would have to wait for what was written word by word.
    #[inline(always)]
    fn find_numbers(&self, text: &[u8], numbers: &mut [u8; PLACES]) -> Option<()> {
        let mut wrong = 0;
        let [first, middle, last] = self.words;
        let mut above = [first.above(*text.first_chunk()?, &mut wrong), 0, last.above(*text.last_chunk()?, &mut wrong)];
        if self.has_middle {
            above[1] = middle.above(*text.get(WORD..)?.first_chunk()?, &mut wrong);
        }
        for ((bytes, digits), times) in numbers.as_chunks_mut().0.iter_mut().zip(above).zip(self.times) {
            let twos = twos(digits);
            *bytes = twos.to_le_bytes();
            // No sum of two such numbers carries into the next byte.
            wrong |= twos.wrapping_add(times);
        }
        (wrong & HIGH == 0).then_some(())
    }

    /// Bytes of a text of this form.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// True when a text of this form begins and ends with a sign that is seen.
    pub(super) fn is_bare(&self) -> bool {
        let [first, _, last] = self.words.map(|word| word.least.to_le_bytes());
        !first.starts_with(b" ") && !last.ends_with(b" ")
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
