//! Sixty-four dossiers in a word: what is true of each of them, one bit a dossier.

use wide::u8x16;

/// Dossiers of a word.
pub(super) const WORD: usize = 64;
/// Bytes that are compared at once.
const LANES: usize = 16;
/// Dossiers judged at a time: what is made of them stays in the processor's cache.
pub(super) const BLOCK: usize = 128 * WORD;

/// Bits of the dossiers of a block; beyond the last dossier of a shorter one there are none.
pub(super) type Bits = [u64; BLOCK / WORD];

/// Which of up to 64 values are such.
#[inline(always)]
pub(super) fn bits<T: Copy>(values: &[T], is_such: impl Fn(T) -> bool) -> u64 {
    let mut each = [0_u8; WORD];
    // A loop of known length: the compiler turns it into a few wide comparisons.
    if let Ok(values) = <&[T; WORD]>::try_from(values) {
        for (one, value) in each.iter_mut().zip(values) {
            *one = u8::from(is_such(*value));
        }
    } else {
        for (one, value) in each.iter_mut().zip(values) {
            *one = u8::from(is_such(*value));
        }
    }
    gathered(&each)
}

/// Which of up to 64 bytes are one of a few.
#[inline(always)]
pub(super) fn bits_of_any(values: &[u8], one_of: &[u8]) -> u64 {
    let Ok(values) = <&[u8; WORD]>::try_from(values) else {
        return bits(values, |value| one_of.contains(&value));
    };
    let (lanes, _) = values.as_chunks::<LANES>();
    lanes.iter().rev().fold(0, |word, lane| {
        let lane = u8x16::new(*lane);
        let is_one = one_of.iter().fold(u8x16::ZERO, |is_one, one| is_one | lane.simd_eq(u8x16::splat(*one)));
        word << LANES | u64::from(is_one.to_bitmask())
    })
}

/// Of which of up to 64 pairs it holds.
#[inline(always)]
pub(super) fn bits_of_pairs<T: Copy>(left: &[T], right: &[T], holds: impl Fn(T, T) -> bool) -> u64 {
    let mut each = [0_u8; WORD];
    if let (Ok(left), Ok(right)) = (<&[T; WORD]>::try_from(left), <&[T; WORD]>::try_from(right)) {
        for (one, (left, right)) in each.iter_mut().zip(left.iter().zip(right)) {
            *one = u8::from(holds(*left, *right));
        }
    } else {
        for (one, (left, right)) in each.iter_mut().zip(left.iter().zip(right)) {
            *one = u8::from(holds(*left, *right));
        }
    }
    gathered(&each)
}

/// Which of 64 bytes are not 0.
#[inline(always)]
fn gathered(each: &[u8; WORD]) -> u64 {
    let (lanes, _) = each.as_chunks::<LANES>();
    let zeros = |lane: &[u8; LANES]| u64::from(u8x16::new(*lane).simd_eq(u8x16::ZERO).to_bitmask());
    !lanes.iter().rev().fold(0, |word, lane| word << LANES | zeros(lane))
}

/// The word of so many dossiers of which all is true.
pub(super) fn all(dossiers: usize) -> u64 {
    match dossiers {
        0 => 0,
        WORD.. => u64::MAX,
        fewer => u64::MAX >> (WORD - fewer),
    }
}

/// The places of the bits that are set.
pub(super) fn places(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = word.trailing_zeros() as usize;
        // Nothing is left of a word without bits.
        word = (place < WORD).then(|| word & (word - 1))?;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bit_for_each_value(values in proptest::collection::vec(prop_oneof![any::<u8>(), 0_u8..5], 0..=WORD), limit in any::<u8>()) {
            let expected: Vec<usize> = (0..values.len()).filter(|place| values[*place] < limit).collect();
            prop_assert_eq!(&places(bits(&values, |value| value < limit)).collect::<Vec<_>>(), &expected);
            let limits = vec![limit; values.len()];
            let pairs = bits_of_pairs(&values, &limits, |value, limit| value < limit);
            prop_assert_eq!(places(pairs).collect::<Vec<_>>(), expected);
            let few = [limit, 3, 200];
            let expected: Vec<usize> = (0..values.len()).filter(|place| few.contains(&values[*place])).collect();
            prop_assert_eq!(places(bits_of_any(&values, &few)).collect::<Vec<_>>(), expected);
            prop_assert_eq!(places(all(values.len())).collect::<Vec<_>>(), (0..values.len()).collect::<Vec<_>>());
        }
    }
}
