use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::dossiers::{ColumnId, Schema};
use crate::matching::nearest;
use crate::rules::{RuleFile, Rules};
use crate::texts::{Localized, Message};

use super::DefinitionError;
use super::compile::{Compiled, Scope, compile};
use super::doubts::{About, Doubt};
use super::expression::{Condition, DayValue};
use super::files::{EventsFile, IndicatorsFile, TermBlock};
use super::legal::LegalBasis;

/// A rate has a denominator; a count has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Numerator over denominator.
    Rate,
    /// A number of dossiers.
    Count,
}

/// An event (sự kiện): what puts a dossier into a period. Doubts, conditions under which a record contradicts itself,
/// have the same shape.
#[derive(Debug, Clone)]
pub struct Event {
    /// Id.
    pub id: String,
    /// Name to show.
    pub title: Localized,
    /// The condition as written.
    pub sql: String,
    /// The condition.
    pub condition: Condition,
}

/// An indicator (chỉ tiêu) and how it is counted.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Id, stable.
    pub id: String,
    /// Rate or count.
    pub kind: Kind,
    /// Place of its event in [`Definitions::events`].
    pub event: usize,
    /// Denominator, as written.
    pub among_sql: String,
    /// Numerator, as written.
    pub counts_sql: String,
    /// Denominator: event and `among`.
    pub among: Condition,
    /// Numerator: event, `among` and `counts`.
    pub counts: Condition,
    /// Name.
    pub title: Localized,
    /// Name short enough for the head of a column.
    pub short: Localized,
    /// The formula in words.
    pub formula: Localized,
    /// Legal bases, one after the other.
    pub legal: Vec<LegalBasis>,
    /// True for what a reader looks for first; besides it, every rate with a threshold.
    pub headline: bool,
    /// The file that defines it.
    pub file: String,
}

/// A sum that must hold: places in [`Definitions::indicators`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The sum.
    pub total: usize,
    /// What adds up to it.
    pub parts: Vec<usize>,
}

/// A rule on which practice differs (quy tắc tính), and the option in force.
#[derive(Debug, Clone)]
pub struct Selected {
    /// Id of the term.
    pub term: String,
    /// Id of the option in force.
    pub option: String,
    /// Name of the term.
    pub title: Localized,
    /// What the option means.
    pub meaning: Localized,
    /// All options: id and meaning.
    pub options: Vec<(String, Localized)>,
}

/// A choice of the user's: term and option.
pub type Choice = (String, String);

/// All definitions in force.
#[derive(Debug, Clone)]
pub struct Definitions {
    /// Events, in the order of the file.
    pub events: Vec<Event>,
    /// Indicators: rates first, in the order of the files.
    pub indicators: Vec<Indicator>,
    /// Sums that must hold.
    pub identities: Vec<Identity>,
    /// Conditions under which a dossier's record contradicts itself.
    pub doubts: Vec<Doubt>,
    /// The rules with options, and what is in force.
    pub selected: Vec<Selected>,
    /// The condition under which a dossier touches the period at all.
    pub touches: Condition,
    /// The condition without which a dossier counts nowhere, whatever its days: its status.
    pub counted: Condition,
    /// Terms by name, as SQL, for the reader.
    pub terms: Vec<(String, Localized, String)>,
    /// The terms that are days.
    days: Vec<(String, DayValue)>,
}

fn distinct(mut columns: Vec<ColumnId>) -> Vec<ColumnId> {
    columns.sort_unstable();
    columns.dedup();
    columns
}

