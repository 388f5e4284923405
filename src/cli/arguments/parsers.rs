//! Values that clap cannot read by itself. An error is the list of what would do: it is shown in either language.

use crate::ingest::{Encoding, SetLimit};
use crate::render::formats::FileFormat;
use crate::texts::Lang;

pub(super) fn lang(text: &str) -> Result<Lang, String> {
    text.parse().map_err(|_| "vi, en".to_owned())
}

pub(super) fn encoding(text: &str) -> Result<Encoding, String> {
    text.parse().map_err(|_| Encoding::ALL.map(Encoding::id).join(", "))
}

pub(super) fn limit(text: &str) -> Result<SetLimit, String> {
    text.parse()
}

pub(super) fn choice(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((term, option)) if !term.is_empty() && !option.is_empty() => Ok((term.to_owned(), option.to_owned())),
        _ => Err("TERM=OPTION".to_owned()),
    }
}

pub(super) fn file_format(text: &str) -> Result<FileFormat, String> {
    text.trim().parse()
}

/// Nobody is told of by a denominator of 0, and one of 1 is the first that must be hidden.
pub(super) fn least(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|number| *number >= 2).ok_or_else(|| "2, 3, 4, 5, …".to_owned())
}
