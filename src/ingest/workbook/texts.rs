/// Many texts one after the other, told apart by their place: a table of shared strings costs little more than its letters.
#[derive(Default)]
pub(super) struct Texts {
    letters: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Where the text being written goes; [`Texts::close`] ends it.
    pub(super) fn open(&mut self) -> &mut String {
        &mut self.letters
    }

    pub(super) fn close(&mut self) {
        self.ends.push(self.letters.len());
    }

    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.letters.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart() {
        let mut texts = Texts::default();
        for text in ["một", "", "ba"] {
            texts.open().push_str(text);
            texts.close();
        }
        assert_eq!([texts.get(0), texts.get(1), texts.get(2), texts.get(3)], [Some("một"), Some(""), Some("ba"), None]);
    }
}
