use unicode_width::UnicodeWidthStr;

use crate::differences::Figure;
use crate::differences::model::{
    Account, Apart, Change, Conclusion, Differences, Names, Run, Trait, TraitKind, What, Why,
};
use crate::report::model::{AccountShown, Scope};
use crate::standards::Verdict;
use crate::texts::{Message, Texts, numbers};

use super::super::account;
use super::super::cells::{MET, MISSED, visible};
use super::super::listing::{Grid, Look, Sheet, Side};

/// Figures of a hash that are shown: enough to see that two are not the same.
const OF_HASH: usize = 12;
/// On a narrower screen rates and their counts stand below each other.
const WIDE: usize = 100;
/// On a screen narrower than the first, paths are broken into pieces of at most the second, where they can be.
const OF_PATH: [(usize, usize); 2] = [(WIDE, 19), (140, 28)];
/// Causes and what differs stay at least as wide, if they are; values as wide as a piece of a path.
const LEAST_OF_TRAITS: [usize; 2] = [9, 19];
/// So do what a figure is about, and its indicator.
const LEAST_OF_FIGURES: [usize; 2] = [12, 11];

/// The differences, for a terminal or as Markdown.
#[must_use]
pub fn render(differences: &Differences, names: &Names, texts: &Texts, look: Look) -> String {
    let width = match look {
        Look::Screen(screen) => screen.width,
        Look::Markdown => usize::MAX,
    };
    let mut sheet = Sheet::titled(&texts.get("diff.title"), look);
    sheet.line(&run("diff.old", &differences.old, texts));
    sheet.line(&run("diff.new", &differences.new, texts));
    sheet.line(&summary(differences, texts));
    sheet.section(&texts.get("diff.why"));
    sheet.line(&conclusion(differences, texts));
    if let Conclusion::Several(_) = differences.conclusion {
        sheet.line(&texts.get("diff.how_to_tell"));
    }
    if differences.is_tallied {
        sheet.line(&texts.get("diff.mapping_of_tallies"));
    }
    if differences.is_unrecorded {
        sheet.line(&texts.get("diff.mapping_unknown"));
    }
    if !differences.traits.is_empty() {
        sheet.grid(&traits(&differences.traits, texts, width));
    }
    if !differences.changes.is_empty() {
        sheet.section(&texts.get("diff.figures"));
        sheet.grid(&changes(differences, names, texts, width < WIDE));
    }
    if !differences.apart.is_empty() || !differences.verdicts_compared {
        sheet.section(&texts.get("diff.apart"));
    }
    if !differences.verdicts_compared {
        sheet.line(&texts.get("diff.other_standard"));
    }
    differences.apart.iter().for_each(|apart| sheet.line(&self::apart(apart, names, texts)));
    sheet.end()
}

fn run(key: &'static str, run: &Run, texts: &Texts) -> String {
    let Account { records, accepted, rejected, superseded } = run.manifest.account;
    let counts = AccountShown { records, accepted, rejected, superseded, ..AccountShown::default() };
    let standard = run.standard.as_ref().map_or_else(|| texts.get("diff.no_standard"), |id| visible(id));
    let message = Message::new(key)
        .with("path", visible(&run.path))
        .with("period", run.period.shown())
        .with("standard", standard)
        .with("files", texts.number(run.manifest.inputs.len() as u64))
        .with("balance", account::balance(&counts, texts));
    texts.say(&message)
}

fn summary(differences: &Differences, texts: &Texts) -> String {
    let alone = [What::New, What::Gone];
    let moved = differences.changes.len() as u64 - differences.count(&alone);
    let apart: u64 = differences.apart.iter().map(|apart| apart.count).sum();
    let message = Message::new("diff.summary")
        .with("compared", texts.number(differences.compared))
        .with("moved", texts.number(moved))
        .with("flipped", texts.number(differences.flipped()))
        .with("new", texts.number(differences.count(&[What::New])))
        .with("gone", texts.number(differences.count(&[What::Gone])))
        .with("apart", texts.number(apart));
    texts.say(&message)
}

fn conclusion(differences: &Differences, texts: &Texts) -> String {
    let conclusion = &differences.conclusion;
    let causes: Vec<String> =
        conclusion.causes().iter().map(|cause| texts.get(&format!("cause.{}", cause.id()))).collect();
    let key = match conclusion {
        Conclusion::Nothing => return nothing(differences, texts),
        Conclusion::Same(_) if causes.is_empty() => "diff.all_same",
        Conclusion::Same(_) => "diff.same",
        Conclusion::One(_) if differences.traits.len() == 1 => "diff.one",
        Conclusion::One(_) => "diff.one_kind",
        Conclusion::Several(_) => "diff.several",
        Conclusion::Unexplained => "diff.unexplained",
    };
    texts.say(&Message::new(key).with("causes", causes.join(", ")))
}

