//! What to push next (chọn thí điểm), for `cchc pilot`: procedures far from the goal, and communes to begin in.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::Unit;
use crate::pilots::{Candidate, PilotError, Points, Raw, Weights, choose, points, shortfall};
use crate::standards::{change_in_points, missing_dossiers, percent};
use crate::tally::{Counted, Crossing};
use crate::texts::Message;
use crate::texts::numbers::Hundredths;

use super::districts::Districts;
use super::material::Material;
use super::model::RowLabel;
use super::offers::{Offered, Offers};
use super::units::UnitsShown;

/// What groups of procedures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Single procedures, by their code.
    Procedure,
    /// Fields of procedures.
    Field,
}

impl GroupBy {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            GroupBy::Procedure => "procedure",
            GroupBy::Field => "field",
        }
    }
}

/// What is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PilotWishes {
    /// What groups are.
    pub by: GroupBy,
    /// The rate is that of use online: what is offered and what is not asks for different work.
    pub is_of_use: bool,
    /// The goal; none: that of the standard.
    pub goal: Option<Hundredths>,
    /// Weights of the criteria for communes.
    pub weights: Weights,
    /// Groups to choose.
    pub procedures: u64,
    /// Communes to choose.
    pub communes: u64,
    /// Districts they may lie in.
    pub districts: u64,
    /// Fewest dossiers of a group or commune.
    pub least: u64,
    /// Id of the level of communes.
    pub commune_level: String,
    /// Id of the level of districts.
    pub district_level: String,
}

/// What to push next, and why.
#[derive(Debug, Clone)]
pub struct Pilot {
    /// Place of the rate in [`super::Report::indicators`].
    pub indicator: usize,
    /// What was wished for.
    pub wishes: PilotWishes,
    /// The goal of groups.
    pub goal: Hundredths,
    /// The goal of communes: a standard may have one for their level.
    pub commune_goal: Hundredths,
    /// All groups: the chosen ones by rank, those that could have been chosen, then the others.
    pub groups: Vec<GroupShown>,
    /// All communes that have dossiers, likewise.
    pub communes: Vec<CommuneShown>,
    /// Within how many districts communes are chosen; none when no commune's district is known.
    pub districts: Option<u64>,
}

/// Why something is chosen or not. The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Chosen.
    Chosen,
    /// Others are better; of communes: others of the same districts, or any where the limit of districts kept none out.
    Behind,
    /// Other districts have communes with a higher sum, or with the same and earlier codes.
    Elsewhere,
    /// With its district, within the limit, fewer communes could be chosen.
    Fewer,
    /// Its district is not known, and districts are limited.
    NoDistrict,
    /// The registry says that it was no more at the end of the period.
    Ended,
    /// The goal is met.
    Met,
    /// Too few dossiers.
    Few,
    /// No dossier that counts, or the export does not tell.
    NoFigure,
    /// Dossiers that name no procedure.
    Unnamed,
}

impl Outcome {
    /// The stable name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Chosen => "chosen",
            Outcome::Behind => "behind",
            Outcome::Elsewhere => "elsewhere",
            Outcome::Fewer => "fewer",
            Outcome::NoDistrict => "no_district",
            Outcome::Ended => "ended",
            Outcome::Met => "met",
            Outcome::Few => "few",
            Outcome::NoFigure => "no_figure",
            Outcome::Unnamed => "unnamed",
        }
    }
}

/// The distance of a rate to the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// Its counts.
    pub counts: Counted,
    /// The rate; none without dossiers.
    pub percent: Option<Hundredths>,
    /// Points below the goal, half up; none when it is met or there is no rate.
    pub short_by: Option<Hundredths>,
    /// Volume × distance in hundredths of a dossier, half up; groups are ordered by the exact product.
    pub product: Hundredths,
    /// Whole dossiers missing to the goal.
    pub missing: u64,
}

