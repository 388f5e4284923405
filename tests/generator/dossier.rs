//! A dossier (hồ sơ) as it really went, and what an export of a given day knew of it.

use super::days::Day;

/// Level of administration (cấp hành chính).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AdministrativeLevel {
    Province,
    District,
    Commune,
}

impl AdministrativeLevel {
    /// The word of the registry.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }
}

/// Service level of a procedure (mức độ dịch vụ công): toàn trình, một phần, cung cấp thông tin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceLevel {
    Full,
    Partial,
    Information,
}

impl ServiceLevel {
    /// The word of the registry.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Information => "information",
        }
    }
}

/// Way in or out of a dossier: trực tiếp, trực tuyến, bưu chính công ích.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    Direct,
    Online,
    Post,
}

/// What becomes of a dossier, apart from its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Goes its ordinary way.
    Ordinary,
    /// Registered by the citizen and never received (mới đăng ký).
    Registered,
    /// Not accepted (không được tiếp nhận).
    Refused,
    /// Withdrawn by the citizen (công dân rút hồ sơ).
    Withdrawn,
    /// Waits for a supplement (yêu cầu bổ sung).
    Supplement,
    /// Waits for a payment (nghĩa vụ tài chính).
    Payment,
    /// Stopped (dừng xử lý).
    Stopped,
}

/// One dossier; a day that is absent never came, or was never written down.
#[derive(Clone, Debug)]
pub(crate) struct Dossier {
    pub(crate) code: String,
    /// Number of the invented citizen.
    pub(crate) person: u64,
    /// Position in the catalogue of procedures.
    pub(crate) procedure: usize,
    pub(crate) service: ServiceLevel,
    /// The cell of the service level is left blank.
    pub(crate) service_blank: bool,
    pub(crate) outcome: Outcome,
    /// Portal code of the status, 1 to 10; meaningful in a view of [`Dossier::seen_on`].
    pub(crate) status: u8,
    pub(crate) submitted: Day,
    pub(crate) received: Option<Day>,
    pub(crate) due: Option<Day>,
    pub(crate) finished: Option<Day>,
    /// The system forgot the day of the end and kept the day of return only.
    pub(crate) finish_unrecorded: bool,
    pub(crate) returned: Option<Day>,
    pub(crate) receipt: Channel,
    pub(crate) giving_back: Channel,
    /// 0 none, 1 digitised (số hóa), 2 and 3 reused.
    pub(crate) digitised: u8,
    pub(crate) result_digitised: u8,
    /// Fee in đồng (lệ phí).
    pub(crate) fee: u32,
    /// 0 not online, 1 national portal, 2 local gateway.
    pub(crate) payment: u8,
    /// 0 not rated, 1 to 5 as in the satisfaction scale (mức độ hài lòng).
    pub(crate) satisfaction: u8,
}

impl Dossier {
    /// Registered only, or not accepted: counts nowhere.
    pub(crate) fn outcome_is_uncounted(&self) -> bool {
        matches!(self.outcome, Outcome::Registered | Outcome::Refused)
    }

    /// What an export of that day shows: everything that happened later is hidden.
    pub(crate) fn seen_on(&self, day: Day) -> Self {
        let mut view = self.clone();
        let known = |moment: Option<Day>| moment.filter(|&moment| moment <= day);
        view.received = known(self.received);
        view.returned = known(self.returned);
        view.finished = known(self.finished);
        if self.finish_unrecorded {
            view.finished = None;
        }
        if view.received.is_none() {
            view.due = None;
        }
        if view.finished.is_none() && view.returned.is_none() {
            view.result_digitised = 0;
        }
        if view.returned.is_none() {
            view.satisfaction = 0;
        }
        view.status = view.status_code(day);
        view
    }

    fn status_code(&self, day: Day) -> u8 {
        let Some(received) = self.received else {
            return 1;
        };
        if self.outcome == Outcome::Refused {
            3
        } else if self.returned.is_some() {
            10
        } else if self.finished.is_some() {
            if self.outcome == Outcome::Withdrawn { 7 } else { 9 }
        } else {
            match self.outcome {
                Outcome::Supplement => 5,
                Outcome::Payment => 6,
                Outcome::Stopped => 8,
                _ if day.since(received) < 2 => 2,
                _ => 4,
            }
        }
    }

    /// Whether an export lists it: new or changed since the export before, or unfinished then.
    pub(crate) fn listed(&self, before: Option<Day>, day: Day) -> bool {
        if self.submitted > day {
            return false;
        }
        let Some(before) = before else {
            return true;
        };
        let fresh = |moment: Option<Day>| moment.is_some_and(|moment| before < moment && moment <= day);
        let unfinished = self.finished.is_none_or(|finished| finished > before) && self.outcome != Outcome::Refused;
        fresh(Some(self.submitted)) || fresh(self.received) || fresh(self.returned) || unfinished
    }
}
