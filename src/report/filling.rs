//! Official forms, filled in from the tally.

use crate::indicators::{Form, FormContent};
use crate::tally::Group;
use crate::texts::Message;

use super::documents::{FormCell, FormColumnContent, FormColumnShown, FormPart, FormRow, FormRowKind, FormShown};
use super::figures::{FigureMaker, Slice};
use super::material::Material;
use super::model::{Figure, RowLabel};
use super::units::UnitsShown;

/// Fills every form in, by unit and by field.
pub(super) fn forms(material: &Material<'_>, units: &UnitsShown, maker: &FigureMaker<'_>) -> Vec<FormShown> {
    let slice = Slice { period: material.period.period, comparison: None, part: None };
    let figures = maker.by_unit(&slice, true);
    let rows: Vec<&[Figure]> = figures.chunks(maker.definitions.indicators.len().max(1)).collect();
    let shown = |form: &Form| FormShown {
        id: form.id.clone(),
        title: form.title.clone(),
        source: form.source.clone(),
        columns: columns(form),
        parts: vec![by_unit(form, units, &rows), by_field(form, material, maker, &slice, &rows)],
    };
    material.forms.iter().map(shown).collect()
}

fn columns(form: &Form) -> Vec<FormColumnShown> {
    let content = |content| match content {
        FormContent::Serial => FormColumnContent::Serial,
        FormContent::Label => FormColumnContent::Label,
        FormContent::Count(_) => FormColumnContent::Count,
    };
    let shown = |column: &crate::indicators::FormColumn| FormColumnShown {
        number: column.number.clone(),
        heads: column.heads.clone(),
        content: content(column.content),
        sum: column.sum.clone(),
    };
    form.columns.iter().map(shown).collect()
}

/// All, then each level with its units. `rows`: the figures of all, of each level, of each unit.
fn by_unit(form: &Form, units: &UnitsShown, rows: &[&[Figure]]) -> FormPart {
    let mut shown = vec![total(form, rows)];
    for (place, level) in units.levels.iter().enumerate() {
        let figures = rows.get(1 + place).copied().unwrap_or_default();
        shown.push(row(form, FormRowKind::Group, None, RowLabel::Rule(level.title.clone()), figures));
        let of_level = units.units.iter().enumerate().filter(|(_, unit)| unit.level == place);
        for (serial, (number, unit)) in of_level.enumerate() {
            let figures = rows.get(1 + units.levels.len() + number).copied().unwrap_or_default();
            shown.push(row(form, FormRowKind::Line, Some(serial + 1), unit.label(), figures));
        }
    }
    FormPart { id: "unit", title: Message::new("form.by_unit"), row_head: Message::new("table.head_unit"), rows: shown }
}

fn by_field(
    form: &Form,
    material: &Material<'_>,
    maker: &FigureMaker<'_>,
    slice: &Slice,
    rows: &[&[Figure]],
) -> FormPart {
    let mut shown = vec![total(form, rows)];
    let fields = material.tally.groups(slice.period).filter_map(|group| match group {
        Group::Field(field) => Some(field),
        Group::Unit(_) | Group::Procedure(_) => None,
    });
    let mut fields: Vec<&String> = fields.collect();
    // Dossiers without a field stand at the end.
    fields.sort_by_key(|field| (field.is_empty(), *field));
    for (serial, field) in fields.into_iter().enumerate() {
        let label = match field.as_str() {
            "" => RowLabel::Said(Message::new("table.no_part")),
            field => RowLabel::Name(field.to_owned()),
        };
        let figures = maker.of_group(slice, Group::Field(field.clone()));
        shown.push(row(form, FormRowKind::Line, Some(serial + 1), label, &figures));
    }
    FormPart {
        id: "field",
        title: Message::new("form.by_field"),
        row_head: Message::new("table.head_field"),
        rows: shown,
    }
}

fn total(form: &Form, rows: &[&[Figure]]) -> FormRow {
    let label = RowLabel::Said(Message::new("table.sum"));
    row(form, FormRowKind::Total, None, label, rows.first().copied().unwrap_or_default())
}

fn row(form: &Form, kind: FormRowKind, serial: Option<usize>, label: RowLabel, figures: &[Figure]) -> FormRow {
    let cell = |content| match content {
        FormContent::Serial | FormContent::Label => FormCell::Row,
        FormContent::Count(indicator) => match figures.get(indicator) {
            Some(figure) if figure.hidden => FormCell::Hidden,
            Some(figure) => figure.numerator.map_or(FormCell::NotAvailable, FormCell::Count),
            None => FormCell::NotAvailable,
        },
    };
    let left_out = |content| match content {
        FormContent::Serial | FormContent::Label => 0,
        FormContent::Count(indicator) => figures.get(indicator).map_or(0, |figure| figure.left_out),
    };
    FormRow {
        kind,
        serial,
        label,
        cells: form.columns.iter().map(|column| cell(column.content)).collect(),
        left_out: form.columns.iter().map(|column| left_out(column.content)).collect(),
    }
}