impl Distance {
    fn new(counts: Counted, goal: Hundredths) -> Self {
        let Counted { numerator, denominator, .. } = counts;
        let short = shortfall(numerator, denominator, goal);
        let whole = u64::try_from(goal).unwrap_or_default();
        let points = change_in_points((whole, 10_000), (numerator, denominator));
        Self {
            counts,
            percent: percent(numerator, denominator),
            short_by: points.filter(|_| short > 0),
            product: Hundredths::try_from((short + 50) / 100).unwrap_or(Hundredths::MAX),
            missing: missing_dossiers(numerator, denominator, goal),
        }
    }

    /// Why it cannot be chosen; none when it can.
    fn why_not(&self, least: u64, goal: Hundredths) -> Option<Outcome> {
        let Counted { numerator, denominator, .. } = self.counts;
        if denominator == 0 {
            Some(Outcome::NoFigure)
        } else if shortfall(numerator, denominator, goal) == 0 {
            Some(Outcome::Met)
        } else {
            (denominator < least).then_some(Outcome::Few)
        }
    }
}

/// A group of procedures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupShown {
    /// Code of the procedure, or the field.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is offered online.
    pub offered: Offered,
    /// How far it is from the goal.
    pub distance: Distance,
    /// Chosen or not.
    pub outcome: Outcome,
}

/// A commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneShown {
    /// Key of the unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its name as rows of the report have it, with what must be said of the unit.
    pub label: RowLabel,
    /// Code and name of its district, where the registry tells it.
    pub district: Option<(String, String)>,
    /// How far its dossiers of the chosen groups are from the goal.
    pub distance: Distance,
    /// How many of the chosen groups it has dossiers of.
    pub spread: u64,
    /// Points by criterion; none when it could not be chosen.
    pub points: Option<Points>,
    /// Points times weights, in hundredths.
    pub total: Option<Hundredths>,
    /// Chosen or not.
    pub outcome: Outcome,
}

/// Chooses groups, then communes by their dossiers of these groups.
///
/// # Errors
/// When there is no goal, or no criterion has a weight.
pub fn pilot(
    material: &Material<'_>,
    crossed: &BTreeMap<Crossing, Counted>,
    indicator: usize,
    wishes: PilotWishes,
) -> Result<Pilot, PilotError> {
    if !wishes.weights.is_any() {
        return Err(PilotError::NoWeight);
    }
    let (goal, commune_goal) = goals(material, indicator, &wishes)?;
    let groups = groups(material, crossed, goal, &wishes);
    let chosen: BTreeSet<&str> =
        groups.iter().filter(|group| group.outcome == Outcome::Chosen).map(|group| group.id.as_str()).collect();
    let mut communes = communes(material, crossed, &chosen, commune_goal, &wishes);
    // A commune that cannot be chosen must not limit the others: it may be one of a time with districts.
    let can_be_chosen = |commune: &&CommuneShown| commune.outcome == Outcome::Behind;
    let is_limited = communes.iter().filter(can_be_chosen).any(|commune| commune.district.is_some());
    let districts = is_limited.then_some(wishes.districts);
    judge(&mut communes, commune_goal, districts, &wishes);
    Ok(Pilot { indicator, goal, commune_goal, groups, communes, districts, wishes })
}

/// The goals of all dossiers and of the level of communes: one that is asked for, else those of the standard.
fn goals(
    material: &Material<'_>,
    indicator: usize,
    wishes: &PilotWishes,
) -> Result<(Hundredths, Hundredths), PilotError> {
    let level = material.naming.level(&wishes.commune_level);
    let of = |level| material.standard.and_then(|standard| standard.threshold(indicator, level));
    let all = wishes.goal.or_else(|| of(None));
    let communes = wishes.goal.or_else(|| of(level));
    // A standard may have a threshold for one level only: then it is the goal there is.
    match (all.or(communes), communes.or(all)) {
        (Some(all), Some(communes)) => Ok((all, communes)),
        _ => {
            let id = material.definitions.indicators.get(indicator).map(|known| known.id.clone());
            Err(PilotError::NoGoal { indicator: id.unwrap_or_default() })
        }
    }
}

