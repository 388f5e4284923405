//! What is said of scores, as tables and sentences in one language.

use crate::render::{account, cells};
use crate::scores::{Counted, Criterion, CriterionScore, Raise, Score, Scoring, Status};
use crate::texts::numbers::{Hundredths, decimal};
use crate::texts::{Message, Texts};

/// A table of words.
pub(super) struct Sheet {
    /// What it shows.
    pub(super) title: String,
    /// Heads, and whether their columns hold numbers.
    pub(super) heads: Vec<(String, bool)>,
    /// Rows.
    pub(super) rows: Vec<Vec<String>>,
    /// Sentences below it.
    pub(super) below: Vec<String>,
}

/// What stands above everything: the first line is the title.
pub(super) fn heading(scoring: &Scoring, texts: &Texts) -> Vec<String> {
    let standard = &scoring.standard;
    let name = Message::new("score.standard").named("title", &standard.title).with("id", &standard.id);
    let mut lines: Vec<String> = scoring.title.iter().map(|title| cells::visible(title.get(texts.lang()))).collect();
    lines.push(cells::visible(&texts.say(&name)));
    if let Some(period) = scoring.period {
        lines.push(texts.say(&Message::new("score.period").with("period", period.shown())));
    }
    lines
}

/// All tables: the whole, what would raise it, the units.
pub(super) fn sheets(scoring: &Scoring, texts: &Texts) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    if let Some(whole) = &scoring.whole {
        sheets.push(criteria(whole, scoring, texts));
        if !whole.raises.is_empty() {
            sheets.push(raises(whole, scoring, texts));
        }
    }
    if !scoring.units.is_empty() {
        sheets.push(units(scoring, texts));
    }
    sheets
}

