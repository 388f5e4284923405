//! How many bytes of a text are of a kind, many of them looked at at once.

use crate::processor::{Work, widely};

/// A kind of bytes.
pub(crate) trait Kind {
    /// True for a byte of this kind. To be looked at many at once, it is told without a branch and in place:
    /// `#[inline(always)]`, and `|` for `||`.
    fn has(byte: u8) -> bool;
}

/// A kind of two bytes that stand in one text, as far from each other as the caller says.
pub(crate) trait Pair {
    /// True for two bytes of this kind; to be told as [`Kind::has`].
    fn has(first: u8, second: u8) -> bool;
}

/// Control characters. Tab, line ends, form feed, the end mark of DOS and the separator 1F, which real exports have, are no
/// offence.
pub(crate) struct Control;

impl Kind for Control {
    #[inline(always)]
    fn has(byte: u8) -> bool {
        let is_allowed =
            (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | (byte == 0x0C) | (byte == 0x1A) | (byte == 0x1F);
        ((byte < b' ') & !is_allowed) | (byte == 0x7F)
    }
}

/// The first byte of each letter beyond ASCII, in sound UTF-8.
pub(crate) struct FirstOfLetter;

impl Kind for FirstOfLetter {
    #[inline(always)]
    fn has(byte: u8) -> bool {
        byte >= 0xC0
    }
}

/// The first bytes of two letters of UTF-8, two bytes apart, that may show one letter encoded twice: the first is one of
/// U+00C0 to U+00FF, the second a character below U+00C0, or one of those that Windows-1252 has between 80 and 9F.
pub(crate) struct TwiceEncoded;

impl Pair for TwiceEncoded {
    #[inline(always)]
    fn has(first: u8, second: u8) -> bool {
        (first == 0xC3) & ((second == 0xC2) | (second == 0xC5) | (second == 0xC6) | (second == 0xCB) | (second == 0xE2))
    }
}

/// The first two bytes, in sound UTF-8, of a letter beyond ASCII that Windows-1252 may have, other controls included. Of those
/// that begin with C6 there is only one, `ƒ`: `ơ` and `ư` are none.
pub(crate) struct InWindows1252;

impl Pair for InWindows1252 {
    #[inline(always)]
    fn has(first: u8, second: u8) -> bool {
        (first == 0xC2)
            | (first == 0xC3)
            | (first == 0xC5)
            | (first == 0xCB)
            | (first == 0xE2)
            | ((first == 0xC6) & (second == 0x92))
    }
}

/// So many fit in a byte, and are looked at in whole registers of any width.
const AT_ONCE: usize = 192;

/// How many bytes are of a kind.
pub(crate) fn count<K: Kind>(bytes: &[u8]) -> usize {
    struct Count<'b, K>(&'b [u8], std::marker::PhantomData<K>);

    impl<K: Kind> Work for Count<'_, K> {
        type Done = usize;

        #[inline(always)]
        fn run(self) -> usize {
            let mut found = 0;
            for bytes in self.0.chunks(AT_ONCE) {
                let mut few = 0_u8;
                for byte in bytes {
                    few += u8::from(K::has(*byte));
                }
                found += usize::from(few);
            }
            found
        }
    }

    widely(Count::<K>(bytes, std::marker::PhantomData))
}

/// How many bytes are of a kind together with the byte at the same place of `behind`; those without one are not looked at.
pub(crate) fn count_pairs<P: Pair>(bytes: &[u8], behind: &[u8]) -> usize {
    struct Count<'b, P>(&'b [u8], &'b [u8], std::marker::PhantomData<P>);

    impl<P: Pair> Work for Count<'_, P> {
        type Done = usize;

        #[inline(always)]
        fn run(self) -> usize {
            let mut found = 0;
            for (bytes, behind) in self.0.chunks(AT_ONCE).zip(self.1.chunks(AT_ONCE)) {
                let mut few = 0_u8;
                for (first, second) in bytes.iter().zip(behind) {
                    few += u8::from(P::has(*first, *second));
                }
                found += usize::from(few);
            }
            found
        }
    }

    widely(Count::<P>(bytes, behind, std::marker::PhantomData))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::windows;
    use super::*;

    proptest! {
        #[test]
        fn many_at_once_are_counted_as_one_by_one(bytes in prop::collection::vec(any::<u8>(), 0..700), apart in 0..4_usize) {
            let plainly = |byte: &&u8| matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x19 | 0x1B..=0x1E | 0x7F);
            prop_assert_eq!(count::<Control>(&bytes), bytes.iter().filter(plainly).count());
            let behind = bytes.get(apart..).unwrap_or_default();
            let of_kind = (apart..bytes.len()).filter(|at| InWindows1252::has(bytes[at - apart], bytes[*at])).count();
            prop_assert_eq!(count_pairs::<InWindows1252>(&bytes, behind), of_kind);
        }
    }

    #[test]
    fn no_number_is_too_large_for_what_is_counted_at_once() {
        assert_eq!(count::<Control>(&[1; 5000]), 5000);
        assert_eq!(count_pairs::<TwiceEncoded>(&[0xC3; 5000], &[0xC2; 5000]), 5000);
    }

    #[test]
    fn every_letter_that_windows_1252_has_is_known_by_two_bytes() {
        for letter in ('\u{80}'..=char::MAX).filter(|letter| windows::byte(*letter).is_some()) {
            let bytes = letter.to_string().into_bytes();
            assert!(InWindows1252::has(bytes[0], bytes[1]), "{letter:?}");
        }
        for letter in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệĩỉịọỏốồổỗộớờởỡợũụủứừửữựỳỵỷỹ"
            .chars()
            .filter(|letter| windows::byte(*letter).is_none())
        {
            let bytes = letter.to_string().into_bytes();
            assert_eq!(InWindows1252::has(bytes[0], bytes[1]), bytes[0] == 0xC5, "{letter:?}");
        }
    }
}
