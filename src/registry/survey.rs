//! The catalogue of procedures, counted: by administrative level and field, and what is posted though no longer in force.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::fold;
use crate::period::Day;

use super::{Level, Postings, Procedure, ProcedureRegistry, Registered, UnitRegistry};

/// Why a posted procedure should not be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Its validity has ended, on this day.
    Expired(Day),
    /// Another procedure replaced it: its code.
    Replaced(String),
    /// A decision repealed it.
    Repealed(String),
    /// It is not in force yet.
    NotYet(Day),
    /// The catalogue does not have it.
    Unlisted,
}

/// A procedure posted though not in force (niêm yết khi đã hết hiệu lực).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Code of the unit.
    pub unit: String,
    /// Name of the unit, or its code when the registry does not have it.
    pub unit_name: String,
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the procedure.
    pub name: String,
    /// Why.
    pub fault: Fault,
}

/// Procedures in force of one administrative level, or of one field of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The level; none for procedures without one, and for the total.
    pub level: Option<Level>,
    /// The field; none for a whole level and for the total.
    pub field: Option<String>,
    /// How many fields.
    pub fields: usize,
    /// How many procedures.
    pub procedures: usize,
    /// How many are offered online (levels 3 and 4).
    pub online: usize,
    /// How many of each service level, in the order of the vocabulary.
    pub by_service_level: Vec<usize>,
}

/// The catalogue, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The day on which procedures had to be in force; none: those without an end.
    pub on: Option<Day>,
    /// Ids of the service levels.
    pub service_levels: Vec<String>,
    /// All procedures in force.
    pub total: Tier,
    /// Each level, from the top.
    pub levels: Vec<Tier>,
    /// Each field of each level.
    pub fields: Vec<Tier>,
    /// Procedures in the catalogue that are not in force.
    pub ended: usize,
    /// How many postings there are; none without a list of postings.
    pub postings: Option<usize>,
    /// Postings of procedures not in force, in the order of the list.
    pub stale: Vec<Stale>,
}

impl Survey {
    /// Counts the catalogue as of `on`. `service_levels`: their ids, and whether they are offered online.
    #[must_use]
    pub fn new(
        catalogue: &ProcedureRegistry,
        postings: Option<&Postings>,
        units: Option<&UnitRegistry>,
        service_levels: &[(&str, bool)],
        on: Option<Day>,
    ) -> Self {
        let in_force: Vec<&Procedure> =
            catalogue.procedures().iter().filter(|procedure| is_in_force(procedure, on)).collect();
        let mut levels: Vec<Option<Level>> = in_force.iter().map(|procedure| procedure.level).collect();
        levels.sort_by_key(|level| level.map_or(usize::MAX, |level| level.0));
        levels.dedup();
        let tier = |level: Option<Option<Level>>, field: Option<&str>| {
            let wanted = |procedure: &&&Procedure| {
                level.is_none_or(|level| procedure.level == level)
                    && field.is_none_or(|field| fold(&procedure.field) == fold(field))
            };
            let of: Vec<&&Procedure> = in_force.iter().filter(wanted).collect();
            let with = |id: &str| of.iter().filter(|procedure| procedure.service_level == id).count();
            let by_service_level: Vec<usize> = service_levels.iter().map(|(id, _)| with(id)).collect();
            Tier {
                level: level.flatten(),
                field: field.map(str::to_owned),
                fields: of.iter().map(|procedure| fold(&procedure.field)).collect::<BTreeSet<_>>().len(),
                procedures: of.len(),
                online: service_levels
                    .iter()
                    .zip(&by_service_level)
                    .filter(|((_, online), _)| *online)
                    .map(|(_, n)| n)
                    .sum(),
                by_service_level,
            }
        };
        let mut fields = Vec::new();
        for level in &levels {
            let of_level = in_force.iter().filter(|procedure| procedure.level == *level);
            // One field may be spelled in several ways: the first spelling is shown.
            let mut names: BTreeMap<String, &str> = BTreeMap::new();
            for procedure in of_level {
                names.entry(fold(&procedure.field)).or_insert(&procedure.field);
            }
            fields.extend(names.into_values().map(|field| tier(Some(*level), Some(field))));
        }
        let stale = |posting: &super::Posting| {
            let fault = fault(catalogue, &posting.procedure, on)?;
            // A code comes again for another unit of another time: the one that is there on the day is meant.
            let is_there = |unit: &&&Registered| on.map_or(unit.valid_to.is_none(), |day| unit.valid_on(day));
            let of_code: Vec<&Registered> =
                units.iter().flat_map(|units| units.units()).filter(|unit| unit.code == posting.unit).collect();
            let unit = of_code.iter().find(is_there).or(of_code.first());
            Some(Stale {
                unit: posting.unit.clone(),
                unit_name: unit.map_or_else(|| posting.unit.clone(), |unit| unit.name.clone()),
                procedure: posting.procedure.clone(),
                name: catalogue
                    .find(&posting.procedure, on)
                    .map(|procedure| procedure.name.clone())
                    .unwrap_or_default(),
                fault,
            })
        };
        Self {
            on,
            service_levels: service_levels.iter().map(|(id, _)| (*id).to_owned()).collect(),
            total: tier(None, None),
            levels: levels.iter().map(|level| tier(Some(*level), None)).collect(),
            fields,
            ended: catalogue.procedures().len() - in_force.len(),
            postings: postings.map(|postings| postings.postings.len()),
            stale: postings.map(|postings| postings.postings.iter().filter_map(stale).collect()).unwrap_or_default(),
        }
    }
}

