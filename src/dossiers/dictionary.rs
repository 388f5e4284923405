use std::collections::HashMap;

/// Distinct texts and their numbers, in order of first appearance. A dossier carries the number.
///
/// Texts are told apart by a key, so that two spellings of one field are one field; the first spelling is shown.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Dictionary {
    /// The number of the text with this key; a new one when it was not seen before.
    pub fn number(&mut self, key: &str, shown: &str) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key.to_owned(), number);
        self.texts.push(shown.to_owned());
        number
    }

    /// The number of the text with this key, if it was seen.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The text of a number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|index| self.texts.get(index)).map_or("", String::as_str)
    }

    /// How many distinct texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True when no text was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
