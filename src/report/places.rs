//! Where figures stand: those of one row side by side, in the order of the indicators.

use std::collections::BTreeMap;

use super::model::{Figure, Report, Scope};

/// What a row of figures is about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) comparison: Option<usize>,
    pub(super) scope: &'static str,
    /// The unit's key or the level's id.
    pub(super) key: Option<&'a str>,
    pub(super) part: Option<&'a str>,
}

impl<'a> About<'a> {
    pub(super) fn of(figure: &'a Figure) -> Self {
        let key = match figure.scope {
            Scope::All => None,
            Scope::Level => figure.level.as_deref(),
            Scope::Unit => figure.unit.as_deref(),
        };
        let part = figure.part.as_ref().map(|part| part.id.as_str());
        Self { comparison: figure.comparison, scope: figure.scope.id(), key, part }
    }

    /// A row of the report's own period that is not broken down further.
    pub(super) fn whole(scope: Scope, key: Option<&'a str>) -> Self {
        Self { comparison: None, scope: scope.id(), key, part: None }
    }
}

/// The places of rows of figures.
pub(super) struct Places<'a> {
    rows: BTreeMap<About<'a>, usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let first = report.figures.iter().enumerate().filter(|(_, figure)| figure.indicator == 0);
        Self { rows: first.map(|(place, figure)| (About::of(figure), place)).collect() }
    }

    /// The place of a row's figure of this indicator.
    pub(super) fn find(&self, about: About<'_>, indicator: usize) -> Option<usize> {
        self.rows.get(&about).map(|first| first + indicator)
    }
}
