//! What dates can be, and the words that stand around the dossiers of a list: `rules/reading.toml`.

use serde::Deserialize;

use crate::dossiers::YEARS_KEPT;
use crate::matching::fold;
use crate::period::Day;
use crate::rules::{Rules, RulesError};
use crate::texts::Message;

use super::RepairRule;
use super::dates::Dated;

/// The years a dossier can carry, and the offset of local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRules {
    /// First year, 1950 at least; a date before it is a slip of the pen.
    pub first_year: u32,
    /// Last year, 2128 at most.
    pub last_year: u32,
    /// Minutes by which local time is ahead of UTC.
    pub local_offset: i32,
}

impl DateRules {
    /// A day that the file stores as a number, when its year is one that a dossier can carry. `repair`: as in [`Dated`].
    pub(super) fn plausible(&self, day: Day, repair: Option<RepairRule>) -> Option<Dated> {
        let (year, _, of_month) = day.civil();
        let is_plausible = u32::try_from(year).is_ok_and(|year| (self.first_year..=self.last_year).contains(&year));
        is_plausible.then_some(Dated { day, repair, is_low: of_month <= 12 })
    }
}

/// The rules of reading, words folded.
#[derive(Debug, Clone)]
pub struct ReadingRules {
    /// Years and offset.
    pub dates: DateRules,
    /// What stands before and after the six figures (year, month, day) of a dossier code.
    pub(super) code_day_between: String,
    pub(super) totals: Vec<String>,
    pub(super) signatures: Vec<String>,
    pub(super) signature_dates: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) headings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingFile {
    dates: Dates,
    codes: Codes,
    layout: Layout,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    first_year: u32,
    last_year: u32,
    local_offset: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Codes {
    day_between: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    totals: Vec<String>,
    signatures: Vec<String>,
    signature_dates: Vec<String>,
    groups: Vec<String>,
    headings: Vec<String>,
}

impl ReadingRules {
    /// Reads `reading.toml`.
    ///
    /// # Errors
    /// When the file is missing or malformed, or names years that dossiers cannot carry.
    pub fn load(rules: &Rules) -> Result<Self, RulesError> {
        let file = rules.file("reading.toml")?;
        let ReadingFile { dates, codes, layout } = file.parse()?;
        let Some(local_offset) = offset_minutes(&dates.local_offset) else {
            let place = file.text.find("local_offset").unwrap_or(0);
            return Err(file.invalid(place, Message::new("rules.offset").with("offset", dates.local_offset)));
        };
        let is_first_wrong = !YEARS_KEPT.contains(&dates.first_year);
        if is_first_wrong || !(dates.first_year..=*YEARS_KEPT.end()).contains(&dates.last_year) {
            let place = file.text.find(if is_first_wrong { "first_year" } else { "last_year" }).unwrap_or(0);
            let (first, last) = (YEARS_KEPT.start().to_string(), YEARS_KEPT.end().to_string());
            return Err(file.invalid(place, Message::new("rules.years").with("first", first).with("last", last)));
        }
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
        Ok(Self {
            dates: DateRules { first_year: dates.first_year, last_year: dates.last_year, local_offset },
            code_day_between: codes.day_between,
            totals: folded(layout.totals),
            signatures: folded(layout.signatures),
            signature_dates: folded(layout.signature_dates),
            groups: folded(layout.groups),
            headings: folded(layout.headings),
        })
    }
}

/// Minutes of `+07:00`, `-0330`, `+07` or `Z`.
pub(super) fn offset_minutes(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|letter| *letter != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(2);
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().unwrap_or(0));
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_no_dossier_can_carry_are_refused() {
        let load = |first: &str, last: &str| {
            let mut rules = Rules::embedded();
            let text = rules.file("reading.toml").unwrap().text.clone();
            let text = text.replace("first_year = 1995", first).replace("last_year = 2049", last);
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("reading.toml"), text).unwrap();
            rules.overlay(folder.path()).unwrap();
            ReadingRules::load(&rules).map(|rules| (rules.dates.first_year, rules.dates.last_year))
        };
        assert_eq!(load("first_year = 1950", "last_year = 2128").unwrap(), (1950, 2128));
        for (first, last) in [("1949", "2049"), ("1995", "2129"), ("2010", "2009"), ("0", "4294967295")] {
            let error = load(&format!("first_year = {first}"), &format!("last_year = {last}")).unwrap_err();
            let (error, line) = (error.to_string(), if ["1949", "0"].contains(&first) { ":6:" } else { ":7:" });
            assert!(error.contains("rules.years") && error.contains(line), "{first} to {last}: {error}");
        }
    }
}
