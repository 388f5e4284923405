use std::sync::Arc;

use crate::cache::Cache;
use crate::ingest::Limits;
use crate::period::Day;
use crate::project::Inputs;
use crate::registry::Structure;
use crate::render::{figures_csv, files, json, markdown, terminal};
use crate::report::Report;
use crate::report::model::Breakdown;
use crate::run::{Prepared, ReadingWishes, Request, RunError, Step, prepare};
use crate::texts::{Explain, Message};

use super::arguments::{By, Counting, ReadingArguments, ReportArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::writing::Places;
use super::{console, epoch, exit, progress};

/// `cchc report`
pub(super) fn run(session: &Session, arguments: ReportArguments) -> Result<u8, Failure> {
    let inputs = Inputs::find(&arguments.counting.paths)?;
    let places = Places::open(&arguments, &inputs, session.rules.as_deref())?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    // Nothing but documents carries a day of its own.
    let made = if places.is_any() { epoch::day(rulebook.reading.dates.local_offset)? } else { None };
    let options = options(&arguments, session, made);
    let mut request = request(arguments.counting);
    request.compare = arguments.compare;
    request.entered = arguments.entered;
    request.breakdown = breakdown(arguments.by);
    request.documents = places.is_any();
    request.suppress_below = arguments.suppress_below;
    request.made = made;
    let report = make(session, prepare(&rulebook, request, inputs)?)?;
    // The tables are for a reader; who writes files and wants quiet reads none.
    let format = arguments.format.or((!(session.quiet && places.is_any())).then_some(ReportFormat::Table));
    if let Some(format) = format {
        console::print(&printed(&report, session, format)?)?;
    }
    places.write(&report, session, &options)?;
    Ok(code(session, &report, arguments.max_rejected))
}

/// The exit code of a run that gave out figures; why it is not 0 is said.
pub(super) fn code(session: &Session, report: &Report, max_rejected: Option<u64>) -> u8 {
    match max_rejected {
        _ if report.touched == 0 => exit::NOTHING_SELECTED,
        Some(most) if report.account.rejected > most => {
            too_many_of(session, report, most);
            exit::REJECTED
        }
        _ if !report.unread.is_empty() => exit::LEFT_OUT,
        _ => exit::DONE,
    }
}

/// Says that more records of a report were rejected than are allowed.
pub(super) fn too_many_of(session: &Session, report: &Report, most: u64) {
    if session.quiet {
        // What explains the failure is no longer something that can wait for the report.
        of_forms(report).for_each(|said| session.warn(&noted(session, said)));
    }
    too_many(session, report.account.rejected, most);
}

/// Says that more records were rejected than are allowed, also to those who want quiet: it ends the run with an error.
pub(super) fn too_many(session: &Session, rejected: u64, most: u64) {
    let messages = &session.messages;
    let said = Message::new("cli.too_many_rejected")
        .with("count", messages.number(rejected))
        .with("most", messages.number(most))
        .with("allow", rejected);
    session.warn(&Message::new("cli.error").with("said", messages.say(&said)));
}

/// What is said of dates of forms that are not read.
fn of_forms(report: &Report) -> impl Iterator<Item = &Message> {
    report.notes.iter().map(|note| &note.said).filter(|said| said.key.starts_with("note.foreign_dates"))
}

fn noted(session: &Session, said: &Message) -> Message {
    Message::new("cli.note").with("said", session.messages.say(said))
}

/// Reads and counts, with a progress bar.
pub(super) fn make(session: &Session, prepared: Prepared<'_>) -> Result<Report, Failure> {
    let report = counted(session, prepared, |prepared, progress| prepared.run(progress))?;
    tell(session, &report);
    Ok(report)
}

/// Whatever `work` makes of a run, with a progress bar.
pub(super) fn counted<'a, T>(
    session: &Session,
    prepared: Prepared<'a>,
    work: impl FnOnce(Prepared<'a>, &(dyn Fn(Step) + Sync)) -> Result<T, RunError>,
) -> Result<T, Failure> {
    let messages = &session.messages;
    let bar = progress::bar(|| prepared.bytes(), messages, session.quiet);
    let cache = prepared.cache();
    let made = work(prepared, &|step| match step {
        Step::Read(bytes) => bar.inc(bytes),
        Step::Counting => progress::turn(&bar, messages.get("progress.counting")),
    });
    bar.finish_and_clear();
    close(session, cache.as_deref());
    Ok(made?)
}

/// Says once what was wrong with the cache, if one is used and anything was.
pub(super) fn close(session: &Session, cache: Option<&Cache>) {
    if let Some(trouble) = cache.and_then(Cache::close) {
        session.warn(&trouble.message());
    }
}

/// Says which files could not be read, and that records were rejected.
pub(super) fn tell(session: &Session, report: &Report) {
    let messages = &session.messages;
    for unread in &report.unread {
        unread.why.iter().for_each(|message| session.warn(message));
    }
    of_forms(report).for_each(|said| session.tell(&noted(session, said)));
    if report.account.rejected > 0 {
        let message = Message::new("report.some_rejected")
            .with("count", messages.number(report.account.rejected))
            .with("records", messages.number(report.account.records));
        session.tell(&message);
    }
}

/// How exports are read, as a request.
pub(super) fn reading(arguments: ReadingArguments) -> ReadingWishes {
    let limits = arguments.limits.into_iter().fold(Limits::default(), Limits::with);
    let ReadingArguments { profile, encoding, keep_going, cache, .. } = arguments;
    let cache = cache.map(|place| Arc::new(Cache::open(place.as_deref())));
    ReadingWishes { profile, encoding, keep_going, limits, codes: false, cache }
}

/// What is counted, as a request.
pub(super) fn request(counting: Counting) -> Request {
    Request {
        paths: counting.paths,
        period: counting.period,
        calendar: counting.calendar,
        structure: counting.structure.map(Structure::from),
        standard: counting.standard,
        reading: reading(counting.reading),
        choices: counting.choices,
        ..Request::default()
    }
}

fn printed(report: &Report, session: &Session, format: ReportFormat) -> Result<Vec<u8>, Failure> {
    let texts = &session.texts;
    Ok(match format {
        ReportFormat::Table => terminal::render(report, texts, console::screen()).into_bytes(),
        ReportFormat::Csv => figures_csv::render(report).map_err(files::RenderError::from)?,
        ReportFormat::Json => json::render(report, texts).map_err(files::RenderError::from)?.into_bytes(),
        // What is printed has no charts beside it.
        ReportFormat::Md => markdown::render(report, texts, false).into_bytes(),
    })
}

pub(super) fn breakdown(by: By) -> Breakdown {
    match by {
        By::Unit => Breakdown::Unit,
        By::Level => Breakdown::Level,
        By::Field => Breakdown::Field,
        By::Procedure => Breakdown::Procedure,
        By::Month => Breakdown::Month,
    }
}

/// The options that decide the outputs, for the manifest. Paths are left out: the inputs are named by their hashes.
fn options(arguments: &ReportArguments, session: &Session, made: Option<Day>) -> Vec<(String, String)> {
    let counting = &arguments.counting;
    let formats: Vec<&str> = arguments.formats.iter().map(|format| format.id()).collect();
    let single = [
        ("period", counting.period.clone()),
        ("calendar", counting.calendar.clone()),
        ("structure", counting.structure.map(|of| Structure::from(of).id().to_owned())),
        ("standard", counting.standard.clone()),
        ("profile", counting.reading.profile.clone()),
        ("encoding", counting.reading.encoding.map(|encoding| encoding.id().to_owned())),
        ("keep_going", counting.reading.keep_going.then(|| "true".to_owned())),
        ("by", Some(breakdown(arguments.by).id().to_owned())),
        ("formats", (!arguments.formats.is_empty()).then(|| formats.join(","))),
        ("suppress_below", arguments.suppress_below.map(|below| below.to_string())),
        ("made", made.map(|day| day.to_string())),
        ("lang", Some(session.texts.lang().code().to_owned())),
    ];
    let single = single.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let compare = arguments.compare.iter().map(|period| ("compare".to_owned(), period.clone()));
    let rules = counting.choices.iter().map(|(term, option)| ("rule".to_owned(), format!("{term}={option}")));
    single.chain(compare).chain(rules).collect()
}
