//! What each indicator counts, one dossier at a time.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::columns::Column;
use super::dossier::{Channel, Dossier, Rating, ServiceLevel, Status};

/// A period and the options of the rules on which practice differs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) withdrawn_left_out: bool,
    pub(crate) without_due_left_out: bool,
}

/// The rates, in the order of the rules.
pub(crate) const RATES: [&str; 12] = [
    "online_rate",
    "online_rate_level3",
    "online_rate_level4",
    "online_rate_level3_4",
    "postal_receipt_rate",
    "postal_return_rate",
    "on_time_rate",
    "early_rate",
    "dossier_digitization_rate",
    "result_digitization_rate",
    "online_payment_rate",
    "satisfaction_rate",
];

/// The counts.
pub(crate) const COUNTS: [&str; 12] = [
    "handled",
    "received",
    "received_online",
    "received_other",
    "carried_over",
    "settled",
    "settled_early",
    "settled_on_day",
    "settled_late",
    "open",
    "open_in_time",
    "open_late",
];

/// True when an export with these columns tells what the indicator asks.
pub(crate) fn told(indicator: &str, columns: &BTreeSet<Column>) -> bool {
    let has = |column| columns.contains(&column);
    // The day settled is the day finished, else returned; the day finished stands in for the day returned.
    let days = has(Column::Finished) || has(Column::Returned);
    match indicator {
        "received" => true,
        "received_online" | "received_other" | "online_rate" | "postal_receipt_rate" => has(Column::ReceiptChannel),
        "handled" | "carried_over" | "settled" | "open" => days,
        "settled_early" | "settled_on_day" | "settled_late" | "open_in_time" | "open_late" | "on_time_rate"
        | "early_rate" => days && has(Column::Due),
        "online_rate_level3" | "online_rate_level4" | "online_rate_level3_4" => {
            has(Column::ReceiptChannel) && has(Column::ServiceLevel)
        }
        "postal_return_rate" => days && has(Column::ReturnChannel),
        "dossier_digitization_rate" => has(Column::DossierDigitised),
        "result_digitization_rate" => days && has(Column::ResultDigitised),
        "online_payment_rate" => has(Column::Fee) && has(Column::Payment),
        "satisfaction_rate" => days && has(Column::Satisfaction),
        other => panic!("no indicator {other}"),
    }
}

/// True when the period has to do with the dossier: it is to be handled, or its result is returned in it. What an
/// indicator leaves out is counted among such dossiers.
pub(crate) fn touches(dossier: &Dossier, question: &Question) -> bool {
    let is_returned = dossier.returned.is_some_and(|day| question.from <= day && day <= question.to);
    is_to_be_handled(dossier, question) || (counts(dossier, question) && is_returned)
}

fn is_to_be_handled(dossier: &Dossier, question: &Question) -> bool {
    counts(dossier, question)
        && dossier.received.is_some_and(|received| received <= question.to)
        && dossier.settled().is_none_or(|settled| settled >= question.from)
}

/// Whether the dossier is in the denominator of a rate (or is one that a count looks at), and in the numerator.
pub(crate) fn judge(indicator: &str, dossier: &Dossier, question: &Question) -> (bool, bool) {
    if !counts(dossier, question) {
        return (false, false);
    }
    let within = |day: Option<NaiveDate>| day.is_some_and(|day| question.from <= day && day <= question.to);
    let (due, settled) = (dossier.due, dossier.settled());
    let is_received = within(dossier.received);
    let is_settled = within(settled);
    let is_open = dossier.received.is_some_and(|received| received <= question.to)
        && settled.is_none_or(|settled| settled > question.to);
    let is_carried_over = is_to_be_handled(dossier, question) && !is_received;
    let early = matches!((settled, due), (Some(settled), Some(due)) if settled < due);
    let late = matches!((settled, due), (Some(settled), Some(due)) if settled > due);
    let excused = dossier.status == Status::Waiting || dossier.status == Status::Stopped;
    let overdue = due.is_some_and(|due| due < question.to) && !excused;
    let timed = is_settled && (due.is_some() || !question.without_due_left_out);
    let online = dossier.receipt_channel == Channel::Online;
    let level = dossier.service_level;
    let rated = dossier.rating != Rating::None;
    match indicator {
        "handled" => all(is_to_be_handled(dossier, question)),
        "received" => all(is_received),
        "received_online" => all(is_received && online),
        "received_other" => all(is_received && !online),
        "carried_over" => all(is_carried_over),
        "settled" => all(is_settled),
        "settled_early" => all(is_settled && early),
        "settled_on_day" => all(is_settled && !early && !late),
        "settled_late" => all(is_settled && late),
        "open" => all(is_open),
        "open_in_time" => all(is_open && !overdue),
        "open_late" => all(is_open && overdue),
        "online_rate" => share(is_received, online),
        "online_rate_level3" => share(is_received && level == ServiceLevel::Partial, online),
        "online_rate_level4" => share(is_received && level == ServiceLevel::Full, online),
        "online_rate_level3_4" => share(is_received && level != ServiceLevel::Lower, online),
        "postal_receipt_rate" => share(is_received, dossier.receipt_channel == Channel::Post),
        "postal_return_rate" => share(within(dossier.returned), dossier.return_channel == Channel::Post),
        "on_time_rate" => share(timed, !late),
        "early_rate" => share(timed, early),
        "dossier_digitization_rate" => share(is_received, dossier.dossier_digitised),
        "result_digitization_rate" => share(is_settled, dossier.result_digitised),
        "online_payment_rate" => share(is_received && dossier.fee > 0, dossier.paid_online),
        "satisfaction_rate" => share(is_settled && rated, dossier.rating == Rating::Satisfied),
        other => panic!("no indicator {other}"),
    }
}

fn counts(dossier: &Dossier, question: &Question) -> bool {
    let is_left_out = question.withdrawn_left_out && dossier.status == Status::Withdrawn;
    !(dossier.was_not_received() || is_left_out)
}

fn all(counted: bool) -> (bool, bool) {
    (counted, counted)
}

fn share(among: bool, counted: bool) -> (bool, bool) {
    (among, among && counted)
}
