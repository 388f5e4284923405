//! The readers of workbooks and archives, held against files made by other programs and files made to harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod archives;
mod bombs;
mod damage;
mod kinds;
mod ods;
pub(crate) mod support;
mod writers;
mod xls;
mod xlsx;