fn id(crossing: &Crossing, by: GroupBy) -> &str {
    match by {
        GroupBy::Procedure => &crossing.procedure,
        GroupBy::Field => &crossing.field,
    }
}

fn add(sum: &mut Counted, more: &Counted) {
    sum.numerator += more.numerator;
    sum.denominator += more.denominator;
    sum.left_out += more.left_out;
}

fn groups(
    material: &Material<'_>,
    crossed: &BTreeMap<Crossing, Counted>,
    goal: Hundredths,
    wishes: &PilotWishes,
) -> Vec<GroupShown> {
    let mut counts: BTreeMap<&str, Counted> = BTreeMap::new();
    for (crossing, counted) in crossed {
        add(counts.entry(id(crossing, wishes.by)).or_default(), counted);
    }
    let offers = Offers::new(material, crossed);
    let shown = |(id, counted): (&str, Counted)| {
        let distance = Distance::new(counted, goal);
        let unnamed = id.is_empty().then_some(Outcome::Unnamed);
        GroupShown {
            id: id.to_owned(),
            name: offers.name(id, wishes.by),
            offered: offers.offered(id, wishes.by),
            outcome: unnamed.or_else(|| distance.why_not(wishes.least, goal)).unwrap_or(Outcome::Behind),
            distance,
        }
    };
    let mut groups: Vec<GroupShown> = counts.into_iter().map(shown).collect();
    let exact = |group: &GroupShown| {
        let Counted { numerator, denominator, .. } = group.distance.counts;
        (std::cmp::Reverse(shortfall(numerator, denominator, goal)), std::cmp::Reverse(denominator), group.id.clone())
    };
    groups.sort_by_cached_key(|group| (group.outcome, exact(group)));
    let chosen = usize::try_from(wishes.procedures).unwrap_or(usize::MAX);
    for group in groups.iter_mut().filter(|group| group.outcome == Outcome::Behind).take(chosen) {
        group.outcome = Outcome::Chosen;
    }
    groups
}

fn communes(
    material: &Material<'_>,
    crossed: &BTreeMap<Crossing, Counted>,
    chosen: &BTreeSet<&str>,
    goal: Hundredths,
    wishes: &PilotWishes,
) -> Vec<CommuneShown> {
    let level = material.naming.level(&wishes.commune_level);
    let districts = Districts::new(material, &wishes.district_level);
    let units = UnitsShown::new(material.exports, material.entered, material.naming, material.words);
    // One unit may have several numbers: it is told by its key.
    let mut sums: BTreeMap<&str, (usize, Counted, BTreeSet<&str>)> = BTreeMap::new();
    for (crossing, counted) in crossed {
        let place = usize::try_from(crossing.unit).unwrap_or(usize::MAX);
        let Some(unit) = material.exports.units.get(place).filter(|unit| unit.level == level) else { continue };
        let (_, sum, groups) = sums.entry(&unit.key).or_insert((place, Counted::default(), BTreeSet::new()));
        let group = id(crossing, wishes.by);
        if chosen.contains(group) {
            add(sum, counted);
            if counted.denominator > 0 {
                groups.insert(group);
            }
        }
    }
    let is_there = |unit: &Unit| {
        let known = material.registry.zip(unit.registered.ok());
        let registered = known.and_then(|(registry, number)| registry.units().get(number));
        registered.is_none_or(|unit| unit.valid_on(material.period.period.to))
    };
    let shown = |(key, (place, counted, groups)): (&str, (usize, Counted, BTreeSet<&str>))| {
        let unit = material.exports.units.get(place);
        let ended = unit.is_some_and(|unit| !is_there(unit)).then_some(Outcome::Ended);
        let distance = Distance::new(counted, goal);
        CommuneShown {
            unit: key.to_owned(),
            label: units
                .units
                .iter()
                .find(|shown| shown.key == key)
                .map_or_else(|| RowLabel::Said(Message::new("table.no_unit")), super::units::UnitShown::label),
            name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            district: unit.and_then(|unit| districts.of(unit)),
            spread: groups.len() as u64,
            points: None,
            total: None,
            outcome: ended.or_else(|| distance.why_not(wishes.least, goal)).unwrap_or(Outcome::Behind),
            distance,
        }
    };
    sums.into_iter().map(shown).collect()
}

