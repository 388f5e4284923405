//! Text as a browser shows it: runs of blanks are one blank.

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// A blank stands before whatever comes next.
    gap: bool,
}

impl Flow {
    /// Adds text. No-break spaces are letters, as in HTML.
    pub(super) fn push(&mut self, text: &str) {
        let blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        self.gap |= text.starts_with(blank);
        for word in text.split(blank).filter(|word| !word.is_empty()) {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.gap = true;
        }
        if !text.is_empty() {
            self.gap &= text.ends_with(blank);
        }
    }

    /// A line or block ends here.
    pub(super) fn part(&mut self) {
        self.gap = true;
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Ends the text.
    pub(super) fn take(&mut self) -> String {
        self.gap = false;
        std::mem::take(&mut self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(pieces: &[&str]) -> String {
        let mut flow = Flow::default();
        for piece in pieces {
            if *piece == "|" { flow.part() } else { flow.push(piece) }
        }
        flow.take()
    }

    #[test]
    fn blanks_between_words_are_one() {
        assert_eq!(flow(&["  Một \r\n cửa\t", " liên ", "thông\n"]), "Một cửa liên thông");
        assert_eq!(flow(&["a", "b", " ", "c"]), "ab c");
        assert_eq!(flow(&["a", "", " ", "", "c"]), "a c");
    }

    #[test]
    fn parts_are_separated_once() {
        assert_eq!(flow(&["|", "a", "|", "|", " b", "|"]), "a b");
    }

    #[test]
    fn no_break_spaces_stay() {
        assert_eq!(flow(&["\u{a0}", " x\u{a0}"]), "\u{a0} x\u{a0}");
    }
}
