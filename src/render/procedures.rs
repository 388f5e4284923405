//! The catalogue of procedures, counted: as tables and as JSON.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table as Grid, presets};
use serde::Serialize;

use crate::registry::{Fault, Naming, Stale, Survey, Tier};
use crate::texts::{Message, Texts};

use super::cells::{spreadsheet_text, visible};

/// Tables for a terminal.
#[must_use]
pub fn render_table(survey: &Survey, by_field: bool, naming: &Naming, texts: &Texts, width: usize) -> String {
    let mut lines = vec![heading(survey, texts)];
    let mut grid = grid(width);
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    let levels = survey.service_levels.iter().map(|id| right(texts.get(&format!("service_level.{id}"))));
    let heads = ["procedures.fields", "procedures.procedures", "procedures.online"].map(|key| right(texts.get(key)));
    grid.set_header([Cell::new(texts.get("table.head_scope"))].into_iter().chain(heads).chain(levels));
    let mut add = |tier: &Tier, label: String| {
        let fields = if tier.field.is_some() { String::new() } else { tier.fields.to_string() };
        let numbers = [fields, texts.number(tier.procedures as u64), texts.number(tier.online as u64)].map(right);
        let levels = tier.by_service_level.iter().map(|count| right(texts.number(*count as u64)));
        grid.add_row([Cell::new(label)].into_iter().chain(numbers).chain(levels));
    };
    for tier in &survey.levels {
        add(tier, level(tier, naming, texts));
        if by_field {
            for field in survey.fields.iter().filter(|field| field.level == tier.level) {
                add(field, format!("– {}", visible(field.field.as_deref().unwrap_or_default())));
            }
        }
    }
    add(&survey.total, texts.get("table.all"));
    lines.push(grid.to_string());
    if let Some(postings) = survey.postings {
        let count = Message::new("procedures.stale")
            .with("stale", texts.number(survey.stale.len() as u64))
            .with("postings", texts.number(postings as u64));
        lines.push(texts.say(&count));
        if !survey.stale.is_empty() {
            lines.push(stale_table(survey, texts, width));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn stale_table(survey: &Survey, texts: &Texts, width: usize) -> String {
    let mut grid = grid(width);
    let heads = ["table.head_unit", "procedures.code", "procedures.name", "procedures.why"];
    grid.set_header(heads.map(|key| texts.get(key)));
    for stale in &survey.stale {
        grid.add_row([visible(&stale.unit_name), visible(&stale.procedure), visible(&stale.name), why(stale, texts)]);
    }
    grid.to_string()
}

/// One row per level and field, then the total.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render_csv(survey: &Survey, naming: &Naming) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let heads = ["level", "field", "fields", "procedures", "online"].into_iter().map(str::to_owned);
    writer.write_record(heads.chain(survey.service_levels.iter().cloned()))?;
    for tier in survey.levels.iter().chain(&survey.fields).chain([&survey.total]) {
        let field = tier.field.as_deref().map(spreadsheet_text).unwrap_or_default();
        let numbers = [tier.fields, tier.procedures, tier.online].map(|number| number.to_string());
        let fixed = [level_id(tier, naming), field].into_iter().chain(numbers);
        writer.write_record(fixed.chain(tier.by_service_level.iter().map(ToString::to_string)))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    on: Option<String>,
    levels: Vec<TierRow<'a>>,
    fields: Vec<TierRow<'a>>,
    total: TierRow<'a>,
    not_in_force: usize,
    postings: Option<usize>,
    stale: Vec<StaleRow<'a>>,
}

#[derive(Serialize)]
struct TierRow<'a> {
    level: String,
    field: Option<&'a str>,
    fields: usize,
    procedures: usize,
    online: usize,
    service_levels: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct StaleRow<'a> {
    unit: &'a str,
    unit_name: &'a str,
    procedure: &'a str,
    name: &'a str,
    fault: &'static str,
    detail: Option<String>,
}

/// The survey as JSON.
///
/// # Errors
/// Only if serialising plain values fails, which would be a fault of this program.
pub fn render_json(survey: &Survey, naming: &Naming) -> Result<String, serde_json::Error> {
    let tier = |tier| tier_row(tier, survey, naming);
    let document = Document {
        schema_version: super::json::SCHEMA_VERSION,
        on: survey.on.map(|day| day.to_string()),
        levels: survey.levels.iter().map(tier).collect(),
        fields: survey.fields.iter().map(tier).collect(),
        total: tier(&survey.total),
        not_in_force: survey.ended,
        postings: survey.postings,
        stale: survey
            .stale
            .iter()
            .map(|stale| StaleRow {
                unit: &stale.unit,
                unit_name: &stale.unit_name,
                procedure: &stale.procedure,
                name: &stale.name,
                fault: fault_id(&stale.fault),
                detail: detail(&stale.fault),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn tier_row<'a>(tier: &'a Tier, survey: &Survey, naming: &Naming) -> TierRow<'a> {
    let counts = tier.by_service_level.iter().map(|count| (*count).into());
    TierRow {
        level: level_id(tier, naming),
        field: tier.field.as_deref(),
        fields: tier.fields,
        procedures: tier.procedures,
        online: tier.online,
        service_levels: survey.service_levels.iter().cloned().zip(counts).collect(),
    }
}

fn heading(survey: &Survey, texts: &Texts) -> String {
    match survey.on {
        Some(day) => texts.say(&Message::new("procedures.on").with("day", day.slashed()).with("ended", survey.ended)),
        None => texts.say(&Message::new("procedures.now").with("ended", survey.ended)),
    }
}

fn level(tier: &Tier, naming: &Naming, texts: &Texts) -> String {
    let known = tier.level.and_then(|level| naming.levels().get(level.0));
    known.map_or_else(|| texts.get("level.unknown"), |level| level.title.get(texts.lang()).to_owned())
}

fn level_id(tier: &Tier, naming: &Naming) -> String {
    tier.level.and_then(|level| naming.levels().get(level.0)).map(|level| level.id.clone()).unwrap_or_default()
}

fn why(stale: &Stale, texts: &Texts) -> String {
    let key = match stale.fault {
        Fault::Expired(_) => "procedures.expired",
        Fault::Replaced(_) => "procedures.replaced",
        Fault::Repealed(_) => "procedures.repealed",
        Fault::NotYet(_) => "procedures.not_yet",
        Fault::Unlisted => "procedures.unlisted",
    };
    let detail = match &stale.fault {
        Fault::Expired(day) | Fault::NotYet(day) => day.slashed(),
        Fault::Replaced(text) | Fault::Repealed(text) => visible(text),
        Fault::Unlisted => String::new(),
    };
    texts.say(&Message::new(key).with("detail", detail))
}

fn fault_id(fault: &Fault) -> &'static str {
    match fault {
        Fault::Expired(_) => "expired",
        Fault::Replaced(_) => "replaced",
        Fault::Repealed(_) => "repealed",
        Fault::NotYet(_) => "not_yet",
        Fault::Unlisted => "unlisted",
    }
}

fn detail(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Expired(day) | Fault::NotYet(day) => Some(day.to_string()),
        Fault::Replaced(text) | Fault::Repealed(text) => Some(text.clone()),
        Fault::Unlisted => None,
    }
}

fn grid(width: usize) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .force_no_tty();
    grid
}
