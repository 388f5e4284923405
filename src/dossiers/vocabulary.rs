use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::matching::fold;

/// A word of a vocabulary: its place in the list, from 0. One byte a dossier.
pub type Word = u8;

/// What becomes of a spelling that no vocabulary lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownWord {
    /// The record is rejected.
    Reject,
    /// The dossier is kept without a value in this column, and the spelling is listed.
    Keep,
}

/// The words one coded column may hold (từ vựng), and how they are spelled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Name, as columns refer to it.
    pub id: String,
    /// Id of the value a blank cell stands for.
    pub blank: String,
    /// What becomes of an unknown spelling.
    pub unknown: UnknownWord,
    /// Where the words come from.
    pub source: String,
    values: Vec<Value>,
    /// The word of each spelling, folded, once it was asked for.
    #[serde(skip)]
    folded: OnceLock<Arc<BTreeMap<String, Word>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    id: String,
    #[serde(default)]
    undated: bool,
    #[serde(default)]
    online: bool,
    spellings: Vec<String>,
}

impl Vocabulary {
    /// The word called `id`.
    #[must_use]
    pub fn word(&self, id: &str) -> Option<Word> {
        self.values.iter().position(|value| value.id == id).and_then(|index| Word::try_from(index).ok())
    }

    /// The id of a word.
    #[must_use]
    pub fn id_of(&self, word: Word) -> &str {
        self.values.get(usize::from(word)).map_or("", |value| value.id.as_str())
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.id.as_str())
    }

    /// True when a dossier with this word may lack its date of receipt.
    #[must_use]
    pub fn is_undated(&self, word: Word) -> bool {
        self.values.get(usize::from(word)).is_some_and(|value| value.undated)
    }

    /// True for a service level that is offered online.
    #[must_use]
    pub fn is_online(&self, id: &str) -> bool {
        self.values.iter().any(|value| value.id == id && value.online)
    }

    /// Every listed spelling and its word.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, Word)> {
        self.values
            .iter()
            .zip(0_u8..)
            .flat_map(|(value, word)| value.spellings.iter().map(move |spelling| (spelling.as_str(), word)))
    }

    /// The word of each listed spelling, folded.
    #[must_use]
    pub fn folded(&self) -> Arc<BTreeMap<String, Word>> {
        let fold = || self.spellings().map(|(spelling, word)| (fold(spelling), word)).collect();
        Arc::clone(self.folded.get_or_init(|| Arc::new(fold())))
    }

    /// What is wrong with this vocabulary, if anything: the offending word.
    pub(super) fn fault(&self) -> Option<String> {
        if self.values.len() > usize::from(Word::MAX) {
            return Some(self.id.clone());
        }
        if self.word(&self.blank).is_none() {
            return Some(self.blank.clone());
        }
        let mut seen = BTreeMap::new();
        for (spelling, word) in self.spellings() {
            if seen.insert(fold(spelling), word).is_some() {
                return Some(spelling.to_owned());
            }
        }
        None
    }
}
