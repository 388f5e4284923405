use std::fmt::Display;

/// Something to tell the user, before its language is chosen: the key of a sentence and the values it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key of the sentence in `rules/texts`.
    pub key: &'static str,
    /// Values for its `{name}` places.
    pub values: Vec<(&'static str, String)>,
}

impl Message {
    /// The sentence `key`, no values yet.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// Adds the value for `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

/// An error that can say what happened, where, and what to do, in the user's language.
pub trait Explain {
    /// The message for the user.
    fn message(&self) -> Message;
}
