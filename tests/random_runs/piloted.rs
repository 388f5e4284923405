//! What `pilot` chooses is what going through every choice finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use cchc::pilots::{Candidate, Criterion, Weights, choose};
use cchc::project::Inputs;
use cchc::report::pilot::{GroupBy, Outcome, Pilot, PilotWishes};
use cchc::run::{Request, Rulebook, prepare};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::super::model::key::key;
use super::super::model::pilot::{Commune, Received, Wishes, chosen};
use super::check;

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&[]).unwrap());

/// Communes by code; the last one is not in the registry.
const COMMUNES: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", ""];
const PROCEDURES: [&str; 6] = ["", "1.000001", "1.000002", "1.000003", "2.000004", "2.000005"];
/// What the catalogue says of them; it does not have the last two.
const OFFERED: [&str; 6] = ["unknown", "online", "online", "not_yet", "unknown", "unknown"];

#[derive(Debug, Clone)]
struct Plan {
    /// Commune (beyond them: a district office), procedure, online.
    dossiers: Vec<(usize, usize, bool)>,
    /// The district of each commune of the registry; 0: none.
    districts: Vec<usize>,
    goal: u32,
    weights: [u64; 3],
    procedures: u64,
    communes: u64,
    most_districts: u64,
    least: u64,
    by_field: bool,
}

fn plans() -> impl Strategy<Value = Plan> {
    let dossier = (0..9_usize, 0..6_usize, prop::bool::weighted(0.3));
    let sizes = (1..6_u64, 1..5_u64, 1..4_u64, 0..5_u64);
    let districts = prop_oneof![
        4 => prop::collection::vec(1..4_usize, 7),
        1 => prop::collection::vec(0..4_usize, 7),
        1 => Just(vec![0; 7])
    ];
    let goal = prop::sample::select(vec![5000_u32, 3333, 10_000, 1, 6667, 2500]);
    let weights = prop::array::uniform3(0..4_u64);
    (prop::collection::vec(dossier, 0..90), districts, goal, weights, sizes, any::<bool>()).prop_map(
        |(dossiers, districts, goal, mut weights, (procedures, communes, most_districts, least), by_field)| {
            if weights == [0; 3] {
                weights[1] = 1;
            }
            Plan { dossiers, districts, goal, weights, procedures, communes, most_districts, least, by_field }
        },
    )
}

#[test]
fn what_is_chosen_is_what_going_through_every_choice_finds() {
    check(150, &plans(), |plan| agree(&plan));
}

fn field(procedure: usize) -> &'static str {
    ["", "Hộ tịch", "Hộ tịch", "Đất đai", "Đất đai", "Chứng thực"][procedure]
}

fn agree(plan: &Plan) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    put(plan, folder.path());
    let pilot = run(plan, folder.path());
    if plan.dossiers.is_empty() {
        // Nothing to tell a column by: the header alone is no list, or one without dossiers.
        return Ok(());
    }
    let unlisted = format!("~{}", key("Xã Lạ"));
    let unit = |commune: usize| match COMMUNES.get(commune) {
        Some(&"") => unlisted.clone(),
        Some(code) => (*code).to_owned(),
        None => "d9".to_owned(),
    };
    let received: Vec<Received> = plan
        .dossiers
        .iter()
        .map(|(commune, procedure, is_online)| Received {
            unit: unit(*commune),
            group: if plan.by_field { field(*procedure) } else { PROCEDURES[*procedure] }.to_owned(),
            is_online: *is_online,
        })
        .collect();
    let district = |place: usize| plan.districts.get(place).filter(|of| **of > 0).map(|of| format!("d{of}"));
    let communes: Vec<Commune> =
        (0..COMMUNES.len()).map(|place| Commune { key: unit(place), district: district(place) }).collect();
    let wishes = Wishes {
        goal: plan.goal.into(),
        weights: plan.weights.map(u128::from),
        procedures: plan.procedures.try_into().unwrap(),
        communes: plan.communes.try_into().unwrap(),
        districts: plan.most_districts.try_into().unwrap(),
        least: plan.least.into(),
    };
    let model = chosen(&received, &communes, &wishes);
    // Of two spellings of a key the model writes one.
    let spelled = |unit: &str| if unit.starts_with('~') { unlisted.clone() } else { unit.to_owned() };
    let groups: Vec<&String> =
        pilot.groups.iter().filter(|group| group.outcome == Outcome::Chosen).map(|group| &group.id).collect();
    prop_assert_eq!(groups, model.groups.iter().collect::<Vec<_>>(), "groups");
    let of = pilot.communes.iter().filter(|commune| commune.outcome == Outcome::Chosen);
    let found: BTreeSet<String> = of.map(|commune| spelled(&commune.unit)).collect();
    prop_assert_eq!(&found, &model.communes, "communes");
    let points: BTreeMap<String, ([u128; 3], u128)> = pilot
        .communes
        .iter()
        .filter_map(|commune| {
            let points = commune.points?;
            let wide = |number: i64| u128::try_from(number).unwrap();
            let of = Criterion::ALL.map(|criterion| wide(points.of(criterion)));
            Some((spelled(&commune.unit), (of, wide(commune.total?))))
        })
        .collect();
    prop_assert_eq!(points, model.points, "points");
    every_dossier_has_its_place(plan, &pilot, &received)
}

