//! Many pictures drawn at once. Nearly all the time that documents take is that of their PNG files.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::picture::{ChartError, Picture};

/// A picture as the files that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The name of the files without ending.
    pub name: String,
    /// The SVG document, where it was asked for.
    pub svg: Option<String>,
    /// The PNG file, where it was asked for.
    pub png: Option<Vec<u8>>,
}

/// Draws pictures as SVG, as PNG, or both, by as many threads as the machine runs at once; the answer is in the order of
/// the pictures, whoever drew them.
///
/// # Errors
/// Only by a fault of this program.
pub fn draw_all(pictures: Vec<(String, Picture)>, svg: bool, png: bool) -> Result<Vec<Drawn>, ChartError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    draw_by(threads, pictures, svg, png)
}

fn draw_by(threads: usize, pictures: Vec<(String, Picture)>, svg: bool, png: bool) -> Result<Vec<Drawn>, ChartError> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(pictures.len()));
    let work = || {
        while let Some((place, (name, picture))) = take(&next, &pictures) {
            let drawn = draw(name, picture, svg, png);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, drawn));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(pictures.len()) {
            // A system that allows no more threads leaves the work to those that are there.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, drawn)| drawn).collect()
}

/// The next picture that nobody draws yet, and its place.
fn take<'a>(next: &AtomicUsize, pictures: &'a [(String, Picture)]) -> Option<(usize, &'a (String, Picture))> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    pictures.get(place).map(|picture| (place, picture))
}

fn draw(name: &str, picture: &Picture, svg: bool, png: bool) -> Result<Drawn, ChartError> {
    Ok(Drawn {
        name: name.to_owned(),
        svg: svg.then(|| picture.svg()).transpose()?,
        png: png.then(|| picture.png()).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use crate::texts::Lang;

    use super::super::scene::{Anchor, INK, Scene};
    use super::super::typeface::TextSize;
    use super::*;

    fn pictures() -> Vec<(String, Picture)> {
        let picture = |number: i32| {
            let mut scene = Scene::new(80 + number, 40);
            scene.text(&number.to_string(), (8, 80), Anchor::Start, TextSize::Label, INK);
            (number.to_string(), Picture::of(scene, Lang::Vi))
        };
        (0..9).map(picture).collect()
    }

    #[test]
    fn any_number_of_threads_draws_the_same_in_the_same_order() -> Result<(), ChartError> {
        let alone: Vec<Drawn> =
            pictures().iter().map(|(name, picture)| draw(name, picture, true, true)).collect::<Result<_, _>>()?;
        assert!(alone.windows(2).all(|pair| pair[0].png != pair[1].png && pair[0].svg != pair[1].svg));
        for threads in [0, 1, 2, 3, 20] {
            assert_eq!(draw_by(threads, pictures(), true, true)?, alone, "{threads} threads");
        }
        assert_eq!(draw_by(2, Vec::new(), true, true)?, []);
        Ok(())
    }

    #[test]
    fn only_what_is_asked_for_is_drawn() -> Result<(), ChartError> {
        for (svg, png) in [(true, false), (false, true)] {
            let drawn = draw_all(pictures(), svg, png)?;
            assert!(drawn.iter().all(|drawn| (drawn.svg.is_some(), drawn.png.is_some()) == (svg, png)));
        }
        Ok(())
    }
}
