//! Every dossier counts once: the record of the newest export, and within an export the last one.

use std::collections::BTreeMap;

use super::dossier::Dossier;
use super::export::Export;

/// A dossier that counts, and the export it is from.
#[derive(Debug, Clone)]
pub(crate) struct Kept<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) export: &'a Export,
}

/// The dossiers that count. Of exports of one day the one whose name sorts last is newer; one without a day is oldest.
pub(crate) fn newest(exports: &[Export]) -> Vec<Kept<'_>> {
    let mut from_old_to_new: Vec<&Export> = exports.iter().collect();
    from_old_to_new.sort_by(|left, right| (left.day, &left.name).cmp(&(right.day, &right.name)));
    let mut last: BTreeMap<&str, Kept<'_>> = BTreeMap::new();
    for export in from_old_to_new {
        for dossier in &export.dossiers {
            last.insert(&dossier.code, Kept { dossier, export });
        }
    }
    last.into_values().collect()
}
