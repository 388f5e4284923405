//! Writes the national registry of units from the data files of a public package.
//!
//! `national_registry DATA_FOLDER FILE`: the folder is `vietnamadminunits/data` of the Python package `vietnamadminunits`
//! (`pip download --no-deps vietnamadminunits`, unzipped). How to get it, its licence and what it lacks:
//! `registries/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use serde::Deserialize;
use serde::de::DeserializeOwned;

const USAGE: &str = "usage: national_registry DATA_FOLDER FILE";
/// The last day of the provinces, districts and communes before, and the first one of those after.
const LAST_OLD: &str = "2025-06-30";
const FIRST_NEW: &str = "2025-07-01";

/// Names in the keys of the package: province, district, ward.
type Keyed<T> = BTreeMap<String, T>;

#[derive(Deserialize)]
struct Province {
    province: String,
    #[serde(rename = "provinceShort")]
    short: String,
    #[serde(rename = "provinceCode")]
    code: String,
}

#[derive(Deserialize)]
struct District {
    district: String,
    #[serde(rename = "districtCode")]
    code: String,
}

/// An island district without wards has one without a name.
#[derive(Deserialize)]
struct Ward {
    ward: Option<String>,
    #[serde(rename = "wardCode")]
    code: Option<String>,
}

#[derive(Deserialize)]
struct Before {
    #[serde(rename = "DICT_PROVINCE")]
    provinces: Keyed<Province>,
    #[serde(rename = "DICT_PROVINCE_DISTRICT")]
    districts: Keyed<Keyed<District>>,
    /// Wards whose name is told by its letters, and those that only accents tell apart.
    #[serde(rename = "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED")]
    wards: Keyed<Keyed<Keyed<Ward>>>,
    #[serde(rename = "DICT_PROVINCE_DISTRICT_WARD_ACCENTED")]
    accented: Keyed<Keyed<Keyed<Ward>>>,
}

#[derive(Deserialize)]
struct After {
    #[serde(rename = "DICT_PROVINCE")]
    provinces: Keyed<Province>,
    #[serde(rename = "DICT_PROVINCE_WARD_NO_ACCENTED")]
    wards: Keyed<Keyed<Ward>>,
    #[serde(rename = "DICT_PROVINCE_WARD_ACCENTED")]
    accented: Keyed<Keyed<Ward>>,
}

#[derive(Deserialize)]
struct Changes {
    /// New province to those it is made of.
    #[serde(rename = "DICT_PROVINCE")]
    provinces: Keyed<Vec<String>>,
    /// New province, new ward, to the whole former wards in it.
    #[serde(rename = "DICT_PROVINCE_WARD_NO_DIVIDED")]
    whole: Keyed<Keyed<Vec<String>>>,
    /// New province, former ward, to the new wards among which it was divided. That one of them is the package's default is
    /// its guess for addresses, not a rule for dossiers: it is not read.
    #[serde(rename = "DICT_PROVINCE_WARD_DIVIDED")]
    divided: Keyed<Keyed<Vec<Part>>>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(rename = "newWardKey")]
    ward: String,
}

/// A row of the registry, in the order in which rows are written.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    level: Level,
    code: String,
    from: &'static str,
    to: &'static str,
    name: String,
    parent: String,
    alias: String,
    successors: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    District,
    Commune,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::District => "district",
            Level::Commune => "commune",
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match words.as_slice() {
        [data, file] => convert(Path::new(data)).and_then(|text| fs::write(file, text)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => report(&problem),
    }
}

fn convert(data: &Path) -> io::Result<String> {
    let before: Before = read(data, "parser_legacy.json")?;
    let after: After = read(data, "parser_from_2025.json")?;
    let changes: Changes = read(data, "converter_2025.json")?;
    let mut rows = Vec::new();
    provinces(&before, &after, &changes, &mut rows)?;
    communes_after(&after, &mut rows)?;
    let successors = successors(&after, &changes)?;
    former_units(&before, &successors, &mut rows)?;
    rows.sort();
    Ok(text(&rows))
}

/// The package writes what Python calls JSON: a value that is not there is `NaN`.
fn read<T: DeserializeOwned>(data: &Path, name: &str) -> io::Result<T> {
    let text = fs::read_to_string(data.join(name))?.replace(": NaN", ": null");
    serde_json::from_str(&text).map_err(|error| io::Error::other(format!("{name}: {error}")))
}

fn missing(what: &str) -> io::Error {
    io::Error::other(format!("the package lacks {what}"))
}

