//! Reading exports without counting them: to say what they are.

use crate::dossiers::ColumnId;
use crate::indicators::Definitions;
use crate::ingest::{self, Context, Kept, Looked, Threads};
use crate::merge;
use crate::project::Inputs;
use crate::registry::{ProcedureRegistry, UnitRegistry, WorkingDays};
use crate::validation::model::DuplicateShown;
use crate::validation::{Evidence, Validation, build};

use super::keeping::{Keeping, kept};
use super::{ReadingWishes, Rulebook, RunError, registries};

/// What ingest is told.
pub(super) fn context<'a>(
    rulebook: &'a Rulebook,
    wishes: &'a ReadingWishes,
    (units, procedures): (Option<&'a UnitRegistry>, Option<&'a ProcedureRegistry>),
    wanted: &'a [ColumnId],
    kept: Option<Kept<'a>>,
    progress: &'a (dyn Fn(u64) + Sync),
) -> Context<'a> {
    Context {
        schema: &rulebook.schema,
        profiles: &rulebook.profiles,
        reading: &rulebook.reading,
        syllables: &rulebook.syllables,
        naming: &rulebook.naming,
        units,
        procedures,
        wanted,
        codes: wishes.codes,
        profile: wishes.profile.as_deref(),
        encoding: wishes.encoding,
        limits: wishes.limits,
        keep_going: wishes.keep_going,
        threads: Threads::of_machine(),
        kept,
        progress,
    }
}

/// Reads all exports and says what they are and what is odd about them. Files that cannot be read are told, and the
/// others read all the same. `with_lists`: also which records repeat a dossier code, for which their files are read again.
///
/// # Errors
/// When a rule or registry file is wrong, or no export can be read.
pub fn validate(
    rulebook: &Rulebook,
    wishes: &ReadingWishes,
    inputs: &Inputs,
    with_lists: bool,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Validation, RunError> {
    merge::refuse_tallies(&inputs.inputs)?;
    let definitions = Definitions::load(&rulebook.rules, &rulebook.schema, &[])?;
    let calendar = WorkingDays::load(&rulebook.rules)?;
    let keeping = Keeping::before(wishes, &inputs.project);
    let (units, procedures) = registries(rulebook, &inputs.project)?;
    let mut wanted = definitions.columns();
    wanted.extend(definitions.doubted_columns());
    let wishes = ReadingWishes { keep_going: true, ..wishes.clone() };
    let basis = keeping.and_then(|keeping| keeping.basis(rulebook, &inputs.project));
    let registries = (units.as_ref(), procedures.as_ref());
    let context = context(rulebook, &wishes, registries, &wanted, kept(&wishes, basis.as_ref()), progress);
    let stock = ingest::read_all(&inputs.inputs, &context)?;
    let mut validation = build(&Evidence {
        stock: &stock,
        schema: &rulebook.schema,
        definitions: &definitions,
        units: units.as_ref(),
        procedures: procedures.as_ref(),
        calendar: &calendar,
    })?;
    validation.pass_over(&inputs.passed_over);
    if with_lists {
        let shown = |found: ingest::Repeated| DuplicateShown {
            path: found.name,
            sheet: found.sheet,
            line: found.line,
            next: found.next,
        };
        let repeated = ingest::repeated(&inputs.inputs, &stock.exports.sources, &context)?;
        validation.duplicates = repeated.into_iter().map(shown).collect();
    }
    Ok(validation)
}

/// Looks at the top of each list, for `cchc init` and `cchc profiles`.
///
/// # Errors
/// When a file is of no kind that is read.
pub fn look(rulebook: &Rulebook, wishes: &ReadingWishes, inputs: &Inputs) -> Result<Vec<Looked>, RunError> {
    merge::refuse_tallies(&inputs.inputs)?;
    let (units, procedures) = registries(rulebook, &inputs.project)?;
    let context = context(rulebook, wishes, (units.as_ref(), procedures.as_ref()), &[], None, &|_| {});
    Ok(ingest::look(&inputs.inputs, &context)?)
}
