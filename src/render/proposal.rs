//! What `cchc init` proposes: a `cchc.toml`, and a profile when headers are new.

use crate::dossiers::Schema;
use crate::ingest::{Looked, Sureness, add_agreeing};
use crate::texts::{Message, Texts};

use super::cells::visible;

/// Forms of dates in a line of a profile.
const FORMS_IN_A_LINE: usize = 5;

/// A proposed file: its name below the folder, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Name, with `/`.
    pub name: String,
    /// Content.
    pub text: String,
}

/// How each header would be read, and how sure that is.
#[must_use]
pub fn explain(looked: &[Looked], schema: &Schema, texts: &Texts) -> String {
    let mut out = String::new();
    for list in looked {
        let name = list.sheet.as_ref().map_or_else(|| list.name.clone(), |sheet| format!("{} [{sheet}]", list.name));
        let kind = texts.get(&format!("kind.{}", list.facts.kind.id()));
        out.push_str(&format!("# {}: {kind}\n", visible(&name)));
        let widest = list.headers.iter().map(|header| header.header.chars().count()).max().unwrap_or(0);
        for header in list.headers.iter().filter(|header| !header.header.is_empty()) {
            let shown = visible(&header.header);
            let guess = match header.column {
                Some((column, sureness)) => {
                    let title = schema.column(column).title.get(texts.lang());
                    format!("{title} ({})", texts.get(&format!("confidence.{}", sureness.id())))
                }
                None => texts.get("init.unused"),
            };
            out.push_str(&format!("#   {shown:<widest$}  → {guess}\n"));
        }
        let missing: Vec<&str> =
            list.missing.iter().map(|column| schema.column(*column).title.get(texts.lang())).collect();
        if !missing.is_empty() {
            let said = Message::new("init.missing").with("columns", missing.join(", "));
            out.push_str(&format!("#   ! {}\n", texts.say(&said)));
        }
    }
    out
}

/// The files to write: `cchc.toml`, and a profile when the rules do not know every header that is needed.
#[must_use]
pub fn files(looked: &[Looked], schema: &Schema, texts: &Texts) -> Vec<Proposed> {
    let mut project = format!("# {}\n", texts.get("init.project"));
    // Of several lists the last month is the one of which a report is due.
    let month = looked.iter().filter_map(|list| list.month).max();
    let period = month.map_or_else(|| "\"2022-08\"".to_owned(), |(year, month)| format!("\"{year:04}-{month:02}\""));
    for (key, value) in [
        ("title", "{ vi = \"…\", en = \"…\" }"),
        ("units", "\"units.csv\""),
        ("procedures", "\"procedures.csv\""),
        ("standard", "\"dong-thap-2022\""),
        ("period", period.as_str()),
    ] {
        project.push_str(&format!("# {key} = {value}\n"));
    }
    let guessed: Vec<(&str, String)> = looked
        .iter()
        .flat_map(|list| &list.headers)
        .filter_map(|header| match header.column {
            Some((column, Sureness::Spelling | Sureness::Content)) => {
                Some((schema.column(column).name.as_str(), header.header.clone()))
            }
            _ => None,
        })
        .collect();
    if guessed.is_empty() {
        return vec![Proposed { name: "cchc.toml".to_owned(), text: project }];
    }
    project.push_str("rules_folder = \"rules\"\n");
    let mut profile = format!(
        "# {}\nid = \"own\"\ntitle = {{ vi = \"Hệ thống của đơn vị\", en = \"Own system\" }}\nsource = \"cchc init\"\n",
        texts.get("init.profile")
    );
    let marks: Vec<String> = guessed.iter().map(|(_, header)| quoted(header)).collect();
    profile.push_str(&format!("recognise = [{}]\n", marks.join(", ")));
    profile.push_str("dates = [\n");
    let forms = looked.iter().flat_map(|list| &list.dates);
    for line in add_agreeing(Vec::new(), forms).chunks(FORMS_IN_A_LINE) {
        let forms: Vec<String> = line.iter().map(|form| quoted(form.pattern())).collect();
        profile.push_str(&format!("  {},\n", forms.join(", ")));
    }
    profile.push_str("]\n\n[columns]\n");
    let mut columns: Vec<&str> = guessed.iter().map(|(column, _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let mut headers: Vec<String> =
            guessed.iter().filter(|(of, _)| *of == column).map(|(_, header)| quoted(header)).collect();
        headers.dedup();
        profile.push_str(&format!("{column} = [{}]\n", headers.join(", ")));
    }
    vec![
        Proposed { name: "cchc.toml".to_owned(), text: project },
        Proposed { name: "rules/profiles/own.toml".to_owned(), text: profile },
    ]
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text).replace('\\', "\\\\").replace('"', "\\\""))
}