/// Every group and every commune with dossiers is in the list once, with its counts, chosen or with a reason.
fn every_dossier_has_its_place(plan: &Plan, pilot: &Pilot, received: &[Received]) -> Result<(), TestCaseError> {
    let groups: BTreeMap<&str, u64> =
        pilot.groups.iter().map(|group| (group.id.as_str(), group.distance.counts.denominator)).collect();
    prop_assert_eq!(groups.len(), pilot.groups.len());
    for (group, dossiers) in &groups {
        let model = received.iter().filter(|dossier| dossier.group == *group).count() as u64;
        prop_assert_eq!(*dossiers, model, "dossiers of {}", group);
    }
    prop_assert_eq!(groups.values().sum::<u64>(), received.len() as u64);
    let names: BTreeSet<usize> =
        plan.dossiers.iter().map(|(commune, ..)| *commune).filter(|commune| *commune < COMMUNES.len()).collect();
    prop_assert_eq!(pilot.communes.len(), names.len(), "communes");
    if !plan.by_field {
        for group in &pilot.groups {
            let place = PROCEDURES.iter().position(|code| *code == group.id).unwrap();
            prop_assert_eq!(group.offered.id(), OFFERED[place], "{}", &group.id);
        }
    }
    Ok(())
}

fn run(plan: &Plan, folder: &Path) -> Pilot {
    let request = Request { paths: vec![folder.into()], ..Request::default() };
    let inputs = Inputs::find(&request.paths).unwrap();
    let prepared = prepare(&RULEBOOK, request, inputs).unwrap();
    let (place, _) = prepared.indicator("online_rate").unwrap();
    let mut weights = Weights::default();
    Criterion::ALL.into_iter().zip(plan.weights).for_each(|(criterion, weight)| weights.set(criterion, weight));
    let wishes = PilotWishes {
        is_of_use: true,
        by: if plan.by_field { GroupBy::Field } else { GroupBy::Procedure },
        goal: Some(plan.goal.into()),
        weights,
        procedures: plan.procedures,
        communes: plan.communes,
        districts: plan.most_districts,
        least: plan.least,
        commune_level: "commune".to_owned(),
        district_level: "district".to_owned(),
    };
    prepared.pilot(place, wishes, &|_| {}).unwrap().1
}

fn put(plan: &Plan, folder: &Path) {
    let mut units = "code,name,level,parent,aliases\np,Tỉnh Mẫu,province,,\n".to_owned();
    for district in 1..4 {
        writeln!(units, "d{district},Huyện Mẫu {district},district,p,").unwrap();
    }
    // An office below a district is one of that level.
    units.push_str("d9,Phòng Mẫu,district,d1,\n");
    for (place, district) in plan.districts.iter().enumerate() {
        let parent = if *district > 0 { format!("d{district}") } else { "p".to_owned() };
        writeln!(units, "{},Xã Mẫu {},commune,{parent},", COMMUNES[place], place + 1).unwrap();
    }
    let catalogue = "code,name,field,level,service_level\n1.000001,A,Hộ tịch,commune,full\n\
        1.000002,B,Hộ tịch,commune,partial\n1.000003,C,Đất đai,commune,information\n";
    let mut export =
        "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Mã TTHC,Lĩnh vực\n"
            .to_owned();
    for (number, (commune, procedure, is_online)) in plan.dossiers.iter().enumerate() {
        let unit = match commune {
            7 => "Xã Lạ".to_owned(),
            8 => "Phòng Mẫu".to_owned(),
            commune => format!("Xã Mẫu {}", commune + 1),
        };
        let channel = if *is_online { 2 } else { 1 };
        let (code, field) = (PROCEDURES[*procedure], field(*procedure));
        writeln!(export, "H1-220820-{number:04},{unit},10,20/08/2022,30/08/2022,25/08/2022,{channel},{code},{field}")
            .unwrap();
    }
    let settings =
        "exports = [\"e.csv\"]\nperiod = \"2022-08\"\nunits = \"units.csv\"\nprocedures = \"procedures.csv\"\n";
    let files =
        [("units.csv", units.as_str()), ("procedures.csv", catalogue), ("e.csv", &export), ("cchc.toml", settings)];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// Sets of candidates with many equal totals, against all sets there are.
#[test]
fn no_choice_within_the_districts_is_better() {
    let candidates = prop::collection::vec((0..5_i64, 0..4_u8), 0..11);
    check(2000, &(candidates, 0..6_usize, prop::option::of(0..4_usize)), |(plan, communes, districts)| {
        let candidates: Vec<Candidate> =
            plan.iter().map(|(total, district)| Candidate { total: *total, district: district.to_string() }).collect();
        let mut best: (usize, i64, Vec<usize>) = (0, 0, Vec::new());
        for set in 0_u32..1 << candidates.len() {
            let members: Vec<usize> = (0..candidates.len()).filter(|bit| set >> bit & 1 == 1).collect();
            let of: BTreeSet<&String> = members.iter().map(|place| &candidates[*place].district).collect();
            if members.len() > communes || districts.is_some_and(|most| of.len() > most) {
                continue;
            }
            let total: i64 = members.iter().map(|place| candidates[*place].total).sum();
            let is_equal = (members.len(), total) == (best.0, best.1);
            if (members.len(), total) > (best.0, best.1) || (is_equal && members < best.2) {
                best = (members.len(), total, members);
            }
        }
        prop_assert_eq!(choose(&candidates, communes, districts), best.2);
        Ok(())
    });
}
