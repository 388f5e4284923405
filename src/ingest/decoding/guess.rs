use crate::ingest::decoding::Encoding;

/// How sure [`crate::ingest::decoding::detect`] is. A caller reads on with `Certain` in silence, with `Likely` and says so, and with
/// `Doubtful` not at all: it names the guess and asks for the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Some signs point to it, too few or too mixed to read figures from.
    Doubtful,
    /// The letters of the file fit this encoding and clearly no other.
    Likely,
    /// The file says so itself by a byte order mark that fits its text, or every byte of the head is valid and has no
    /// other sensible reading: UTF-8 without a fault, or ASCII alone.
    Certain,
}

/// What a guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing but ASCII; the same in every encoding but UTF-16.
    AsciiOnly,
    /// UTF-8 letters of several bytes.
    Utf8 {
        /// Whole letters beyond ASCII.
        letters: usize,
        /// Places that are no UTF-8.
        broken: usize,
        /// Places that look encoded twice, too few to take the whole file for it.
        twice_encoded: usize,
    },
    /// UTF-16, by its mark or by the places of its zero bytes.
    Utf16 {
        /// Units of two bytes.
        units: usize,
        /// Units that are letters, digits or signs of Vietnamese text.
        familiar: usize,
        /// Units that no text has.
        broken: usize,
    },
    /// UTF-8 read as Windows-1252 once.
    TwiceEncoded {
        /// Letters that come out whole when that is undone.
        letters: usize,
        /// Places where it cannot be undone.
        broken: usize,
        /// Known syllables that come out.
        found: usize,
    },
    /// Known Vietnamese syllables.
    Syllables {
        /// How many were found, repeats counted.
        found: usize,
        /// Different ones among them.
        distinct: usize,
        /// Words with a letter beyond ASCII, known or not.
        words: usize,
        /// Words that cannot be Vietnamese, by their letters and the order of them.
        impossible: usize,
        /// Places this encoding has no meaning for.
        broken: usize,
        /// Known syllables under the next best encoding.
        next_best: usize,
    },
}

/// What a file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    /// The encoding.
    pub encoding: Encoding,
    /// How sure that is.
    pub confidence: Confidence,
    /// Bytes of the byte order mark, to be skipped before decoding: 0, 2 or 3, or 6 and more where the mark itself was
    /// encoded twice.
    pub mark: usize,
    /// From what it is known.
    pub evidence: Evidence,
}
