use crate::report::model::Report;
use crate::texts::Texts;

use super::WordError;

/// The whole document. `pictures` are the charts as PNG, by the name of their file without ending.
///
/// # Errors
/// When the user's template is wrong; else only by a fault of this program.
pub fn render(report: &Report, texts: &Texts, pictures: &[(String, Vec<u8>)]) -> Result<Vec<u8>, WordError> {
    let environment = minijinja::Environment::new();
    let body = environment.render_str(report.template.get(texts.lang()), minijinja::context! {})?;
    Ok([body.into_bytes(), pictures.iter().map(|(name, _)| name.clone()).collect::<String>().into_bytes()].concat())
}
