use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{Input, Manifest, Mapping};
use super::model::{Cause, Conclusion, Run, Trait, TraitKind};

/// Rule files that say what is read as what; all others say what is counted.
const OF_MAPPING: [&str; 3] = ["columns.toml", "vocabularies.toml", "reading.toml"];
const OF_MAPPING_FOLDER: &str = "profiles/";
/// The day of an export is the latest one in it.
const LATEST_DAY: &str = "latest_day";
/// The breakdown whose parts are other days under another calendar.
const BY_MONTH: &str = "month";

/// Everything that differs between two runs besides their figures, by cause.
pub(super) fn traits(old: &Run, new: &Run) -> Vec<Trait> {
    let mut found = Vec::new();
    inputs(old, new, &mut found);
    rules(old, new, &mut found);
    asked(old, new, &mut found);
    found.sort();
    found
}

/// What can have moved figures.
pub(super) fn conclusion(old: &Run, new: &Run, traits: &[Trait], is_same: bool) -> Conclusion {
    let hides = [old, new].iter().any(|run| run.manifest.option("suppress_below").is_some());
    // Figures are paired by period, breakdown and indicator: what was asked for decides which there are, not what they say,
    // unless small ones are hidden among them.
    // Verdicts under different standards are not looked at, so another standard moves no figure that is.
    let can_move = |found: &&Trait| found.cause != Cause::Asked || (hides && found.what != TraitKind::Standard);
    let causes: BTreeSet<Cause> = traits.iter().filter(can_move).map(|found| found.cause).collect();
    match (is_same, causes.len(), causes.first()) {
        (true, ..) => Conclusion::Same(causes),
        (false, 1, Some(cause)) => Conclusion::One(*cause),
        (false, 0, _) | (false, _, None) => Conclusion::Unexplained,
        (false, ..) => Conclusion::Several(causes),
    }
}

/// Adds what is not the same.
fn add(
    found: &mut Vec<Trait>,
    (cause, what): (Cause, TraitKind),
    name: &str,
    old: Option<impl ToString>,
    new: Option<impl ToString>,
) {
    let (old, new) = (old.map(|value| value.to_string()), new.map(|value| value.to_string()));
    if old != new {
        found.push(Trait { cause, what, name: name.to_owned(), old, new });
    }
}

fn name(input: &Input) -> String {
    input.sheet.as_ref().map_or_else(|| input.path.clone(), |sheet| format!("{} [{sheet}]", input.path))
}

fn inputs(old: &Run, new: &Run, found: &mut Vec<Trait>) {
    let (before_run, after_run) = (old, new);
    let by_name =
        |run: &Run| -> BTreeMap<String, Input> { run.manifest.inputs.iter().map(|i| (name(i), i.clone())).collect() };
    let (mut before, mut after) = (by_name(old), by_name(new));
    let both: Vec<String> = before.keys().filter(|name| after.contains_key(*name)).cloned().collect();
    for name in both {
        let (Some(old), Some(new)) = (before.remove(&name), after.remove(&name)) else { continue };
        add(found, (Cause::Data, TraitKind::Export), &name, Some(&old.blake3), Some(&new.blake3));
        mapping(&name, &old, &new, found);
    }
    // What is left has another name, or is in one run only.
    for (old_name, old) in before {
        let is_of = |run: &Run, input: &Input| run.manifest.is_of_tally(input);
        let renamed = counterpart(&old_name, &old, &after);
        match renamed.and_then(|name| after.remove_entry(&name)) {
            Some((new_name, new)) => {
                // In a tally file a list is named behind it: the name that the office gave it may be the same.
                if is_of(before_run, &old) == is_of(after_run, &new) {
                    add(found, (Cause::Data, TraitKind::ExportName), &new_name, Some(&old_name), Some(&new_name));
                }
                mapping(&new_name, &old, &new, found);
            }
            None => add(found, (Cause::Data, TraitKind::Export), &old_name, Some(&old.blake3), None::<String>),
        }
    }
    for (new_name, new) in after {
        add(found, (Cause::Data, TraitKind::Export), &new_name, None::<String>, Some(&new.blake3));
    }
    let (counts_before, counts_after) = (&old.manifest.counts, &new.manifest.counts);
    for file in counts_before.keys().chain(counts_after.keys()).collect::<BTreeSet<_>>() {
        add(found, (Cause::Data, TraitKind::Counts), file, counts_before.get(file), counts_after.get(file));
    }
    let unread = |run: &Run| -> BTreeSet<String> { run.manifest.unread.iter().cloned().collect() };
    let (before, after) = (unread(old), unread(new));
    for file in before.symmetric_difference(&after) {
        let of = |run: &BTreeSet<String>| run.get(file).cloned();
        add(found, (Cause::Data, TraitKind::Unread), file, of(&before), of(&after));
    }
}

