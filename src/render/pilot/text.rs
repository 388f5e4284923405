use crate::pilots::Criterion;
use crate::report::pilot::{CommuneShown, Distance, GroupBy, GroupShown, Outcome, Pilot};
use crate::report::{Offered, Report};
use crate::texts::{Localized, Message, Texts, numbers};

use super::super::account::marked;
use super::super::cells::{MET, label, visible};
use super::super::listing::{Grid, Look, Sheet, Side};

/// From so many columns on criteria stand side by side.
const WIDE: usize = 96;
/// Communes that are not chosen, as many as are shown to read; other programs get all.
const MOST_OTHERS: usize = 10;

/// What is chosen and why, line by line, for a terminal or as Markdown. `source`: where criteria and weights come from.
#[must_use]
pub fn render(report: &Report, pilot: &Pilot, source: &Localized, texts: &Texts, look: Look) -> String {
    let mut sheet = Sheet::new(report, texts, look);
    sheet.line(&goal(report, pilot, texts));
    groups(&mut sheet, pilot, texts);
    communes(&mut sheet, pilot, look, texts);
    sheet.section(&texts.get("pilot.reading"));
    for line in reading(pilot, texts) {
        sheet.line(&line);
    }
    sheet.line(&marked(&texts.say(&Message::new("pilot.source").named("source", source)), texts));
    sheet.finish(report, texts)
}

fn goal(report: &Report, pilot: &Pilot, texts: &Texts) -> String {
    let percent = |goal| numbers::short_percent(goal, texts.lang());
    let key = if pilot.goal == pilot.commune_goal { "pilot.goal" } else { "pilot.goals" };
    let mut message = Message::new(key).with("goal", percent(pilot.goal)).with("communes", percent(pilot.commune_goal));
    if let Some(shown) = report.indicators.get(pilot.indicator) {
        message = message.named("indicator", &shown.title);
    }
    texts.say(&message)
}

fn groups(sheet: &mut Sheet, pilot: &Pilot, texts: &Texts) {
    let chosen: Vec<(usize, &GroupShown)> =
        pilot.groups.iter().filter(|group| group.outcome == Outcome::Chosen).enumerate().collect();
    if chosen.is_empty() {
        sheet.section(&texts.get("pilot.no_group"));
    }
    for offered in Offered::ALL {
        let of: Vec<&(usize, &GroupShown)> = chosen.iter().filter(|(_, group)| group.offered == offered).collect();
        if !of.is_empty() {
            // Whether a procedure is offered online asks for something where the rate is that of use online; else it only tells.
            let kind = if pilot.wishes.is_of_use { "offered" } else { "offered_told" };
            sheet.section(&texts.get(&format!("{kind}.{}", offered.id())));
            sheet.grid(&group_grid(&of, pilot.wishes.by, texts));
        }
    }
    let others = [Outcome::Behind, Outcome::Met, Outcome::Few, Outcome::NoFigure, Outcome::Unnamed];
    left_out(sheet, "pilot.groups_left_out", &others, "outcome.no_figure", texts, &|outcome| {
        let of = pilot.groups.iter().filter(|group| group.outcome == outcome);
        of.map(|group| group.distance.counts.denominator).collect()
    });
}

fn group_grid(groups: &[&(usize, &GroupShown)], by: GroupBy, texts: &Texts) -> Grid {
    let group = if by == GroupBy::Field { "table.head_field" } else { "table.head_procedure" };
    let heads = [
        ("pilot.place", Side::Right),
        (group, Side::Left),
        ("table.head_rate", Side::Right),
        ("pilot.distance", Side::Right),
        ("pilot.product", Side::Right),
        ("pilot.missing", Side::Right),
    ];
    let row = |(place, group): &(usize, &GroupShown)| {
        let distance = &group.distance;
        vec![
            (place + 1).to_string(),
            visible(format!("{} {}", group.id, group.name).trim()),
            rate(distance, texts),
            short_by(distance, texts),
            numbers::decimal(distance.product, texts.lang()),
            texts.number(distance.missing),
        ]
    };
    Grid {
        heads: heads.map(|(key, side)| (texts.get(key), side)).into(),
        rows: groups.iter().map(|group| row(group)).collect(),
    }
}

