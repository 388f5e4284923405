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
    procedures: Spanned<u64>,
    communes: Spanned<u64>,
    districts: Spanned<u64>,
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
    /// Most that are chosen. A pilot in more than a hundred communes is none, and to find the best takes long.
    pub const MOST: u64 = 100;

    /// Reads `pilot.toml`.
    ///
    /// # Errors
    /// With the place in the file, when it is malformed, names an unknown level, or a number is too small or too large.
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
            weights.set(criterion, within(file, &weight, 0, Weights::MOST)?);
        }
        Ok(Self {
            source: parsed.source,
            procedures: within(file, &parsed.procedures, 1, Self::MOST)?,
            communes: within(file, &parsed.communes, 1, Self::MOST)?,
            districts: within(file, &parsed.districts, 1, Self::MOST)?,
            min_dossiers: parsed.min_dossiers,
            commune_level: level(parsed.commune_level)?,
            district_level: level(parsed.district_level)?,
            weights,
        })
    }
}

fn within(file: &RuleFile, number: &Spanned<u64>, least: u64, most: u64) -> Result<u64, RulesError> {
    if (least..=most).contains(number.get_ref()) {
        return Ok(*number.get_ref());
    }
    let said = Message::new("pilot.number").with("least", least).with("most", most);
    Err(file.invalid(number.span().start, said))
}
