//! A dossier code looked at as a whole: which of its signs are figures, which capitals, where its parts begin.

use wide::{i16x8, u8x16};

use crate::period::Day;

use super::codes::{FIRST_SIGN, KnownCode, LAST_SIGN, day_of_figures, known_code, packing, spread, with_number};
use super::scanner::InPlace;

/// Bytes looked at: a code of more takes the other way.
const MOST: usize = 32;
/// Bytes compared at once.
const LANES: usize = 16;
/// Bits of half a byte.
const HALF: u32 = 4;

/// For each sign of a code a bit, from the lowest on.
struct Signs {
    /// The half byte of each sign that has one, sign by sign.
    halves: u128,
    length: usize,
    figures: u32,
    capitals: u32,
    /// The sign between the parts of a code.
    between: u32,
}

/// What [`known_code`] answers for the text, found at once for one that has no more than one capital, as codes of running
/// systems have.
#[inline(always)]
pub(super) fn known_code_in_place(text: InPlace<'_>, between: &str) -> Option<KnownCode> {
    match (between.as_bytes(), Signs::new(text, between)) {
        ([_], Some(signs)) => signs.code(text.text()),
        _ => known_code(text.text(), between),
    }
}

impl Signs {
    /// The signs of a code; none when it has others than figures, the signs that join them, and one capital.
    #[inline(always)]
    fn new(text: InPlace<'_>, between: &str) -> Option<Self> {
        let length = text.len();
        if !(1..=MOST).contains(&length) {
            return None;
        }
        let mut bytes = [0; MOST];
        for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(text.words()?) {
            *bytes = word.to_le_bytes();
        }
        let between = between.bytes().next().unwrap_or_default();
        let mut all = Self { halves: 0, length, figures: 0, capitals: 0, between: 0 };
        let (mut singles, mut halves) = (0, [u8x16::ZERO; MOST / LANES]);
        for (place, lanes) in bytes.as_chunks::<LANES>().0.iter().enumerate() {
            let (signs, shift) = (u8x16::new(*lanes), place * LANES);
            let bits = |is: u8x16| is.to_bitmask() << shift;
            let single = from_to(signs, FIRST_SIGN, LAST_SIGN);
            singles |= bits(single);
            all.figures |= bits(from_to(signs, b'0', b'9'));
            all.capitals |= bits(from_to(signs, b'A', b'Z'));
            all.between |= bits(signs.simd_eq(u8x16::splat(between)));
            halves[place] = (signs - u8x16::splat(FIRST_SIGN - 1)) & single;
        }
        all.halves = packed_halves(halves);
        // No NUL behind the code is any of these.
        let every = u32::MAX >> (MOST - length);
        (singles | all.capitals == every && all.capitals.count_ones() <= 1).then_some(all)
    }

    #[inline(always)]
    fn code(&self, written: &[u8]) -> Option<KnownCode> {
        let mut packed = self.halves;
        let mut number = self.length;
        if self.capitals != 0 {
            let at = self.capitals.trailing_zeros();
            let ([first, second], _) = packing(*written.get(at as usize)?);
            let letter = u128::from(first | second << HALF);
            packed = if at == 0 {
                packed >> HALF << (2 * HALF) | letter
            } else {
                // Behind the capital there is room for all, or the code is too long.
                let before = packed & ((1 << (HALF * at)) - 1);
                let behind = packed.unbounded_shr(HALF * (at + 1)).unbounded_shl(HALF * (at + 2));
                before | letter.unbounded_shl(HALF * at) | behind
            };
            number += 1;
        }
        let fingerprint = spread(with_number(packed, number)?);
        // No closure: it would not stand in its place in a loop of wide registers.
        if self.figures == 0 { None } else { Some(KnownCode { fingerprint, day: self.day(written) }) }
    }

    /// The day inside the code: six figures between the first two signs that stand between parts, and a figure behind them.
    #[inline(always)]
    fn day(&self, written: &[u8]) -> Option<Day> {
        const FIGURES: u32 = 6;
        let first = self.between.trailing_zeros();
        let second = (self.between & self.between.wrapping_sub(1)).trailing_zeros();
        let all = ((1 << FIGURES) - 1) | 1 << (FIGURES + 1);
        // Without a second sign there is no place of one.
        if second >= MOST as u32 || second != first + FIGURES + 1 || self.figures.unbounded_shr(first + 1) & all != all
        {
            return None;
        }
        day_of_figures(written.get(first as usize + 1..)?.first_chunk()?)
    }
}

/// Where a byte is from one sign to another.
#[inline(always)]
fn from_to(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let above = bytes - u8x16::splat(first);
    above.min(u8x16::splat(last - first)).simd_eq(above)
}

/// Half bytes, each in a byte of its own, side by side.
#[inline(always)]
fn packed_halves(halves: [u8x16; MOST / LANES]) -> u128 {
    let [low, high] = halves.map(|halves| {
        let bytes = halves.to_array();
        let both = i16x8::new(std::array::from_fn(|pair| i16::from_le_bytes([bytes[2 * pair], bytes[2 * pair + 1]])));
        // Of two side by side the second becomes the upper half of the first.
        (both | both >> HALF) & i16x8::splat(0xFF)
    });
    u128::from_le_bytes(u8x16::narrow_i16x8(low, high).to_array())
}

#[cfg(test)]
mod tests {
    use super::super::codes::{code_day, fingerprint};
    use super::*;

    fn compare(code: &str, behind: &str, between: &str) {
        let bytes = format!("{code}{behind}");
        let found = known_code_in_place(InPlace::new(bytes.as_bytes(), 0, code.len()), between);
        let known = known_code(code.as_bytes(), between);
        let parts = |known: Option<KnownCode>| known.map(|known| (known.fingerprint, known.day));
        let found = parts(found);
        assert_eq!(found, parts(known), "{code} {between}");
        if let Some((number, day)) = found {
            assert_eq!((number, day), (fingerprint(code), code_day(code, between)), "{code} {between}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_code_looked_at_as_a_whole_is_the_same_code(
            code in "[0-9A-Za-z./_+#=' -]{0,12}(-[0-9]{6}-[0-9]{1,4})?",
            usual in "(000\\.)?[0-9.]{0,6}[A-Z]?[0-9]{0,2}(\\.[0-9]{2}){0,3}[-.][0-9]{5,7}[-/.][0-9A-Z]{0,9}",
            behind in "[0-9A-Z;-]{0,40}",
            between in proptest::sample::select(vec!["-", ".", "/", "::", "H", ""]),
        ) {
            compare(&code, &behind, between);
            compare(&usual, &behind, between);
            compare(&usual, ";0123456789012345678901234567890123456789", "-");
        }
    }

    /// One capital at each place, and codes that are just short enough.
    #[test]
    fn a_capital_may_stand_anywhere() {
        let behind = ";".repeat(40);
        for length in 0..36 {
            compare(&"7".repeat(length), &behind, "-");
            for place in 0..length {
                for capital in ['A', 'P', 'Q', 'Z', '_', 'a', '@', '['] {
                    let code: String = (0..length).map(|at| if at == place { capital } else { '1' }).collect();
                    compare(&code, &behind, "-");
                }
            }
        }
        assert!(Signs::new(InPlace::new(format!("H90.15.31-220831-0000001{behind}").as_bytes(), 0, 24), "-").is_some());
    }
}