/// Why no figure stands in both runs, and what to ask both for.
fn nothing(differences: &Differences, texts: &Texts) -> String {
    let Differences { new, apart, .. } = differences;
    let is_apart = |wanted: fn(&Why) -> bool| apart.iter().any(|apart| wanted(&apart.why));
    let is_period = is_apart(|why| matches!(why, Why::Period(_)));
    let is_calendar = is_period && differences.old.calendar != new.calendar;
    let asked = [
        (is_period, TraitKind::Period, "--period", new.period.key()),
        (is_calendar, TraitKind::Calendar, "--calendar", new.calendar.clone()),
        (is_apart(|why| matches!(why, Why::Breakdown)), TraitKind::Breakdown, "--by", new.breakdown()),
        (is_apart(|why| matches!(why, Why::Indicator(_))), TraitKind::Indicators, "--rules", String::new()),
    ];
    let asked = || asked.iter().filter(|(differs, ..)| *differs);
    let why: Vec<String> = asked().map(|(_, what, ..)| texts.get(&format!("trait.{}", what.id()))).collect();
    let options = asked().map(|(.., option, value)| format!("`{}`", format!("{option} {}", visible(value)).trim_end()));
    let message =
        Message::new("diff.nothing").with("why", why.join(", ")).with("options", options.collect::<Vec<_>>().join(" "));
    texts.say(&message)
}

fn traits(traits: &[Trait], texts: &Texts, width: usize) -> Grid {
    let room = OF_PATH.into_iter().find(|(below, _)| width < *below).map(|(_, room)| room);
    let path = |text: &str| room.map_or_else(|| text.to_owned(), |room| broken(text, room));
    let ([of_cause, of_what], of_value) = (LEAST_OF_TRAITS, room.unwrap_or_default());
    let heads = [
        ("diff.head_cause", of_cause),
        ("diff.head_what", of_what),
        ("diff.head_old", of_value),
        ("diff.head_new", of_value),
    ];
    let row = |found: &Trait| {
        let kind = texts.get(&format!("trait.{}", found.what.id()));
        // Of these the name is the value.
        let is_named = !matches!(found.what, TraitKind::ExportName | TraitKind::Unread | TraitKind::Program);
        let is_named = is_named && !found.name.is_empty();
        let what = if is_named { path(&format!("{kind}: {}", visible(&found.name))) } else { kind };
        let value = |value: &Option<String>| {
            value.as_deref().map_or_else(|| "–".to_owned(), |value| path(&shown(found, value)))
        };
        vec![texts.get(&format!("cause.{}", found.cause.id())), what, value(&found.old), value(&found.new)]
    };
    Grid {
        heads: heads.map(|(key, least)| (texts.get(key), Side::Name(least))).into(),
        rows: traits.iter().map(row).collect(),
    }
}

/// The value of a trait; of a hash its beginning.
fn shown(found: &Trait, value: &str) -> String {
    match found.what {
        TraitKind::Export | TraitKind::Counts | TraitKind::File => visible(value).chars().take(OF_HASH).collect(),
        TraitKind::Delimiter => format!("{value:?}"),
        _ => visible(value),
    }
}

/// A path over several lines: broken between its folders, and a long name where its words end.
fn broken(text: &str, room: usize) -> String {
    let lines = |text: &str, ends: &[char]| {
        let mut lines = vec![String::new()];
        for piece in text.split_inclusive(ends) {
            match lines.last_mut() {
                Some(line) if line.is_empty() || line.width() + piece.width() <= room => line.push_str(piece),
                _ => lines.push(piece.to_owned()),
            }
        }
        lines
    };
    let folders = lines(text, &['/']).into_iter();
    let names = folders.flat_map(|line| if line.width() > room { lines(&line, &['-', '_', ' ']) } else { vec![line] });
    names.collect::<Vec<_>>().join("\n")
}

fn changes(differences: &Differences, names: &Names, texts: &Texts, is_narrow: bool) -> Grid {
    let [of_scope, of_indicator] = LEAST_OF_FIGURES;
    let heads = [
        ("table.head_scope", Side::Name(of_scope)),
        ("table.head_indicator", Side::Name(of_indicator)),
        ("diff.head_old", Side::Right),
        ("diff.head_new", Side::Right),
        ("table.head_change", Side::Right),
    ];
    let row = |change: &Change| {
        let cell = |figure: &Option<Figure>| {
            figure.as_ref().map_or_else(|| "–".to_owned(), |figure| cell(figure, texts, is_narrow))
        };
        vec![
            about(change, differences, names, texts),
            indicator(&change.key.indicator, names, texts),
            cell(&change.old),
            cell(&change.new),
            how(change, texts, is_narrow),
        ]
    };
    Grid {
        heads: heads.map(|(key, side)| (texts.get(key), side)).into(),
        rows: differences.changes.iter().map(row).collect(),
    }
}

