use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::indicators::{Definitions, Kind};
use crate::matching::nearest;
use crate::period::{Day, Period};
use crate::registry::{Level, Naming};
use crate::rules::{RuleFile, Rules, RulesError};
use crate::texts::numbers::Hundredths;
use crate::texts::{Localized, Message};

use super::StandardError;

/// A threshold (chỉ tiêu): a rate should be at least this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Place of the indicator in the definitions.
    pub indicator: usize,
    /// In hundredths of a percent.
    pub at_least: Hundredths,
    /// The administrative levels it applies to; none: all of them, and the total.
    pub levels: Option<Vec<Level>>,
}

/// A set of thresholds in force for some time.
#[derive(Debug, Clone)]
pub struct Standard {
    /// Id.
    pub id: String,
    /// Name.
    pub title: Localized,
    /// Where it comes from.
    pub source: Localized,
    /// When it is in force.
    pub valid: Period,
    /// The thresholds.
    pub thresholds: Vec<Threshold>,
    /// The file that holds it.
    pub file: RuleFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardFile {
    id: String,
    title: Localized,
    source: Localized,
    valid: Validity,
    threshold: Vec<ThresholdBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validity {
    from: Day,
    to: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdBlock {
    indicator: Spanned<String>,
    at_least: Spanned<toml::Value>,
    levels: Option<Vec<Spanned<String>>>,
}

impl Standard {
    /// The threshold of an indicator at a level (`None`: the total): one for that very level comes before one for all.
    #[must_use]
    pub fn threshold(&self, indicator: usize, level: Option<Level>) -> Option<Hundredths> {
        let of_indicator = || self.thresholds.iter().filter(|threshold| threshold.indicator == indicator);
        let own = of_indicator().find(|threshold| match (&threshold.levels, level) {
            (Some(levels), Some(level)) => levels.contains(&level),
            _ => false,
        });
        own.or_else(|| of_indicator().find(|threshold| threshold.levels.is_none())).map(|threshold| threshold.at_least)
    }

    fn read(file: &RuleFile, definitions: &Definitions, naming: &Naming) -> Result<Self, RulesError> {
        let parsed = file.parse::<StandardFile>()?;
        let mut thresholds: Vec<Threshold> = Vec::new();
        for block in parsed.threshold {
            let at = block.indicator.span().start;
            let id = block.indicator.get_ref();
            let rates = || definitions.indicators.iter().filter(|indicator| indicator.kind == Kind::Rate);
            let near = |id: &str| nearest(id, rates().map(|rate| rate.id.as_str())).unwrap_or("?").to_owned();
            let rate = definitions.position(id).filter(|place| definitions.indicators[*place].kind == Kind::Rate);
            let indicator = rate.ok_or_else(|| {
                file.invalid(at, Message::new("standards.unknown_indicator").with("id", id).with("near", near(id)))
            })?;
            // 40, 99.5 or "99.5": a float's shortest form is what was written.
            let text = match block.at_least.get_ref() {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let at_least = parse_percent(&text).ok_or_else(|| {
                file.invalid(block.at_least.span().start, Message::new("standards.not_a_percent").with("text", text))
            })?;
            let level = |id: &Spanned<String>| {
                let unknown = || {
                    Message::new("standards.unknown_level").with("id", id.get_ref()).with("known", levels_known(naming))
                };
                naming.level(id.get_ref()).ok_or_else(|| file.invalid(id.span().start, unknown()))
            };
            let levels =
                block.levels.map(|levels| levels.iter().map(level).collect::<Result<Vec<_>, _>>()).transpose()?;
            let clashes = |other: &Threshold| match (&other.levels, &levels) {
                (Some(left), Some(right)) => left.iter().any(|level| right.contains(level)),
                (None, None) => true,
                _ => false,
            };
            if thresholds.iter().any(|other| other.indicator == indicator && clashes(other)) {
                return Err(file.invalid(at, Message::new("standards.twice").with("id", id)));
            }
            thresholds.push(Threshold { indicator, at_least, levels });
        }
        let valid = Period { from: parsed.valid.from, to: parsed.valid.to };
        Ok(Self { id: parsed.id, title: parsed.title, source: parsed.source, valid, thresholds, file: file.clone() })
    }
}

/// All standards of the rules.
#[derive(Debug, Clone)]
pub struct Standards {
    standards: Vec<Standard>,
}

impl Standards {
    /// Reads `standards/*.toml`.
    ///
    /// # Errors
    /// When a file is malformed or names an unknown indicator or level.
    pub fn load(rules: &Rules, definitions: &Definitions, naming: &Naming) -> Result<Self, StandardError> {
        let mut standards: Vec<Standard> = Vec::new();
        for file in rules.folder("standards") {
            let standard = Standard::read(file, definitions, naming)?;
            if let Some(other) = standards.iter().find(|other| other.id == standard.id) {
                let said = Message::new("rules.id_twice").with("id", &standard.id).with("other", &other.file.shown);
                return Err(file.invalid(0, said).into());
            }
            standards.push(standard);
        }
        Ok(Self { standards })
    }

    /// All of them, by file name.
    #[must_use]
    pub fn all(&self) -> &[Standard] {
        &self.standards
    }

    /// The standard called `name`, or the one in the file `name`.
    ///
    /// # Errors
    /// When there is neither, or the file cannot be used.
    pub fn find(&self, name: &str, definitions: &Definitions, naming: &Naming) -> Result<Standard, StandardError> {
        if let Some(standard) = self.standards.iter().find(|standard| standard.id == name) {
            return Ok(standard.clone());
        }
        let path = Path::new(name);
        if !(path.is_file() || name.ends_with(".toml")) {
            let known = self.standards.iter().map(|standard| standard.id.as_str()).collect::<Vec<_>>().join(", ");
            return Err(StandardError::Unknown { id: name.to_owned(), known });
        }
        let text =
            fs::read_to_string(path).map_err(|source| StandardError::Unreadable { path: path.to_owned(), source })?;
        // Its own name without its folder: where it lies on a machine must not change outputs.
        let own_name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = RuleFile { name: format!("standards/{own_name}"), shown: path.display().to_string(), text };
        Ok(Standard::read(&file, definitions, naming)?)
    }
}

fn levels_known(naming: &Naming) -> String {
    naming.levels().iter().map(|level| level.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// `40`, `99.5` or `99,5` in hundredths; at most two decimals, 0 to 100; none for anything else.
#[must_use]
pub fn parse_percent(text: &str) -> Option<Hundredths> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 2 {
        return None;
    }
    let hundredths = whole.parse::<Hundredths>().ok()? * 100 + format!("{fraction:0<2}").parse::<Hundredths>().ok()?;
    (0..=10_000).contains(&hundredths).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::Schema;

    fn loaded(text: &str) -> Result<Standard, String> {
        let rules = Rules::embedded();
        let definitions = Definitions::load(&rules, &Schema::load(&rules).unwrap(), &[]).unwrap();
        let naming = Naming::load(&rules).unwrap();
        Standards::load(&rules, &definitions, &naming).unwrap();
        let head = "id = \"x\"\ntitle = { vi = \"x\", en = \"x\" }\nsource = { vi = \"x\", en = \"x\" }\nvalid = { from = \"2022-01-01\", to = \"2022-12-31\" }\n";
        let file = RuleFile { name: "x".into(), shown: "x".into(), text: format!("{head}{text}") };
        Standard::read(&file, &definitions, &naming).map_err(|error| error.to_string())
    }

    #[test]
    fn a_threshold_for_a_level_comes_before_one_for_all() {
        let standard = loaded(
            "[[threshold]]\nindicator = \"on_time_rate\"\nat_least = \"98\"\n\
             [[threshold]]\nindicator = \"on_time_rate\"\nat_least = \"99.5\"\nlevels = [\"commune\"]\n",
        )
        .unwrap();
        let place = standard.thresholds[0].indicator;
        assert_eq!(standard.threshold(place, Some(Level(2))), Some(9950));
        assert_eq!(standard.threshold(place, Some(Level(1))), Some(9800));
        assert_eq!(standard.threshold(place, None), Some(9800));
        assert_eq!(standard.threshold(place + 1, None), None);
    }

    #[test]
    fn mistakes_are_refused_with_their_place() {
        let threshold = |indicator: &str, percent: &str| {
            loaded(&format!("[[threshold]]\nindicator = \"{indicator}\"\nat_least = \"{percent}\"\n")).unwrap_err()
        };
        assert_eq!(threshold("on_time", "98"), "x:6:13: standards.unknown_indicator");
        assert_eq!(threshold("received", "98"), "x:6:13: standards.unknown_indicator");
        assert_eq!(threshold("on_time_rate", "101"), "x:7:12: standards.not_a_percent");
        assert_eq!(threshold("on_time_rate", "9.999"), "x:7:12: standards.not_a_percent");
    }

    #[test]
    fn thresholds_are_numbers_or_texts() {
        for (written, at_least) in [("98", 9800), ("99.5", 9950), ("0.07", 7), ("\"99,95\"", 9995)] {
            let text = format!("[[threshold]]\nindicator = \"on_time_rate\"\nat_least = {written}\n");
            assert_eq!(loaded(&text).unwrap().thresholds[0].at_least, at_least, "{written}");
        }
    }
}
