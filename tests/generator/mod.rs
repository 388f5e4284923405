//! The generator of the sample data: five published cases, rebuilt as invented dossiers, and one of units that changed.
//!
//! Where to look:
//! - `cases` starts here: the list of cases and `generate`, which writes one of them;
//! - `sa_dec`, `muong_ang`, `tan_thanh`, `ba_be`, `hue`: one case each, with the totals it must give;
//! - `don_vi_mau`: units before and after 1 July 2025;
//! - `thoi_gian`: a sample for processing times, which rebuilds no case;
//! - `dossier`, `registry`, `desk`, `shares`: what a dossier is and how units receive them;
//! - `district_dialect`, `commune_dialect`, `separated`, `files`: how exports are written;
//! - `load_test`: one large file for load tests; `days`, `random`: arithmetic without clock or chance.
#![allow(dead_code, unused_imports, reason = "the suite and the example each use a part")]

mod ba_be;
mod cases;
mod commune_dialect;
mod days;
mod desk;
mod district_dialect;
mod don_vi_mau;
mod dossier;
mod faults;
mod field_names;
mod files;
mod hue;
mod invented_units;
mod load_test;
mod muong_ang;
mod random;
mod registry;
mod sa_dec;
mod separated;
mod shares;
mod tan_thanh;
pub(crate) mod thoi_gian;

pub(crate) use cases::{CASES, COMMITTED, generate, generate_frame};
pub(crate) use load_test::{Load, write_large_export};
