//! Words and numbers in the reader's language.
//!
//! * a new or changed sentence: `rules/texts/vi.toml` and `rules/texts/en.toml` (same keys in both)
//! * how a number looks: [`numbers`]
//! * what a room tells the user: a [`Message`], filled in by [`Texts`]

mod catalogue;
mod lang;
mod message;
pub mod numbers;

pub use catalogue::{Texts, TextsError};
pub use lang::{Lang, Localized};
pub use message::{Explain, Message};
