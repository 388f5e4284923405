use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::OutputError;

/// Writes a file that is not there yet; its folders are made. One that is there is left as it is.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), OutputError> {
    let unwritable = |source| OutputError::Unwritable { path: path.to_owned(), source };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(unwritable)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritable)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(unwritable)
}
