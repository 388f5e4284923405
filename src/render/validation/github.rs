use crate::indicators::Severity;
use crate::texts::Texts;
use crate::validation::{Finding, Validation};

use super::super::github::{data, property};
use super::sentence::{sentence, why};

/// Workflow commands: errors, warnings and notices, each with its file.
#[must_use]
pub fn render(validation: &Validation, texts: &Texts) -> String {
    let mut out = String::new();
    for unread in &validation.unread {
        let said = data(&why(&unread.why, texts));
        out.push_str(&format!("::error file={}::{said}\n", property(&unread.path)));
    }
    for list in &validation.lists {
        for finding in &list.findings {
            let place = format!(" file={},line={}", property(&list.input.path), list.header_line);
            out.push_str(&command(finding, &place, texts));
        }
    }
    for finding in &validation.findings {
        out.push_str(&command(finding, "", texts));
    }
    out
}

fn command(finding: &Finding, place: &str, texts: &Texts) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    };
    format!("::{name}{place}::{}\n", data(&sentence(finding, texts)))
}
