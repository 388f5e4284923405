use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use crate::texts::Message;

use super::{Place, RulesError, place_at};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Endings of rule files: data, and the templates of documents.
const ENDINGS: [&str; 2] = [".toml", ".md"];

/// One rule file and where it came from.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// Path below the rules folder, with `/`: `indicators/rates.toml`.
    pub name: String,
    /// The path to show: `rules/…` for an embedded file, the user's path otherwise.
    pub shown: String,
    /// The content.
    pub text: String,
}

impl RuleFile {
    /// Reads the file as TOML into `T`.
    ///
    /// # Errors
    /// With the place in the file, when it is no TOML or has not the keys of `T`.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, RulesError> {
        toml::from_str(&self.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            RulesError::Syntax { place: self.place(offset), reason: error.message().to_owned() }
        })
    }

    /// The place of a byte of this file.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        place_at(&self.shown, &self.text, offset)
    }

    /// An error at a byte of this file.
    #[must_use]
    pub fn invalid(&self, offset: usize, said: Message) -> RulesError {
        RulesError::Invalid { place: self.place(offset), said }
    }
}

/// All rule files in force, by name.
#[derive(Debug, Clone)]
pub struct Rules {
    files: BTreeMap<String, RuleFile>,
}

impl Rules {
    /// The files embedded at build.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect_embedded(&EMBEDDED, &mut files);
        Self { files }
    }

    /// Puts the user's `.toml` and `.md` files over these: same name replaces, new name adds.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), RulesError> {
        self.overlay_below(folder, folder)
    }

    fn overlay_below(&mut self, root: &Path, folder: &Path) -> Result<(), RulesError> {
        let unreadable = |path: &Path, source| RulesError::Unreadable { path: path.to_owned(), source };
        let entries = fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
        for entry in entries {
            let path = entry.map_err(|source| unreadable(folder, source))?.path();
            // A link to a folder is not followed: it could lead back here.
            if path.is_dir() && !path.is_symlink() {
                self.overlay_below(root, &path)?;
            } else if ENDINGS.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                let text = fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
                let below = path.strip_prefix(root).unwrap_or(&path);
                let name =
                    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                let shown = path.display().to_string();
                if !self.has_place_for(&name) {
                    return Err(RulesError::NoPlace { file: shown });
                }
                self.files.insert(name.clone(), RuleFile { name, shown, text });
            }
        }
        Ok(())
    }

    /// True for a file that some room reads: one of the shipped names, or a new one in a folder of several. Any other would
    /// change nothing, and the user would not know.
    fn has_place_for(&self, name: &str) -> bool {
        let folder = ["forms/", "indicators/", "profiles/", "scores/", "standards/"]
            .into_iter()
            .find_map(|folder| name.strip_prefix(folder));
        self.files.contains_key(name) || folder.is_some_and(|rest| !rest.contains('/'))
    }

    /// The file called `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn file(&self, name: &str) -> Result<&RuleFile, RulesError> {
        self.files.get(name).ok_or_else(|| RulesError::Missing { name: name.to_owned() })
    }

    /// The files directly in `folder` (`indicators`, `profiles`, …), by name.
    pub fn folder(&self, folder: &str) -> impl Iterator<Item = &RuleFile> {
        let prefix = format!("{folder}/");
        self.files.values().filter(move |file| file.name.starts_with(&prefix))
    }

    /// Every file that decides figures, in order: all but the texts, the templates of documents, and what is made of figures:
    /// scores and pilots.
    pub fn deciding(&self) -> impl Iterator<Item = &RuleFile> {
        let after_figures = ["texts/", "documents/", "scores/", "pilot.toml"];
        self.files.values().filter(move |file| !after_figures.iter().any(|folder| file.name.starts_with(folder)))
    }
}

fn collect_embedded(folder: &'static Dir<'static>, files: &mut BTreeMap<String, RuleFile>) {
    for file in folder.files() {
        let name =
            file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if let (true, Some(text)) = (ENDINGS.iter().any(|ending| name.ends_with(ending)), file.contents_utf8()) {
            let shown = format!("rules/{name}");
            files.insert(name.clone(), RuleFile { name, shown, text: text.to_owned() });
        }
    }
    for below in folder.dirs() {
        collect_embedded(below, files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_toml() {
        let rules = Rules::embedded();
        let mut count = 0;
        for file in rules.files.values().filter(|file| file.name.ends_with(".toml")) {
            file.parse::<toml::Table>().unwrap_or_else(|error| panic!("{error}"));
            count += 1;
        }
        assert!(count >= 10, "{count} files");
    }

    #[test]
    fn a_users_file_replaces_and_adds() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("standards")).unwrap();
        fs::write(folder.path().join("standards/mine.toml"), "id = \"mine\"").unwrap();
        fs::write(folder.path().join("units.toml"), "prefixes = []").unwrap();
        let mut rules = Rules::embedded();
        rules.overlay(folder.path()).unwrap();
        assert_eq!(rules.file("units.toml").unwrap().text, "prefixes = []");
        assert!(rules.folder("standards").any(|file| file.name == "standards/mine.toml"));
        assert!(rules.folder("standards").any(|file| file.name == "standards/dong-thap-2022.toml"));
    }

    #[test]
    fn a_broken_file_names_its_place() {
        let file = RuleFile { name: "x.toml".into(), shown: "x.toml".into(), text: "a = 1\nb = = 2\n".into() };
        assert!(file.parse::<toml::Table>().unwrap_err().to_string().starts_with("x.toml:2:"));
    }
}
