//! LibreOffice without a window, in a profile of its own. Where it is not installed, its tests say so and pass.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

pub(super) struct Office {
    folder: tempfile::TempDir,
}

/// LibreOffice, if it is installed.
pub(super) fn start() -> Option<Office> {
    let there = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        skipped("soffice (LibreOffice Calc) is not installed");
        return None;
    }
    Some(Office { folder: tempfile::tempdir().unwrap() })
}

/// Says that a test is skipped, and why.
#[expect(clippy::print_stderr, reason = "who runs the tests must see what was not tested")]
pub(super) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

impl Office {
    /// The workbook as LibreOffice saves it again, everything worked out.
    pub(super) fn recalculate(&self, bytes: &[u8]) -> Vec<u8> {
        fs::read(self.convert(bytes, "xlsx")).unwrap()
    }

    /// The workbook as it prints.
    pub(super) fn print(&self, bytes: &[u8]) -> PathBuf {
        self.convert(bytes, "pdf")
    }

    fn convert(&self, bytes: &[u8], to: &str) -> PathBuf {
        let folder = self.folder.path();
        let source = folder.join("report.xlsx");
        let out = folder.join("out");
        fs::write(&source, bytes).unwrap();
        let made = out.join("report").with_extension(to);
        let _ = fs::remove_file(&made);
        let output = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
            .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
            .arg(&out)
            .arg(&source)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && made.exists(), "LibreOffice cannot read the workbook: {said}");
        made
    }
}