impl Definitions {
    /// Reads `events.toml` and `indicators/*.toml`, with the user's choices among the rules that have options.
    ///
    /// # Errors
    /// When a file is missing or malformed, an expression names something unknown, an id is there twice, or a choice
    /// does not exist.
    pub fn load(rules: &Rules, schema: &Schema, choices: &[Choice]) -> Result<Self, DefinitionError> {
        let file = rules.file("events.toml")?;
        let blocks = file.parse::<EventsFile>()?;
        let mut definitions = Self {
            events: Vec::new(),
            indicators: Vec::new(),
            identities: Vec::new(),
            doubts: Vec::new(),
            selected: Vec::new(),
            touches: Condition::Constant(true),
            counted: Condition::Constant(true),
            terms: Vec::new(),
            days: Vec::new(),
        };
        let compiled = definitions.load_terms(file, blocks.term, schema, choices)?;
        let scope = Scope { schema, terms: &compiled };
        if let Some(counted) = &blocks.counted {
            definitions.counted = condition(file, counted, &scope)?;
        }
        for block in blocks.event {
            let condition = condition(file, &block.condition, &scope)?;
            let sql = block.condition.into_inner();
            if block.id == blocks.touches {
                definitions.touches = condition.clone();
            }
            definitions.events.push(Event { id: block.id, title: block.title, sql, condition });
        }
        for block in blocks.doubt {
            let condition = condition(file, &block.condition, &scope)?;
            let sql = block.condition.into_inner();
            definitions.doubts.push(Doubt {
                id: block.id,
                title: block.title,
                severity: block.severity,
                about: block.about,
                sql,
                condition,
            });
        }
        if definitions.events.iter().all(|event| event.id != blocks.touches) {
            return Err(file
                .invalid(
                    0,
                    Message::new("indicators.unknown_event")
                        .with("id", &blocks.touches)
                        .with("known", definitions.event_ids()),
                )
                .into());
        }
        for file in rules.folder("indicators") {
            definitions.load_indicators(file, &scope)?;
        }
        definitions.indicators.sort_by_key(|indicator| indicator.kind == Kind::Count);
        for block in blocks.identity {
            let place = |id: &Spanned<String>| {
                definitions.position(id.get_ref()).ok_or_else(|| {
                    file.invalid(
                        id.span().start,
                        Message::new("indicators.unknown_in_identity").with("id", id.get_ref()),
                    )
                })
            };
            let parts = block.parts.iter().map(place).collect::<Result<Vec<_>, _>>()?;
            definitions.identities.push(Identity { total: place(&block.total)?, parts });
        }
        Ok(definitions)
    }

    /// The day that a term stands for.
    #[must_use]
    pub fn day(&self, term: &str) -> Option<&DayValue> {
        self.days.iter().find(|(id, _)| id == term).map(|(_, day)| day)
    }