/// Tells those that the limit of districts has kept out: their district is none of the chosen ones.
fn elsewhere(communes: &mut [CommuneShown], most: usize) {
    let candidates = || communes.iter().filter(|commune| matches!(commune.outcome, Outcome::Chosen | Outcome::Behind));
    let district = |commune: &CommuneShown| commune.district.as_ref().map(|(code, _)| code.clone());
    let is_chosen = |commune: &&CommuneShown| commune.outcome == Outcome::Chosen;
    let chosen: BTreeSet<_> = candidates().filter(is_chosen).filter_map(district).collect();
    // Where another district could still be taken, only the totals have decided.
    if chosen.len() < most {
        return;
    }
    let many = candidates().filter(is_chosen).count();
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    candidates().filter_map(district).for_each(|code| *sizes.entry(code).or_default() += 1);
    // As many communes as there can be when one of this district is chosen.
    let with = |own: &str| {
        let mut others: Vec<usize> = sizes.iter().filter(|(code, _)| *code != own).map(|(_, size)| *size).collect();
        others.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
        let others = others.into_iter().take(most.saturating_sub(1)).sum::<usize>();
        others.saturating_add(sizes.get(own).copied().unwrap_or_default())
    };
    for commune in communes.iter_mut().filter(|commune| commune.outcome == Outcome::Behind) {
        let Some((code, _)) = commune.district.as_ref().filter(|(code, _)| !chosen.contains(code)) else { continue };
        commune.outcome = if with(code) < many { Outcome::Fewer } else { Outcome::Elsewhere };
    }
}

/// Gives points to the communes that can be chosen, and chooses.
fn judge(communes: &mut [CommuneShown], goal: Hundredths, districts: Option<u64>, wishes: &PilotWishes) {
    if districts.is_some() {
        let unknown = |commune: &&mut CommuneShown| commune.district.is_none() && commune.outcome == Outcome::Behind;
        communes.iter_mut().filter(unknown).for_each(|commune| commune.outcome = Outcome::NoDistrict);
    }
    // In the order of their keys, which settles what is equal.
    let mut candidates: Vec<&mut CommuneShown> =
        communes.iter_mut().filter(|commune| commune.outcome == Outcome::Behind).collect();
    let raw: Vec<Raw> = candidates
        .iter()
        .map(|commune| {
            let Counted { numerator, denominator, .. } = commune.distance.counts;
            Raw { numerator, denominator, spread: commune.spread }
        })
        .collect();
    for (commune, points) in candidates.iter_mut().zip(points(&raw, goal)) {
        (commune.points, commune.total) = (Some(points), Some(points.total(wishes.weights)));
    }
    let list: Vec<Candidate> = candidates
        .iter()
        .map(|commune| Candidate {
            total: commune.total.unwrap_or_default(),
            district: commune.district.as_ref().map(|(code, _)| code.clone()).unwrap_or_default(),
        })
        .collect();
    let most = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    for place in choose(&list, most(wishes.communes), districts.map(most)) {
        if let Some(commune) = candidates.get_mut(place) {
            commune.outcome = Outcome::Chosen;
        }
    }
    if let Some(districts) = districts {
        elsewhere(communes, most(districts));
    }
    communes.sort_by_cached_key(|commune| (commune.outcome, std::cmp::Reverse(commune.total), commune.unit.clone()));
}
