//! What a file under `rules/scores/` says, checked.

use serde::Deserialize;
use toml::Spanned;

use crate::indicators::{Definitions, Kind};
use crate::matching::nearest;
use crate::period::Day;
use crate::rules::{RuleFile, RulesError};
use crate::texts::{Localized, Message};

use super::points::{ONE, parse_decimal};
use super::{Class, Criterion, From, Group, Part, Rule, ScoreStandard, Step};

/// The most shares that can be taken off 1: with more the exact products could outgrow their type.
const MOST_SHARES: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoreFile {
    id: String,
    title: Localized,
    source: Localized,
    valid: Validity,
    group: Vec<GroupBlock>,
    class: Vec<ClassBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Validity {
    from: Day,
    to: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassBlock {
    id: String,
    title: Localized,
    at_least: Spanned<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupBlock {
    id: String,
    title: Localized,
    criterion: Vec<CriterionBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionBlock {
    id: Spanned<String>,
    title: Localized,
    note: Option<Localized>,
    max: Spanned<toml::Value>,
    full_at: Option<Spanned<toml::Value>>,
    steps: Option<Spanned<Vec<StepBlock>>>,
    when_none: Option<Spanned<toml::Value>>,
    #[serde(default)]
    entered: bool,
    rate: Option<Spanned<String>>,
    #[serde(default)]
    numerator: Vec<Spanned<String>>,
    #[serde(default)]
    denominator: Vec<Spanned<String>>,
    #[serde(default)]
    minus: Vec<PartBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepBlock {
    from: Spanned<toml::Value>,
    points: Spanned<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartBlock {
    id: String,
    #[serde(default)]
    entered: bool,
    rate: Option<Spanned<String>>,
    #[serde(default)]
    numerator: Vec<Spanned<String>>,
    #[serde(default)]
    denominator: Vec<Spanned<String>>,
}

/// Reads one file.
pub(super) fn read(file: &RuleFile, definitions: &Definitions) -> Result<ScoreStandard, RulesError> {
    let parsed = file.parse::<ScoreFile>()?;
    let reader = Reader { file, definitions };
    let (mut groups, mut criteria) = (Vec::new(), Vec::<Criterion>::new());
    for (place, block) in parsed.group.into_iter().enumerate() {
        groups.push(Group { id: block.id, title: block.title });
        for block in block.criterion {
            let at = block.id.span().start;
            let criterion = reader.criterion(block, place)?;
            if criteria.iter().any(|other| other.id == criterion.id) {
                return Err(file.invalid(at, Message::new("scores.twice").with("id", &criterion.id)));
            }
            criteria.push(criterion);
        }
    }
    let mut classes = Vec::<Class>::new();
    for block in parsed.class {
        let at_least = reader.number(&block.at_least, 2, 0, i64::MAX)?;
        if classes.last().is_some_and(|above| above.at_least <= at_least) {
            return Err(file.invalid(block.at_least.span().start, Message::new("scores.class_order")));
        }
        classes.push(Class { id: block.id, title: block.title, at_least });
    }
    let (valid_from, valid_to) = (parsed.valid.from, parsed.valid.to);
    let (id, title, source) = (parsed.id, parsed.title, parsed.source);
    Ok(ScoreStandard { id, title, source, valid_from, valid_to, groups, criteria, classes, file: file.clone() })
}

struct Reader<'a> {
    file: &'a RuleFile,
    definitions: &'a Definitions,
}

impl Reader<'_> {
    fn criterion(&self, block: CriterionBlock, group: usize) -> Result<Criterion, RulesError> {
        let at = block.id.span().start;
        let id = block.id.into_inner();
        let max = self.number(&block.max, 2, 1, i64::MAX)?;
        let when_none = block.when_none.map(|value| self.number(&value, 2, 0, max)).transpose()?;
        let rule = match (block.full_at, block.steps) {
            (None, None) => Rule::Linear { full_at: ONE },
            (Some(full_at), None) => Rule::Linear { full_at: self.number(&full_at, 4, 1, ONE)? },
            (None, Some(steps)) => self.steps(&steps, max)?,
            (Some(_), Some(_)) => return Err(self.file.invalid(at, Message::new("scores.two_rules").with("id", id))),
        };
        let own = PartBlock {
            id: String::new(),
            entered: block.entered,
            rate: block.rate,
            numerator: block.numerator,
            denominator: block.denominator,
        };
        let is_complement = !block.minus.is_empty();
        let says_more = own.entered || own.rate.is_some() || !own.numerator.is_empty() || !own.denominator.is_empty();
        let blocks = match is_complement {
            true if says_more || block.minus.len() > MOST_SHARES => {
                return Err(self.file.invalid(at, Message::new("scores.two_sources").with("id", id)));
            }
            true => block.minus,
            false => vec![own],
        };
        let part = |block: PartBlock| {
            let key = if is_complement { format!("{id}.{}", block.id) } else { id.clone() };
            Ok(Part { from: self.from(block, at, &key)?, key })
        };
        let parts = blocks.into_iter().map(part).collect::<Result<Vec<_>, RulesError>>()?;
        if parts.iter().enumerate().any(|(place, part)| parts[..place].iter().any(|other| other.key == part.key)) {
            return Err(self.file.invalid(at, Message::new("scores.twice").with("id", id)));
        }
        Ok(Criterion { group, title: block.title, note: block.note, max, rule, when_none, is_complement, parts, id })
    }

    /// Steps go up in both, within the maximum, and the last one earns it: full points can be had.
    fn steps(&self, blocks: &Spanned<Vec<StepBlock>>, max: i64) -> Result<Rule, RulesError> {
        let mut steps = Vec::<Step>::new();
        for block in blocks.get_ref() {
            let step =
                Step { from: self.number(&block.from, 4, 0, ONE)?, points: self.number(&block.points, 2, 0, max)? };
            if steps.last().is_some_and(|below| below.from >= step.from || below.points >= step.points) {
                return Err(self.file.invalid(block.from.span().start, Message::new("scores.step_order")));
            }
            steps.push(step);
        }
        match steps.last() {
            Some(last) if last.points == max => Ok(Rule::Steps(steps)),
            _ => Err(self.file.invalid(blocks.span().start, Message::new("scores.last_step"))),
        }
    }

    fn from(&self, block: PartBlock, at: usize, key: &str) -> Result<From, RulesError> {
        let ids = |ids: &[Spanned<String>]| {
            ids.iter().map(|id| self.indicator(id, Kind::Count)).collect::<Result<Vec<_>, _>>()
        };
        match (block.entered, &block.rate, block.numerator.as_slice(), block.denominator.as_slice()) {
            (true, None, [], []) => Ok(From::Entered),
            (false, Some(rate), [], []) => Ok(From::Rate(self.indicator(rate, Kind::Rate)?)),
            (false, None, numerator @ [_, ..], denominator @ [_, ..]) => {
                Ok(From::Sums { numerator: ids(numerator)?, denominator: ids(denominator)? })
            }
            _ => Err(self.file.invalid(at, Message::new("scores.two_sources").with("id", key))),
        }
    }

    fn indicator(&self, id: &Spanned<String>, kind: Kind) -> Result<String, RulesError> {
        let of_kind = || self.definitions.indicators.iter().filter(|indicator| indicator.kind == kind);
        if of_kind().any(|indicator| indicator.id == *id.get_ref()) {
            return Ok(id.get_ref().clone());
        }
        let near = nearest(id.get_ref(), of_kind().map(|indicator| indicator.id.as_str())).unwrap_or("?");
        let said = Message::new("scores.unknown_indicator").with("id", id.get_ref()).with("near", near);
        Err(self.file.invalid(id.span().start, said))
    }

    /// A number with so many decimals, within bounds. `0.8` and `"0.80"` are the same.
    fn number(&self, value: &Spanned<toml::Value>, decimals: usize, least: i64, most: i64) -> Result<i64, RulesError> {
        let text = match value.get_ref() {
            toml::Value::String(text) => text.clone(),
            // A float's shortest form is what was written.
            other => other.to_string(),
        };
        let number = parse_decimal(&text, decimals).filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            self.file.invalid(value.span().start, Message::new("scores.not_a_number").with("text", text))
        })
    }
}
