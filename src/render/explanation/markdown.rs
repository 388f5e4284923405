use crate::report::explanation::Explanation;
use crate::texts::Texts;

use super::super::markdown::escape;
use super::super::{account, cells};
use super::words;

/// Markdown.
#[must_use]
pub fn render(explanation: &Explanation, texts: &Texts) -> String {
    let mut out = format!("# {}\n\n", escape(&words::title(explanation, texts)));
    let structure = account::structure(explanation.report.structure, texts);
    for line in account::heading(&explanation.report, texts).into_iter().chain(structure) {
        out.push_str(&format!("- {}\n", escape(&line)));
    }
    out.push('\n');
    for (what, said) in words::definition(explanation, texts) {
        out.push_str(&format!("- {}: {}\n", escape(&what), escape(&said)));
    }
    let about = cells::about(&explanation.figure, &explanation.report, texts);
    out.push_str(&format!("\n## {}\n\n", escape(&about)));
    for (what, said) in words::result(explanation, texts) {
        out.push_str(&format!("- {}: {}\n", escape(&what), escape(&said)));
    }
    out.push_str(&format!("\n## {}\n\n", escape(&words::records(explanation, texts))));
    out.push_str("| | |\n|---:|---|\n");
    for (said, count) in words::parts(explanation, texts) {
        out.push_str(&format!("| {} | {} |\n", texts.number(count), escape(&said)));
    }
    out
}
