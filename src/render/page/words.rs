//! The words of the page that are no figures, by the name the template calls them.

use std::collections::BTreeMap;

use crate::texts::{Message, Texts};

use super::super::cells::{MET, MISSED, PARTIAL};

const WORDS: &[&str] = &[
    "chart.threshold",
    "definitions.formula",
    "definitions.legal",
    "definitions.name",
    "definitions.threshold",
    "inputs.accepted",
    "inputs.exported",
    "inputs.file",
    "inputs.profile",
    "inputs.records",
    "inputs.rejected",
    "inputs.superseded",
    "page.by_month",
    "page.by_unit",
    "page.charts",
    "page.column",
    "page.count",
    "page.definitions",
    "page.hint_charts",
    "page.hint_units",
    "page.line",
    "page.months",
    "page.nav",
    "page.none_match",
    "page.other_notes",
    "page.reason",
    "page.rejected",
    "page.remedy",
    "page.rules",
    "page.search",
    "page.shown",
    "page.skip",
    "page.sources",
    "page.summary",
    "page.units",
    "page.value",
    "page.verdict",
    "page.verdict_all",
    "page.verdict_met",
    "page.verdict_missed",
    "page.volume",
    "page.warnings",
    "report.inputs",
    "table.head_before",
    "table.head_change",
    "table.head_indicator",
    "table.head_month",
    "table.head_now",
];

/// The words by name: `page_search` for the text `page.search`.
pub(super) fn words(texts: &Texts) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, String> = WORDS.iter().map(|key| (key.replace('.', "_"), texts.get(key))).collect();
    let signs = Message::new("page.signs").with("missed", MISSED).with("met", MET).with("partial", PARTIAL);
    words.insert("signs".to_owned(), texts.say(&signs));
    words.insert(
        "made_by".to_owned(),
        texts.say(&Message::new("page.made_by").with("version", env!("CARGO_PKG_VERSION"))),
    );
    words
}