fn communes(sheet: &mut Sheet, pilot: &Pilot, look: Look, texts: &Texts) {
    let of = |outcome| -> Vec<&CommuneShown> {
        pilot.communes.iter().filter(|commune| commune.outcome == outcome).collect()
    };
    let chosen = of(Outcome::Chosen);
    sheet.section(&texts.get(if chosen.is_empty() { "pilot.no_commune" } else { "pilot.communes" }));
    match pilot.districts {
        // Of no commune nothing is known of districts.
        None if pilot.communes.is_empty() => {}
        Some(districts) => {
            sheet.line(&texts.say(&Message::new("pilot.rule").with("districts", texts.number(districts))));
        }
        None => sheet.line(&texts.get("pilot.rule_without_districts")),
    }
    let wanted = pilot.wishes.communes;
    if !chosen.is_empty() && (chosen.len() as u64) < wanted {
        let key = if pilot.districts.is_some() { "pilot.fewer_within" } else { "pilot.fewer" };
        let fewer = Message::new(key).with("count", texts.number(chosen.len() as u64));
        sheet.line(&texts.say(&fewer.with("wanted", texts.number(wanted))));
    }
    if !chosen.is_empty() {
        sheet.grid(&commune_grid(&chosen, pilot, look, texts));
    }
    // Where the limit of districts kept none out, none of another district is better than one chosen.
    let is_kept_out = |commune: &CommuneShown| matches!(commune.outcome, Outcome::Elsewhere | Outcome::Fewer);
    let by_district = pilot.communes.iter().any(is_kept_out);
    let not_chosen = [
        (Outcome::Behind, if by_district { "pilot.communes_behind" } else { "pilot.communes_lower" }),
        (Outcome::Elsewhere, "pilot.communes_elsewhere"),
        (Outcome::Fewer, "pilot.communes_fewer"),
    ];
    for (outcome, title) in not_chosen {
        let others = of(outcome);
        if !others.is_empty() {
            sheet.section(&texts.get(title));
            let shown: Vec<&CommuneShown> = others.iter().copied().take(MOST_OTHERS).collect();
            sheet.grid(&commune_grid(&shown, pilot, look, texts));
            if let Some(more) = others.len().checked_sub(MOST_OTHERS).filter(|more| *more > 0) {
                sheet.line(&texts.say(&Message::new("pilot.more").with("count", texts.number(more as u64))));
            }
        }
    }
    let others = [Outcome::NoDistrict, Outcome::Ended, Outcome::Met, Outcome::Few, Outcome::NoFigure];
    left_out(sheet, "pilot.communes_left_out", &others, "outcome.no_figure_of_groups", texts, &|outcome| {
        of(outcome).iter().map(|commune| commune.distance.counts.denominator).collect()
    });
}

/// Communes with their criteria side by side, or below each other where there is no room for that.
fn commune_grid(communes: &[&CommuneShown], pilot: &Pilot, look: Look, texts: &Texts) -> Grid {
    let commune = if pilot.districts.is_some() { "pilot.commune" } else { "pilot.commune_alone" };
    let is_narrow = matches!(look, Look::Screen(screen) if screen.width < WIDE);
    let (heads, rows) = if is_narrow {
        let heads = vec![
            (commune, Side::Left),
            ("pilot.criterion", Side::Left),
            ("pilot.value", Side::Right),
            ("pilot.total", Side::Right),
        ];
        (heads, communes.iter().flat_map(|commune| below_each_other(commune, pilot, texts)).collect())
    } else {
        let heads = vec![
            (commune, Side::Left),
            ("criterion.volume", Side::Right),
            ("criterion.gap", Side::Right),
            ("criterion.spread", Side::Right),
            ("pilot.total", Side::Right),
        ];
        (heads, communes.iter().map(|commune| side_by_side(commune, pilot, texts)).collect())
    };
    Grid { heads: heads.into_iter().map(|(key, side)| (texts.get(key), side)).collect(), rows }
}

fn side_by_side(commune: &CommuneShown, pilot: &Pilot, texts: &Texts) -> Vec<String> {
    let cell =
        |criterion| format!("{}\n{}", raw(commune, criterion, pilot, texts), weighed(commune, criterion, pilot, texts));
    let mut cells = vec![commune_name(commune, pilot, texts)];
    cells.extend(Criterion::ALL.map(cell));
    cells.push(numbers::decimal(commune.total.unwrap_or_default(), texts.lang()));
    cells
}

fn below_each_other(commune: &CommuneShown, pilot: &Pilot, texts: &Texts) -> Vec<Vec<String>> {
    let total = numbers::decimal(commune.total.unwrap_or_default(), texts.lang());
    let mut rows = vec![vec![commune_name(commune, pilot, texts), String::new(), String::new(), total]];
    rows.extend(Criterion::ALL.map(|criterion| {
        vec![
            String::new(),
            texts.get(&format!("criterion.{}", criterion.id())),
            raw(commune, criterion, pilot, texts),
            weighed(commune, criterion, pilot, texts),
        ]
    }));
    rows
}

