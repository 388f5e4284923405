use crate::report::charts::Rate;
use crate::standards::Verdict;
use crate::texts::numbers::{percent, whole};
use crate::texts::{Lang, Texts};

use super::wording::clean;

/// Marks a rate that leaves dossiers out, as in the tables.
const PARTIAL: &str = "*";

/// A rate, or the words for none.
pub(super) fn rate_text(rate: &Rate, texts: &Texts) -> String {
    match (rate.percent, rate.counts) {
        (Some(value), _) => format!("{}{}", percent(value, texts.lang()), if rate.partial { PARTIAL } else { "" }),
        (None, _) if rate.hidden => clean(&texts.get("cell.hidden")),
        (None, Some(_)) => clean(&texts.get("cell.not_applicable")),
        (None, None) => clean(&texts.get("cell.not_available")),
    }
}

/// `729/2.653`; empty without a rate.
pub(super) fn counts_text(rate: &Rate, lang: Lang) -> String {
    match (rate.percent, rate.counts) {
        (Some(_), Some((part, all))) => format!("{}/{}", whole(part, lang), whole(all, lang)),
        _ => String::new(),
    }
}

/// The verdict in a word; nothing where nothing was judged.
pub(super) fn verdict_text(verdict: Option<Verdict>, texts: &Texts) -> Option<String> {
    match verdict {
        Some(Verdict::Met) => Some(clean(&texts.get("chart.met"))),
        Some(Verdict::Missed) => Some(clean(&texts.get("chart.missed"))),
        Some(Verdict::NotApplicable | Verdict::NotAvailable) | None => None,
    }
}

/// A rate for those who do not see it: `27,48% (729/2.653), chưa đạt`.
pub(super) fn described(rate: &Rate, verdict: Option<Verdict>, texts: &Texts) -> String {
    let mut text = rate_text(rate, texts);
    let counts = counts_text(rate, texts.lang());
    if !counts.is_empty() {
        text.push_str(&format!(" ({counts})"));
    }
    if let Some(verdict) = verdict_text(verdict, texts) {
        text.push_str(&format!(", {verdict}"));
    }
    text
}

/// The name of a unit; records may not name theirs.
pub(super) fn unit_text(label: &str, texts: &Texts) -> String {
    let label = clean(label);
    if label.is_empty() { clean(&texts.get("table.no_unit")) } else { label }
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::*;

    #[test]
    fn what_is_not_there_is_named_for_what_it_is() {
        let texts = texts(Lang::Vi);
        let rate = |percent, counts, hidden, partial| Rate { percent, counts, hidden, partial };
        let known = rate(Some(2748), Some((729, 2653)), false, true);
        assert_eq!(described(&known, Some(Verdict::Missed), &texts), "27,48%* (729/2.653), chưa đạt");
        assert_eq!(described(&rate(None, Some((0, 0)), false, false), None, &texts), "không áp dụng");
        assert_eq!(described(&rate(None, None, false, false), None, &texts), "không có dữ liệu");
        assert_eq!(described(&rate(None, None, true, false), None, &texts), "ẩn");
        assert_eq!(unit_text(" \u{202E}", &texts), "(không ghi đơn vị)");
    }
}
