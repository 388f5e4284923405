use quick_xml::events::Event;

use super::super::WorkbookError;
use super::super::package::Package;
use super::super::xml::{attribute, local};

/// Where a part points to.
pub(super) struct Relation {
    id: String,
    /// Its kind: an address whose last step counts.
    pub(super) kind: String,
    /// The part pointed to, from the root of the package.
    pub(super) part: String,
}

/// What a part points to.
pub(super) struct Relations {
    folder: String,
    found: Vec<Relation>,
}

/// The relations of the package as a whole.
pub(super) fn package_relations(package: &Package<'_>) -> Result<Relations, WorkbookError> {
    Relations::read(package, String::new(), "_rels/.rels")
}

impl Relations {
    /// The relations of a part.
    pub(super) fn of(package: &Package<'_>, part: &str) -> Result<Self, WorkbookError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = resolve(folder, &format!("_rels/{name}.rels"));
        Self::read(package, folder.to_owned(), &rels)
    }

    fn read(package: &Package<'_>, folder: String, rels: &str) -> Result<Self, WorkbookError> {
        let mut found = Vec::new();
        let Some(mut xml) = package.xml(rels)? else { return Ok(Self { folder, found }) };
        xml.enter("Relationships")?;
        loop {
            let relation = match xml.next()? {
                Event::Start(tag) if local(&tag) == "Relationship" => {
                    let text = |name| Ok::<_, WorkbookError>(attribute(&tag, name)?.unwrap_or_default().into_owned());
                    let target = text("Target")?;
                    let is_inside = text("TargetMode")? != "External";
                    is_inside.then_some((text("Id")?, text("Type")?, resolve(&folder, &target)))
                }
                Event::Start(_) => None,
                Event::End(_) => return Ok(Self { folder, found }),
                _ => continue,
            };
            xml.skip()?;
            found.extend(relation.map(|(id, kind, part)| Relation { id, kind, part }));
        }
    }

    /// The first relation whose kind ends so.
    pub(super) fn first(&self, kind: &str) -> Option<&Relation> {
        self.found.iter().find(|relation| relation.kind.ends_with(kind))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Relation> {
        self.found.iter().find(|relation| relation.id == id)
    }

    /// A part beside the one whose relations these are.
    pub(super) fn resolve(&self, name: &str) -> String {
        resolve(&self.folder, name)
    }
}

/// The part that a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_not() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "../tables/t.xml"), "xl/tables/t.xml");
        assert_eq!(resolve("", "../../a"), "a");
        assert_eq!(resolve("xl", "worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