    /// The place of the indicator called `id`.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.id == id)
    }

    /// The indicator called `id`.
    ///
    /// # Errors
    /// When there is none; names the nearest.
    pub fn find(&self, id: &str) -> Result<&Indicator, DefinitionError> {
        self.place(id).map(|place| &self.indicators[place])
    }

    /// The place of the indicator called `id`.
    ///
    /// # Errors
    /// When there is none; names the nearest.
    pub fn place(&self, id: &str) -> Result<usize, DefinitionError> {
        self.position(id).ok_or_else(|| {
            let ids = || self.indicators.iter().map(|indicator| indicator.id.as_str());
            let known = nearest(id, ids()).map_or_else(|| ids().collect::<Vec<_>>().join(", "), str::to_owned);
            DefinitionError::UnknownIndicator { id: id.to_owned(), known }
        })
    }

    /// The terms that an indicator is written with, and those that these are written with: id, name, SQL.
    pub fn terms_of(&self, indicator: &Indicator) -> Vec<&(String, Localized, String)> {
        let event = &self.events[indicator.event];
        let mut sql = format!("{} {} {}", event.sql, indicator.among_sql, indicator.counts_sql);
        let mut named = Vec::new();
        for term in self.terms.iter().rev() {
            if sql.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).any(|word| word == term.0) {
                sql.push(' ');
                sql.push_str(&term.2);
                named.push(term);
            }
        }
        named
    }

    fn event_ids(&self) -> String {
        self.events.iter().map(|event| event.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Every column that some definition names.
    #[must_use]
    pub fn columns(&self) -> Vec<ColumnId> {
        let named = self.indicators.iter().flat_map(|indicator| indicator.counts.columns());
        let of_period = self.doubts.iter().filter(|doubt| doubt.about == About::Period);
        let doubted = of_period.flat_map(|doubt| doubt.condition.columns());
        distinct(named.chain(doubted).chain(self.touches.columns()).chain(self.counted.columns()).collect())
    }

    /// The columns that the doubts need.
    #[must_use]
    pub fn doubted_columns(&self) -> Vec<ColumnId> {
        distinct(self.doubts.iter().flat_map(|doubt| doubt.condition.columns()).collect())
    }

    fn load_terms(
        &mut self,
        file: &RuleFile,
        blocks: Vec<TermBlock>,
        schema: &Schema,
        choices: &[Choice],
    ) -> Result<Vec<(String, Compiled)>, DefinitionError> {
        let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
        for (term, option) in choices {
            let known = blocks
                .iter()
                .any(|block| block.id == *term && block.option.iter().any(|offered| offered.id == *option));
            if !known {
                let every = blocks
                    .iter()
                    .flat_map(|block| block.option.iter().map(|option| format!("{}={}", block.id, option.id)));
                let known = every.collect::<Vec<_>>().join(", ");
                return Err(DefinitionError::Choice { term: term.clone(), option: option.clone(), known });
            }
            wanted.insert(term, option);
        }
        let mut compiled: Vec<(String, Compiled)> = Vec::new();
        for block in blocks {
            let option = wanted.get(block.id.as_str()).copied().or(block.default.as_deref());
            let chosen = option.and_then(|option| block.option.iter().find(|offered| offered.id == option));
            let Some(sql) = chosen.map(|chosen| &chosen.sql).or(block.sql.as_ref()) else {
                return Err(file.invalid(0, Message::new("indicators.term_without_sql").with("id", &block.id)).into());
            };
            let term = expression(file, sql, &Scope { schema, terms: &compiled })?;
            self.terms.push((block.id.clone(), block.title.clone(), sql.get_ref().clone()));
            if let Some(chosen) = chosen {
                self.selected.push(Selected {
                    term: block.id.clone(),
                    option: chosen.id.clone(),
                    title: block.title.clone(),
                    meaning: chosen.title.clone(),
                    options: block.option.iter().map(|option| (option.id.clone(), option.title.clone())).collect(),
                });
            }
            if let Compiled::Day(day) = &term {
                self.days.push((block.id.clone(), day.clone()));
            }
            compiled.push((block.id, term));
        }
        Ok(compiled)
    }

    fn load_indicators(&mut self, file: &RuleFile, scope: &Scope<'_>) -> Result<(), DefinitionError> {
        for block in file.parse::<IndicatorsFile>()?.indicator {
            let at = block.id.span().start;
            let id = block.id.into_inner();
            // An id names files and keys of outputs.
            let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if id.is_empty() || !id.bytes().all(is_plain) {
                return Err(file.invalid(at, Message::new("indicators.bad_id").with("id", &id)).into());
            }
            if self.position(&id).is_some() {
                return Err(file.invalid(at, Message::new("indicators.twice").with("id", &id)).into());
            }
            let event = self.events.iter().position(|event| event.id == *block.event.get_ref()).ok_or_else(|| {
                let said = Message::new("indicators.unknown_event")
                    .with("id", block.event.get_ref())
                    .with("known", self.event_ids());
                file.invalid(block.event.span().start, said)
            })?;
            let mut among = vec![self.events[event].condition.clone()];
            let among_sql = match (block.kind, block.among) {
                (Kind::Rate, Some(sql)) => {
                    among.push(condition(file, &sql, scope)?);
                    sql.into_inner()
                }
                (Kind::Count, None) => "TRUE".to_owned(),
                (Kind::Rate, None) | (Kind::Count, Some(_)) => {
                    return Err(file.invalid(at, Message::new("indicators.among").with("id", &id)).into());
                }
            };
            let among = Condition::All(among);
            let counts = Condition::All(vec![among.clone(), condition(file, &block.counts, scope)?]);
            self.indicators.push(Indicator {
                id,
                kind: block.kind,
                event,
                among_sql,
                counts_sql: block.counts.into_inner(),
                among,
                counts,
                title: block.title,
                short: block.short,
                headline: block.headline,
                formula: block.formula,
                legal: LegalBasis::all(block.legal, block.legal_later),
                file: file.shown.clone(),
            });
        }
        Ok(())
    }
}

fn expression(file: &RuleFile, sql: &Spanned<String>, scope: &Scope<'_>) -> Result<Compiled, DefinitionError> {
    compile(sql.get_ref(), scope).map_err(|fault| located(file, sql, fault.said, fault.at))
}

fn condition(file: &RuleFile, sql: &Spanned<String>, scope: &Scope<'_>) -> Result<Condition, DefinitionError> {
    match expression(file, sql, scope)? {
        Compiled::Condition(condition) => Ok(condition),
        Compiled::Day(_) => Err(located(file, sql, Message::new("indicators.not_a_condition"), 1)),
    }
}

/// The place in the file of character `at` of an expression. Exact for a string on one line without escapes.
fn located(file: &RuleFile, sql: &Spanned<String>, said: Message, at: usize) -> DefinitionError {
    let written = &file.text[sql.span()];
    let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
    let skipped: usize = written[quotes..].chars().take(at.saturating_sub(1)).map(char::len_utf8).sum();
    let place = file.place(sql.span().start + quotes + skipped);
    DefinitionError::Expression { place, said, sql: sql.get_ref().clone(), at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Explain;

    fn load(change: (&str, &str, &str), choices: &[(&str, &str)]) -> Result<Definitions, DefinitionError> {
        let mut rules = Rules::embedded();
        let (name, from, to) = change;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join(name);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = rules.file(name).unwrap().text.clone();
        assert!(text.contains(from), "{from}");
        std::fs::write(&target, text.replacen(from, to, 1)).unwrap();
        rules.overlay(folder.path()).unwrap();
        let schema = Schema::load(&rules).unwrap();
        let choices: Vec<_> = choices.iter().map(|(term, option)| ((*term).to_owned(), (*option).to_owned())).collect();
        Definitions::load(&rules, &schema, &choices)
    }

    fn fault(from: &str, to: &str) -> String {
        let error = load(("indicators/rates.toml", from, to), &[]).unwrap_err();
        let message = error.message();
        let value = |name| message.values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.as_str());
        let place = value("place").rsplit("rates.toml").next().unwrap().to_owned();
        format!("{} {place} {}{}", message.key, value("near"), value("name"))
    }

    #[test]
    fn the_shipped_definitions_load() {
        let definitions = load(("events.toml", "touches", "touches"), &[]).unwrap();
        let wanted = [
            "online_rate",
            "online_rate_level3",
            "online_rate_level4",
            "postal_receipt_rate",
            "postal_return_rate",
            "on_time_rate",
            "early_rate",
            "dossier_digitization_rate",
            "result_digitization_rate",
            "online_payment_rate",
            "satisfaction_rate",
            "received",
            "carried_over",
            "settled_early",
            "settled_on_day",
            "settled_late",
            "open_in_time",
            "open_late",
        ];
        for id in wanted {
            assert!(definitions.position(id).is_some(), "{id}");
        }
        assert_eq!(definitions.identities.len(), 6);
        assert_eq!(definitions.selected.len(), 2);
    }

    #[test]
    fn mistakes_in_expressions_show_their_place() {
        let rate = "counts = \"receipt_channel = 'online'\"";
        assert_eq!(
            fault(rate, "counts = \"receipt_chanel = 'online'\""),
            "indicators.unknown_column :10:11 receipt_channelreceipt_chanel"
        );
        assert_eq!(
            fault(rate, "counts = \"TRUE AND upper(status) = 'x'\""),
            "indicators.unknown_function :10:20 upper"
        );
        assert_eq!(fault(rate, "counts = \"receipt_channel = 'onlin'\""), "indicators.unknown_word :10:29 ");
        assert_eq!(fault(rate, "counts = \"receipt_channel > 'online'\""), "indicators.types :10:11 ");
        assert_eq!(fault(rate, "counts = \"received\""), "indicators.not_a_condition :10:11 ");
        assert_eq!(fault(rate, "counts = \"(TRUE\"").split(' ').next(), Some("indicators.sql"));
        assert_eq!(fault(rate, "counts = \"TRUE TRUE\""), "indicators.sql :10:16 ");
        assert_eq!(fault("event = \"received\"", "event = \"recieved\""), "indicators.unknown_event :8:9 ");
    }

    #[test]
    fn an_indicator_defined_twice_is_refused() {
        assert_eq!(
            fault("id = \"online_rate_level3\"", "id = \"online_rate\"").split(' ').next(),
            Some("indicators.twice")
        );
    }

    #[test]
    fn rules_are_chosen_by_name() {
        let events = ("events.toml", "touches", "touches");
        let definitions = load(events, &[("timeliness_known", "left_out")]).unwrap();
        assert_eq!(definitions.selected[1].option, "left_out");
        assert!(load(events, &[("timeliness_known", "maybe")]).is_err());
    }
}
