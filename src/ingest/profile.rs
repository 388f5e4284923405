use std::collections::BTreeMap;

use serde::Deserialize;

use crate::dossiers::{ColumnId, Schema};
use crate::matching::fold;
use crate::rules::{RuleFile, Rules, RulesError};
use crate::texts::{Localized, Message};

use super::reading_rules::{DateRules, ReadingRules};
use super::{DateForm, IngestError};

/// How the exports of one system are read: what it calls its columns, how it spells its words, how it writes dates.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Id, as in `--profile` and `cchc.toml`.
    pub id: String,
    /// Name to show.
    pub title: Localized,
    /// Where it is known from.
    pub source: String,
    /// Forms of its dates, tried in order.
    pub dates: Vec<DateForm>,
    /// The forms as written.
    pub patterns: Vec<String>,
    /// Folded headers that must all be there for the profile to be chosen by itself.
    pub recognise: Vec<String>,
    /// Folded header to column, and its rank among the aliases of that column.
    headers: BTreeMap<String, (ColumnId, usize)>,
    /// Vocabulary to folded spelling to the id of a value.
    spellings: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    id: String,
    title: Localized,
    source: String,
    recognise: Vec<String>,
    dates: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    vocabularies: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Profile {
    fn load(file: &RuleFile, schema: &Schema, rules: DateRules) -> Result<Self, RulesError> {
        let parsed = file.parse::<ProfileFile>()?;
        let place = |text: &str| file.text.find(text).unwrap_or(0);
        let dates = parsed
            .dates
            .iter()
            .map(|form| {
                DateForm::new(form, rules)
                    .map_err(|_| file.invalid(place(form), Message::new("rules.date_form").with("form", form)))
            })
            .collect::<Result<Vec<DateForm>, _>>()?;
        let mut headers = BTreeMap::new();
        for (id, column) in schema.columns() {
            let own = parsed.columns.get(&column.name).map(Vec::as_slice).unwrap_or_default();
            for (rank, alias) in own.iter().chain(&column.aliases).enumerate() {
                headers.entry(fold(alias)).or_insert((id, rank));
            }
        }
        // What the profile itself says comes before the shared aliases, also those of other columns.
        for (name, aliases) in &parsed.columns {
            let Some((id, _)) = schema.columns().find(|(_, column)| column.name == *name) else {
                return Err(file.invalid(place(name), Message::new("rules.profile_column").with("column", name)));
            };
            for (rank, alias) in aliases.iter().enumerate() {
                headers.insert(fold(alias), (id, rank));
            }
        }
        let mut spellings: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (vocabulary, values) in &parsed.vocabularies {
            for (value, words) in values {
                if schema.vocabulary_named(vocabulary).is_none_or(|vocabulary| vocabulary.word(value).is_none()) {
                    let said = Message::new("rules.profile_word").with("vocabulary", vocabulary).with("word", value);
                    return Err(file.invalid(place(value), said));
                }
                let own = spellings.entry(vocabulary.clone()).or_default();
                own.extend(words.iter().map(|word| (fold(word), value.clone())));
            }
        }
        let recognise = parsed.recognise.iter().map(|header| fold(header)).collect();
        Ok(Self {
            id: parsed.id,
            title: parsed.title,
            source: parsed.source,
            dates,
            patterns: parsed.dates,
            recognise,
            headers,
            spellings,
        })
    }

    /// The column a folded header stands for, and its rank: 0 is the best alias.
    #[must_use]
    pub(super) fn column(&self, key: &str) -> Option<(ColumnId, usize)> {
        self.headers.get(key).copied()
    }

    /// True for a header that names a column.
    #[must_use]
    pub fn knows(&self, header: &str) -> bool {
        self.column(&fold(header)).is_some()
    }

    /// True for a header that names this column.
    #[must_use]
    pub fn names(&self, column: ColumnId, header: &str) -> bool {
        self.column(&fold(header)).is_some_and(|(known, _)| known == column)
    }

    /// True when a header is one of those the profile is recognised by.
    #[must_use]
    pub fn is_mark(&self, mark: &str, header: &str) -> bool {
        fold(header) == mark
    }

    /// The folded headers this profile knows for a column.
    pub fn aliases(&self, column: ColumnId) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(_, (id, _))| *id == column).map(|(key, _)| key.as_str())
    }

    /// The folded headers this profile knows.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }

    /// The value of a folded spelling that this profile adds to a vocabulary, or takes from another value.
    pub(super) fn spellings(&self, vocabulary: &str) -> impl Iterator<Item = (&str, &str)> {
        self.spellings.get(vocabulary).into_iter().flatten().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// All profiles of the rules.
#[derive(Debug, Clone)]
pub struct Profiles {
    profiles: Vec<Profile>,
}

impl Profiles {
    /// Reads `profiles/*.toml`.
    ///
    /// # Errors
    /// When a file is malformed or names an unknown column, vocabulary, value or date form.
    pub fn load(rules: &Rules, schema: &Schema, reading: &ReadingRules) -> Result<Self, RulesError> {
        let mut profiles: Vec<(Profile, &RuleFile)> = Vec::new();
        for file in rules.folder("profiles") {
            let profile = Profile::load(file, schema, reading.dates)?;
            if let Some((_, other)) = profiles.iter().find(|(other, _)| other.id == profile.id) {
                let said = Message::new("rules.id_twice").with("id", &profile.id).with("other", &other.shown);
                return Err(file.invalid(0, said));
            }
            profiles.push((profile, file));
        }
        Ok(Self { profiles: profiles.into_iter().map(|(profile, _)| profile).collect() })
    }

    /// All profiles, by file name.
    #[must_use]
    pub fn all(&self) -> &[Profile] {
        &self.profiles
    }

    /// The profile called `id`.
    ///
    /// # Errors
    /// When there is none; names those there are.
    pub fn get(&self, id: &str) -> Result<&Profile, IngestError> {
        self.profiles.iter().find(|profile| profile.id == id).ok_or_else(|| IngestError::UnknownProfile {
            id: id.to_owned(),
            known: self.profiles.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The profiles that recognise these folded headers best: all their marks are there, and none has more marks.
    /// More than one when they fit equally.
    #[must_use]
    pub fn recognised(&self, keys: &[String]) -> Vec<&Profile> {
        let fits = |profile: &&Profile| profile.recognise.iter().all(|mark| keys.contains(mark));
        let most = self.profiles.iter().filter(fits).map(|profile| profile.recognise.len()).max();
        self.profiles.iter().filter(fits).filter(|profile| Some(profile.recognise.len()) == most).collect()
    }
}
