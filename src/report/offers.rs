//! Which procedures are offered online, by the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use crate::tally::{Counted, Crossing};

use super::material::Material;
use super::pilot::GroupBy;

/// Whether a group of procedures is offered online (cung cấp trực tuyến). The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offered {
    /// It is: more people are to use it.
    Online,
    /// Some of its procedures are.
    Partly,
    /// It is not: it must be offered first.
    NotYet,
    /// The catalogue does not have it, or there is none.
    Unknown,
}

impl Offered {
    /// All, in the order in which they are shown.
    pub const ALL: [Offered; 4] = [Offered::Online, Offered::Partly, Offered::NotYet, Offered::Unknown];

    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Offered::Online => "online",
            Offered::Partly => "partly",
            Offered::NotYet => "not_yet",
            Offered::Unknown => "unknown",
        }
    }
}

/// What the catalogue and the dossiers say of procedures.
pub(super) struct Offers<'a> {
    material: &'a Material<'a>,
    /// The procedures of each field that have dossiers.
    of_field: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Offers<'a> {
    pub(super) fn new(material: &'a Material<'a>, crossed: &'a BTreeMap<Crossing, Counted>) -> Self {
        let mut of_field: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for crossing in crossed.keys() {
            of_field.entry(&crossing.field).or_default().insert(&crossing.procedure);
        }
        Self { material, of_field }
    }

    /// The name of a procedure, by the catalogue or else by the exports; empty for a field, which is its own name.
    pub(super) fn name(&self, id: &str, by: GroupBy) -> String {
        if by == GroupBy::Field {
            return String::new();
        }
        let listed = self.material.procedures.and_then(|known| known.find(id, Some(self.material.period.period.to)));
        let seen = || self.material.exports.procedure_names.get(id).cloned();
        listed.map(|procedure| procedure.name.clone()).or_else(seen).unwrap_or_default()
    }

    pub(super) fn offered(&self, id: &str, by: GroupBy) -> Offered {
        if by == GroupBy::Procedure {
            return self.procedure(id);
        }
        let procedures = self.of_field.get(id).into_iter().flatten();
        let found: BTreeSet<Offered> = procedures.map(|code| self.procedure(code)).collect();
        match (found.len(), found.first()) {
            (1, Some(one)) => *one,
            (0, _) | (_, None) => Offered::Unknown,
            _ if found.contains(&Offered::Online) => Offered::Partly,
            // Not offered, or not known to be.
            _ => Offered::Unknown,
        }
    }

    fn procedure(&self, code: &str) -> Offered {
        let (catalogue, day) = (self.material.procedures, self.material.period.period.to);
        let Some(found) = catalogue.and_then(|known| known.find(code, Some(day))) else { return Offered::Unknown };
        let schema = self.material.schema;
        let words = schema.vocabulary(schema.roles.service_level);
        let is_online = words.is_some_and(|words| words.is_online(&found.service_level));
        if is_online { Offered::Online } else { Offered::NotYet }
    }
}
