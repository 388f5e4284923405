//! What there is to count and to hold it against: `cchc indicators` and `cchc standards`.

use crate::indicators::{Definitions, Indicator, Kind};
use crate::registry::Naming;
use crate::standards::Standard;
use crate::texts::{Message, Texts, numbers};

/// One line per indicator: id and name.
#[must_use]
pub fn indicators(definitions: &Definitions, texts: &Texts) -> String {
    let widest = definitions.indicators.iter().map(|indicator| indicator.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (kind, key) in [(Kind::Rate, "catalogue.rates"), (Kind::Count, "catalogue.counts")] {
        out.push_str(&format!("{}\n", texts.get(key)));
        for indicator in definitions.indicators.iter().filter(|indicator| indicator.kind == kind) {
            out.push_str(&format!("  {:widest$}  {}\n", indicator.id, indicator.title.get(texts.lang())));
        }
    }
    out.push_str(&format!("{}\n", texts.get("catalogue.rules")));
    for rule in &definitions.selected {
        out.push_str(&format!("  {}: {}\n", rule.term, rule.title.get(texts.lang())));
        for (option, meaning) in &rule.options {
            let mark = if *option == rule.option { "*" } else { " " };
            out.push_str(&format!("   {mark} {}={option}: {}\n", rule.term, meaning.get(texts.lang())));
        }
    }
    out
}

/// One indicator: formula in words and in SQL, legal basis, file.
#[must_use]
pub fn indicator(indicator: &Indicator, definitions: &Definitions, standards: &[Standard], texts: &Texts) -> String {
    let lang = texts.lang();
    let event = &definitions.events[indicator.event];
    let mut out = format!("{}: {}\n", indicator.id, indicator.title.get(lang));
    let mut line = |key: &str, text: &str| out.push_str(&format!("  {}: {text}\n", texts.get(key)));
    line("catalogue.formula", indicator.formula.get(lang));
    line("catalogue.event", &format!("{} — {}", event.title.get(lang), event.sql));
    if indicator.kind == Kind::Rate {
        line("catalogue.among", &indicator.among_sql);
    }
    line("catalogue.count", &indicator.counts_sql);
    for (term, title, definition) in definitions.terms_of(indicator) {
        line("catalogue.where", &format!("{term} = {definition} ({})", title.get(lang)));
    }
    for legal in &indicator.legal {
        let basis = super::account::marked(legal.basis.get(lang), texts);
        let said = match legal.from {
            Some(day) => {
                texts.say(&Message::new("catalogue.legal_from").with("basis", &basis).with("day", day.slashed()))
            }
            None => basis,
        };
        line("catalogue.legal", &said);
    }
    let place = definitions.position(&indicator.id);
    for standard in standards {
        for threshold in standard.thresholds.iter().filter(|threshold| Some(threshold.indicator) == place) {
            line(
                "catalogue.threshold",
                &format!("≥ {} ({})", numbers::short_percent(threshold.at_least, lang), standard.id),
            );
        }
    }
    line("catalogue.file", &indicator.file);
    out
}

/// One line per standard: id and name.
#[must_use]
pub fn standards(standards: &[Standard], texts: &Texts) -> String {
    let widest = standards.iter().map(|standard| standard.id.len()).max().unwrap_or(0);
    let line = |standard: &Standard| format!("{:widest$}  {}\n", standard.id, standard.title.get(texts.lang()));
    standards.iter().map(line).collect()
}

/// One standard: thresholds, validity, source, file.
#[must_use]
pub fn standard(standard: &Standard, definitions: &Definitions, naming: &Naming, texts: &Texts) -> String {
    let lang = texts.lang();
    let mut out = format!("{}: {}\n", standard.id, standard.title.get(lang));
    for threshold in &standard.thresholds {
        let indicator = &definitions.indicators[threshold.indicator];
        let levels = match &threshold.levels {
            None => texts.get("catalogue.every_level"),
            Some(levels) => {
                let name =
                    |level: &crate::registry::Level| naming.levels().get(level.0).map(|level| level.title.get(lang));
                levels.iter().filter_map(name).collect::<Vec<_>>().join(", ")
            }
        };
        let at_least = numbers::short_percent(threshold.at_least, lang);
        out.push_str(&format!("  {} ≥ {at_least}  {} ({levels})\n", indicator.id, indicator.title.get(lang)));
    }
    let mut line = |key: &str, text: &str| out.push_str(&format!("  {}: {text}\n", texts.get(key)));
    line("catalogue.valid", &standard.valid.shown());
    line("catalogue.source", &super::account::marked(standard.source.get(lang), texts));
    line("catalogue.file", &standard.file.shown);
    out
}
