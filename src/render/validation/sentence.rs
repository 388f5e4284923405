use crate::report::model::InputShown;
use crate::texts::{Message, Texts};
use crate::validation::Finding;

use super::super::cells::visible;

/// A finding as a sentence.
pub(super) fn sentence(finding: &Finding, texts: &Texts) -> String {
    let mut said = finding.said.clone();
    for (name, value) in &mut said.values {
        if matches!(*name, "count" | "of")
            && let Ok(number) = value.parse::<u64>()
        {
            *value = texts.number(number);
        }
    }
    if finding.is_rejection {
        let reason = texts.get(&format!("reason.{}", finding.id));
        said = said.with("reason", reason).with("remedy", texts.get(&format!("remedy.{}", finding.id)));
    }
    visible(&texts.say(&said))
}

/// A list by its file and sheet.
pub(super) fn name(input: &InputShown) -> String {
    visible(&input.sheet.as_ref().map_or_else(|| input.path.clone(), |sheet| format!("{} [{sheet}]", input.path)))
}

/// Why a file could not be read, one sentence after the other.
pub(super) fn why(messages: &[Message], texts: &Texts) -> String {
    let said: Vec<String> = messages.iter().map(|message| texts.say(message)).collect();
    said.iter().flat_map(|text| text.lines()).map(visible).collect::<Vec<_>>().join("\n")
}
