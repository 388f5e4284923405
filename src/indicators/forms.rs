//! Official forms (biểu mẫu): which counts stand in which column.

use serde::Deserialize;
use toml::Spanned;

use crate::rules::{RuleFile, Rules};
use crate::texts::{Localized, Message};

use super::{DefinitionError, Definitions};

/// An official form, such as II.06a/VPCP/KSTT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its number.
    pub id: String,
    /// Its title.
    pub title: Localized,
    /// The law that prescribes it.
    pub source: Localized,
    /// The columns, from left to right.
    pub columns: Vec<FormColumn>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// Its number in the row of column numbers.
    pub number: String,
    /// Heads from the top; neighbours with the same heads stand under one merged cell. Empty for the label, whose head
    /// depends on what the rows are.
    pub heads: Vec<Localized>,
    /// What stands in it.
    pub content: FormContent,
    /// The columns that add up to it, by place; empty for a count of its own.
    pub sum: Vec<usize>,
}

/// What stands in a column of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormContent {
    /// The serial number of the row.
    Serial,
    /// What the row is about.
    Label,
    /// The count of the indicator at this place.
    Count(usize),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    title: Localized,
    source: Localized,
    column: Vec<ColumnBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnBlock {
    number: String,
    content: Spanned<String>,
    #[serde(default)]
    sum: Vec<Spanned<String>>,
    heads: Vec<Localized>,
}

impl Form {
    /// Reads `forms/*.toml`.
    ///
    /// # Errors
    /// When a file is malformed, or names an indicator or a column that does not exist.
    pub fn load(rules: &Rules, definitions: &Definitions) -> Result<Vec<Self>, DefinitionError> {
        rules.folder("forms").map(|file| Self::read(file, definitions)).collect()
    }

    fn read(file: &RuleFile, definitions: &Definitions) -> Result<Self, DefinitionError> {
        let FormFile { id, title, source, column } = file.parse::<FormFile>()?;
        let numbers: Vec<String> = column.iter().map(|block| block.number.clone()).collect();
        let unknown = |name: &Spanned<String>| {
            file.invalid(name.span().start, Message::new("indicators.unknown_in_identity").with("id", name.get_ref()))
        };
        let columns = column
            .into_iter()
            .map(|block| {
                let content = match block.content.get_ref().as_str() {
                    "serial" => FormContent::Serial,
                    "label" => FormContent::Label,
                    id => FormContent::Count(definitions.position(id).ok_or_else(|| unknown(&block.content))?),
                };
                let place = |name: &Spanned<String>| {
                    numbers.iter().position(|number| number == name.get_ref()).ok_or_else(|| unknown(name))
                };
                let sum = block.sum.iter().map(place).collect::<Result<Vec<_>, _>>()?;
                Ok(FormColumn { number: block.number, heads: block.heads, content, sum })
            })
            .collect::<Result<Vec<_>, DefinitionError>>()?;
        Ok(Self { id, title, source, columns })
    }
}
