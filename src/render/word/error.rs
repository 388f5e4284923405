use crate::texts::{Explain, Message};

/// The Word report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// The template of the body is wrong.
    #[error("{file}:{line}: {reason}")]
    Template {
        /// The template.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The line itself.
        shown: String,
        /// What is wrong, in the words of the template engine.
        reason: String,
        /// True when it names a value that there is none of.
        unknown_value: bool,
    },
    /// The template asks for a picture that there is none of.
    #[error("{file}: no picture `{name}`")]
    NoPicture {
        /// The template.
        file: String,
        /// The picture.
        name: String,
        /// One that there is.
        near: Option<String>,
    },
    /// The template has two annex marks.
    #[error("{file}: two annex marks")]
    TwoAnnexes {
        /// The template.
        file: String,
    },
    /// A picture is no PNG.
    #[error("{name} is no PNG")]
    NoPng {
        /// The picture.
        name: String,
    },
    /// The package.
    #[error(transparent)]
    Package(#[from] zip::result::ZipError),
    /// Memory could not be written to.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

impl Explain for WordError {
    fn message(&self) -> Message {
        match self {
            WordError::Template { file, line, shown, unknown_value: true, .. } => {
                Message::new("word.unknown_value").with("file", file).with("line", line).with("shown", shown)
            }
            WordError::Template { file, line, shown, reason, .. } => Message::new("word.template")
                .with("file", file)
                .with("line", line)
                .with("shown", shown)
                .with("reason", reason),
            WordError::NoPicture { file, name, near: Some(near) } => {
                Message::new("word.no_picture").with("file", file).with("name", name).with("near", near)
            }
            WordError::NoPicture { file, name, near: None } => {
                Message::new("word.no_pictures").with("file", file).with("name", name)
            }
            WordError::TwoAnnexes { file } => Message::new("word.two_annexes").with("file", file),
            WordError::NoPng { .. } | WordError::Package(_) | WordError::Write(_) => {
                Message::new("cli.render").with("reason", self)
            }
        }
    }
}
