//! Which tables a report has: their rows and columns, as places of figures.

use crate::indicators::Kind;
use crate::texts::Message;

use super::model::{Breakdown, Figure, LevelShown, Report, RowLabel, Scope, Table, TableKind, TableRow};
use super::units::UnitsShown;

pub(super) fn tables(report: &Report, units: &UnitsShown) -> Vec<Table> {
    let maker = TableMaker { report, units, columns: Columns::new(report) };
    let mut tables = Vec::new();
    for kind in [TableKind::Rates, TableKind::Counts] {
        tables.push(maker.summary(kind));
    }
    for comparison in (0..report.comparisons.len()).filter(|place| report.comparisons[*place].touched > 0) {
        tables.push(maker.comparison(comparison));
    }
    match report.breakdown {
        Breakdown::Level => {}
        Breakdown::Unit => {
            for kind in [TableKind::Rates, TableKind::Counts] {
                tables.extend((0..report.levels.len()).map(|level| maker.level(level, kind)));
            }
        }
        Breakdown::Field | Breakdown::Procedure | Breakdown::Month => {
            tables.extend([TableKind::Rates, TableKind::Counts].map(|kind| maker.parts(kind)));
        }
    }
    tables.retain(|table| !table.rows.is_empty() && !table.columns.is_empty());
    tables
}

/// The indicators of each kind of table, those with a threshold first.
struct Columns {
    rates: Vec<usize>,
    counts: Vec<usize>,
}

impl Columns {
    fn new(report: &Report) -> Self {
        let of_kind = |kind| (0..report.indicators.len()).filter(move |place| report.indicators[*place].kind == kind);
        let judged = |place: &usize| {
            report.figures.iter().any(|figure| figure.indicator == *place && figure.threshold.is_some())
        };
        let (mut rates, others): (Vec<usize>, Vec<usize>) = of_kind(Kind::Rate).partition(judged);
        rates.extend(others);
        Self { rates, counts: of_kind(Kind::Count).collect() }
    }

    fn of(&self, kind: TableKind) -> Vec<usize> {
        match kind {
            TableKind::Rates => self.rates.clone(),
            TableKind::Counts => self.counts.clone(),
        }
    }
}

struct TableMaker<'a> {
    report: &'a Report,
    units: &'a UnitsShown,
    columns: Columns,
}

