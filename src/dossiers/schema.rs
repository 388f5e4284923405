use std::collections::BTreeSet;

use serde::Deserialize;

use crate::matching::fold;
use crate::rules::{RuleFile, Rules};
use crate::texts::{Localized, Message};

use super::{SchemaError, Vocabulary};

/// What a canonical column holds; decides how its cells are read and how many bytes a dossier spends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// The dossier code (mã hồ sơ); read to tell dossiers apart, kept as a fingerprint.
    Code,
    /// The receiving unit, by name.
    Unit,
    /// The receiving unit, by code.
    UnitCode,
    /// Procedure code (mã thủ tục), text.
    ProcedureCode,
    /// Procedure name, text; read for dossiers without a procedure code.
    ProcedureName,
    /// Field of procedures (lĩnh vực), text.
    Field,
    /// A day.
    Day,
    /// The day inside the dossier code; no column of an export.
    CodeDay,
    /// The minute of the day of receipt, local time; no column of an export. 00:00 is no time of day.
    Minute,
    /// A word of a vocabulary.
    Word,
    /// A sum of money in đồng.
    Amount,
    /// A whole number, such as how often something happened.
    Number,
    /// Personal data: recognised, never read.
    Personal,
}

/// A canonical column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Name in definitions: `received`.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// An export without it is refused.
    #[serde(default)]
    pub required: bool,
    /// The vocabulary of a [`ColumnKind::Word`] column.
    pub vocabulary: Option<String>,
    /// The column whose values stand in when an export has none of this.
    pub when_absent: Option<String>,
    /// Figures after the point of its codes: a code stored as a number has lost the zeros at its end.
    pub decimals: Option<usize>,
    /// Name to show.
    pub title: Localized,
    /// Headers, best first.
    pub aliases: Vec<String>,
}

/// The place of a column in the [`Schema`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

/// All canonical columns and their vocabularies.
#[derive(Debug, Clone)]
pub struct Schema {
    columns: Vec<Column>,
    vocabularies: Vec<Vocabulary>,
    /// The columns ingest itself depends on.
    pub roles: Roles,
}

/// The columns that decide whether a record is a dossier, before any indicator asks.
#[derive(Debug, Clone, Copy)]
pub struct Roles {
    /// Dossier code.
    pub code: ColumnId,
    /// Unit name.
    pub unit: ColumnId,
    /// Unit code.
    pub unit_code: ColumnId,
    /// Procedure code.
    pub procedure_code: ColumnId,
    /// Procedure name.
    pub procedure_name: ColumnId,
    /// Field of procedures.
    pub field: ColumnId,
    /// Day received.
    pub received: ColumnId,
    /// Day finished.
    pub finished: ColumnId,
    /// Day returned.
    pub returned: ColumnId,
    /// Day inside the dossier code.
    pub code_day: ColumnId,
    /// Status.
    pub status: ColumnId,
    /// Service level.
    pub service_level: ColumnId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnsFile {
    column: Vec<Column>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabulariesFile {
    vocabulary: Vec<Vocabulary>,
}

impl Schema {
    /// Reads `columns.toml` and `vocabularies.toml`.
    ///
    /// # Errors
    /// When a file is missing or malformed, names a vocabulary or column that is not there, gives one alias to two
    /// columns, or lacks a column the program cannot do without.
    pub fn load(rules: &Rules) -> Result<Self, SchemaError> {
        let vocabulary_file = rules.file("vocabularies.toml")?;
        let vocabularies = vocabulary_file.parse::<VocabulariesFile>()?.vocabulary;
        for vocabulary in &vocabularies {
            if let Some(word) = vocabulary.fault() {
                let said = Message::new("rules.bad_vocabulary").with("id", &vocabulary.id).with("word", word);
                return Err(vocabulary_file.invalid(0, said).into());
            }
        }
        let file = rules.file("columns.toml")?;
        let columns = file.parse::<ColumnsFile>()?.column;
        check(file, &columns, &vocabularies)?;
        let roles = Roles {
            code: find(&columns, "dossier_code", ColumnKind::Code)?,
            unit: find(&columns, "unit", ColumnKind::Unit)?,
            unit_code: find(&columns, "unit_code", ColumnKind::UnitCode)?,
            procedure_code: find(&columns, "procedure_code", ColumnKind::ProcedureCode)?,
            procedure_name: find(&columns, "procedure_name", ColumnKind::ProcedureName)?,
            field: find(&columns, "field", ColumnKind::Field)?,
            received: find(&columns, "received", ColumnKind::Day)?,
            finished: find(&columns, "finished", ColumnKind::Day)?,
            returned: find(&columns, "returned", ColumnKind::Day)?,
            code_day: find(&columns, "code_day", ColumnKind::CodeDay)?,
            status: find(&columns, "status", ColumnKind::Word)?,
            service_level: find(&columns, "service_level", ColumnKind::Word)?,
        };
        Ok(Self { columns, vocabularies, roles })
    }

    /// All columns with their ids.
    pub fn columns(&self) -> impl Iterator<Item = (ColumnId, &Column)> {
        self.columns.iter().enumerate().map(|(index, column)| (ColumnId(index), column))
    }

    /// A column.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[id.0]
    }

    /// The column called `name`, personal ones excepted: those have no values.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<ColumnId> {
        let found = |column: &Column| column.name == name && column.kind != ColumnKind::Personal;
        self.columns.iter().position(found).map(ColumnId)
    }

