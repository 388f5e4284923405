//! The guide for staff: its commands run as they stand there, one after the other, on the sample it speaks of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;
use std::process::Command;

use crate::support::{files_below, root};

/// The blocks of code of one language.
fn blocks<'a>(guide: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    guide.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_commands_of_the_guide_run() {
    let guide = fs::read_to_string(root().join("docs/huong-dan.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let month = folder.path().join("thang-7");
    for (name, path) in files_below(&root().join("sample-data/sa-dec-2022")) {
        let target = month.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
    let settings = blocks(&guide, "toml");
    assert_eq!(settings.len(), 1);
    fs::write(month.join("cchc.toml"), settings[0]).unwrap();
    let commands: Vec<&str> =
        blocks(&guide, "sh").into_iter().flat_map(str::lines).filter(|line| line.starts_with("cchc ")).collect();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_cchc"))
            .args(command.split_whitespace().skip(1))
            .current_dir(folder.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    // Every file that the guide promises is there.
    let promised = guide.lines().filter(|line| line.starts_with("| `")).flat_map(|line| {
        let named = line.split('|').nth(1).unwrap();
        named.split('`').filter(|name| !name.trim().is_empty() && *name != ", ").collect::<Vec<_>>()
    });
    let mut count = 0;
    for name in promised {
        count += 1;
        assert!(folder.path().join("ket-qua/thang-7").join(name).exists(), "{name}");
    }
    assert!(count >= 9, "{count}");
    assert!(folder.path().join("ket-qua/thang-7/charts/poster.png").exists());
    assert!(folder.path().join("bao-cao-thang-7.docx").exists());
    // What is published holds no working files.
    let published = folder.path().join("cong-khai/thang-7");
    assert!(published.join("report.html").exists() && !published.join("rejected.csv").exists());
}

#[test]
fn the_pictures_of_the_guide_and_of_the_readme_exist() {
    for (document, place) in [("docs/huong-dan.md", "docs"), ("README.md", "")] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let pictures = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(name, _)| name);
        let mut count = 0;
        for name in pictures.filter(|name| name.ends_with(".png")) {
            count += 1;
            assert!(root().join(place).join(name).exists(), "{document}: {name}");
        }
        assert!(count > 0, "{document}");
    }
}