impl TableMaker<'_> {
    /// All dossiers, and each level.
    fn summary(&self, kind: TableKind) -> Table {
        let key = match kind {
            TableKind::Rates => "table.summary_rates",
            TableKind::Counts => "table.summary_counts",
        };
        let mut table = self.table(Message::new(key), kind, Message::new("table.head_scope"));
        table.rows.push(self.row(kind, RowLabel::Said(Message::new("table.all")), true, &|figure| {
            whole(figure) && figure.scope == Scope::All
        }));
        for level in &self.report.levels {
            let of_level = |figure: &Figure| {
                whole(figure) && figure.scope == Scope::Level && figure.level.as_deref() == Some(&level.id)
            };
            table.rows.push(self.row(kind, RowLabel::Rule(level.title.clone()), false, &of_level));
        }
        table
    }

    /// The units of a level.
    fn level(&self, level: usize, kind: TableKind) -> Table {
        let key = match kind {
            TableKind::Rates => "table.level_rates",
            TableKind::Counts => "table.level_counts",
        };
        let LevelShown { id, title } = &self.report.levels[level];
        let mut table = self.table(Message::new(key).named("level", title), kind, Message::new("table.head_unit"));
        for unit in self.units.units.iter().filter(|unit| unit.level == level) {
            let label = match (&unit.listed, unit.name.as_str()) {
                (_, "") => RowLabel::Said(Message::new("table.no_unit")),
                (Ok(_), name) | (Err(crate::ingest::Why::NoRegistry), name) => RowLabel::Name(name.to_owned()),
                (Err(_), name) => RowLabel::Unlisted(name.to_owned()),
            };
            let of_unit = |figure: &Figure| whole(figure) && figure.unit.as_deref() == Some(&unit.key);
            table.rows.push(self.row(kind, label, false, &of_unit));
        }
        if !table.rows.is_empty() {
            let of_level =
                |figure: &Figure| whole(figure) && figure.scope == Scope::Level && figure.level.as_deref() == Some(id);
            table.rows.push(self.row(kind, RowLabel::Said(Message::new("table.sum")), true, &of_level));
        }
        table
    }

    /// Fields, procedures or months, over all units.
    fn parts(&self, kind: TableKind) -> Table {
        let (key, head) = match (self.report.breakdown, kind) {
            (Breakdown::Field, TableKind::Rates) => ("table.field_rates", "table.head_field"),
            (Breakdown::Field, TableKind::Counts) => ("table.field_counts", "table.head_field"),
            (Breakdown::Procedure, TableKind::Rates) => ("table.procedure_rates", "table.head_procedure"),
            (Breakdown::Procedure, TableKind::Counts) => ("table.procedure_counts", "table.head_procedure"),
            (_, TableKind::Rates) => ("table.month_rates", "table.head_month"),
            (_, TableKind::Counts) => ("table.month_counts", "table.head_month"),
        };
        let mut table = self.table(Message::new(key), kind, Message::new(head));
        let mut parts = Vec::new();
        for figure in &self.report.figures {
            if let (Some(part), Scope::All, None) = (&figure.part, figure.scope, figure.comparison)
                && !parts.contains(part)
            {
                parts.push(part.clone());
            }
        }
        for part in parts {
            let of_part = |figure: &Figure| {
                figure.comparison.is_none() && figure.scope == Scope::All && figure.part.as_ref() == Some(&part)
            };
            let label = if part.name.is_empty() {
                RowLabel::Said(Message::new("table.no_part"))
            } else {
                RowLabel::Name(part.name.clone())
            };
            table.rows.push(self.row(kind, label, false, &of_part));
        }
        table
    }

    /// The report's period beside another one: one row per level, all first.
    fn comparison(&self, comparison: usize) -> Table {
        let period = self.report.comparisons[comparison].period;
        let title = Message::new("table.comparison").with("period", period.shown());
        let mut table = self.table(title, TableKind::Rates, Message::new("table.head_scope"));
        table.comparison = Some(comparison);
        // Counts matter here too: how many dossiers came and were settled.
        table.columns.extend(&self.columns.counts);
        let mut add = |label, is_total, scope: Scope, level: Option<&str>| {
            let about =
                |figure: &Figure| figure.part.is_none() && figure.scope == scope && figure.level.as_deref() == level;
            let find = |wanted: Option<usize>| {
                let found = |indicator: &usize| {
                    self.report.figures.iter().position(|figure| {
                        figure.indicator == *indicator && figure.comparison == wanted && about(figure)
                    })
                };
                table.columns.iter().filter_map(found).collect::<Vec<_>>()
            };
            let row = TableRow { label, is_total, figures: find(None), compared: find(Some(comparison)) };
            table.rows.push(row);
        };
        add(RowLabel::Said(Message::new("table.all")), true, Scope::All, None);
        for level in &self.report.levels {
            add(RowLabel::Rule(level.title.clone()), false, Scope::Level, Some(&level.id));
        }
        table
    }

    fn table(&self, title: Message, kind: TableKind, row_head: Message) -> Table {
        Table { title, kind, row_head, columns: self.columns.of(kind), rows: Vec::new(), comparison: None }
    }

    fn row(&self, kind: TableKind, label: RowLabel, is_total: bool, wanted: &dyn Fn(&Figure) -> bool) -> TableRow {
        // Figures of one row stand together and in the order of the indicators.
        let first = self.report.figures.iter().position(wanted).unwrap_or(usize::MAX);
        let figures = self.columns.of(kind).into_iter().map(|column| first.saturating_add(column)).collect();
        TableRow { label, is_total, figures, compared: Vec::new() }
    }
}

/// A figure of the report's own period that is not broken down further.
fn whole(figure: &Figure) -> bool {
    figure.comparison.is_none() && figure.part.is_none()
}
