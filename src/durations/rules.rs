use serde::Deserialize;

use crate::dossiers::{ColumnId, Schema};
use crate::indicators::{Choice, Condition, DayValue, DefinitionError, Definitions, Selected};
use crate::period::Day;
use crate::rules::{RuleFile, Rules, RulesError};
use crate::texts::{Localized, Message};

use super::DurationError;

const FILE: &str = "times.toml";

/// The columns besides those of the definitions that durations are measured by, as far as the rules have them.
const COLUMNS: [&str; 5] = ["due", "received_minute", "supplement_asked", "supplement_supplied", "supplement_requests"];

/// What the time of a supplement (bổ sung hồ sơ) does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Nothing.
    Ignore,
    /// The time starts anew when it is supplied.
    Restart,
    /// The days between asked and supplied are taken off.
    Subtract,
    /// They are taken off, and a dossier with two requests or more is late.
    SecondLate,
}

/// An hour after which a dossier counts as received on the next working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOff {
    /// The last minute of the day that is not after it.
    pub minute: i64,
    /// First day of receipt.
    pub from: Day,
    /// Last day of receipt; none: still in force.
    pub to: Option<Day>,
}

/// The rules of processing times, with the user's choices.
#[derive(Debug, Clone)]
pub struct TimeRules {
    /// Place of the event whose dossiers are measured.
    pub event: usize,
    /// Place of the count that must be as many.
    pub total: usize,
    /// The day a dossier ends.
    pub day: DayValue,
    /// Upper ends of the classes of days taken.
    pub taken: Vec<u32>,
    /// Upper ends of the classes of days early or late.
    pub margin: Vec<u32>,
    /// The hours, when they are applied.
    pub cut_offs: Vec<CutOff>,
    /// What a supplement does.
    pub pause: Pause,
    /// Whether dossiers without a due date are held against the legal time.
    pub rebuilds: bool,
    /// What was chosen, to show.
    pub selected: Vec<Selected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: String,
    day: String,
    total: String,
    taken: Vec<u32>,
    margin: Vec<u32>,
    #[serde(default)]
    cut_off: Vec<CutOffBlock>,
    rule: Vec<RuleBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CutOffBlock {
    after: String,
    from: Day,
    to: Option<Day>,
    #[allow(dead_code, reason = "for the reader of the file; required so that no hour comes without its source")]
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleBlock {
    id: String,
    default: String,
    title: Localized,
    #[allow(dead_code, reason = "for the reader of the file; required so that no rule comes without its source")]
    source: String,
    option: Vec<OptionBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionBlock {
    id: String,
    title: Localized,
}

impl TimeRules {
    /// The ids of the rules that can be chosen, and every choice as it is written.
    ///
    /// # Errors
    /// When the file is missing or malformed.
    pub fn choosable(rules: &Rules) -> Result<(Vec<String>, Vec<String>), RulesError> {
        let file: File = rules.file(FILE)?.parse()?;
        let written = |rule: &RuleBlock| {
            rule.option.iter().map(|option| format!("{}={}", rule.id, option.id)).collect::<Vec<_>>()
        };
        let choices = file.rule.iter().flat_map(written).collect();
        Ok((file.rule.into_iter().map(|rule| rule.id).collect(), choices))
    }

    /// Reads `times.toml`, with the user's choices.
    ///
    /// # Errors
    /// When the file is missing or malformed, names what the definitions do not have, or a choice does not exist.
    pub fn load(rules: &Rules, definitions: &Definitions, choices: &[Choice]) -> Result<Self, DurationError> {
        let source = rules.file(FILE)?;
        let file: File = source.parse()?;
        let unknown = |name: &str| -> DurationError { wrong(source, name).into() };
        for ends in [&file.taken, &file.margin] {
            if ends.is_empty() || ends.iter().zip(ends.iter().skip(1)).any(|(end, next)| end >= next) {
                return Err(source.invalid(0, Message::new("times.bad_classes")).into());
            }
        }
        let hour = |block: &CutOffBlock| {
            let minute = minute(&block.after).ok_or_else(|| unknown(&block.after))?;
            Ok(CutOff { minute, from: block.from, to: block.to })
        };
        let cut_offs = file.cut_off.iter().map(hour).collect::<Result<Vec<_>, DurationError>>()?;
        let selected = file.rule.iter().map(|rule| select(rule, choices)).collect::<Result<Vec<_>, _>>()?;
        let option = |term: &str| selected.iter().find(|rule| rule.term == term).map(|rule| rule.option.as_str());
        Ok(Self {
            event: definitions
                .events
                .iter()
                .position(|event| event.id == file.event)
                .ok_or_else(|| unknown(&file.event))?,
            total: definitions.place(&file.total)?,
            day: definitions.day(&file.day).cloned().ok_or_else(|| unknown(&file.day))?,
            taken: file.taken,
            margin: file.margin,
            cut_offs: match option("cut_off") {
                Some("ignored") => Vec::new(),
                Some("applied") => cut_offs,
                _ => return Err(unknown("cut_off")),
            },
            pause: match option("pause") {
                Some("ignore") => Pause::Ignore,
                Some("restart") => Pause::Restart,
                Some("subtract") => Pause::Subtract,
                Some("second_late") => Pause::SecondLate,
                _ => return Err(unknown("pause")),
            },
            rebuilds: match option("rebuilt_due") {
                Some("legal_time") => true,
                Some("none") => false,
                _ => return Err(unknown("rebuilt_due")),
            },
            selected,
        })
    }

    /// The columns that durations are measured by besides those of the definitions.
    #[must_use]
    pub fn columns(&self, schema: &Schema) -> Vec<ColumnId> {
        let of_day = Condition::NoDay(self.day.clone()).columns();
        COLUMNS.iter().filter_map(|name| schema.find(name)).chain(of_day).collect()
    }
}

fn select(rule: &RuleBlock, choices: &[Choice]) -> Result<Selected, DurationError> {
    // Later ones win.
    let chosen = choices.iter().rev().find(|(term, _)| *term == rule.id).map_or(&rule.default, |(_, option)| option);
    let Some(option) = rule.option.iter().find(|offered| offered.id == *chosen) else {
        let known = rule.option.iter().map(|option| format!("{}={}", rule.id, option.id)).collect::<Vec<_>>();
        let error = DefinitionError::Choice { term: rule.id.clone(), option: chosen.clone(), known: known.join(", ") };
        return Err(error.into());
    };
    Ok(Selected {
        term: rule.id.clone(),
        option: option.id.clone(),
        title: rule.title.clone(),
        meaning: option.title.clone(),
        options: rule.option.iter().map(|option| (option.id.clone(), option.title.clone())).collect(),
    })
}

/// Something in the file that the program or the definitions do not know.
fn wrong(file: &RuleFile, name: &str) -> RulesError {
    file.invalid(file.text.find(&format!("\"{name}\"")).unwrap_or(0), Message::new("times.unknown").with("name", name))
}

/// `15:00` as minutes of the day.
fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str, most: i64| text.parse().ok().filter(|number| (0..=most).contains(number));
    Some(number(hour, 23)? * 60 + number(minute, 59)?)
}