fn indicator(id: &str, names: &Names, texts: &Texts) -> String {
    names.indicators.get(id).map_or_else(|| visible(id), |name| name.get(texts.lang()).to_owned())
}

/// What a figure is about: all, a level or a unit, and the part and the period where they are not the run's own.
fn about(change: &Change, differences: &Differences, names: &Names, texts: &Texts) -> String {
    let Some(figure) = change.new.as_ref().or(change.old.as_ref()) else { return String::new() };
    let mut about = vec![match figure.scope {
        Scope::All => texts.get("table.all"),
        Scope::Level => {
            let id = figure.level.as_deref().unwrap_or_default();
            names.levels.get(id).map_or_else(|| texts.get("level.unknown"), |name| name.get(texts.lang()).to_owned())
        }
        Scope::Unit => match figure.unit_name.as_deref() {
            None | Some("") => texts.get("table.no_unit"),
            Some(name) => visible(name),
        },
    }];
    if let Some((_, part)) = &figure.part {
        about.push(if part.is_empty() { "–".to_owned() } else { visible(part) });
    }
    if change.key.period != differences.new.period {
        about.push(change.key.period.shown());
    }
    about.join(" · ")
}

/// The rate with its counts and mark, or what stands for it.
fn cell(figure: &Figure, texts: &Texts, is_narrow: bool) -> String {
    let mark = match figure.verdict {
        Some(Verdict::Met) => MET,
        Some(Verdict::Missed) => MISSED,
        _ => "",
    };
    let main = match (figure.numerator, figure.denominator, figure.percent) {
        (None, ..) if figure.hidden => texts.get("cell.hidden"),
        (None, ..) => texts.get("cell.not_available"),
        (Some(count), None, _) => texts.number(count),
        (Some(numerator), Some(denominator), Some(percent)) => format!(
            "{}{}({}/{})",
            numbers::percent(percent, texts.lang()),
            if is_narrow { '\n' } else { ' ' },
            texts.number(numerator),
            texts.number(denominator)
        ),
        (Some(_), ..) => texts.get("cell.not_applicable"),
    };
    format!("{mark} {main}").trim_start().to_owned()
}

/// By how much, or in what other way.
fn how(change: &Change, texts: &Texts, is_narrow: bool) -> String {
    let is_rate = change.new.as_ref().or(change.old.as_ref()).is_some_and(|figure| figure.denominator.is_some());
    // A sentence on a narrow screen: its numbers below.
    let lines = |said: String| if is_narrow { said.replacen(": ", ":\n", 1) } else { said };
    match (change.what, change.change) {
        (What::New, _) => texts.get("diff.is_new"),
        (What::Gone, _) => texts.get("diff.is_gone"),
        (What::Threshold, _) => {
            let threshold = |figure: &Option<Figure>| {
                let threshold = figure.as_ref().and_then(|figure| figure.threshold);
                threshold.map_or_else(|| "–".to_owned(), |value| numbers::short_percent(value, texts.lang()))
            };
            let message =
                Message::new("diff.threshold").with("old", threshold(&change.old)).with("new", threshold(&change.new));
            lines(texts.say(&message))
        }
        (What::LeftOut, _) => {
            let left_out = |figure: &Option<Figure>| {
                texts.number(figure.as_ref().and_then(|figure| figure.left_out).unwrap_or_default())
            };
            let message =
                Message::new("diff.left_out").with("old", left_out(&change.old)).with("new", left_out(&change.new));
            lines(texts.say(&message))
        }
        // Less than a hundredth, or none: a row with nothing but 0.00 would look as if nothing had changed.
        (_, Some(0)) if is_rate => {
            let parts = [numbers::signed(0, texts.lang()), texts.get("diff.other_counts")];
            parts.join(if is_narrow { "\n" } else { " · " })
        }
        (_, Some(points)) if is_rate => numbers::signed(points, texts.lang()),
        (_, Some(dossiers)) => numbers::signed_whole(dossiers, texts.lang()),
        (_, None) => "–".to_owned(),
    }
}

fn apart(apart: &Apart, names: &Names, texts: &Texts) -> String {
    let run = texts.get(if apart.is_new { "diff.head_new" } else { "diff.head_old" });
    let message = match &apart.why {
        Why::Period(period) => {
            let options: Vec<String> = apart.options.iter().map(|option| format!("`{option}`")).collect();
            Message::new("diff.apart_period").with("period", period.shown()).with("options", options.join(", "))
        }
        Why::Indicator(id) => Message::new("diff.apart_indicator").with("indicator", indicator(id, names, texts)),
        Why::Breakdown => Message::new("diff.apart_breakdown"),
    };
    texts.say(&message.with("run", run).with("count", texts.number(apart.count)))
}
