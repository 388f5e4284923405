//! Published rates of other places, with their counts: half up is how they were rounded.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use cchc::standards::percent;
use cchc::texts::numbers::plain_decimal;

/// `tests/data/published-rates.csv` marks each rate that can be checked: `half_up`, or `truncated` by its publisher.
#[test]
fn published_rates_are_reproduced_half_up() {
    let mut reader = csv::Reader::from_path(crate::support::root().join("tests/data/published-rates.csv")).unwrap();
    let (mut half_up, mut truncated) = (0, 0);
    for record in reader.records() {
        let record = record.unwrap();
        let (numerator, denominator) = (record[6].parse::<u64>().unwrap(), record[7].parse::<u64>().unwrap());
        let (published, notes) = (&record[8], &record[9]);
        if published.is_empty() {
            continue;
        }
        let ours = plain_decimal(percent(numerator, denominator).unwrap());
        let decimals = published.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        if notes.starts_with("chk=truncated") {
            truncated += 1;
            assert_ne!(ours, published, "{}: marked as truncated", &record[0]);
        } else if decimals == 2 {
            half_up += 1;
            assert_eq!(ours, published, "{}", &record[0]);
        }
    }
    assert!(half_up >= 15 && truncated >= 2, "{half_up} {truncated}");
}
