//! Choosing what to push next (chọn thí điểm): points of communes by weighted criteria, and the best of them within few
//! districts. Only numbers here: what the candidates are is found in the room `report`.
//!
//! * weights and how many are chosen: `rules/pilot.toml`, read in `rules`
//! * how raw values become points: `criteria`; which set is the best: `choice`

mod choice;
mod criteria;
mod error;
mod rules;

pub use choice::{Candidate, choose};
pub use criteria::{Criterion, Points, Raw, Weights, points, shortfall};
pub use error::PilotError;
pub use rules::PilotRules;
