//! Encodings of exports (bảng mã): which one a file is written in, and its text as UTF-8.
//!
//! [`detect`] looks at the head of a file and says what it takes it for, how sure it is, and from what it knows; where it
//! cannot tell, it says so and never picks one by luck. [`Decoded`] then gives the file as UTF-8, streaming; [`decode_all`]
//! does the same for bytes in memory. Whatever an encoding has no meaning for becomes U+FFFD, so that the reader of
//! records can reject the record that holds it: a letter is never guessed.
//!
//! * a new encoding: a variant of [`Encoding`], a stage in `stage`, and a row of the test model
//! * one of bytes and marks, like TCVN3 or VNI: a `Code` for `letters`

mod decoded;
mod detect;
mod encoding;
mod error;
mod fonts;
mod guess;
mod kinds;
mod letters;
mod mojibake;
mod old;
mod spelling;
mod stage;
mod syllables;
mod tcvn3;
mod vni;
mod wide;
mod windows;

#[cfg(test)]
mod matrix;
#[cfg(test)]
mod model;
#[cfg(test)]
mod strangers;

pub use decoded::{Decoded, decode_all};
pub use detect::{MOST_HEAD_BYTES, detect};
pub use encoding::Encoding;
pub use error::DecodingError;
pub use guess::{Confidence, Evidence, Guess};
pub use syllables::Syllables;
