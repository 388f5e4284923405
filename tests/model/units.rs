//! Units: which unit of the registry a text stands for, and which level a name tells.

use chrono::NaiveDate;

use super::key::key;

/// A line of `units.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) level: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) valid_to: Option<NaiveDate>,
}

/// A unit of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unit {
    pub(crate) key: String,
    pub(crate) level: &'static str,
    /// The name by the registry; none for a unit that is not in it.
    pub(crate) name: Option<&'static str>,
}

/// The unit that received a dossier.
pub(crate) fn unit(text: &str, received: Option<NaiveDate>, registry: Option<&[Registered]>) -> Unit {
    let unlisted = || Unit { key: format!("~{}", without_prefix(key(text))), level: level(text), name: None };
    if text.is_empty() {
        return unlisted();
    }
    let registry = registry.unwrap_or_default();
    let name = key(text);
    let by_name = |unit: &&Registered| key(unit.name) == name || unit.aliases.iter().any(|alias| key(alias) == name);
    let by_code = |unit: &&Registered| key(unit.code) == name;
    let by_core = |unit: &&Registered| {
        core(unit.name) == core(text) || unit.aliases.iter().any(|alias| core(alias) == core(text))
    };
    let mut found: Vec<&Registered> = registry.iter().filter(by_name).collect();
    if found.is_empty() {
        found = registry.iter().filter(by_code).collect();
    }
    if found.is_empty() {
        found = registry.iter().filter(by_core).collect();
    }
    let valid = |unit: &Registered| match (unit.valid_to, received) {
        (Some(last), Some(received)) => received <= last,
        _ => true,
    };
    match found.as_slice() {
        [one] if valid(one) => Unit { key: one.code.to_owned(), level: one.level, name: Some(one.name) },
        // None, several of one name, or one that was no more.
        _ => unlisted(),
    }
}

/// A name without what systems put around it: the office before it, the province after it.
fn core(name: &str) -> String {
    without_prefix(key(name.split([',']).next().unwrap_or_default().split(" - ").next().unwrap_or_default()))
}

/// A key without the office before the name. What follows it stays: it may tell two communes of one name apart.
fn without_prefix(mut key: String) -> String {
    let prefixes = ["ubnd ", "ủy ban nhân dân ", "bộ phận một cửa ", "một cửa "];
    while let Some(rest) = prefixes.iter().find_map(|prefix| key.strip_prefix(prefix)) {
        key = rest.to_owned();
    }
    key
}

/// The level that the first words of a name tell.
fn level(name: &str) -> &'static str {
    let core = core(name);
    let begins = |words: &[&str]| words.iter().any(|word| core == *word || core.starts_with(&format!("{word} ")));
    if begins(&["tỉnh", "sở", "ban quản lý"]) {
        "province"
    } else if begins(&["huyện", "quận", "thị xã", "thành phố", "phòng"]) {
        "district"
    } else if begins(&["xã", "phường", "thị trấn"]) {
        "commune"
    } else {
        "unknown"
    }
}
