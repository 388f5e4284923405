//! A polluted file.

use super::expectation::Expectation;

/// A polluted file, the rule it was made by, and what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Pollution {
    /// Name without extension, the family first: `row_extra_delimiter-07-03`.
    pub(crate) name: String,
    /// The family of rules it belongs to.
    pub(crate) family: &'static str,
    /// What was done, one sentence.
    pub(crate) rule: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) expectation: Expectation,
}

impl Pollution {
    /// A file of `family`, told apart from its sisters by `which`.
    pub(crate) fn new(
        family: &'static str,
        which: &str,
        rule: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        expectation: Expectation,
    ) -> Self {
        Self { name: format!("{family}-{which}"), family, rule: rule.into(), bytes: bytes.into(), expectation }
    }
}
