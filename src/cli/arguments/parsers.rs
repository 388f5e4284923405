//! Values that clap cannot read by itself. An error is the list of what would do: it is shown in either language.

use crate::ingest::{Encoding, SetLimit};
use crate::pilots::{Criterion, PilotRules, Weights};
use crate::render::formats::FileFormat;
use crate::standards::parse_percent;
use crate::texts::Lang;
use crate::texts::numbers::Hundredths;

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

/// A goal: above 0, for nothing is short of 0 %.
pub(super) fn percent(text: &str) -> Result<Hundredths, String> {
    parse_percent(text).filter(|goal| *goal > 0).ok_or_else(|| "50, 99.5, …, 100".to_owned())
}

/// How many are chosen.
pub(super) fn some(text: &str) -> Result<u64, String> {
    let most = PilotRules::MOST;
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| format!("1, 2, 3, …, {most}"))
}

pub(super) fn weight(text: &str) -> Result<(Criterion, u64), String> {
    let known = |id: &str| Criterion::ALL.into_iter().find(|criterion| criterion.id() == id);
    let number = |text: &str| text.parse().ok().filter(|weight| *weight <= Weights::MOST);
    let parts = text.split_once('=').and_then(|(id, weight)| Some((known(id.trim())?, number(weight.trim())?)));
    parts.ok_or_else(|| Criterion::ALL.map(|criterion| format!("{}=0…{}", criterion.id(), Weights::MOST)).join(", "))
}