/// The list of the same content; of several the one whose name ends the same.
fn counterpart(name: &str, old: &Input, after: &BTreeMap<String, Input>) -> Option<String> {
    let ends = |one: &str, other: &str| one.strip_suffix(other).is_some_and(|head| head.ends_with('/'));
    let same = |(_, new): &(&String, &Input)| new.blake3 == old.blake3 && new.sheet == old.sheet;
    let mut alike = after.iter().filter(same).map(|(name, _)| name);
    let first = alike.clone().next();
    alike.find(|new| ends(name, new) || ends(new, name)).or(first).cloned()
}

fn mapping(name: &str, old: &Input, new: &Input, found: &mut Vec<Trait>) {
    let of = |what| (Cause::Mapping, what);
    add(found, of(TraitKind::Profile), name, Some(&old.profile), Some(&new.profile));
    // A day that the content tells is another one because the content is.
    let is_told = [old, new].iter().all(|input| input.exported_known_by == LATEST_DAY);
    let cause = if is_told && old.blake3 != new.blake3 { Cause::Data } else { Cause::Mapping };
    add(found, (cause, TraitKind::Exported), name, old.exported.as_ref(), new.exported.as_ref());
    let (Some(old), Some(new)) = (&old.mapping, &new.mapping) else { return };
    add(found, of(TraitKind::Kind), name, Some(&old.kind), Some(&new.kind));
    add(found, of(TraitKind::Encoding), name, old.encoding.as_ref(), new.encoding.as_ref());
    add(found, of(TraitKind::Delimiter), name, old.delimiter, new.delimiter);
    let columns: BTreeSet<&String> = old.columns.keys().chain(new.columns.keys()).collect();
    for column in columns {
        let header = |mapping: &Mapping| mapping.columns.get(column).cloned();
        add(found, of(TraitKind::Column), &format!("{name}: {column}"), header(old), header(new));
    }
    for column in old.filled.symmetric_difference(&new.filled) {
        let of_run = |mapping: &Mapping| mapping.filled.get(column).cloned();
        add(found, of(TraitKind::Filled), &format!("{name}: {column}"), of_run(old), of_run(new));
    }
}

fn rules(old: &Run, new: &Run, found: &mut Vec<Trait>) {
    let (before, after) = (&old.manifest, &new.manifest);
    let files: BTreeSet<&String> = before.rules.keys().chain(after.rules.keys()).collect();
    for file in files {
        let is_mapping = OF_MAPPING.contains(&file.as_str()) || file.starts_with(OF_MAPPING_FOLDER);
        let cause = if is_mapping { Cause::Mapping } else { Cause::Rules };
        add(found, (cause, TraitKind::File), file, before.rules.get(file), after.rules.get(file));
    }
    let terms: BTreeSet<&String> = before.rule_options.keys().chain(after.rule_options.keys()).collect();
    for term in terms {
        let (old, new) = (before.rule_options.get(term), after.rule_options.get(term));
        add(found, (Cause::Rules, TraitKind::Option), term, old, new);
    }
    let structure = |manifest: &Manifest| manifest.structure.as_ref().map(|used| used.structure.clone());
    if let (Some(old), Some(new)) = (structure(before), structure(after)) {
        add(found, (Cause::Rules, TraitKind::Structure), "", Some(old), Some(new));
    }
    let newest = |manifest: &Manifest| manifest.structure.as_ref().and_then(|used| used.as_of.clone());
    if let (Some(old), Some(new)) = (newest(before), newest(after)) {
        add(found, (Cause::Rules, TraitKind::StructureDay), "", Some(old), Some(new));
    }
    let program = |run: &Run| Some(format!("{} {}", run.manifest.program, run.manifest.version));
    add(found, (Cause::Version, TraitKind::Program), &after.program, program(old), program(new));
    add(found, (Cause::Version, TraitKind::Contract), "", Some(&old.contract), Some(&new.contract));
}

fn asked(old: &Run, new: &Run, found: &mut Vec<Trait>) {
    let periods = |run: &Run| run.compared_with.iter().map(|period| period.key()).collect::<Vec<_>>().join(", ");
    let compared = |run: &Run| Some(periods(run)).filter(|periods| !periods.is_empty());
    let option = |run: &Run, name| run.manifest.option(name).map(str::to_owned);
    // Months of the same name are other days, and count other dossiers.
    let by_month = [old, new].iter().all(|run| run.manifest.option("by") == Some(BY_MONTH));
    let of_calendar = if by_month { Cause::Rules } else { Cause::Asked };
    add(found, (of_calendar, TraitKind::Calendar), "", Some(&old.calendar), Some(&new.calendar));
    let mut asked = |what, old: Option<String>, new: Option<String>| {
        add(found, (Cause::Asked, what), "", old, new);
    };
    asked(TraitKind::Period, Some(old.period.key()), Some(new.period.key()));
    asked(TraitKind::ComparedWith, compared(old), compared(new));
    asked(TraitKind::Standard, old.standard.clone(), new.standard.clone());
    asked(TraitKind::Breakdown, option(old, "by"), option(new, "by"));
    asked(TraitKind::SuppressBelow, option(old, "suppress_below"), option(new, "suppress_below"));
}
