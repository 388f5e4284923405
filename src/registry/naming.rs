//! How the name of a unit is read: what to drop before comparing, and which level its first words tell.

use serde::Deserialize;

use crate::matching::{clean, fold};
use crate::rules::{Rules, RulesError};
use crate::texts::Localized;

/// An administrative level (cấp hành chính), by its place from the top; [`Naming::levels`] names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub usize);

/// A level as the rules describe it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// `province`, `district`, `commune`.
    pub id: String,
    /// Name to show.
    pub title: Localized,
    words: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamingFile {
    prefixes: Vec<String>,
    suffix_separators: Vec<String>,
    level: Vec<LevelRule>,
}

/// The naming rules of `rules/units.toml`.
#[derive(Debug, Clone)]
pub struct Naming {
    rules: NamingFile,
    /// The prefixes, folded, each with the blank behind it.
    prefix_keys: Vec<String>,
    /// The separators of suffixes, folded.
    separator_keys: Vec<String>,
    /// The first words of each level, folded.
    level_keys: Vec<Vec<String>>,
}

impl Naming {
    /// Reads `units.toml`.
    ///
    /// # Errors
    /// When the file is missing or malformed.
    pub fn load(rules: &Rules) -> Result<Self, RulesError> {
        let rules: NamingFile = rules.file("units.toml")?.parse()?;
        let prefix_keys = rules.prefixes.iter().map(|prefix| format!("{} ", fold(prefix))).collect();
        let keys = |level: &LevelRule| level.words.iter().map(|word| fold(word)).collect();
        let level_keys = rules.level.iter().map(keys).collect();
        let separator_keys = rules.suffix_separators.iter().map(|separator| fold(separator)).collect();
        Ok(Self { rules, prefix_keys, separator_keys, level_keys })
    }

    /// The levels, from the top.
    #[must_use]
    pub fn levels(&self) -> &[LevelRule] {
        &self.rules.level
    }

    /// The words that stand before names of units, and those that begin them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.rules.prefixes.iter().chain(self.rules.level.iter().flat_map(|level| &level.words)).map(String::as_str)
    }

    /// The level called `id`.
    #[must_use]
    pub fn level(&self, id: &str) -> Option<Level> {
        self.rules.level.iter().position(|level| level.id == id).map(Level)
    }

    /// The level that the first words of `name` tell.
    #[must_use]
    pub fn infer_level(&self, name: &str) -> Option<Level> {
        let core = self.core(name);
        let begins = |word: &String| {
            core.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.level_keys.iter().position(|words| words.iter().any(begins)).map(Level)
    }

    /// The key of a name without its prefixes and suffix: `UBND xã Lâm Thao - Tỉnh Phú Thọ` gives that of `xã Lâm Thao`.
    #[must_use]
    pub fn core(&self, name: &str) -> String {
        let name = clean(name);
        let cut = self.rules.suffix_separators.iter().filter_map(|separator| name.find(separator.as_str())).min();
        self.without_prefix(&name[..cut.unwrap_or(name.len())])
    }

    /// What stands behind the core of a name, part by part: `Xã Tân Lập, Huyện A, Tỉnh B` gives `Huyện A` and `Tỉnh B`.
    #[must_use]
    pub fn behind_core(&self, name: &str) -> Vec<String> {
        let mut parts = vec![clean(name)];
        for separator in &self.rules.suffix_separators {
            parts = parts.iter().flat_map(|part| part.split(separator.as_str())).map(str::to_owned).collect();
        }
        parts.into_iter().skip(1).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    }

    /// The key of a name without its prefixes: what tells units apart where there is no registry. A suffix stays: it may
    /// be all that tells two communes of one name apart.
    #[must_use]
    pub fn without_prefix(&self, name: &str) -> String {
        self.behind_prefixes(&fold(name))
    }

    /// The core of a name whose folded key is known: few names have a suffix, and a registry has many names.
    pub(super) fn core_of(&self, name: &str, key: &str) -> String {
        let may_have_suffix = self.separator_keys.iter().any(|separator| key.contains(separator.as_str()));
        if may_have_suffix { self.core(name) } else { self.behind_prefixes(key) }
    }

    fn behind_prefixes(&self, key: &str) -> String {
        let mut rest = key;
        while let Some(shorter) = self.prefix_keys.iter().find_map(|prefix| rest.strip_prefix(prefix.as_str())) {
            rest = shorter;
        }
        rest.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_inferred_from_the_first_words() {
        let naming = Naming::load(&Rules::embedded()).unwrap();
        let level = |name: &str| naming.infer_level(name).map(|level| naming.levels()[level.0].id.as_str());
        assert_eq!(level("UBND xã Lâm Thao - Tỉnh Phú Thọ"), Some("commune"));
        assert_eq!(level("UBND Phường Việt Trì"), Some("commune"));
        assert_eq!(level("Phòng Tư pháp"), Some("district"));
        assert_eq!(level("SỞ Y TẾ"), Some("province"));
        assert_eq!(level("Ủy ban nhân dân thị xã Mẫu"), Some("district"));
        assert_eq!(level("Xãhội"), None);
        assert_eq!(level("Chi cục Thuế"), None);
    }

    #[test]
    fn the_core_of_a_name_drops_what_systems_add() {
        let naming = Naming::load(&Rules::embedded()).unwrap();
        assert_eq!(naming.core("UBND xã Lâm Thao - Tỉnh Phú Thọ"), fold("Xã Lâm Thao"));
        assert_eq!(naming.core("Bộ phận một cửa UBND  PHƯỜNG 1"), fold("phường 1"));
        assert_eq!(naming.behind_core("UBND xã A, Huyện B - Tỉnh C"), ["Huyện B", "Tỉnh C"]);
        assert!(naming.behind_core("UBND xã A").is_empty());
    }
}
