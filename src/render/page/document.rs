use crate::report::model::Report;
use crate::texts::Texts;

use super::PageError;

/// The whole page.
///
/// # Errors
/// Only by a fault of this program.
pub fn render(report: &Report, texts: &Texts) -> Result<String, PageError> {
    let heading = super::super::account::heading(report, texts).join("\n");
    let mut environment = minijinja::Environment::new();
    environment.add_template("page.html", "<!doctype html>\n<pre>{{ heading }}</pre>\n")?;
    Ok(environment.get_template("page.html")?.render(minijinja::context! { heading })?)
}
