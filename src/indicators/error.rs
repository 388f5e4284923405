use crate::rules::{Place, RulesError};
use crate::texts::{Explain, Message};

/// The definitions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionError {
    /// A file is missing or malformed.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// An expression is wrong; says where in the file.
    #[error("{place}: {}", said.key)]
    Expression {
        /// Where in the file.
        place: Place,
        /// What is wrong.
        said: Message,
        /// The expression.
        sql: String,
        /// Character in the expression, from 1.
        at: usize,
    },
    /// A rule named with `--rule` or in `[rules]` is not one of the rules with options.
    #[error("no rule {term}={option}")]
    Choice {
        /// The term as written.
        term: String,
        /// The option as written.
        option: String,
        /// What there is to choose.
        known: String,
    },
    /// An indicator named by the user is not defined.
    #[error("no indicator {id}")]
    UnknownIndicator {
        /// As written.
        id: String,
        /// The nearest one, or all.
        known: String,
    },
}

impl Explain for DefinitionError {
    fn message(&self) -> Message {
        match self {
            DefinitionError::Rules(error) => error.message(),
            DefinitionError::Expression { place, said, sql, at } => {
                let mut message = said.clone();
                message.values.push(("place", place.to_string()));
                // The expression on a line of its own, with a mark under the place.
                message.values.push(("shown", format!("    {sql}\n    {}^", " ".repeat(at.saturating_sub(1)))));
                message
            }
            DefinitionError::Choice { term, option, known } => {
                Message::new("indicators.choice").with("term", term).with("option", option).with("known", known)
            }
            DefinitionError::UnknownIndicator { id, known } => {
                Message::new("indicators.unknown").with("id", id).with("known", known)
            }
        }
    }
}