fn heads<const N: usize>(keys: [(&'static str, bool); N], texts: &Texts) -> Vec<(String, bool)> {
    keys.into_iter().map(|(key, is_number)| (texts.get(key), is_number)).collect()
}

fn criteria(score: &Score, scoring: &Scoring, texts: &Texts) -> Sheet {
    let lang = texts.lang();
    let standard = &scoring.standard;
    let mut rows = Vec::new();
    for (place, group) in standard.groups.iter().enumerate() {
        let sum = score.groups[place];
        let points = match sum.out_of {
            0 => "–".to_owned(),
            out_of if out_of == sum.max => decimal(sum.points, lang),
            out_of => format!("{} / {}", decimal(sum.points, lang), decimal(out_of, lang)),
        };
        let title = cells::visible(group.title.get(lang)).to_uppercase();
        rows.push(vec![title, String::new(), String::new(), points, decimal(sum.max, lang)]);
        let own = standard.criteria.iter().zip(&score.criteria).filter(|(criterion, _)| criterion.group == place);
        for (criterion, scored) in own {
            rows.push(vec![
                name(criterion, texts),
                counts(criterion, scored, texts),
                origin(scored, texts),
                points_cell(scored, texts),
                decimal(criterion.max, lang),
            ]);
        }
    }
    let keys = [
        ("score.criterion", false),
        ("score.counts", true),
        ("score.origin", false),
        ("score.points", true),
        ("score.max", true),
    ];
    Sheet {
        title: texts.get("score.title"),
        heads: heads(keys, texts),
        rows,
        below: vec![total(score, texts), class(score, texts)],
    }
}

fn raises(score: &Score, scoring: &Scoring, texts: &Texts) -> Sheet {
    let row = |place: &usize| {
        let (criterion, scored) = (&scoring.standard.criteria[*place], &score.criteria[*place]);
        vec![name(criterion, texts), decimal(scored.lost, texts.lang()), needed(scored, texts)]
    };
    let keys = [("score.criterion", false), ("score.lost", true), ("score.needed", true)];
    let title = texts.get("score.raises");
    Sheet { title, heads: heads(keys, texts), rows: score.raises.iter().map(row).collect(), below: Vec::new() }
}

fn units(scoring: &Scoring, texts: &Texts) -> Sheet {
    let lang = texts.lang();
    let row = |score: &Score| {
        let name = cells::visible(score.subject.name.as_deref().unwrap_or_default());
        let level = score.subject.level.as_ref().map_or("", |(_, title)| title.get(lang));
        let first = score.raises.first().map(|place| {
            let criterion = &scoring.standard.criteria[*place];
            format!("{} (−{})", self::name(criterion, texts), decimal(score.criteria[*place].lost, lang))
        });
        vec![
            score.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
            name,
            level.to_owned(),
            if score.total.out_of == 0 { "–".to_owned() } else { decimal(score.total.points, lang) },
            decimal(score.total.out_of, lang),
            score.class.as_ref().map_or_else(|| "–".to_owned(), |class| class.title.get(lang).to_owned()),
            first.unwrap_or_default(),
        ]
    };
    let keys = [
        ("score.rank", true),
        ("score.unit", false),
        ("score.level", false),
        ("score.points", true),
        ("score.out_of", true),
        ("score.class", false),
        ("score.most_lost", false),
    ];
    let mut below = Vec::new();
    if scoring.units.iter().any(|score| score.rank.is_none()) {
        below.push(texts.get("score.unranked"));
    }
    let (mut heads, mut rows): (Vec<_>, Vec<Vec<String>>) =
        (heads(keys, texts), scoring.units.iter().map(row).collect());
    // Units that are entered have no level.
    if scoring.units.iter().all(|score| score.subject.level.is_none()) {
        heads.remove(2);
        rows.iter_mut().for_each(|row| drop(row.remove(2)));
    }
    Sheet { title: texts.get("score.units"), heads, rows, below }
}

/// What must be known beside the points.
pub(super) fn notes(scoring: &Scoring, texts: &Texts) -> Vec<String> {
    let standard = &scoring.standard;
    let mut notes = vec![texts.get("score.note_rounding")];
    notes.extend(scoring.structure.and_then(|used| account::structure(used, texts)));
    if scoring.units_passed_over {
        notes.push(texts.get("score.note_units"));
    }
    if scoring.is_outside {
        notes.push(texts.get("score.note_outside"));
    }
    let scores = || scoring.whole.iter().chain(&scoring.units);
    let left_out = |place: usize| {
        let counted = scores().flat_map(move |score| score.criteria[place].counts.iter().flatten());
        counted.map(|counted| counted.left_out).max().unwrap_or(0)
    };
    for (place, criterion) in standard.criteria.iter().enumerate() {
        let count = left_out(place);
        if count > 0 {
            let message = Message::new("score.note_left_out").with("count", texts.number(count));
            notes.push(texts.say(&message.with("criterion", name(criterion, texts))));
        }
    }
    let mut documents: Vec<String> = Vec::new();
    for (source, role) in scores().flat_map(|score| &score.criteria).flat_map(entered) {
        let message = Message::new("score.note_entered").with("source", source).with("role", role);
        let said = cells::visible(&texts.say(&message));
        if !documents.contains(&said) {
            documents.push(said);
        }
    }
    notes.extend(documents);
    let mut said: Vec<&str> = Vec::new();
    for text in standard.criteria.iter().filter_map(|criterion| criterion.note.as_ref()) {
        let text = text.get(texts.lang());
        if !said.contains(&text) {
            said.push(text);
            let of_it = standard
                .criteria
                .iter()
                .filter(|other| other.note.as_ref().is_some_and(|note| note.get(texts.lang()) == text));
            let names: Vec<String> = of_it.map(|criterion| name(criterion, texts)).collect();
            notes.push(account::marked(&format!("{}: {text}", names.join("; ")), texts));
        }
    }
    let source = Message::new("score.source").with("source", account::marked(standard.source.get(texts.lang()), texts));
    notes.push(texts.say(&source));
    notes
}

fn entered(scored: &CriterionScore) -> impl Iterator<Item = &(String, String)> {
    scored.counts.iter().flatten().filter_map(|counted| counted.entered.as_ref())
}

fn name(criterion: &Criterion, texts: &Texts) -> String {
    cells::visible(criterion.title.get(texts.lang()))
}

fn counts(criterion: &Criterion, scored: &CriterionScore, texts: &Texts) -> String {
    let share = |counted: &Option<Counted>| match counted {
        Some(counted) => {
            format!("{}/{}", texts.number(counted.numerator), texts.number(counted.denominator))
        }
        None => "?".to_owned(),
    };
    if scored.counts.iter().all(Option::is_none) {
        return String::new();
    }
    let shares = scored.counts.iter().map(share).collect::<Vec<_>>().join(" − ");
    if criterion.is_complement { format!("1 − {shares}") } else { shares }
}

fn origin(scored: &CriterionScore, texts: &Texts) -> String {
    let known = || scored.counts.iter().flatten();
    let (is_entered, is_counted) =
        (known().any(|counted| counted.entered.is_some()), known().any(|counted| counted.entered.is_none()));
    match (is_entered, is_counted) {
        (true, true) => texts.get("score.origin_both"),
        (true, false) => texts.get("score.origin_entered"),
        (false, true) => texts.get("score.origin_dossiers"),
        (false, false) => String::new(),
    }
}

fn points_cell(scored: &CriterionScore, texts: &Texts) -> String {
    match (scored.status, scored.points) {
        (Status::NoData, _) => texts.get("cell.not_available"),
        (_, Some(points)) => decimal(points, texts.lang()),
        _ => texts.get("cell.not_applicable"),
    }
}

fn needed(scored: &CriterionScore, texts: &Texts) -> String {
    match scored.raise {
        Some(Raise::More(count)) => texts.say(&Message::new("score.more").with("count", texts.number(count))),
        Some(Raise::Fewer(count)) => texts.say(&Message::new("score.fewer").with("count", texts.number(count))),
        Some(Raise::Open) => "–".to_owned(),
        None => String::new(),
    }
}

fn total(score: &Score, texts: &Texts) -> String {
    let number = |value: Hundredths| decimal(value, texts.lang());
    let total = score.total;
    let key = if total.out_of == total.max { "score.total" } else { "score.total_part" };
    let message = Message::new(key).with("points", number(total.points)).with("max", number(total.max));
    texts.say(&message.with("out_of", number(total.out_of)))
}

fn class(score: &Score, texts: &Texts) -> String {
    let missing = score.criteria.iter().filter(|criterion| criterion.points.is_none()).count();
    match &score.class {
        Some(class) => texts.say(&Message::new("score.class_is").named("class", &class.title)),
        None if missing == 0 => texts.get("score.no_class_reached"),
        None => texts.say(&Message::new("score.no_class").with("count", texts.number(missing as u64))),
    }
}