fn commune_name(commune: &CommuneShown, pilot: &Pilot, texts: &Texts) -> String {
    let name = label(&commune.label, texts);
    // Where there are no districts there is no line for them.
    let Some(_) = pilot.districts else { return name };
    let district = commune.district.as_ref().map_or("–", |(_, name)| name);
    format!("{name}\n{}", visible(district))
}

/// The value of a criterion as it was counted.
fn raw(commune: &CommuneShown, criterion: Criterion, pilot: &Pilot, texts: &Texts) -> String {
    match criterion {
        Criterion::Volume => texts.number(commune.distance.counts.denominator),
        Criterion::Gap => format!("{} · {}", short_by(&commune.distance, texts), rate(&commune.distance, texts)),
        Criterion::Spread => {
            let groups = pilot.groups.iter().filter(|group| group.outcome == Outcome::Chosen).count();
            format!("{}/{groups}", commune.spread)
        }
    }
}

/// Points times weight.
fn weighed(commune: &CommuneShown, criterion: Criterion, pilot: &Pilot, texts: &Texts) -> String {
    let points = commune.points.map_or(0, |points| points.of(criterion));
    let weight = pilot.wishes.weights.of(criterion);
    let product = points.saturating_mul(i64::try_from(weight).unwrap_or_default());
    let decimal = |value| numbers::decimal(value, texts.lang());
    format!("{} × {weight} = {}", decimal(points), decimal(product))
}

/// `18,25% (858/4.702)`.
fn rate(distance: &Distance, texts: &Texts) -> String {
    let counts = distance.counts;
    match distance.percent {
        Some(percent) => format!(
            "{} ({}/{})",
            numbers::percent(percent, texts.lang()),
            texts.number(counts.numerator),
            texts.number(counts.denominator)
        ),
        None => texts.get("cell.not_applicable"),
    }
}

fn short_by(distance: &Distance, texts: &Texts) -> String {
    match distance.short_by {
        // Less than the last decimal shown, yet below: never "0,00".
        Some(0) => format!("<{}", numbers::decimal(1, texts.lang())),
        Some(points) => numbers::decimal(points, texts.lang()),
        None => MET.to_owned(),
    }
}

/// How many were left out for which reason, and how many dossiers they have.
fn left_out(
    sheet: &mut Sheet,
    title: &'static str,
    outcomes: &[Outcome],
    no_figure: &'static str,
    texts: &Texts,
    dossiers: &dyn Fn(Outcome) -> Vec<u64>,
) {
    let lines: Vec<String> = outcomes
        .iter()
        .map(|outcome| (outcome, dossiers(*outcome)))
        .filter(|(_, of)| !of.is_empty())
        .map(|(outcome, of)| {
            let why = match outcome {
                Outcome::NoFigure => texts.get(no_figure),
                _ => texts.get(&format!("outcome.{}", outcome.id())),
            };
            let message = Message::new("pilot.left_out")
                .with("why", why)
                .with("count", texts.number(of.len() as u64))
                .with("dossiers", texts.number(of.iter().sum()));
            texts.say(&message)
        })
        .collect();
    if !lines.is_empty() {
        sheet.section(&texts.get(title));
    }
    lines.iter().for_each(|line| sheet.line(line));
}

/// What every column means, with the numbers in force.
fn reading(pilot: &Pilot, texts: &Texts) -> Vec<String> {
    let wishes = &pilot.wishes;
    let weights = Criterion::ALL.map(|criterion| {
        format!("{} {}", texts.get(&format!("criterion.{}", criterion.id())), wishes.weights.of(criterion))
    });
    let said = |message: Message| texts.say(&message);
    let number = |number: u64| texts.number(number);
    let choice = if pilot.districts.is_some() { "pilot.read_choice" } else { "pilot.read_choice_anywhere" };
    vec![
        said(Message::new("pilot.read_groups").with("count", number(wishes.procedures))),
        texts.get("pilot.read_points"),
        texts.get("pilot.read_spread"),
        said(Message::new("pilot.read_weights").with("weights", weights.join(", "))),
        said(Message::new(choice).with("communes", number(wishes.communes))),
        said(Message::new("pilot.read_few").with("least", number(wishes.least))),
    ]
}
