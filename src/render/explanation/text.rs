use crate::report::explanation::Explanation;
use crate::texts::Texts;

use super::super::{account, cells};
use super::words;

/// Lines to read.
#[must_use]
pub fn render(explanation: &Explanation, texts: &Texts) -> String {
    let mut lines = account::heading(&explanation.report, texts);
    lines.extend(account::structure(explanation.report.structure, texts));
    let section = |lines: &mut Vec<String>, title: String, under: Vec<words::Line>| {
        lines.push(String::new());
        lines.push(title);
        lines.extend(under.into_iter().map(|(what, said)| format!("  {what}: {said}")));
    };
    section(&mut lines, words::title(explanation, texts), words::definition(explanation, texts));
    let about = cells::about(&explanation.figure, &explanation.report, texts);
    section(&mut lines, about, words::result(explanation, texts));
    section(&mut lines, words::records(explanation, texts), Vec::new());
    let parts: Vec<(String, String)> =
        words::parts(explanation, texts).into_iter().map(|(said, count)| (said, texts.number(count))).collect();
    let widest = parts.iter().map(|(_, count)| count.chars().count()).max().unwrap_or(0);
    lines.extend(parts.iter().map(|(said, count)| format!("  {count:>widest$}  {said}")));
    lines.push(String::new());
    lines.join("\n")
}
