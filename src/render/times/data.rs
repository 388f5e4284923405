use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::durations::{Gap, Histogram};
use crate::report::times::{PERCENTILE, Spread, Times, TimesRow};
use crate::texts::Texts;

use super::super::cells::{self, spreadsheet_text};
use super::super::json::{self, Note, Span, span};

/// Version of `cchc times --format json`: the first number changes when something is taken away or changes its meaning.
const SCHEMA_VERSION: &str = "1.0";

/// One row a group, all dossiers first. The columns of classes are named by their days: `taken_2_3`, `taken_over_30`.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(times: &Times, texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut heads: Vec<String> =
        ["scope", "id", "name", "level", "settled", "measured", "median"].map(str::to_owned).into();
    heads.push(format!("p{PERCENTILE}"));
    heads.extend(["shortest", "longest", "unmeasured"].map(str::to_owned));
    heads.extend(["early", "early_median", "on_day", "late", "late_median", "late_by_request"].map(str::to_owned));
    heads.extend(["no_due", "unjudged", "rebuilt", "after_hour", "without_time"].map(str::to_owned));
    heads.extend(["paused", "without_supplements"].map(str::to_owned));
    heads.extend(times.taken_classes.iter().map(|class| named("taken", class)));
    heads.extend(times.margin_classes.iter().map(|class| named("early", class)));
    heads.extend(times.margin_classes.iter().map(|class| named("late", class)));
    writer.write_record(&heads)?;
    for row in &times.rows {
        let sums = &row.sums;
        let (shortest, longest) = row.taken.range.unzip();
        let mut record = vec![
            row.scope.to_owned(),
            spreadsheet_text(&row.id),
            spreadsheet_text(&cells::label(&row.label, texts)),
            row.level.clone().unwrap_or_default(),
            sums.settled.to_string(),
            row.taken.count.to_string(),
            median(&row.taken).unwrap_or_default(),
            number(row.taken.percentile),
            number(shortest),
            number(longest),
            row.unmeasured.to_string(),
            sums.early.count.to_string(),
            median(&row.early).unwrap_or_default(),
            sums.on_day.to_string(),
            row.late_count.to_string(),
            median(&row.late).unwrap_or_default(),
            sums.late_by_request.to_string(),
            sums.no_due.to_string(),
            row.unjudged.to_string(),
            sums.rebuilt.to_string(),
            sums.after_hour.to_string(),
            sums.without_time.to_string(),
            sums.paused.to_string(),
            sums.without_supplements.to_string(),
        ];
        let classes = [&row.taken, &row.early, &row.late].into_iter().flat_map(|spread| &spread.classes);
        record.extend(classes.map(u64::to_string));
        writer.write_record(&record)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn named(what: &str, class: &(u32, Option<u32>)) -> String {
    match *class {
        (first, Some(last)) if first == last => format!("{what}_{first}"),
        (first, Some(last)) => format!("{what}_{first}_{last}"),
        (first, None) => format!("{what}_over_{}", first.saturating_sub(1)),
    }
}

fn number(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// `2` or `2.5`.
fn median(spread: &Spread) -> Option<String> {
    spread.median_twice.map(|twice| format!("{}{}", twice / 2, if twice % 2 == 0 { "" } else { ".5" }))
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    period: Span,
    rules: Vec<Rule<'a>>,
    catalogue: Option<&'a str>,
    percentile: u64,
    left_out: u64,
    rows: Vec<Row<'a>>,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    option: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    scope: &'static str,
    id: &'a str,
    name: String,
    level: Option<&'a str>,
    settled: u64,
    taken: Days,
    unmeasured: BTreeMap<String, u64>,
    early: Counted,
    on_day: u64,
    late: Counted,
    late_by_request: u64,
    no_due: u64,
    unjudged: BTreeMap<String, u64>,
    rebuilt: u64,
    after_hour: u64,
    without_time: u64,
    paused: u64,
    without_supplements: u64,
}

#[derive(Serialize)]
struct Counted {
    dossiers: u64,
    #[serde(flatten)]
    days: Days,
}

#[derive(Serialize)]
struct Days {
    measured: u64,
    median: Option<Box<RawValue>>,
    percentile: Option<u32>,
    shortest: Option<u32>,
    longest: Option<u32>,
    /// Dossiers by their days, as text: the days that occur.
    days: BTreeMap<u32, u64>,
}

/// The processing times as JSON, with every day that occurs.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(times: &Times, texts: &Texts) -> Result<String, serde_json::Error> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        period: span(times.report.period.period),
        rules: times.rules.iter().map(|rule| Rule { rule: &rule.term, option: &rule.option }).collect(),
        catalogue: times.catalogue.as_deref(),
        percentile: PERCENTILE,
        left_out: times.left_out,
        rows: times.rows.iter().map(|row| json_row(row, texts)).collect::<Result<_, _>>()?,
        notes: times.report.notes.iter().map(|note| json::note(note, texts)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn json_row<'a>(row: &'a TimesRow, texts: &Texts) -> Result<Row<'a>, serde_json::Error> {
    let sums = &row.sums;
    Ok(Row {
        scope: row.scope,
        id: &row.id,
        name: cells::label(&row.label, texts),
        level: row.level.as_deref(),
        settled: sums.settled,
        taken: days(&row.taken, &sums.taken)?,
        unmeasured: gaps(&sums.unmeasured),
        early: Counted { dossiers: sums.early.count, days: days(&row.early, &sums.early.days)? },
        on_day: sums.on_day,
        late: Counted { dossiers: row.late_count, days: days(&row.late, &sums.late.days)? },
        late_by_request: sums.late_by_request,
        no_due: sums.no_due,
        unjudged: gaps(&sums.unjudged),
        rebuilt: sums.rebuilt,
        after_hour: sums.after_hour,
        without_time: sums.without_time,
        paused: sums.paused,
        without_supplements: sums.without_supplements,
    })
}

fn days(spread: &Spread, histogram: &Histogram) -> Result<Days, serde_json::Error> {
    let (shortest, longest) = spread.range.unzip();
    Ok(Days {
        measured: spread.count,
        median: median(spread).map(RawValue::from_string).transpose()?,
        percentile: spread.percentile,
        shortest,
        longest,
        days: histogram.days().collect(),
    })
}

/// Dossiers by reason: `receipt`, `supplement`, `requests`, `no_year_2028`.
fn gaps(gaps: &BTreeMap<Gap, u64>) -> BTreeMap<String, u64> {
    let name = |gap: Gap| match gap {
        Gap::Receipt => "receipt".to_owned(),
        Gap::Supplement => "supplement".to_owned(),
        Gap::Requests => "requests".to_owned(),
        Gap::Year(year) => format!("no_year_{year}"),
    };
    gaps.iter().map(|(gap, count)| (name(*gap), *count)).collect()
}
