use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does the jobs `0..jobs` with up to `threads` threads, and hands what comes of them to `take` in the order of the jobs, here.
///
/// `work` runs once in each thread: it asks for jobs until there is none, and gives what comes of each. When `take` answers
/// false, no more jobs are handed out, and what comes of those under way is dropped.
///
/// Answers how many were taken: all of them, unless `take` wanted no more or the system gives no thread.
pub fn in_order<R: Send>(
    threads: usize,
    jobs: usize,
    work: impl Fn(&mut dyn FnMut() -> Option<usize>, &mut dyn FnMut(R)) + Sync,
    mut take: impl FnMut(R) -> bool,
) -> usize {
    let next = AtomicUsize::new(0);
    let (done, results) = mpsc::channel::<(usize, R)>();
    let run = |done: mpsc::Sender<(usize, R)>| {
        let current = std::cell::Cell::new(0);
        let mut job = || {
            current.set(next.fetch_add(1, Ordering::Relaxed));
            Some(current.get()).filter(|job| *job < jobs)
        };
        // Nobody listens any more when no more is wanted.
        work(&mut job, &mut |result| drop(done.send((current.get(), result))));
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(jobs) {
            let (done, run) = (done.clone(), &run);
            if thread::Builder::new().spawn_scoped(scope, move || run(done)).is_err() {
                break;
            }
        }
        drop(done);
        let (mut waiting, mut taken) = (BTreeMap::new(), 0);
        for (job, result) in results {
            waiting.insert(job, result);
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                if !take(result) {
                    next.store(jobs, Ordering::Relaxed);
                    return taken;
                }
            }
        }
        taken
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of the jobs `0..jobs` until one comes to `last`, by workers that count their jobs.
    fn done(threads: usize, jobs: usize, last: usize) -> (usize, Vec<usize>) {
        let work = |job: &mut dyn FnMut() -> Option<usize>, give: &mut dyn FnMut(usize)| {
            while let Some(job) = job() {
                if job % 3 == 0 {
                    thread::yield_now();
                }
                give(job * job);
            }
        };
        let mut all = Vec::new();
        let taken = in_order(threads, jobs, work, |result| {
            all.push(result);
            result != last
        });
        (taken, all)
    }

    #[test]
    fn results_stand_in_the_order_of_the_jobs() {
        for threads in [1, 2, 5, 40] {
            for jobs in [0, 1, 7, 1000] {
                assert_eq!(done(threads, jobs, usize::MAX), (jobs, (0..jobs).map(|job| job * job).collect()));
            }
            assert_eq!(done(threads, 1000, 49), (8, vec![0, 1, 4, 9, 16, 25, 36, 49]));
        }
        assert_eq!(done(0, 5, usize::MAX), (0, vec![]));
    }
}
