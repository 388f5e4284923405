use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::dossiers::ColumnId;
use crate::durations::TimeRules;
use crate::indicators::{Choice, DefinitionError, Definitions, Form, Kind};
use crate::ingest::Threads;
use crate::merge::{self, Offices, TallyFile};
use crate::period::{Calendar, Comparison, Period};
use crate::project::{Inputs, Project};
use crate::registry::{ProcedureRegistry, Structure, UnitRegistry, WorkingDays};
use crate::report::listing::Side;
use crate::report::model::{Breakdown, PeriodShown};
use crate::report::pilot::{Pilot, PilotWishes, pilot};
use crate::report::times::{AskedTimes, Times, times};
use crate::report::{Asked, Explanation, Material, Report, ReportError, build, explain};
use crate::standards::{Standard, Standards};
use crate::tally::crossed;
use crate::threads::drop_beside;

use super::counting::Counts;
use super::keeping::Keeping;
use super::rulebook::hash;
use super::{Request, Rulebook, RunError, Step};

/// Months of a report by month: twenty years are more than the lists of an office have. Figures of each month and unit are held.
const MOST_MONTHS: usize = 240;

/// Everything the user asked for, checked: what remains is reading the exports.
pub struct Prepared<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) request: Request,
    pub(super) inputs: Inputs,
    pub(super) definitions: Definitions,
    pub(super) calendar: Calendar,
    pub(super) period: Option<Period>,
    pub(super) comparisons: Vec<Comparison>,
    standard: Option<Standard>,
    pub(super) units: Option<UnitRegistry>,
    pub(super) structure: Structure,
    pub(super) procedures: Option<ProcedureRegistry>,
    forms: Vec<Form>,
    /// Choices among the rules of processing times.
    time_choices: Vec<Choice>,
    /// Columns that are read besides those of the definitions.
    pub(super) also_read: Vec<ColumnId>,
    /// By what an export is read, when what is read is to be kept.
    pub(super) basis: Option<String>,
    /// Offices added up, in place of exports.
    pub(super) offices: Option<Offices>,
    /// Files of counts, by name, with their hashes: tally files, then entered counts.
    pub(super) tallies: Vec<(String, String)>,
}

/// Checks the request against the rules and the project, before any export is opened.
///
/// # Errors
/// When something named does not exist or cannot be read.
pub fn prepare<'a>(rulebook: &'a Rulebook, request: Request, inputs: Inputs) -> Result<Prepared<'a>, RunError> {
    let project = &inputs.project;
    // Tally files say by which rules they were counted: what nobody says otherwise is as they have it.
    let files = merge::read_all(&inputs.inputs, Threads::of_machine().number)?.unwrap_or_default();
    let structure = request.structure.or(project.structure);
    merge::agree(&files, &rulebook.counting_hashes(), &registry_hashes(project), structure)?;
    let counted = files.first();
    let (definitions, time_choices) = definitions(rulebook, &request, project, counted)?;
    let forms = Form::load(&rulebook.rules, &definitions)?;
    let calendar = request.calendar.as_deref().or(project.calendar.as_deref());
    let calendar = match calendar.or(counted.map(TallyFile::calendar)) {
        Some(id) => rulebook.calendars.get(id)?.clone(),
        None => rulebook.calendars.first().clone(),
    };
    let period = request.period.as_deref().or(project.period.as_deref());
    let period = period.map(|text| Period::parse(text, &calendar)).transpose()?;
    let compare = if request.compare.is_empty() { &project.compare } else { &request.compare };
    let comparisons = compare
        .iter()
        .map(|text| match text.as_str() {
            "last-year" => Ok(Comparison::LastYear),
            "previous" => Ok(Comparison::Previous),
            text => Period::parse(text, &calendar).map(Comparison::Other),
        })
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(period) = period {
        refuse_periods(&request, period, &compared(period, &comparisons, &calendar), &calendar)?;
    }
    let standards = Standards::load(&rulebook.rules, &definitions, &rulebook.naming)?;
    let find = |name: &str| standards.find(name, &definitions, &rulebook.naming);
    let standard = match (&request.standard, &project.standard) {
        (Some(name), _) => Some(find(name)?),
        // A file named in cchc.toml stands beside it.
        (None, Some(name)) if name.ends_with(".toml") => Some(find(&project.path(Path::new(name)).to_string_lossy())?),
        (None, Some(name)) => Some(find(name)?),
        (None, None) => None,
    };
    let structure = structure.or(counted.map(TallyFile::structure)).unwrap_or_default();
    // Tally files bring the registry they were counted with.
    if structure == Structure::Now && project.units.is_none() && counted.is_none() {
        return Err(RunError::NoStructure);
    }
    let keeping = Keeping::before(&request.reading, project);
    let (units, procedures) = registries(rulebook, project)?;
    let basis = keeping.and_then(|keeping| keeping.basis(rulebook, project));
    let offices = merge::add(&files, &calendar.id, &rulebook.schema, &definitions, &rulebook.naming)?;
    Ok(Prepared {
        rulebook,
        inputs,
        definitions,
        calendar,
        period,
        comparisons,
        standard,
        units,
        structure,
        procedures,
        forms,
        time_choices,
        also_read: Vec::new(),
        basis,
        request,
        offices,
        tallies: files.into_iter().map(|file| (file.name, file.hash)).collect(),
    })
}

