//! The shape of the definition files, before expressions are compiled.

use serde::Deserialize;
use toml::Spanned;

use crate::period::Day;
use crate::texts::Localized;

use super::doubts::{About, Severity};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventsFile {
    pub(super) touches: String,
    /// The term without which a dossier counts nowhere.
    #[serde(default)]
    pub(super) counted: Option<Spanned<String>>,
    pub(super) term: Vec<TermBlock>,
    pub(super) event: Vec<EventBlock>,
    pub(super) identity: Vec<IdentityBlock>,
    #[serde(default)]
    pub(super) doubt: Vec<DoubtBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermBlock {
    pub(super) id: String,
    pub(super) title: Localized,
    pub(super) sql: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) option: Vec<OptionBlock>,
    pub(super) default: Option<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "for the reader of the file")]
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionBlock {
    pub(super) id: String,
    pub(super) sql: Spanned<String>,
    pub(super) title: Localized,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventBlock {
    pub(super) id: String,
    pub(super) title: Localized,
    #[serde(rename = "where")]
    pub(super) condition: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubtBlock {
    pub(super) id: String,
    pub(super) title: Localized,
    #[serde(rename = "where")]
    pub(super) condition: Spanned<String>,
    #[serde(default)]
    pub(super) about: About,
    #[serde(default)]
    pub(super) severity: Severity,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityBlock {
    pub(super) total: Spanned<String>,
    pub(super) parts: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorsFile {
    #[serde(default)]
    pub(super) indicator: Vec<IndicatorBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorBlock {
    pub(super) id: Spanned<String>,
    pub(super) kind: super::Kind,
    pub(super) event: Spanned<String>,
    pub(super) among: Option<Spanned<String>>,
    pub(super) counts: Spanned<String>,
    pub(super) title: Localized,
    pub(super) short: Localized,
    pub(super) formula: Localized,
    pub(super) legal: Localized,
    #[serde(default)]
    pub(super) legal_later: Vec<LegalLater>,
    #[serde(default)]
    pub(super) headline: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LegalLater {
    pub(super) from: Day,
    pub(super) basis: Localized,
}
