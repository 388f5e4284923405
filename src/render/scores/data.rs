use serde::Serialize;
use serde_json::value::RawValue;

use crate::render::cells::spreadsheet_text;
use crate::render::json::{StructureOf, structure};
use crate::scores::{Counted, CriterionScore, Raise, Score, Scoring};
use crate::texts::Texts;
use crate::texts::numbers::{Hundredths, plain_decimal};

/// Version of `cchc score --format json`: the first number changes when something is taken away or changes its meaning.
const SCHEMA_VERSION: &str = "1.1";

/// One row per unit (blank: the whole), criterion and part, then a row of the total of each.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(scoring: &Scoring, texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "unit",
        "unit_name",
        "level",
        "criterion",
        "title",
        "numerator",
        "denominator",
        "from",
        "source",
        "entered_by",
        "status",
        "points",
        "max",
        "lost",
        "needed",
        "class",
        "rank",
    ])?;
    let number = |value: Option<Hundredths>| value.map(plain_decimal).unwrap_or_default();
    for score in scoring.whole.iter().chain(&scoring.units) {
        let subject = &score.subject;
        let about = [
            spreadsheet_text(&subject.code),
            spreadsheet_text(subject.name.as_deref().unwrap_or_default()),
            subject.level.as_ref().map(|(id, _)| id.clone()).unwrap_or_default(),
        ];
        for (criterion, scored) in scoring.standard.criteria.iter().zip(&score.criteria) {
            for (part, counted) in criterion.parts.iter().zip(&scored.counts) {
                let entered = counted.as_ref().and_then(|counted| counted.entered.as_ref());
                let count = |of: fn(&Counted) -> u64| counted.as_ref().map(|known| of(known).to_string());
                let cells = [
                    part.key.clone(),
                    spreadsheet_text(criterion.title.get(texts.lang())),
                    count(|counted| counted.numerator).unwrap_or_default(),
                    count(|counted| counted.denominator).unwrap_or_default(),
                    origin(counted.as_ref()).unwrap_or_default().to_owned(),
                    entered.map(|(source, _)| spreadsheet_text(source)).unwrap_or_default(),
                    entered.map(|(_, role)| spreadsheet_text(role)).unwrap_or_default(),
                    scored.status.id().to_owned(),
                    number(scored.points),
                    number(Some(criterion.max)),
                    number(scored.points.map(|_| scored.lost)),
                    needed(scored).map(|count| count.to_string()).unwrap_or_default(),
                    String::new(),
                    String::new(),
                ];
                writer.write_record(about.iter().chain(&cells))?;
            }
        }
        let mut cells = vec![String::new(); 14];
        cells[0] = "total".to_owned();
        cells[8] = plain_decimal(score.total.points);
        cells[9] = plain_decimal(score.total.out_of);
        cells[12] = score.class.as_ref().map(|class| class.id.clone()).unwrap_or_default();
        cells[13] = score.rank.map(|rank| rank.to_string()).unwrap_or_default();
        writer.write_record(about.iter().chain(&cells))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn origin(counted: Option<&Counted>) -> Option<&'static str> {
    counted.map(|counted| if counted.entered.is_some() { "entered" } else { "dossiers" })
}

/// Positive: more in the numerator; negative: fewer in the shares that are taken off 1.
fn needed(scored: &CriterionScore) -> Option<i64> {
    match scored.raise {
        Some(Raise::More(count)) => i64::try_from(count).ok(),
        Some(Raise::Fewer(count)) => i64::try_from(count).ok().map(|count| -count),
        Some(Raise::Open) | None => None,
    }
}

type Number = Option<Box<RawValue>>;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    standard: &'a str,
    period: Option<String>,
    structure: Option<StructureOf>,
    whole: Option<ScoreRow<'a>>,
    units: Vec<ScoreRow<'a>>,
}

#[derive(Serialize)]
struct ScoreRow<'a> {
    unit: Option<&'a str>,
    unit_name: Option<&'a str>,
    level: Option<&'a str>,
    points: Number,
    out_of: Number,
    max: Number,
    class: Option<&'a str>,
    rank: Option<usize>,
    groups: Vec<GroupRow<'a>>,
    criteria: Vec<CriterionRow<'a>>,
    raises: Vec<&'a str>,
}

#[derive(Serialize)]
struct GroupRow<'a> {
    group: &'a str,
    points: Number,
    out_of: Number,
    max: Number,
}

#[derive(Serialize)]
struct CriterionRow<'a> {
    criterion: &'a str,
    status: &'static str,
    points: Number,
    max: Number,
    lost: Number,
    needed: Option<i64>,
    counts: Vec<CountRow<'a>>,
}

#[derive(Serialize)]
struct CountRow<'a> {
    key: &'a str,
    from: Option<&'static str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    left_out: Option<u64>,
    source: Option<&'a str>,
    entered_by: Option<&'a str>,
}

/// The scores as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(scoring: &Scoring) -> Result<String, serde_json::Error> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        standard: &scoring.standard.id,
        period: scoring.period.map(crate::period::Period::key),
        structure: scoring.structure.map(structure),
        whole: scoring.whole.as_ref().map(|score| row(score, scoring)),
        units: scoring.units.iter().map(|score| row(score, scoring)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn decimal(value: Hundredths) -> Number {
    RawValue::from_string(plain_decimal(value)).ok()
}

fn row<'a>(score: &'a Score, scoring: &'a Scoring) -> ScoreRow<'a> {
    let standard = &scoring.standard;
    let subject = &score.subject;
    let groups = standard.groups.iter().zip(&score.groups).map(|(group, sum)| GroupRow {
        group: &group.id,
        points: decimal(sum.points),
        out_of: decimal(sum.out_of),
        max: decimal(sum.max),
    });
    let count = |(key, counted): (&'a str, &'a Option<Counted>)| {
        let entered = counted.as_ref().and_then(|counted| counted.entered.as_ref());
        CountRow {
            key,
            from: origin(counted.as_ref()),
            numerator: counted.as_ref().map(|counted| counted.numerator),
            denominator: counted.as_ref().map(|counted| counted.denominator),
            left_out: counted.as_ref().map(|counted| counted.left_out),
            source: entered.map(|(source, _)| source.as_str()),
            entered_by: entered.map(|(_, role)| role.as_str()),
        }
    };
    let criteria = standard.criteria.iter().zip(&score.criteria).map(|(criterion, scored)| CriterionRow {
        criterion: &criterion.id,
        status: scored.status.id(),
        points: scored.points.and_then(decimal),
        max: decimal(criterion.max),
        lost: scored.points.and_then(|_| decimal(scored.lost)),
        needed: needed(scored),
        counts: criterion.parts.iter().map(|part| part.key.as_str()).zip(&scored.counts).map(count).collect(),
    });
    ScoreRow {
        unit: Some(subject.code.as_str()).filter(|code| !code.is_empty()),
        unit_name: subject.name.as_deref(),
        level: subject.level.as_ref().map(|(id, _)| id.as_str()),
        points: decimal(score.total.points),
        out_of: decimal(score.total.out_of),
        max: decimal(score.total.max),
        class: score.class.as_ref().map(|class| class.id.as_str()),
        rank: score.rank,
        groups: groups.collect(),
        criteria: criteria.collect(),
        raises: score.raises.iter().map(|place| standard.criteria[*place].id.as_str()).collect(),
    }
}
