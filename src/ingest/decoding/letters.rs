/// What a byte above 7F is in an encoding of letters and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A letter or sign of its own.
    Letter(char),
    /// A mark on the letter before it.
    Mark,
    /// Nothing in this encoding.
    Nothing,
}

/// An encoding of one byte a letter, some letters being followed by a byte for their marks.
pub(crate) trait Code {
    /// What this byte, above 7F, means.
    fn meaning(&self, byte: u8) -> Meaning;

    /// The letter with the mark of this byte, where the encoding has such a letter.
    fn marked(&self, letter: char, mark: u8) -> Option<char>;
}

/// Decodes letters and marks into whole letters. The last letter is held back until the next byte is seen: it may be a
/// mark.
pub(crate) struct Letters<C> {
    code: C,
    held: Option<char>,
}

impl<C: Code> Letters<C> {
    pub(crate) fn new(code: C) -> Self {
        Self { code, held: None }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        // Most bytes are ASCII and most others two or three bytes of UTF-8: room that is seldom outgrown.
        out.reserve(bytes.len().saturating_add(bytes.len() / 2));
        let mut rest = bytes;
        while !rest.is_empty() {
            let (plain, others) = rest.split_at(encoding_rs::Encoding::ascii_valid_up_to(rest));
            if let Some((last_plain, before)) = plain.split_last() {
                out.extend(self.held.take());
                // All ASCII, so nothing is ever replaced here.
                out.push_str(&String::from_utf8_lossy(before));
                self.held = Some(char::from(*last_plain));
            }
            let Some((byte, after)) = others.split_first() else { break };
            self.read(*byte, out);
            rest = after;
        }
        if last {
            out.extend(self.held.take());
        }
    }

    fn read(&mut self, byte: u8, out: &mut String) {
        match self.code.meaning(byte) {
            Meaning::Letter(letter) => out.extend(self.held.replace(letter)),
            Meaning::Nothing => self.give_up(out),
            Meaning::Mark => match self.held.and_then(|letter| self.code.marked(letter, byte)) {
                Some(whole) => {
                    // One byte carries all marks of a letter: a second one fits nothing.
                    self.held = None;
                    out.push(whole);
                }
                None => self.give_up(out),
            },
        }
    }

    fn give_up(&mut self, out: &mut String) {
        out.extend(self.held.take());
        out.push(char::REPLACEMENT_CHARACTER);
    }
}
