use std::collections::BTreeMap;
use std::path::Path;

use crate::dossiers::Schema;
use crate::ingest::{Profiles, ReadingRules, Syllables};
use crate::period::Calendars;
use crate::registry::Naming;
use crate::report::Words;
use crate::rules::Rules;
use crate::texts::{Lang, Localized, Texts};

use super::RunError;

/// The rules that do not depend on what the user chooses, read and checked.
pub struct Rulebook {
    /// The files.
    pub rules: Rules,
    /// Canonical columns and vocabularies.
    pub schema: Schema,
    /// Levels and names of units.
    pub naming: Naming,
    /// Calendars of periods.
    pub calendars: Calendars,
    /// Profiles of systems.
    pub profiles: Profiles,
    /// What dates can be, and what stands around dossiers.
    pub reading: ReadingRules,
    /// Syllables by which old encodings are told.
    pub syllables: Syllables,
    /// Words of both languages that reports carry.
    pub words: Words,
}

impl Rulebook {
    /// Reads the embedded rules, with the user's folders over them, the last one on top.
    ///
    /// # Errors
    /// When a file cannot be read or is wrong.
    pub fn load(overlays: &[&Path]) -> Result<Self, RunError> {
        let mut rules = Rules::embedded();
        for folder in overlays {
            rules.overlay(folder)?;
        }
        let schema = Schema::load(&rules)?;
        let naming = Naming::load(&rules)?;
        let calendars = Calendars::load(&rules)?;
        let reading = ReadingRules::load(&rules)?;
        let profiles = Profiles::load(&rules, &schema, &reading)?;
        let aliases = schema.columns().flat_map(|(_, column)| &column.aliases).map(String::as_str);
        let spellings =
            schema.vocabularies().flat_map(|vocabulary| vocabulary.spellings().map(|(spelling, _)| spelling));
        let syllables = Syllables::new(aliases.chain(spellings).chain(naming.words()));
        let (vi, en) = (Texts::load(&rules, Lang::Vi)?, Texts::load(&rules, Lang::En)?);
        let word = |key: &str| Localized { vi: vi.get(key), en: en.get(key) };
        let template =
            |lang: Lang| rules.file(&format!("documents/report.{}.md", lang.code())).map(|file| file.text.clone());
        let template = Localized { vi: template(Lang::Vi)?, en: template(Lang::En)? };
        let words = Words {
            all: word("table.all"),
            unknown_level: word("level.unknown"),
            not_attributable: word("level.not_attributable"),
            template,
        };
        Ok(Self { rules, schema, naming, calendars, profiles, reading, syllables, words })
    }

    /// BLAKE3 of every rule file that decides figures, by name.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.rules.deciding().map(|file| (file.name.clone(), hash(file.text.as_bytes()))).collect()
    }

    /// The same of those that decide counts: thresholds and forms are held against counts that are there already.
    #[must_use]
    pub fn counting_hashes(&self) -> BTreeMap<String, String> {
        let after_counts = ["standards/", "forms/"];
        let mut hashes = self.hashes();
        hashes.retain(|name, _| !after_counts.iter().any(|folder| name.starts_with(folder)));
        hashes
    }
}

/// BLAKE3 as it stands in manifests.
pub(super) fn hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}
