use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dossiers::{UnknownWord, Vocabulary, Word};
use crate::matching::fold;

use super::Profile;
use super::fields::may_be_wrapped;
use super::recall::Recall;
use super::scanner::InPlace;

/// Distinct raw cells remembered per column; a real vocabulary column has a few dozen.
const MOST_REMEMBERED: usize = 4096;

/// What a cell of a word column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// A word.
    Word(Word),
    /// A spelling no one knows, kept without a value.
    Kept,
    /// A spelling no one knows, to be rejected.
    Unknown,
}

/// Turns cells of one column into words: each distinct spelling is folded and looked up once.
pub(super) struct WordReader {
    /// Spellings of the profile, folded.
    known: Arc<BTreeMap<String, Word>>,
    /// Spellings of all systems.
    listed: Arc<BTreeMap<String, Word>>,
    blank: Word,
    unknown: UnknownWord,
    remembered: Recall<Heard>,
}

impl WordReader {
    pub(super) fn new(vocabulary: &Vocabulary, profile: &Profile) -> Self {
        let known = profile
            .spellings(&vocabulary.id)
            .filter_map(|(spelling, value)| Some((spelling.to_owned(), vocabulary.word(value)?)));
        // Schema::load has checked that the blank value is one of the words.
        let blank = vocabulary.word(&vocabulary.blank).unwrap_or_default();
        Self {
            known: Arc::new(known.collect()),
            listed: vocabulary.folded(),
            blank,
            unknown: vocabulary.unknown,
            remembered: Recall::new(MOST_REMEMBERED),
        }
    }

    /// The same, but that no cell was heard.
    pub(super) fn emptied(&self) -> Self {
        let (known, listed) = (Arc::clone(&self.known), Arc::clone(&self.listed));
        Self { known, listed, remembered: self.remembered.emptied(), ..*self }
    }

    /// True for one that hears the same words.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.listed, &other.listed) && self.known == other.known
    }

    /// The word of a folded spelling: the profile's own come before those of all systems.
    fn find(&self, key: &str) -> Option<Word> {
        self.known.get(key).or_else(|| self.listed.get(key)).copied()
    }

    /// True for a spelling that the rules list.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.find(&fold(text)).is_some()
    }

    /// What a cell says that was heard before, known by its bytes: of one that may be wrapped nothing is known.
    pub(super) fn recall(&self, text: &[u8]) -> Option<Heard> {
        self.remembered.get(text)
    }

    /// The same of a cell among others.
    #[inline(always)]
    pub(super) fn recall_in_place(&self, text: InPlace<'_>) -> Option<Heard> {
        self.remembered.get_in_place(text)
    }

    pub(super) fn hear(&mut self, text: &str) -> Heard {
        if let Some(heard) = self.recall(text.as_bytes()) {
            return heard;
        }
        let key = fold(text);
        let heard = if key.is_empty() {
            Heard::Word(self.blank)
        } else {
            match (self.find(&key), self.unknown) {
                (Some(word), _) => Heard::Word(word),
                (None, UnknownWord::Keep) => Heard::Kept,
                (None, UnknownWord::Reject) => Heard::Unknown,
            }
        };
        if !may_be_wrapped(text.as_bytes()) {
            self.remembered.insert(text.as_bytes(), heard);
        }
        heard
    }
}