/// A province that nothing was joined to is one unit throughout; the others end, and a new one begins.
fn provinces(before: &Before, after: &After, changes: &Changes, rows: &mut Vec<Row>) -> io::Result<()> {
    for (key, new) in &after.provinces {
        let parts = changes.provinces.get(key).ok_or_else(|| missing(key))?;
        let row = |province: &Province, from, to, successors| Row {
            level: Level::Province,
            code: province.code.clone(),
            from,
            to,
            name: province.province.clone(),
            parent: String::new(),
            alias: province.short.clone(),
            successors,
        };
        let old = |key: &String| before.provinces.get(key).ok_or_else(|| missing(key));
        if let [only] = parts.as_slice()
            && old(only)?.code == new.code
            && old(only)?.province == new.province
        {
            rows.push(row(new, "", "", Vec::new()));
            continue;
        }
        rows.push(row(new, FIRST_NEW, "", Vec::new()));
        for part in parts {
            rows.push(row(old(part)?, "", LAST_OLD, vec![format!("{}@{FIRST_NEW}", new.code)]));
        }
    }
    Ok(())
}

fn wards_after(after: &After) -> impl Iterator<Item = (&String, &String, &Ward)> {
    let provinces = after.wards.iter().chain(&after.accented);
    provinces.flat_map(|(province, wards)| wards.iter().map(move |(key, ward)| (province, key, ward)))
}

fn communes_after(after: &After, rows: &mut Vec<Row>) -> io::Result<()> {
    for (province, key, ward) in wards_after(after) {
        let parent = after.provinces.get(province).ok_or_else(|| missing(province))?;
        rows.push(commune(ward, key, parent.code.clone(), (FIRST_NEW, ""), Vec::new())?);
    }
    Ok(())
}

fn commune(
    ward: &Ward,
    key: &str,
    parent: String,
    (from, to): (&'static str, &'static str),
    successors: Vec<String>,
) -> io::Result<Row> {
    let (Some(name), Some(code)) = (&ward.ward, &ward.code) else { return Err(missing(key)) };
    let (code, name) = (code.clone(), name.clone());
    Ok(Row { level: Level::Commune, code, from, to, name, parent, alias: String::new(), successors })
}

/// The new wards that each former ward is in, by the key `province_district_ward`.
fn successors(after: &After, changes: &Changes) -> io::Result<Keyed<Vec<String>>> {
    let mut codes: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (province, key, ward) in wards_after(after) {
        codes.insert((province, key), ward.code.as_deref().ok_or_else(|| missing(key))?);
    }
    let code = |province: &str, ward: &str| {
        codes.get(&(province, ward)).map(|code| format!("{code}@{FIRST_NEW}")).ok_or_else(|| missing(ward))
    };
    let mut successors: Keyed<Vec<String>> = BTreeMap::new();
    for (province, wards) in &changes.whole {
        for (ward, former) in wards {
            for key in former {
                successors.entry(key.clone()).or_default().push(code(province, ward)?);
            }
        }
    }
    for (province, wards) in &changes.divided {
        for (key, parts) in wards {
            for part in parts {
                successors.entry(key.clone()).or_default().push(code(province, &part.ward)?);
            }
        }
    }
    for codes in successors.values_mut() {
        codes.sort();
        codes.dedup();
    }
    Ok(successors)
}

/// Districts and communes before. A district has no successor, for its tasks went to communes and provinces; an island
/// district without communes became a special zone (đặc khu).
fn former_units(before: &Before, successors: &Keyed<Vec<String>>, rows: &mut Vec<Row>) -> io::Result<()> {
    for (province, districts) in &before.districts {
        let parent = &before.provinces.get(province).ok_or_else(|| missing(province))?.code;
        for (key, district) in districts {
            rows.push(Row {
                level: Level::District,
                code: district.code.clone(),
                from: "",
                to: LAST_OLD,
                name: district.district.clone(),
                parent: parent.clone(),
                alias: String::new(),
                successors: successors.get(&format!("{province}_{key}_")).cloned().unwrap_or_default(),
            });
        }
    }
    for (province, districts) in before.wards.iter().chain(&before.accented) {
        for (district, wards) in districts {
            let place = before.districts.get(province).and_then(|districts| districts.get(district));
            let parent = &place.ok_or_else(|| missing(district))?.code;
            for (key, ward) in wards.iter().filter(|(_, ward)| ward.code.is_some()) {
                let key = format!("{province}_{district}_{key}");
                let became = successors.get(&key).ok_or_else(|| missing(&key))?;
                rows.push(commune(ward, &key, parent.clone(), ("", LAST_OLD), became.clone())?);
            }
        }
    }
    Ok(())
}

fn text(rows: &[Row]) -> String {
    let mut text = String::from("code,name,level,parent,aliases,valid_from,valid_to,successors,heir,heir_source\n");
    for Row { level, code, from, to, name, parent, alias, successors } in rows {
        let (level, successors) = (level.word(), successors.join("|"));
        text.push_str(&format!("{code},{name},{level},{parent},{alias},{from},{to},{successors},,\n"));
    }
    text
}

#[allow(clippy::print_stderr, reason = "a program of its own, with nowhere else to say it")]
fn report(problem: &io::Error) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}
