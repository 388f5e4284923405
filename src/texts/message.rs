use std::fmt::Display;

use super::Localized;

/// Something to tell the user, before its language is chosen: the key of a sentence and the values it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key of the sentence in `rules/texts`.
    pub key: &'static str,
    /// Values for its `{name}` places.
    pub values: Vec<(&'static str, String)>,
    /// Values that are names of the rules, in both languages.
    pub names: Vec<(&'static str, Localized)>,
    /// Messages that stand in it, one after the other.
    pub parts: Vec<(&'static str, Vec<Message>)>,
}

impl Message {
    /// The sentence `key`, no values yet.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new(), names: Vec::new(), parts: Vec::new() }
    }

    /// Adds the value for `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Adds the names of several things of the rules for `{name}`, and how many they are for `{name?one|several}`.
    #[must_use]
    pub fn naming(self, name: &'static str, things: usize, names: &Localized) -> Self {
        self.with(name, things).named(name, names)
    }

    /// Adds messages for `{name}`; they stand there one after the other, divided by `; `.
    #[must_use]
    pub fn saying(mut self, name: &'static str, messages: Vec<Message>) -> Self {
        self.parts.push((name, messages));
        self
    }

    /// Adds a name of the rules for `{name}`; it is shown in the reader's language.
    #[must_use]
    pub fn named(mut self, name: &'static str, value: &Localized) -> Self {
        self.names.push((name, value.clone()));
        self
    }
}

/// An error that can say what happened, where, and what to do, in the user's language.
pub trait Explain {
    /// The message for the user.
    fn message(&self) -> Message;

    /// Every message there is to tell: more than one when several things went wrong for reasons of their own.
    fn messages(&self) -> Vec<Message> {
        vec![self.message()]
    }
}
