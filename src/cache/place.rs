use std::ffi::OsString;
use std::path::PathBuf;

/// The program's part of the user's cache folder.
const OWN: &str = "cchc";

/// The systems that have rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Windows,
    Mac,
    Other,
}

/// The folder for what a program can make again, by the rules of the system; none when the environment does not tell.
pub(super) fn default_place() -> Option<PathBuf> {
    let system = if cfg!(windows) {
        System::Windows
    } else if cfg!(target_os = "macos") {
        System::Mac
    } else {
        System::Other
    };
    place(system, &|name| std::env::var_os(name))
}

fn place(system: System, variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A path that is not absolute is no folder of the user's: the rules of XDG want it ignored.
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = match system {
        System::Windows => folder("LOCALAPPDATA"),
        System::Mac => folder("HOME").map(|home| home.join("Library/Caches")),
        System::Other => folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache"))),
    };
    caches.map(|caches| caches.join(OWN))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_rule() {
        let all = [("HOME", "/home/a"), ("XDG_CACHE_HOME", "/fast"), ("LOCALAPPDATA", "/local")];
        let find = |system, known: &[(&str, &str)]| {
            place(system, &|name| known.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into()))
        };
        assert_eq!(find(System::Other, &all), Some("/fast/cchc".into()));
        assert_eq!(find(System::Other, &all[..1]), Some("/home/a/.cache/cchc".into()));
        assert_eq!(find(System::Mac, &all), Some("/home/a/Library/Caches/cchc".into()));
        assert_eq!(find(System::Windows, &all), Some("/local/cchc".into()));
        assert_eq!(find(System::Other, &[("XDG_CACHE_HOME", "here"), ("HOME", "")]), None);
    }
}