/// A procedure that is marked as replaced or repealed without a last day is not in force on any day.
fn is_in_force(procedure: &Procedure, on: Option<Day>) -> bool {
    let ended = procedure.replaced_by.is_some() || procedure.repealed_by.is_some();
    match on {
        Some(day) => procedure.valid_on(day) && !(ended && procedure.valid_to.is_none()),
        None => procedure.valid_to.is_none() && !ended,
    }
}

fn fault(catalogue: &ProcedureRegistry, code: &str, on: Option<Day>) -> Option<Fault> {
    if catalogue.of_code(code).any(|procedure| is_in_force(procedure, on)) {
        return None;
    }
    let Some(procedure) = catalogue.of_code(code).last() else { return Some(Fault::Unlisted) };
    Some(match (&procedure.replaced_by, &procedure.repealed_by, procedure.valid_from, procedure.valid_to) {
        (_, _, Some(from), _) if on.is_some_and(|day| day < from) => Fault::NotYet(from),
        (Some(code), ..) => Fault::Replaced(code.clone()),
        (None, Some(decision), ..) => Fault::Repealed(decision.clone()),
        (None, None, _, Some(to)) => Fault::Expired(to),
        (None, None, _, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Naming;
    use crate::rules::Rules;

    const CATALOGUE: &str = "code,name,field,level,service_level,valid_from,valid_to,replaced_by,repealed_by\n\
        1.1,A,F1,district,full,,,,\n\
        1.2,B,F1,district,partial,2022-03-01,,,\n\
        1.3,C,F2,commune,information,,2021-12-31,,\n\
        1.4,D,F2,commune,partial,,,1.1,\n\
        1.5,E,F2,commune,partial,,2021-06-30,,QĐ 1\n\
        1.013220,G,F2,commune,full,,,,\n";

    #[test]
    fn what_is_in_force_is_counted_and_what_is_not_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.csv");
        std::fs::write(&path, CATALOGUE).unwrap();
        let levels = ["full", "partial", "information"];
        let naming = Naming::load(&Rules::embedded()).unwrap();
        let catalogue = ProcedureRegistry::read(&path, &naming, &levels).unwrap();
        let posting = |code: &str| super::super::Posting { unit: "u".to_owned(), procedure: code.to_owned() };
        let codes = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.013220", "1.01322"];
        let postings = Postings { postings: codes.map(posting).to_vec() };
        let levels = levels.map(|id| (id, id != "information"));
        let on = Day::parse_iso("2022-01-31");
        let survey = Survey::new(&catalogue, Some(&postings), None, &levels, on);
        assert_eq!((survey.total.procedures, survey.total.fields, survey.ended), (2, 2, 4));
        assert_eq!(survey.levels.iter().map(|tier| tier.procedures).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(survey.total.by_service_level, [2, 0, 0]);
        assert_eq!(survey.total.online, 2);
        let faults: Vec<_> = survey.stale.iter().map(|stale| (stale.procedure.as_str(), stale.fault.clone())).collect();
        let day = |text: &str| Day::parse_iso(text).unwrap();
        assert_eq!(
            faults,
            [
                ("1.2", Fault::NotYet(day("2022-03-01"))),
                ("1.3", Fault::Expired(day("2021-12-31"))),
                ("1.4", Fault::Replaced("1.1".to_owned())),
                ("1.5", Fault::Repealed("QĐ 1".to_owned())),
                ("1.01322", Fault::Unlisted),
            ]
        );
        let earlier = Survey::new(&catalogue, None, None, &levels, Day::parse_iso("2021-06-30"));
        assert_eq!(earlier.total.procedures, 4);
    }
}