/// The registry files that the project names.
///
/// # Errors
/// When one cannot be read or is wrong.
pub fn registries(
    rulebook: &Rulebook,
    project: &Project,
) -> Result<(Option<UnitRegistry>, Option<ProcedureRegistry>), RunError> {
    let service_levels: Vec<&str> = rulebook
        .schema
        .vocabulary(rulebook.schema.roles.service_level)
        .into_iter()
        .flat_map(|words| words.ids())
        .collect();
    let read = |path: &PathBuf| {
        let path = project.path(path);
        let units = UnitRegistry::read(&path, &rulebook.naming)?;
        match &project.units_within {
            Some(code) => units.within(code, &path),
            None => Ok(units),
        }
    };
    let units = project.units.as_ref().map(read).transpose()?;
    let read = |path| ProcedureRegistry::read(&project.path(path), &rulebook.naming, &service_levels);
    let procedures = project.procedures.as_ref().map(|path| read(path)).transpose()?;
    Ok((units, procedures))
}

/// The definitions with the choices among their rules, and the choices among those of processing times. A project may hold
/// both for all commands; on the command line of one that measures no times their rules are none.
fn definitions(
    rulebook: &Rulebook,
    request: &Request,
    project: &Project,
    counted: Option<&TallyFile>,
) -> Result<(Definitions, Vec<Choice>), RunError> {
    let (terms, offered) = TimeRules::choosable(&rulebook.rules)?;
    let (mut of_times, of_project): (Vec<Choice>, Vec<Choice>) = project
        .rules
        .iter()
        .map(|(term, option)| (term.clone(), option.clone()))
        .partition(|(term, _)| terms.contains(term));
    // Later ones win: the command line comes before the project, and both before tally files, which then refuse.
    let mut choices: Vec<Choice> = counted.into_iter().flat_map(TallyFile::choices).collect();
    choices.extend(of_project);
    for choice in &request.choices {
        let list = if request.times && terms.contains(&choice.0) { &mut of_times } else { &mut choices };
        list.push(choice.clone());
    }
    match Definitions::load(&rulebook.rules, &rulebook.schema, &choices) {
        Ok(definitions) => Ok((definitions, of_times)),
        Err(DefinitionError::Choice { term, option, known }) if request.times => {
            let known = [known].into_iter().chain(offered).collect::<Vec<_>>().join(", ");
            Err(DefinitionError::Choice { term, option, known }.into())
        }
        Err(error) => Err(error.into()),
    }
}

