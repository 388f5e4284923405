//! The list of cases and the way into each.

use std::io;
use std::path::Path;

use super::files::Frame;
use super::{ba_be, don_vi_mau, hue, muong_ang, sa_dec, tan_thanh};

/// Every case, by the name of its folder.
pub(crate) const CASES: &[&str] =
    &["sa-dec-2022", "muong-ang-2021", "tan-thanh-2023", "ba-be-2022", "hue-2021", "don-vi-mau-2025"];

/// The cases whose exports are committed; of the others only the frame is.
pub(crate) const COMMITTED: &[&str] =
    &["sa-dec-2022", "muong-ang-2021", "tan-thanh-2023", "ba-be-2022", "don-vi-mau-2025"];

/// Writes a whole case, exports included, into `target`, which becomes the folder of the case.
pub(crate) fn generate(case: &str, target: &Path) -> io::Result<()> {
    write_case(case, target, true)
}

/// Writes a case without its exports into `target`.
pub(crate) fn generate_frame(case: &str, target: &Path) -> io::Result<()> {
    write_case(case, target, false)
}

fn write_case(case: &str, target: &Path, with_exports: bool) -> io::Result<()> {
    type MakeFrame = fn() -> Frame;
    type WriteExports = fn(&Frame, &Path) -> io::Result<()>;
    let (frame, exports): (MakeFrame, WriteExports) = match case {
        "sa-dec-2022" => (sa_dec::frame, sa_dec::exports),
        "muong-ang-2021" => (muong_ang::frame, muong_ang::exports),
        "tan-thanh-2023" => (tan_thanh::frame, tan_thanh::exports),
        "ba-be-2022" => (ba_be::frame, ba_be::exports),
        "don-vi-mau-2025" => (don_vi_mau::frame, don_vi_mau::exports),
        "hue-2021" => (hue::frame, hue::exports),
        _ => {
            let message = format!("no case {case}; the cases are {}", CASES.join(", "));
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    };
    let frame = frame();
    frame.write(target)?;
    if with_exports {
        exports(&frame, target)?;
    }
    Ok(())
}
