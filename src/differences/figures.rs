//! `figures.json` as it is read back. Keys that this program does not know are passed over: a later one may have more.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::period::{Day, Period};
use crate::report::model::Scope;
use crate::standards::{Verdict, percent};
use crate::texts::numbers::Hundredths;

/// The first number of the contract's version.
const MAJOR: &str = "1.";
/// No count of dossiers is larger; exact products of three stay within their type.
const MOST: u64 = 1_000_000_000_000;

#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) schema_version: Version,
    pub(super) period: Span,
    pub(super) calendar: String,
    pub(super) compared_with: Vec<Span>,
    pub(super) standard: Option<String>,
    figures: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Version(pub(super) String);

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_known = text.starts_with(MAJOR);
        if is_known { Ok(Self(text)) } else { Err(format!("schema_version {text}: {MAJOR}x")) }
    }
}

/// A period as it stands in the file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "SpanRead")]
pub(super) struct Span(pub(super) Period);

#[derive(Deserialize)]
struct SpanRead {
    from: String,
    to: String,
}

impl TryFrom<SpanRead> for Span {
    type Error = String;

    fn try_from(read: SpanRead) -> Result<Self, Self::Error> {
        let day = |text: &str| Day::parse_iso(text).ok_or_else(|| format!("no day: {text}"));
        Ok(Self(Period { from: day(&read.from)?, to: day(&read.to)? }))
    }
}

/// What kind of part a figure is broken down to, and which.
pub type Part = (&'static str, String);

/// What a figure is about: the same in both runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Id of the indicator.
    pub indicator: String,
    /// `all`, `level` or `unit`.
    pub scope: &'static str,
    /// Key of the unit, or id of the level.
    pub about: Option<String>,
    /// The part, if it is broken down.
    pub part: Option<Part>,
    /// The period counted.
    pub period: Period,
}

/// A figure that a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Row")]
pub struct Figure {
    /// Id of the indicator.
    pub indicator: String,
    /// What it is about.
    pub scope: Scope,
    /// Key of the unit.
    pub unit: Option<String>,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Id of the level.
    pub level: Option<String>,
    /// The part it is broken down to.
    pub part: Option<Part>,
    /// The period counted; none: the run's own.
    pub period: Option<Period>,
    /// Numerator or count.
    pub numerator: Option<u64>,
    /// Denominator.
    pub denominator: Option<u64>,
    /// The rate, half up, made of the counts.
    pub percent: Option<Hundredths>,
    /// The threshold.
    pub threshold: Option<Hundredths>,
    /// What the threshold says.
    pub verdict: Option<Verdict>,
    /// Dossiers left out, as far as it is told.
    pub left_out: Option<u64>,
    /// Hidden because it is small, or for others that are.
    pub hidden: bool,
}

#[derive(Deserialize)]
struct Row {
    indicator: String,
    scope: String,
    unit: Option<String>,
    unit_name: Option<String>,
    level: Option<String>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    threshold: Option<Box<RawValue>>,
    verdict: Option<String>,
    left_out: Option<u64>,
    hidden: Option<bool>,
    field: Option<String>,
    procedure: Option<String>,
    month: Option<String>,
    period: Option<Span>,
}

impl TryFrom<Row> for Figure {
    type Error = String;

    fn try_from(row: Row) -> Result<Self, Self::Error> {
        let is_large = |number: Option<u64>| number.is_some_and(|number| number > MOST);
        if is_large(row.numerator) || is_large(row.denominator) {
            return Err(format!("more than {MOST}"));
        }
        let rate = row.numerator.zip(row.denominator);
        if rate.is_some_and(|(numerator, denominator)| numerator > denominator) {
            return Err("numerator > denominator".to_owned());
        }
        let scopes = [Scope::All, Scope::Level, Scope::Unit];
        let known = scopes.into_iter().find(|scope| scope.id() == row.scope);
        let scope = known.ok_or_else(|| format!("scope {}", row.scope))?;
        let parts = [("field", row.field), ("procedure", row.procedure), ("month", row.month)];
        Ok(Self {
            indicator: row.indicator,
            scope,
            unit: row.unit,
            unit_name: row.unit_name,
            level: row.level,
            part: parts.into_iter().find_map(|(kind, id)| Some((kind, id?))),
            period: row.period.map(|span| span.0),
            numerator: row.numerator,
            denominator: row.denominator,
            percent: rate.and_then(|(numerator, denominator)| percent(numerator, denominator)),
            threshold: row.threshold.as_deref().map(|number| hundredths(number.get())).transpose()?,
            verdict: row.verdict.as_deref().map(verdict).transpose()?,
            left_out: row.left_out,
            hidden: row.hidden.unwrap_or_default(),
        })
    }
}

fn verdict(id: &str) -> Result<Verdict, String> {
    let known = [Verdict::Met, Verdict::Missed, Verdict::NotApplicable, Verdict::NotAvailable];
    known.into_iter().find(|verdict| verdict.id() == id).ok_or_else(|| format!("verdict {id}"))
}

/// `40.00` as 4000; other numbers of decimals would not be this program's.
fn hundredths(text: &str) -> Result<Hundredths, String> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "00"));
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number = (is_plain(whole) && is_plain(decimals) && decimals.len() == 2 && whole.len() <= 3)
        .then(|| format!("{whole}{decimals}").parse().ok())
        .flatten();
    number.ok_or_else(|| format!("threshold {text}"))
}

impl Figure {
    fn key(&self, own: Period) -> Key {
        let about = match self.scope {
            Scope::All => None,
            Scope::Level => self.level.clone(),
            Scope::Unit => self.unit.clone(),
        };
        Key {
            indicator: self.indicator.clone(),
            scope: self.scope.id(),
            about,
            part: self.part.clone(),
            period: self.period.unwrap_or(own),
        }
    }

    /// Its numbers.
    pub(super) fn counts(&self) -> (bool, Option<u64>, Option<u64>) {
        (self.hidden, self.numerator, self.denominator)
    }
}

impl Document {
    /// The figures by what they are about, each with its place in the file. One that was asked for twice, as a period compared
    /// with, stands there twice.
    pub(super) fn by_key(self: &Document) -> Result<BTreeMap<Key, (usize, Figure)>, String> {
        let mut figures: BTreeMap<Key, (usize, Figure)> = BTreeMap::new();
        for (place, figure) in self.figures.iter().enumerate() {
            let key = figure.key(self.period.0);
            let before = figures.entry(key).or_insert_with(|| (place, figure.clone()));
            if before.1.counts() != figure.counts() {
                let about = [Some(&figure.indicator), figure.unit.as_ref(), figure.level.as_ref()];
                return Err(about.into_iter().flatten().cloned().collect::<Vec<_>>().join(" "));
            }
        }
        Ok(figures)
    }
}
