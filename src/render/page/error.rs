/// The page could not be made: a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The template of the page.
    #[error(transparent)]
    Template(#[from] minijinja::Error),
}