impl Prepared<'_> {
    /// True when the figures will be held against a standard.
    #[must_use]
    pub fn has_standard(&self) -> bool {
        self.standard.is_some()
    }

    /// The place of an indicator, and whether it is a rate.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn indicator(&self, id: &str) -> Result<(usize, Kind), RunError> {
        let indicator = self.definitions.find(id)?;
        let place = self.definitions.indicators.iter().position(|known| known.id == indicator.id);
        Ok((place.unwrap_or_default(), indicator.kind))
    }

    /// Where what is read is kept, if it is.
    #[must_use]
    pub fn cache(&self) -> Option<Arc<Cache>> {
        self.request.reading.cache.clone()
    }

    /// Bytes to read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.inputs.bytes()
    }

    /// Reads, counts, judges.
    ///
    /// # Errors
    /// When an export cannot be read, or the figures do not add up.
    pub fn run(mut self, progress: &(dyn Fn(Step) + Sync)) -> Result<Report, RunError> {
        let mut counts = self.count(progress)?;
        // What comes next needs counts only.
        counts.dossiers.take().into_iter().for_each(drop_beside);
        self.reported(counts, |report, _| Ok(report))
    }

    /// Reads, counts, judges, and explains one figure. `list`: the dossiers to list, for which
    /// [`super::ReadingWishes::codes`] must be set.
    ///
    /// # Errors
    /// When there is no such indicator or unit, or like [`Prepared::run`].
    pub fn explain(
        mut self,
        indicator: &str,
        unit: Option<String>,
        list: Option<Side>,
        progress: &(dyn Fn(Step) + Sync),
    ) -> Result<Explanation, RunError> {
        let asked = Asked::new(&self.definitions, self.definitions.place(indicator)?, unit, list)?;
        // One figure is explained, of one period.
        self.comparisons.clear();
        self.counted(progress, |report, material| Ok(explain(report, material, &asked)?))
    }

    /// Reads, counts, and measures the dossiers settled in the period.
    ///
    /// # Errors
    /// When there is no such unit, a rule of processing times is wrong, or like [`Prepared::run`].
    pub fn times(
        mut self,
        by: Breakdown,
        unit: Option<String>,
        progress: &(dyn Fn(Step) + Sync),
    ) -> Result<Times, RunError> {
        let calendar = WorkingDays::load(&self.rulebook.rules)?;
        let rules = TimeRules::load(&self.rulebook.rules, &self.definitions, &self.time_choices)?;
        self.also_read = rules.columns(&self.rulebook.schema);
        // One period is measured.
        self.comparisons.clear();
        let catalogue = self.inputs.project.procedures.as_ref();
        let catalogue = catalogue.map(|path| path.to_string_lossy().replace('\\', "/"));
        self.counted(progress, |report, material| {
            let asked = AskedTimes { rules: &rules, calendar: &calendar, by, unit, catalogue };
            Ok(times(report, material, &asked)?)
        })
    }

    /// Reads, counts, and chooses what to push next.
    ///
    /// # Errors
    /// When there is no goal for the rate, no criterion has a weight, or like [`Prepared::run`].
    pub fn pilot(
        mut self,
        indicator: usize,
        wishes: PilotWishes,
        progress: &(dyn Fn(Step) + Sync),
    ) -> Result<(Report, Pilot), RunError> {
        // What is chosen, is chosen by one period.
        self.comparisons.clear();
        self.counted(progress, |report, material| {
            let present: Vec<_> = material.exports.sources.iter().map(|source| source.present.clone()).collect();
            let (dossiers, period) = (material.dossiers.ok_or(ReportError::NoDossiers)?, material.period.period);
            let counts = crossed(dossiers, material.schema, material.definitions, indicator, &present, period)?;
            Ok((report, pilot(material, &counts, indicator, wishes)?))
        })
    }

    /// Reads and counts, and gives what came of it to `then`.
    fn counted<T>(
        mut self,
        progress: &(dyn Fn(Step) + Sync),
        then: impl FnOnce(Report, &Material<'_>) -> Result<T, RunError>,
    ) -> Result<T, RunError> {
        let counts = self.count(progress)?;
        self.reported(counts, then)
    }

    /// Makes a report of what was counted, and gives it to `then`.
    fn reported<T>(
        self,
        counts: Counts,
        then: impl FnOnce(Report, &Material<'_>) -> Result<T, RunError>,
    ) -> Result<T, RunError> {
        let Counts { exports, dossiers, tally, doubts, period, is_span_of_data, comparisons, .. } = counts;
        let accepted = exports.account().accepted;
        if let Some(below) = self.request.suppress_below.filter(|below| accepted < *below) {
            return Err(RunError::TooFew { below });
        }
        let (breakdown, documents) = (self.request.breakdown, self.request.documents);
        let compare_months = self.request.compare_months && breakdown == Breakdown::Month;
        let passed_over: Vec<String> = self.inputs.passed_over.iter().chain(&counts.passed_over).cloned().collect();
        let material = Material {
            exports: &exports,
            dossiers: dossiers.as_ref(),
            tallies: &counts.files,
            entered: &counts.entered,
            schema: &self.rulebook.schema,
            definitions: &self.definitions,
            naming: &self.rulebook.naming,
            registry: self.units.as_ref(),
            structure: self.structure,
            procedures: self.procedures.as_ref(),
            tally: &tally,
            doubts: &doubts,
            standard: self.standard.as_ref(),
            title: self.inputs.project.title.clone(),
            // A period that cannot be read is told when it is used; here it only warns.
            declared_period: self
                .inputs
                .project
                .period
                .as_deref()
                .and_then(|declared| Period::parse(declared, &self.calendar).ok()),
            period: PeriodShown {
                period,
                calendar: self.calendar.id.clone(),
                calendar_title: self.calendar.title.clone(),
                is_span_of_data,
            },
            calendar: &self.calendar,
            comparisons,
            breakdown,
            compare_months,
            documents,
            forms: &self.forms,
            details: self.inputs.project.document.clone(),
            made: self.request.made,
            suppress_below: self.request.suppress_below,
            passed_over: &passed_over,
            rule_hashes: self.hashes(),
            count_hashes: self.tallies.iter().cloned().collect(),
            words: &self.rulebook.words,
        };
        let done = then(build(&material), &material);
        dossiers.into_iter().for_each(drop_beside);
        done
    }

    /// BLAKE3 of everything besides exports and counts that decides figures: rules, standard, `cchc.toml`, registry files.
    fn hashes(&self) -> BTreeMap<String, String> {
        let mut hashes = self.rulebook.hashes();
        if let Some(standard) = &self.standard {
            hashes.insert(standard.file.name.clone(), hash(standard.file.text.as_bytes()));
        }
        let project = &self.inputs.project;
        let own = Some(PathBuf::from(Project::FILE)).filter(|_| !project.folder.as_os_str().is_empty());
        for path in [&own, &project.units, &project.procedures].into_iter().flatten() {
            // They were read when the request was prepared; one that is gone by now is left out.
            if let Ok(content) = fs::read(project.path(path)) {
                hashes.insert(path.to_string_lossy().replace('\\', "/"), hash(&content));
            }
        }
        hashes
    }
}

pub(super) fn compared(period: Period, comparisons: &[Comparison], calendar: &Calendar) -> Vec<Period> {
    comparisons.iter().map(|comparison| period.compared_with(comparison, calendar)).collect()
}

/// Refuses periods that cannot be reported on as is asked.
pub(super) fn refuse_periods(
    request: &Request,
    period: Period,
    comparisons: &[Period],
    calendar: &Calendar,
) -> Result<(), RunError> {
    if request.breakdown == Breakdown::Month {
        let months = period.months(calendar).len();
        if months > MOST_MONTHS {
            return Err(RunError::TooManyMonths { period, months, most: MOST_MONTHS });
        }
    }
    refuse_overlap(request, period, comparisons)
}

/// Small counts are hidden in each period for itself: what two that overlap tell by their difference cannot be hidden.
fn refuse_overlap(request: &Request, period: Period, comparisons: &[Period]) -> Result<(), RunError> {
    if request.suppress_below.is_none() {
        return Ok(());
    }
    let periods: Vec<Period> = [period].into_iter().chain(comparisons.iter().copied()).collect();
    for (place, one) in periods.iter().enumerate() {
        if let Some(other) = periods.iter().skip(place + 1).find(|other| one.overlaps(**other)) {
            return Err(RunError::Overlap { one: *one, other: *other });
        }
    }
    Ok(())
}

/// BLAKE3 of the registry files that the project names, by what they are.
pub(super) fn registry_hashes(project: &Project) -> BTreeMap<String, String> {
    let named = [("units", &project.units), ("procedures", &project.procedures)];
    let content = |path: &PathBuf| fs::read(project.path(path)).ok();
    let hashed =
        |(what, path): (&str, &Option<PathBuf>)| Some((what.to_owned(), hash(&path.as_ref().and_then(content)?)));
    let within = project.units_within.as_ref().map(|code| ("units_within".to_owned(), code.clone()));
    named.into_iter().filter_map(hashed).chain(within).collect()
}
