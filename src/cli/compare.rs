use crate::indicators::Kind;
use crate::project::Inputs;
use crate::render::comparison;
use crate::render::files::RenderError;
use crate::render::listing::Look;
use crate::report::comparison::comparisons;
use crate::run::prepare;

use super::arguments::{CompareArguments, ReportFormat};
use super::failure::Failure;
use super::session::Session;
use super::{console, report};

/// The period compared with when neither the command line nor `cchc.toml` names one.
const DEFAULT: &str = "previous";

/// `cchc compare`
pub(super) fn run(session: &Session, arguments: CompareArguments) -> Result<u8, Failure> {
    let CompareArguments { counting, indicator, by, compare, min_denominator: least, format, max_rejected } = arguments;
    let mut request = report::request(counting);
    let inputs = Inputs::find(&request.paths)?;
    request.compare = compare;
    if request.compare.is_empty() && inputs.project.compare.is_empty() {
        request.compare.push(DEFAULT.to_owned());
    }
    request.breakdown = report::breakdown(by);
    request.compare_months = true;
    let rulebook = session.rulebook(Some(&inputs.project))?;
    let prepared = prepare(&rulebook, request, inputs)?;
    let (place, kind) = prepared.indicator(&indicator)?;
    if kind != Kind::Rate {
        return Err(Failure::NotARate { id: indicator });
    }
    let report = report::make(session, prepared)?;
    let comparisons = comparisons(&report, place, least);
    let texts = &session.texts;
    let read = |look| comparison::render(&report, &comparisons, place, least, texts, look).into_bytes();
    console::print(&match format {
        ReportFormat::Table => read(Look::Screen(console::screen())),
        ReportFormat::Md => read(Look::Markdown),
        ReportFormat::Csv => comparison::render_csv(&report, &comparisons).map_err(RenderError::from)?,
        ReportFormat::Json => {
            comparison::render_json(&report, &comparisons, place, least, texts).map_err(RenderError::from)?.into_bytes()
        }
    })?;
    Ok(report::code(session, &report, max_rejected))
}
