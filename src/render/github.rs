//! Workflow commands of GitHub Actions: each shortfall and each file with rejected records becomes an annotation.

use crate::report::model::Report;
use crate::texts::{Message, Texts};

use super::{account, cells, shortfalls};

/// One command per line.
#[must_use]
pub fn render(report: &Report, texts: &Texts) -> String {
    let mut out = String::new();
    for figure in shortfalls::shortfalls(report) {
        let title = cells::title(figure, report, texts);
        let sentence = shortfalls::sentence(figure, report, texts);
        out.push_str(&format!("::error title={}::{}\n", property(title), data(&sentence)));
    }
    for input in &report.inputs {
        let Some(account) = input.account.as_ref().filter(|account| account.rejected > 0) else { continue };
        let reasons = account::reasons(account, texts);
        let said = texts.say(&Message::new("report.rejected").with("reasons", reasons));
        out.push_str(&format!("::warning file={}::{}\n", property(&input.path), data(&said)));
    }
    out
}

pub(super) fn data(text: &str) -> String {
    let harmless = |letter: &char| *letter == '\n' || !cells::visible(&letter.to_string()).is_empty();
    let text: String = text.chars().filter(harmless).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
