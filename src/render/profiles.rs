//! The profiles of systems: listed, shown, tested against an export.

use crate::dossiers::{ColumnKind, Schema};
use crate::ingest::{Looked, Profile};
use crate::texts::{Message, Texts};

use super::cells::visible;

/// One line per profile: id and name.
#[must_use]
pub fn list(profiles: &[Profile], texts: &Texts) -> String {
    let widest = profiles.iter().map(|profile| profile.id.len()).max().unwrap_or(0);
    let one = |profile: &Profile| format!("{:widest$}  {}\n", profile.id, profile.title.get(texts.lang()));
    profiles.iter().map(one).collect()
}

/// One profile: what it is recognised by, how it writes dates, what it calls its columns.
#[must_use]
pub fn one(profile: &Profile, schema: &Schema, texts: &Texts) -> String {
    let mut out = format!("{}: {}\n", profile.id, profile.title.get(texts.lang()));
    let mut line = |key: &str, text: &str| out.push_str(&format!("  {}: {text}\n", texts.get(key)));
    line("profiles.source", &profile.source);
    if !profile.recognise.is_empty() {
        line("profiles.recognise", &profile.recognise.join(" | "));
    }
    line("profiles.dates", &profile.patterns.join(" | "));
    for (id, column) in schema.columns().filter(|(_, column)| column.kind != ColumnKind::Personal) {
        let aliases: Vec<&str> = profile.aliases(id).collect();
        if !aliases.is_empty() {
            out.push_str(&format!("  {}: {}\n", column.title.get(texts.lang()), aliases.join(" | ")));
        }
    }
    out
}

/// How well profiles fit the lists of an export.
#[must_use]
pub fn test(looked: &[Looked], profiles: &[&Profile], schema: &Schema, texts: &Texts) -> String {
    let mut out = String::new();
    for list in looked {
        let name = list.sheet.as_ref().map_or_else(|| list.name.clone(), |sheet| format!("{} [{sheet}]", list.name));
        out.push_str(&format!("{}\n", visible(&name)));
        for profile in profiles {
            let known = list.headers.iter().filter(|header| profile.knows(&header.header)).count();
            let marks = profile
                .recognise
                .iter()
                .filter(|mark| list.headers.iter().any(|header| profile.is_mark(mark, &header.header)));
            let lacking: Vec<&str> = schema
                .columns()
                .filter(|(id, column)| {
                    column.required && !list.headers.iter().any(|header| profile.names(*id, &header.header))
                })
                .map(|(_, column)| column.title.get(texts.lang()))
                .collect();
            let said = Message::new("profiles.fit")
                .with("profile", &profile.id)
                .with("known", known)
                .with("headers", list.headers.len())
                .with("marks", marks.count())
                .with("of", profile.recognise.len());
            let chosen = if list.profiles.contains(&profile.id) { "✓" } else { " " };
            out.push_str(&format!("  {chosen} {}\n", texts.say(&said)));
            if !lacking.is_empty() {
                let said = Message::new("profiles.lacking").with("columns", lacking.join(", "));
                out.push_str(&format!("      {}\n", texts.say(&said)));
            }
        }
    }
    out
}
