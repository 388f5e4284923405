//! The plain model.
