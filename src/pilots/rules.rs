use serde::Deserialize;
use toml::Spanned;

use crate::registry::Naming;
use crate::rules::{RuleFile, Rules, RulesError};
use crate::texts::{Localized, Message};

use super::{Criterion, PilotError, Weights};

/// The file.
const FILE: &str = "pilot.toml";

/// What is chosen by, unless the command line says otherwise.
#[derive(Debug, Clone)]
pub struct PilotRules {
    /// Where criteria and weights come from.
    pub source: Localized,
    /// Groups of procedures that are chosen.
    pub procedures: u64,
    /// Communes that are chosen.
    pub communes: u64,
    /// Districts that they may lie in.
    pub districts: u64,
    /// Groups and communes with fewer dossiers are left out.
    pub min_dossiers: u64,
    /// Id of the level of communes.
    pub commune_level: String,
    /// Id of the level of districts.
    pub district_level: String,
    /// Weights.
    pub weights: Weights,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parsed {
    source: Localized,
    procedures: u64,
    communes: u64,
    districts: u64,
    min_dossiers: u64,
    commune_level: Spanned<String>,
    district_level: Spanned<String>,
    weights: ParsedWeights,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParsedWeights {
    volume: Spanned<u64>,
    gap: Spanned<u64>,
    spread: Spanned<u64>,
}

impl PilotRules {
    /// Reads `pilot.toml`.
    ///
    /// # Errors
    /// With the place in the file, when it is malformed, names an unknown level, or a weight is too large.
    pub fn load(rules: &Rules, naming: &Naming) -> Result<Self, PilotError> {
        let file = rules.file(FILE)?;
        let parsed: Parsed = file.parse()?;
        let level = |id: Spanned<String>| -> Result<String, RulesError> {
            if naming.level(id.get_ref()).is_some() {
                return Ok(id.into_inner());
            }
            let known: Vec<&str> = naming.levels().iter().map(|level| level.id.as_str()).collect();
            let said = Message::new("cli.level").with("level", id.get_ref()).with("known", known.join(", "));
            Err(file.invalid(id.span().start, said))
        };
        let mut weights = Weights::default();
        let of = [
            (Criterion::Volume, parsed.weights.volume),
            (Criterion::Gap, parsed.weights.gap),
            (Criterion::Spread, parsed.weights.spread),
        ];
        for (criterion, weight) in of {
            weights.set(criterion, self::weight(file, &weight)?);
        }
        Ok(Self {
            source: parsed.source,
            procedures: parsed.procedures,
            communes: parsed.communes,
            districts: parsed.districts,
            min_dossiers: parsed.min_dossiers,
            commune_level: level(parsed.commune_level)?,
            district_level: level(parsed.district_level)?,
            weights,
        })
    }
}

fn weight(file: &RuleFile, weight: &Spanned<u64>) -> Result<u64, RulesError> {
    if *weight.get_ref() <= Weights::MOST {
        return Ok(*weight.get_ref());
    }
    Err(file.invalid(weight.span().start, Message::new("pilot.weight").with("most", Weights::MOST)))
}
