use crate::ingest::Limits;
use crate::output::OutputFolder;
use crate::project::Inputs;
use crate::render::formats::FileFormat;
use crate::render::{figures_csv, files, json, markdown, terminal};
use crate::report::Report;
use crate::report::model::Breakdown;
use crate::run::{ReadingWishes, Request, prepare};
use crate::texts::Message;

use super::arguments::{By, Counting, ReadingArguments, ReportArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, exit, progress};

/// `cchc report`
pub(super) fn run(session: &Session, arguments: ReportArguments) -> Result<u8, Failure> {
    let options = options(&arguments, session);
    // The outputs are opened before the long work: a folder that cannot be written must not cost a run.
    let out = arguments.out.as_deref().map(OutputFolder::prepare).transpose()?;
    let mut request = request(arguments.counting);
    request.compare = arguments.compare;
    request.breakdown = breakdown(arguments.by);
    request.documents = out.is_some();
    let report = make(session, request)?;
    console::print(&printed(&report, session, arguments.format)?)?;
    if let Some(folder) = out {
        let files = files::render(&report, &session.texts, &options, &FileFormat::ALL).map_err(Failure::Render)?;
        for (name, content) in &files {
            folder.write(name, content)?;
        }
        folder.commit()?;
        let path = arguments.out.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
        session.tell(&Message::new("report.written").with("count", files.len()).with("folder", path));
    }
    Ok(match arguments.max_rejected {
        _ if report.touched == 0 => exit::NOTHING_SELECTED,
        Some(most) if report.account.rejected > most => exit::REJECTED,
        _ if !report.unread.is_empty() => exit::LEFT_OUT,
        _ => exit::DONE,
    })
}

/// Reads and counts, with a progress bar.
pub(super) fn make(session: &Session, request: Request) -> Result<Report, Failure> {
    let inputs = Inputs::find(&request.paths)?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let prepared = prepare(&rulebook, request, inputs)?;
    let bar = progress::bar(prepared.bytes(), &session.texts, session.quiet);
    let report = prepared.run(&|bytes| bar.inc(bytes));
    bar.finish_and_clear();
    let report = report?;
    for unread in &report.unread {
        unread.why.iter().for_each(|message| session.tell(message));
    }
    if report.account.rejected > 0 {
        let message = Message::new("report.some_rejected")
            .with("count", session.texts.number(report.account.rejected))
            .with("records", session.texts.number(report.account.records));
        session.tell(&message);
    }
    Ok(report)
}

/// How exports are read, as a request.
pub(super) fn reading(arguments: ReadingArguments) -> ReadingWishes {
    let limits = arguments.limits.into_iter().fold(Limits::default(), Limits::with);
    let ReadingArguments { profile, encoding, keep_going, .. } = arguments;
    ReadingWishes { profile, encoding, keep_going, limits }
}

/// What is counted, as a request.
pub(super) fn request(counting: Counting) -> Request {
    Request {
        paths: counting.paths,
        period: counting.period,
        calendar: counting.calendar,
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
        ReportFormat::Md => markdown::render(report, texts).into_bytes(),
    })
}

fn breakdown(by: By) -> Breakdown {
    match by {
        By::Unit => Breakdown::Unit,
        By::Level => Breakdown::Level,
        By::Field => Breakdown::Field,
        By::Procedure => Breakdown::Procedure,
        By::Month => Breakdown::Month,
    }
}

/// The options that decide the outputs, for the manifest. Paths are left out: the inputs are named by their hashes.
fn options(arguments: &ReportArguments, session: &Session) -> Vec<(String, String)> {
    let counting = &arguments.counting;
    let single = [
        ("period", counting.period.clone()),
        ("calendar", counting.calendar.clone()),
        ("standard", counting.standard.clone()),
        ("profile", counting.reading.profile.clone()),
        ("encoding", counting.reading.encoding.map(|encoding| encoding.id().to_owned())),
        ("keep_going", counting.reading.keep_going.then(|| "true".to_owned())),
        ("by", Some(breakdown(arguments.by).id().to_owned())),
        ("lang", Some(session.texts.lang().code().to_owned())),
    ];
    let single = single.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let compare = arguments.compare.iter().map(|period| ("compare".to_owned(), period.clone()));
    let rules = counting.choices.iter().map(|(term, option)| ("rule".to_owned(), format!("{term}={option}")));
    single.chain(compare).chain(rules).collect()
}
