use std::io::{self, Read};

use crate::ingest::decoding::Encoding;
use crate::ingest::decoding::stage::Stage;

/// Bytes taken from the input at once. The text made of them is three times as long at most.
const BLOCK: usize = 1 << 16;

/// Gives a file of any encoding as UTF-8. What is invalid in the encoding becomes U+FFFD, in UTF-8 as well: every byte that
/// comes out is part of a whole letter. Letters are whole (one code point) except for Windows-1258, and for Unicode where
/// the file itself writes letter and mark apart.
///
/// Offsets in the stream are no offsets in the file; line numbers are the same.
pub struct Decoded<R> {
    input: R,
    stage: Stage,
    block: Vec<u8>,
    text: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes what `input` has from its present place on: behind the byte order mark, if there is one.
    pub fn new(input: R, encoding: Encoding) -> Self {
        Self { input, stage: Stage::new(encoding), block: vec![0; BLOCK], text: String::new(), given: 0, ended: false }
    }

    fn waiting(&self) -> &[u8] {
        self.text.as_bytes().get(self.given..).unwrap_or_default()
    }
}

impl<R: Read> Read for Decoded<R> {
    /// # Errors
    /// Those of the input; reading may be tried again afterwards, nothing is lost.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.waiting().is_empty() {
            if self.ended {
                return Ok(0);
            }
            let length = self.input.read(&mut self.block)?;
            self.ended = length == 0;
            self.text.clear();
            self.given = 0;
            self.stage.feed(self.block.get(..length).unwrap_or_default(), self.ended, &mut self.text);
        }
        let length = self.waiting().read(buffer)?;
        self.given += length;
        Ok(length)
    }
}

/// The text of bytes in memory, as [`Decoded`] gives it. A byte order mark is not looked for.
#[must_use]
pub fn decode_all(bytes: &[u8], encoding: Encoding) -> String {
    let mut stage = Stage::new(encoding);
    let mut text = String::with_capacity(bytes.len());
    for block in bytes.chunks(BLOCK) {
        stage.feed(block, false, &mut text);
    }
    stage.feed(&[], true, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::ingest::decoding::model::{self, Dribble, HEADER, encode};

    fn slowly(bytes: &[u8], encoding: Encoding, step: usize) -> String {
        let mut text = String::new();
        Decoded::new(Dribble { bytes, step, faults: 0 }, encoding).read_to_string(&mut text).unwrap();
        text
    }

    fn folded(text: &str, encoding: Encoding) -> String {
        model::folded(text, encoding)
    }

    #[test]
    fn every_letter_comes_back_in_every_encoding() {
        assert_eq!(model::letters().into_iter().filter(|letter| !letter.is_ascii()).count(), 134);
        for encoding in Encoding::ALL {
            for letter in model::letters() {
                let text = format!("x{letter};{letter}{letter}\n{letter}");
                let bytes = encode(&text, encoding);
                assert_eq!(
                    folded(&decode_all(&bytes, encoding), encoding),
                    folded(&text, encoding),
                    "{encoding} {letter} {bytes:02X?}"
                );
            }
        }
    }

    #[test]
    fn headers_come_back_byte_by_byte() {
        for encoding in Encoding::ALL {
            for text in [HEADER, model::ROWS, "Tỉnh Phú Thọ – “một cửa”\r\n"] {
                let bytes = encode(text, encoding);
                let whole = decode_all(&bytes, encoding);
                assert_eq!(folded(&whole, encoding), folded(text, encoding), "{encoding}");
                for step in [1, 2, 3, 7, BLOCK] {
                    assert_eq!(slowly(&bytes, encoding, step), whole, "{encoding} {step}");
                }
            }
        }
    }

    #[test]
    fn letters_lie_across_blocks() {
        for encoding in Encoding::ALL {
            for shift in 0..4 {
                let text = format!("{}{}", "x".repeat(shift), "Đã trả kết quả; phường; ".repeat(6000));
                let bytes = encode(&text, encoding);
                assert!(bytes.len() > 2 * BLOCK);
                assert_eq!(folded(&decode_all(&bytes, encoding), encoding), folded(&text, encoding), "{encoding}");
            }
        }
    }

    #[test]
    fn a_file_that_ends_within_a_letter_is_damaged() {
        assert_eq!(decode_all(b"a\0b", Encoding::Utf16Le), "a\u{FFFD}");
        assert_eq!(decode_all(b"\0a\xD8\x00", Encoding::Utf16Be), "a\u{FFFD}");
        assert_eq!(decode_all(b"s\xE1\xBB", Encoding::Utf8), "s\u{FFFD}");
        assert_eq!(decode_all(b"a", Encoding::Vni), "a");
        assert_eq!(decode_all(b"", Encoding::Vni), "");
    }

    #[test]
    fn a_reading_that_was_interrupted_goes_on() {
        for encoding in Encoding::ALL {
            let bytes = encode(HEADER, encoding);
            let mut text = Vec::new();
            let mut decoded = Decoded::new(Dribble { bytes: &bytes, step: 5, faults: 3 }, encoding);
            let mut buffer = [0; 2];
            loop {
                match decoded.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(length) => text.extend_from_slice(&buffer[..length]),
                    Err(error) => assert_eq!(error.kind(), io::ErrorKind::WouldBlock),
                }
            }
            assert_eq!(String::from_utf8(text).unwrap(), decode_all(&bytes, encoding));
            assert_eq!(decoded.read(&mut buffer).unwrap(), 0);
        }
    }

    /// Ten megabytes in well under a second when optimised; the limit is one for a slow, busy machine and a debug build.
    #[test]
    fn ten_megabytes_are_decoded_in_time() {
        let row = "H56.14-240823-0001;UBND phường Việt Trì;Đã trả kết quả;05/08/2024;Đăng ký khai sinh\r\n";
        for encoding in Encoding::ALL {
            let one = encode(row, encoding);
            let bytes = one.repeat((10 << 20) / one.len());
            let start = Instant::now();
            let length = io::copy(&mut Decoded::new(bytes.as_slice(), encoding), &mut io::sink()).unwrap();
            assert!(length > 4 << 20, "{encoding} {length}");
            assert!(start.elapsed() < Duration::from_secs(30), "{encoding} took {:?}", start.elapsed());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_become_text_whatever_the_steps(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            step in 1_usize..9,
        ) {
            for encoding in Encoding::ALL {
                // read_to_string fails on anything but UTF-8.
                prop_assert_eq!(slowly(&bytes, encoding, step), decode_all(&bytes, encoding));
            }
        }

        #[test]
        fn any_text_of_the_letters_comes_back(places in proptest::collection::vec(0_usize..152, 0..60)) {
            let letters = model::letters();
            let text: String = places.iter().map(|place| letters.get(*place).copied().unwrap_or(' ')).collect();
            for encoding in Encoding::ALL {
                let read = decode_all(&encode(&text, encoding), encoding);
                prop_assert_eq!(folded(&read, encoding), folded(&text, encoding));
            }
        }
    }
}
