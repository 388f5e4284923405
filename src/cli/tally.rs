use crate::output::OutputFile;
use crate::project::Inputs;
use crate::render::account;
use crate::run::{Request, prepare};
use crate::texts::Message;

use super::arguments::{Counting, TallyArguments};
use super::failure::Failure;
use super::session::Session;
use super::{exit, report, writing};

/// `cchc tally`
pub(super) fn run(session: &Session, arguments: TallyArguments) -> Result<u8, Failure> {
    let TallyArguments {
        paths,
        output,
        period,
        calendar,
        compare,
        structure,
        reading,
        choices,
        suppress_below,
        max_rejected,
    } = arguments;
    if suppress_below.is_some() {
        return Err(Failure::ExactCounts);
    }
    // What is left out of a tally file cannot be told from what an office does not have.
    if reading.keep_going {
        return Err(Failure::WholeCounts);
    }
    writing::refuse_other_place(&output)?;
    let counting = Counting { paths, period, calendar, standard: None, structure, reading, choices };
    let inputs = Inputs::find(&counting.paths)?;
    // Opened before the long work: a place that cannot be written must not cost a run.
    let file = OutputFile::prepare(&output)?;
    writing::refuse_read(&output, file.target(), &counting, &inputs, session.rules.as_deref())?;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let request = Request { compare, ..report::request(counting) };
    let prepared = prepare(&rulebook, request, inputs)?;
    let tallied = report::counted(session, prepared, |prepared, progress| prepared.tally(progress))?;
    file.commit(tallied.text.as_bytes())?;
    let messages = &session.messages;
    let said = Message::new("tally.written")
        .with("file", output.display())
        .with("period", tallied.period.shown())
        .with("units", messages.number(tallied.units as u64))
        .with("dossiers", messages.number(tallied.touched))
        .with("balance", account::balance(&tallied.account, messages));
    session.tell(&said);
    Ok(match max_rejected {
        _ if tallied.touched == 0 => exit::NOTHING_SELECTED,
        Some(most) if tallied.account.rejected > most => {
            report::too_many(session, tallied.account.rejected, most);
            exit::REJECTED
        }
        _ => exit::DONE,
    })
}
