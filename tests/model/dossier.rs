//! A dossier as the model keeps it.

use chrono::NaiveDate;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Registered,
    NotAccepted,
    Withdrawn,
    /// Waiting for a supplement.
    Waiting,
    Stopped,
    /// Any other status: none of them changes a figure.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    Direct,
    Online,
    Post,
    Unrecorded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServiceLevel {
    Full,
    Partial,
    Lower,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rating {
    Satisfied,
    NotSatisfied,
    None,
}

/// One dossier. A column its export lacks has the value of a blank cell; the export knows which columns it has.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub(crate) code: String,
    pub(crate) unit: String,
    pub(crate) status: Status,
    pub(crate) received: Option<NaiveDate>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) finished: Option<NaiveDate>,
    pub(crate) returned: Option<NaiveDate>,
    pub(crate) receipt_channel: Channel,
    pub(crate) return_channel: Channel,
    pub(crate) service_level: ServiceLevel,
    pub(crate) dossier_digitised: bool,
    pub(crate) result_digitised: bool,
    pub(crate) fee: u64,
    pub(crate) paid_online: bool,
    pub(crate) rating: Rating,
}

impl Dossier {
    /// The day the dossier was settled: finished, else returned.
    pub(crate) fn settled(&self) -> Option<NaiveDate> {
        match (self.finished, self.returned) {
            (Some(finished), _) => Some(finished),
            (None, returned) => returned,
        }
    }

    /// Just registered or not accepted: it was never received, and needs no day of receipt.
    pub(crate) fn was_not_received(&self) -> bool {
        self.status == Status::Registered || self.status == Status::NotAccepted
    }
}
