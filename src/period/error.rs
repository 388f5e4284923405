use crate::texts::{Explain, Message};

/// A period or calendar that the user named cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not one of the forms of a period.
    #[error("`{text}` is not a period")]
    Form {
        /// What was written.
        text: String,
    },
    /// The period ends before it begins.
    #[error("`{text}` ends before it begins")]
    Backwards {
        /// What was written.
        text: String,
    },
    /// No calendar of that name in the rules.
    #[error("no calendar `{id}`")]
    UnknownCalendar {
        /// What was written.
        id: String,
        /// The calendars there are.
        known: String,
    },
}

impl Explain for PeriodError {
    fn message(&self) -> Message {
        match self {
            PeriodError::Form { text } => Message::new("period.form").with("text", text),
            PeriodError::Backwards { text } => Message::new("period.backwards").with("text", text),
            PeriodError::UnknownCalendar { id, known } => {
                Message::new("period.unknown_calendar").with("id", id).with("known", known)
            }
        }
    }
}
