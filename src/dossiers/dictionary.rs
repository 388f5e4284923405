use std::collections::HashMap;
use std::sync::Arc;

/// Distinct texts and their numbers, in order of first appearance. A dossier carries the number.
///
/// Texts are told apart by a key, so that two spellings of one field are one field; the first spelling is shown.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    numbers: HashMap<Arc<str>, u32>,
    entries: Vec<Entry>,
}

/// A text of a [`Dictionary`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What tells it apart.
    pub key: Arc<str>,
    /// What is shown.
    pub text: Box<str>,
}

impl Dictionary {
    /// The number of the text with this key; a new one when it was not seen before.
    pub fn number(&mut self, key: &str, shown: &str) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let key: Arc<str> = key.into();
        self.numbers.insert(Arc::clone(&key), number);
        self.entries.push(Entry { key, text: shown.into() });
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
        let place = usize::try_from(number).ok();
        place.and_then(|place| self.entries.get(place)).map_or("", |entry| &entry.text)
    }

    /// The texts from a number on: those that were new since there were so many.
    #[must_use]
    pub fn since(&self, number: usize) -> &[Entry] {
        self.entries.get(number..).unwrap_or_default()
    }

    /// How many distinct texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when no text was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
