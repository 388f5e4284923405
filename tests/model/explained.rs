//! What became of every record, for one indicator: the codes of its numerator and denominator, and all the others by number.

use std::collections::BTreeSet;

use super::export::{Export, Written, read};
use super::indicators::{Question, judge, told, touches};
use super::newest::newest;
use super::units::{Registered, unit};

/// The dossiers behind a figure, and what is not behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Explained {
    pub(crate) numerator: BTreeSet<String>,
    pub(crate) denominator: BTreeSet<String>,
    pub(crate) left_out: u64,
    pub(crate) other_units: u64,
    pub(crate) superseded: u64,
    pub(crate) rejected: u64,
    pub(crate) records: u64,
}

/// The explanation of an indicator, over all dossiers or those of the unit with this key.
pub(crate) fn explained(
    written: &[Written],
    registry: Option<&[Registered]>,
    question: &Question,
    indicator: &str,
    of: Option<&str>,
) -> Explained {
    let exports: Vec<Export> = written.iter().map(read).collect();
    let kept = newest(&exports);
    let mut explained = Explained::default();
    for export in &exports {
        explained.rejected += export.rejected.len() as u64;
        explained.records += (export.rejected.len() + export.dossiers.len()) as u64;
    }
    explained.superseded = explained.records - explained.rejected - kept.len() as u64;
    for one in &kept {
        let dossier = one.dossier;
        let key = unit(&dossier.unit, dossier.received, registry).key;
        if of.is_some_and(|of| of != key) {
            explained.other_units += 1;
        } else if told(indicator, &one.export.columns) {
            let (among, counts) = judge(indicator, dossier, question);
            explained.denominator.extend(among.then(|| dossier.code.clone()));
            explained.numerator.extend(counts.then(|| dossier.code.clone()));
        } else {
            explained.left_out += u64::from(touches(dossier, question));
        }
    }
    explained
}
