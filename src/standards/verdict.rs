/// What a threshold says of a rate (kết luận so với chỉ tiêu).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Reached, exactly, before any rounding.
    Met,
    /// Not reached.
    Missed,
    /// No denominator: there was nothing to judge.
    NotApplicable,
    /// The exports do not tell.
    NotAvailable,
}

impl Verdict {
    /// The stable name in machine-readable output.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Missed => "missed",
            Verdict::NotApplicable => "not_applicable",
            Verdict::NotAvailable => "not_available",
        }
    }
}
