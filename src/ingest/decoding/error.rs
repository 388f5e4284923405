use crate::ingest::decoding::Encoding;

/// Why no encoding can be named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodingError {
    /// No encoding has this name.
    #[error("no encoding is called {given:?}")]
    UnknownName {
        /// What was asked for.
        given: String,
    },
    /// A NUL byte, and the file is not UTF-16: no text has one.
    #[error("a NUL byte at {at}")]
    NulByte {
        /// Where in the head the first one stands, from 0.
        at: usize,
    },
    /// Too many control characters for a text.
    #[error("{controls} control characters in {length} bytes")]
    ControlBytes {
        /// How many.
        controls: usize,
        /// Bytes looked at.
        length: usize,
    },
    /// The byte order mark says UTF-16, and what follows is none.
    #[error("{broken} of {units} units after the mark are not UTF-16 text")]
    BrokenUtf16 {
        /// Units of two bytes that no text has.
        broken: usize,
        /// Units looked at.
        units: usize,
    },
    /// Not UTF-8, and no encoding makes a known Vietnamese syllable of it.
    #[error("not UTF-8, and no known syllable in any encoding")]
    NoKnownSyllable,
    /// Two encodings make equally many known syllables of it.
    #[error("{first} and {second} both give {found} known syllables")]
    Tie {
        /// One of them.
        first: Encoding,
        /// The other.
        second: Encoding,
        /// Known syllables in each.
        found: usize,
    },
    /// Unicode, but its letters are those of an old font: to be converted before it is exported.
    #[error("Unicode text in the letters of {encoding}: {found} known syllables")]
    OldFont {
        /// The encoding of the font.
        encoding: Encoding,
        /// Known syllables in it.
        found: usize,
    },
}
