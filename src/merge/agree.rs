//! Whether tally files were counted alike.

use std::collections::BTreeMap;

use crate::project::Input;
use crate::registry::Structure;

use super::error::period;
use super::file::is_tally;
use super::{MergeError, TallyFile};

/// How the structure of units is named among what differs: as the option is.
const STRUCTURE: &str = "--structure";
/// Names listed of the rule files that differ.
const MOST_NAMES: usize = 8;

/// Refuses files that were counted by different rules, or otherwise than this run would, or over different periods.
///
/// `rules`: hashes of the rules of this run that decide counts; `registries`: those of its registries, if it has any;
/// `structure`: the structure of units asked for, if any.
///
/// # Errors
/// Names the files, and what differs.
pub fn agree(
    files: &[TallyFile],
    rules: &BTreeMap<String, String>,
    registries: &BTreeMap<String, String>,
    structure: Option<Structure>,
) -> Result<(), MergeError> {
    let Some(first) = files.first() else { return Ok(()) };
    for other in files {
        let mut names = differing(&first.about.rule_hashes, &other.about.rule_hashes);
        names.extend(differing(&first.about.registry_hashes, &other.about.registry_hashes));
        let options = |file: &TallyFile| -> BTreeMap<String, String> {
            let structure = (STRUCTURE.to_owned(), file.about.structure.clone());
            let rules = file.about.rules.iter().map(|row| (row.rule.clone(), row.option.clone()));
            rules.chain([structure]).collect()
        };
        names.extend(differing(&options(first), &options(other)));
        if !names.is_empty() {
            return Err(MergeError::Rules { one: first.name.clone(), other: other.name.clone(), names: shown(&names) });
        }
        if (&first.about.period, &first.about.calendar) != (&other.about.period, &other.about.calendar) {
            return Err(MergeError::Periods {
                one: first.name.clone(),
                of_one: period(first.period()?, &first.about.calendar),
                other: other.name.clone(),
                of_other: period(other.period()?, &other.about.calendar),
            });
        }
    }
    let mut names = differing(&first.about.rule_hashes, rules);
    // A run without a registry of its own takes that of the files.
    let own =
        |(name, hash): (&String, &String)| (first.about.registry_hashes.get(name) != Some(hash)).then(|| name.clone());
    names.extend(registries.iter().filter_map(own));
    let is_other = structure.is_some_and(|structure| structure != first.structure());
    names.extend(is_other.then(|| STRUCTURE.to_owned()));
    if names.is_empty() {
        return Ok(());
    }
    Err(MergeError::Rules { one: first.name.clone(), other: String::new(), names: shown(&names) })
}

/// Refuses tally files where dossiers are needed.
///
/// # Errors
/// Names the first one.
pub fn refuse_tallies(inputs: &[Input]) -> Result<(), MergeError> {
    match inputs.iter().find(|input| is_tally(input)) {
        Some(input) => Err(MergeError::NoExport { file: input.name.clone() }),
        None => Ok(()),
    }
}

/// Names whose values differ, or that only one side has.
fn differing(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let mut names: Vec<String> = one.keys().chain(other.keys()).cloned().collect();
    names.sort();
    names.dedup();
    names.retain(|name| one.get(name) != other.get(name));
    names
}

fn shown(names: &[String]) -> String {
    let mut shown = names.iter().take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMES {
        shown.push_str(", …");
    }
    shown
}
