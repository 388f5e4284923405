//! Composite indices: points by hand, against a plain rational model, and whole runs.

mod components;
mod entered;
mod model;
mod runs;
