//! Right, loud or silent.

use super::dossier::Dossier;
use super::expectation::Expectation;

/// What a reader gave for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Why the file was refused, if it was.
    pub(crate) refused: Option<String>,
    pub(crate) records: Vec<Dossier>,
    /// How many records the reader said that it left out.
    pub(crate) told_missing: u64,
}

/// What a reader's outcome is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Every expected dossier, exactly; polluted records right or told.
    Right,
    /// The file was refused, or more is missing and told; what was given is right.
    Loud,
    /// A wrong value, or a lost or extra record that nobody is told of.
    Silent,
}

impl Class {
    /// The name of the class in files.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Class::Right => "RIGHT",
            Class::Loud => "LOUD",
            Class::Silent => "SILENT",
        }
    }
}

/// Holds what a reader gave against what stands in the file.
///
/// Each dossier may be given once. A record of the file counts as missing when one of its dossiers is: so many records
/// have to be told at least. A doubtful file is never read right: it has to be refused, or some record told.
pub(crate) fn classify(expected: &Expectation, given: &Outcome) -> Class {
    if given.refused.is_some() {
        return Class::Loud;
    }
    let mut open: Vec<Vec<&Dossier>> = expected.records.iter().map(|record| record.dossiers.iter().collect()).collect();
    for record in &given.records {
        if !take(expected, &mut open, record) {
            return Class::Silent;
        }
    }
    let missing = || expected.records.iter().zip(&open).filter(|(_, open)| !open.is_empty());
    let is_told = given.told_missing >= missing().count() as u64;
    if !is_told || (expected.is_doubtful && given.told_missing == 0) {
        return Class::Silent;
    }
    if expected.is_doubtful || missing().any(|(record, _)| !record.is_damaged) { Class::Loud } else { Class::Right }
}

/// Crosses the dossier off the list; false when it is not on it, or no longer.
fn take(expected: &Expectation, open: &mut [Vec<&Dossier>], given: &Dossier) -> bool {
    for (record, open) in expected.records.iter().zip(open) {
        if let Some(place) = open.iter().position(|dossier| *dossier == given) {
            open.remove(place);
            return true;
        }
        if !open.is_empty() && record.also.contains(given) {
            open.clear();
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier(code: &str) -> Dossier {
        Dossier::from_cells([code, "Xã Mẫu 1"])
    }

    fn given(codes: &[&str], told_missing: u64) -> Outcome {
        Outcome { refused: None, records: codes.iter().map(|code| dossier(code)).collect(), told_missing }
    }

    fn three() -> Expectation {
        Expectation::of(&["a", "b", "c"].map(dossier))
    }

    #[test]
    fn everything_exactly_is_right_in_any_order() {
        assert_eq!(classify(&three(), &given(&["c", "a", "b"], 0)), Class::Right);
        // A title told as a bad record is no fault.
        assert_eq!(classify(&three(), &given(&["a", "b", "c"], 2)), Class::Right);
        assert_eq!(classify(&Expectation::none(), &given(&[], 0)), Class::Right);
    }

    #[test]
    fn what_is_refused_or_told_is_loud() {
        let refused = Outcome { refused: Some("quotes".to_owned()), ..Outcome::default() };
        assert_eq!(classify(&three(), &refused), Class::Loud);
        assert_eq!(classify(&three(), &given(&["a"], 2)), Class::Loud);
        assert_eq!(classify(&three(), &given(&[], 3)), Class::Loud);
    }

    #[test]
    fn a_wrong_value_and_a_lost_or_extra_record_are_silent() {
        assert_eq!(classify(&three(), &given(&["a", "b", "x"], 9)), Class::Silent);
        assert_eq!(classify(&three(), &given(&["a", "b"], 0)), Class::Silent);
        assert_eq!(classify(&three(), &given(&["a"], 1)), Class::Silent);
        assert_eq!(classify(&three(), &given(&["a", "b", "c", "c"], 0)), Class::Silent);
        assert_eq!(classify(&three(), &given(&["a", "b", "c", ""], 0)), Class::Silent);
        assert_eq!(classify(&Expectation::none(), &given(&["a"], 0)), Class::Silent);
    }

    #[test]
    fn a_damaged_record_may_be_right_or_told() {
        let damaged = three().damaged(1);
        assert_eq!(classify(&damaged, &given(&["a", "b", "c"], 0)), Class::Right);
        assert_eq!(classify(&damaged, &given(&["a", "c"], 1)), Class::Right);
        assert_eq!(classify(&damaged, &given(&["a", "c"], 0)), Class::Silent);
        assert_eq!(classify(&damaged, &given(&["a"], 2)), Class::Loud);
        assert_eq!(classify(&damaged, &given(&["a", "c", "x"], 1)), Class::Silent);
    }

    #[test]
    fn another_reading_takes_the_place_of_its_dossier_once() {
        let damaged = three().damaged(1).or(1, dossier("b\""));
        assert_eq!(classify(&damaged, &given(&["a", "b\"", "c"], 0)), Class::Right);
        assert_eq!(classify(&damaged, &given(&["a", "b\"", "b", "c"], 0)), Class::Silent);
        assert_eq!(classify(&damaged, &given(&["a", "b", "b\"", "c"], 0)), Class::Silent);
    }

    #[test]
    fn joined_rows_are_one_record() {
        let joined = three().joined(1..3).damaged(1);
        assert_eq!(classify(&joined, &given(&["a"], 1)), Class::Right);
        assert_eq!(classify(&joined, &given(&["a", "b"], 1)), Class::Right);
        assert_eq!(classify(&joined, &given(&["a", "b"], 0)), Class::Silent);
        assert_eq!(classify(&joined, &given(&["a", "b", "c"], 0)), Class::Right);
        assert_eq!(classify(&three().joined(1..3), &given(&["a"], 1)), Class::Loud);
    }

    #[test]
    fn a_doubtful_file_is_never_read_right() {
        let doubtful = three().doubtful();
        assert_eq!(classify(&doubtful, &given(&["a", "b", "c"], 0)), Class::Silent);
        assert_eq!(classify(&doubtful, &given(&["a", "b", "c"], 1)), Class::Loud);
        assert_eq!(classify(&doubtful, &given(&[], 3)), Class::Loud);
        assert_eq!(classify(&doubtful, &given(&["a"], 1)), Class::Silent);
    }
}
