//! Mistakes on the command line, said in the user's language.

use std::error::Error;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::texts::{Lang, Message, Texts};

/// The language asked for, found before the command line is understood.
pub(super) fn language(arguments: &[OsString]) -> Option<Lang> {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let asked = texts.iter().enumerate().find_map(|(place, text)| match text.strip_prefix("--lang") {
        Some("") => texts.get(place + 1).map(|next| next.as_ref()),
        Some(value) => value.strip_prefix('='),
        None => None,
    });
    asked.and_then(|asked| asked.parse().ok())
}

/// What is wrong with the command line, and what to do.
pub(super) fn explain(error: &clap::Error, texts: &Texts) -> String {
    let value = |kind| error.get(kind).map(shown).unwrap_or_default();
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage.unknown_argument",
        ErrorKind::InvalidSubcommand => "usage.unknown_command",
        ErrorKind::InvalidValue if value(ContextKind::InvalidValue).is_empty() => "usage.no_value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.invalid_value",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => "usage.values",
        _ => return error.to_string(),
    };
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => value(ContextKind::InvalidSubcommand),
        _ => value(ContextKind::InvalidArg),
    };
    let mut suggestions = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
        ContextKind::ValidValue,
    ]
    .map(value)
    .into_iter()
    .filter(|text| !text.is_empty());
    // A value that our own parser refuses: it says what would do.
    let said = (error.kind() == ErrorKind::ValueValidation).then(|| error.source().map(ToString::to_string)).flatten();
    let suggestion = match suggestions.next().or(said) {
        Some(text) => texts.say(&Message::new("usage.suggestion").with("text", text)),
        None => String::new(),
    };
    let message = Message::new(key)
        .with("argument", argument)
        .with("value", value(ContextKind::InvalidValue))
        .with("suggestion", suggestion);
    texts.say(&Message::new("cli.error").with("said", texts.say(&message)))
}

/// There is no command of this name.
pub(super) fn unknown_command(name: &str, texts: &Texts) -> String {
    let message = Message::new("usage.unknown_command").with("argument", name).with("suggestion", "");
    texts.say(&Message::new("cli.error").with("said", texts.say(&message)))
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
