use crate::ingest::decoding::spelling::Spelling;
use crate::ingest::decoding::syllables::Found;
use crate::ingest::decoding::{Confidence, DecodingError, Encoding, Evidence, Guess, Syllables, decode_all};

/// Different known syllables that are more than a chance.
const ENOUGH_SYLLABLES: usize = 3;
/// One word in so many must be known, of those with a letter beyond ASCII: names and procedures are not, states and
/// headers are. In a text of an encoding nobody asked for, chance makes a few of many thousands.
const KNOWN_SHARE: usize = 8;
/// One word in so many may be none that Vietnamese could have: a foreign name.
const IMPOSSIBLE_SHARE: usize = 8;
/// One place in so many words may have no meaning in the encoding.
const BROKEN_SHARE: usize = 20;

struct Reading {
    encoding: Encoding,
    found: Found,
    spelling: Spelling,
    broken: usize,
}

/// Of the old encodings, the one in which most known syllables are found.
///
/// # Errors
/// When none is found in any, or as many in two.
pub(crate) fn by_syllables(head: &[u8], words: &Syllables) -> Result<Guess, DecodingError> {
    let mut readings = [Encoding::Windows1258, Encoding::Tcvn3, Encoding::Vni].map(|encoding| {
        let text = decode_all(head, encoding);
        let broken = text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
        Reading { encoding, found: words.find(&text), spelling: Spelling::of(&text), broken }
    });
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.found.all));
    let [best, next, _] = readings;
    let Found { all: found, distinct, words: all } = best.found;
    if found == 0 {
        return Err(DecodingError::NoKnownSyllable);
    }
    if next.found.all == found {
        return Err(DecodingError::Tie { first: best.encoding, second: next.encoding, found });
    }
    let Spelling { possible, impossible } = best.spelling;
    let clear = distinct >= ENOUGH_SYLLABLES
        && found >= 2 * next.found.all
        && found * KNOWN_SHARE >= all
        && impossible * IMPOSSIBLE_SHARE <= possible + impossible
        && best.broken * BROKEN_SHARE <= all;
    Ok(Guess {
        encoding: best.encoding,
        confidence: if clear { Confidence::Likely } else { Confidence::Doubtful },
        mark: 0,
        evidence: Evidence::Syllables {
            found,
            distinct,
            words: all,
            impossible,
            broken: best.broken,
            next_best: next.found.all,
        },
    })
}
