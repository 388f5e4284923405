/// The Word report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// The template of the body.
    #[error(transparent)]
    Template(#[from] minijinja::Error),
    /// The package.
    #[error(transparent)]
    Package(#[from] zip::result::ZipError),
    /// Memory could not be written to.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}