    /// The vocabulary of a word column.
    #[must_use]
    pub fn vocabulary(&self, id: ColumnId) -> Option<&Vocabulary> {
        let name = self.column(id).vocabulary.as_deref()?;
        self.vocabularies.iter().find(|vocabulary| vocabulary.id == name)
    }

    /// All vocabularies, in the order of the file.
    pub fn vocabularies(&self) -> impl Iterator<Item = &Vocabulary> {
        self.vocabularies.iter()
    }

    /// The vocabulary called `id`.
    #[must_use]
    pub fn vocabulary_named(&self, id: &str) -> Option<&Vocabulary> {
        self.vocabularies.iter().find(|vocabulary| vocabulary.id == id)
    }
}

fn find(columns: &[Column], name: &str, kind: ColumnKind) -> Result<ColumnId, SchemaError> {
    let found = columns.iter().position(|column| column.name == name && column.kind == kind);
    found.map(ColumnId).ok_or(SchemaError::NoColumn { kind: NAMES[kind as usize] })
}

const NAMES: [&str; 13] = [
    "code",
    "unit",
    "unit_code",
    "procedure_code",
    "procedure_name",
    "field",
    "day",
    "code_day",
    "minute",
    "word",
    "amount",
    "number",
    "personal",
];

fn check(file: &RuleFile, columns: &[Column], vocabularies: &[Vocabulary]) -> Result<(), SchemaError> {
    let mut keys = BTreeSet::new();
    let place = |text: &str| file.text.find(&format!("\"{text}\"")).unwrap_or(0);
    for column in columns {
        let unknown_vocabulary = match (&column.vocabulary, column.kind) {
            (Some(name), ColumnKind::Word) => vocabularies.iter().all(|vocabulary| vocabulary.id != *name),
            (None, ColumnKind::Word) | (Some(_), _) => true,
            (None, _) => false,
        };
        if unknown_vocabulary {
            let said = Message::new("rules.column_vocabulary").with("column", &column.name);
            return Err(file.invalid(place(&column.name), said).into());
        }
        if let Some(other) = &column.when_absent
            && !columns.iter().any(|column| column.name == *other && column.kind == ColumnKind::Day)
        {
            let said = Message::new("rules.column_when_absent").with("column", &column.name).with("other", other);
            return Err(file.invalid(place(&column.name), said).into());
        }
        for alias in &column.aliases {
            if !keys.insert(fold(alias)) {
                let said = Message::new("rules.alias_twice").with("alias", alias);
                return Err(file.invalid(place(alias), said).into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_schema_loads() {
        let schema = Schema::load(&Rules::embedded()).unwrap();
        assert_eq!(schema.column(schema.roles.received).name, "received");
        assert!(schema.find("personal").is_none());
        let status = schema.vocabulary(schema.roles.status).unwrap();
        assert!(status.is_undated(status.word("registered").unwrap()));
        assert!(!status.is_undated(status.word("done").unwrap()));
    }

    #[test]
    fn an_alias_of_two_columns_is_refused() {
        let mut rules = Rules::embedded();
        let folder = tempfile::tempdir().unwrap();
        let text = rules.file("columns.toml").unwrap().text.replace("\"Cơ quan\"", "\"Tình trạng\"");
        std::fs::write(folder.path().join("columns.toml"), text).unwrap();
        rules.overlay(folder.path()).unwrap();
        let error = Schema::load(&rules).unwrap_err();
        assert!(error.to_string().contains("alias_twice"), "{error}");
    }
}
