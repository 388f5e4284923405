use serde::Deserialize;

use crate::period::Day;

/// Which structure of units (cơ cấu đơn vị hành chính) figures are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Structure {
    /// That of the day: each dossier belongs to the unit that was valid on its day.
    #[default]
    Then,
    /// The newest one of the registry: each unit is shown under the one that it became.
    Now,
}

impl Structure {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Structure::Then => "then",
            Structure::Now => "now",
        }
    }
}

/// The structure of units that figures are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StructureUsed {
    /// Which one.
    pub structure: Structure,
    /// The day of the newest structure; none for that of the day, and when nothing ever changes in the registry.
    pub as_of: Option<Day>,
}
