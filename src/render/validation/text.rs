use crate::indicators::Severity;
use crate::texts::{Message, Texts};
use crate::validation::{Finding, ListChecked, Validation};

use super::super::account;
use super::super::cells::visible;
use super::sentence::{name, sentence, why};

/// Headers, units and columns that are named; more are counted.
const MOST_NAMED: usize = 12;

/// For people: file by file, what it is, how it is read, what is odd.
#[must_use]
pub fn render(validation: &Validation, texts: &Texts) -> String {
    let mut out = String::new();
    for unread in &validation.unread {
        out.push_str(&format!("{}\n", visible(&unread.path)));
        out.push_str(&format!("  ✗ {}\n\n", why(&unread.why, texts).replace('\n', "\n    ")));
    }
    for list in &validation.lists {
        one(&mut out, list, texts);
    }
    if !validation.findings.is_empty() {
        out.push_str(&format!("{}\n", texts.get("validate.across")));
        findings(&mut out, &validation.findings, texts);
        out.push('\n');
    }
    let lists = validation.lists.len() as u64;
    let summary = Message::new("validate.summary")
        .with("lists", texts.number(lists))
        .with("dossiers", texts.number(validation.dossiers))
        .with("rejected", texts.number(validation.rejected_total))
        .with("unread", texts.number(validation.unread.len() as u64));
    out.push_str(&format!("{}\n", texts.say(&summary)));
    out
}

fn one(out: &mut String, list: &ListChecked, texts: &Texts) {
    let lang = texts.lang();
    out.push_str(&format!("{}\n", name(&list.input)));
    let mut line = |text: String| out.push_str(&format!("  {text}\n"));
    let mut kind = texts.get(&format!("kind.{}", list.kind));
    for packing in list.packed.iter().rev() {
        kind.push_str(&format!(" ← {packing}"));
    }
    if let Some((encoding, basis)) = list.encoding {
        kind.push_str(&format!(", {encoding} ({})", texts.get(&format!("basis.{basis}"))));
    }
    if let Some(delimiter) = list.delimiter {
        let shown = if delimiter == '\t' { "tab".to_owned() } else { format!("`{delimiter}`") };
        kind.push_str(&format!(", {shown}"));
    }
    line(kind);
    let header = Message::new("validate.header").with("line", list.header_line).with("profile", &list.input.profile);
    line(texts.say(&header));
    if let Some(account) = &list.input.account {
        line(account::balance(account, texts));
        let one = |(kind, count): &(&str, u64)| texts.counted(&format!("set_aside.{kind}"), *count);
        let said = account.set_aside.iter().map(one).collect::<Vec<_>>().join(", ");
        if !said.is_empty() {
            line(texts.say(&Message::new("validate.set_aside").with("rows", said)));
        }
    }
    line(texts.get("validate.columns"));
    let width = list.columns.iter().map(|column| column.title.get(lang).chars().count()).max().unwrap_or(0);
    for column in &list.columns {
        let title = column.title.get(lang);
        let confidence = texts.get(&format!("confidence.{}", column.confidence));
        line(format!("  {title:<width$}  ← «{}» ({confidence})", visible(&column.header)));
    }
    let absent: Vec<&str> = list.absent.iter().map(|title| title.get(lang)).collect();
    some(&mut line, "validate.absent", &absent, texts);
    let unused: Vec<&str> = list.unused.iter().map(String::as_str).collect();
    some(&mut line, "validate.unused", &unused, texts);
    if list.personal > 0 {
        line(texts.say(&Message::new("validate.personal").with("count", list.personal)));
    }
    for (title, first, last) in &list.days {
        line(format!("{}: {} – {}", title.get(lang), first.slashed(), last.slashed()));
    }
    let unit = |name: &str| if name.is_empty() { texts.get("table.no_unit") } else { name.to_owned() };
    let units: Vec<String> =
        list.units.iter().map(|(name, count)| format!("{} ({})", unit(name), texts.number(*count))).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    some(&mut line, "validate.units", &units, texts);
    let repaired: Vec<String> = list
        .repaired
        .iter()
        .map(|(rule, count)| format!("{} {}", texts.number(*count), texts.get(&format!("repair.{rule}"))))
        .collect();
    if !repaired.is_empty() {
        line(texts.say(&Message::new("validate.repaired").with("repairs", repaired.join("; "))));
    }
    findings(out, &list.findings, texts);
    out.push('\n');
}

fn some(line: &mut impl FnMut(String), key: &'static str, names: &[&str], texts: &Texts) {
    if names.is_empty() {
        return;
    }
    let mut shown = names.iter().take(MOST_NAMED).map(|name| visible(name)).collect::<Vec<_>>().join(" | ");
    if names.len() > MOST_NAMED {
        shown.push_str(" | …");
    }
    line(texts.say(&Message::new(key).with("count", names.len()).with("names", shown)));
}

fn findings(out: &mut String, findings: &[Finding], texts: &Texts) {
    for finding in findings {
        let mark = match finding.severity {
            Severity::Error => "✗",
            Severity::Warning => "!",
            Severity::Information => "·",
        };
        out.push_str(&format!("  {mark} {}\n", sentence(finding, texts)));
    }
}
