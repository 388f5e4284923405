use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does the jobs `0..jobs` with up to `threads` threads, the calling one among them. Each thread begins a state and does with it
/// whatever job is next, until none is left.
///
/// Answers the states. Which jobs went into which of them is chance: they must be such that they can be added up. A system that
/// gives no more threads is no error; those that are there do the work.
pub fn share<S: Send>(
    threads: usize,
    jobs: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) + Sync,
) -> Vec<S> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut state = begin();
        loop {
            let job = next.fetch_add(1, Ordering::Relaxed);
            if job >= jobs {
                return state;
            }
            work(&mut state, job);
        }
    };
    thread::scope(|scope| {
        let others = 1..threads.min(jobs);
        let others: Vec<_> = others.map_while(|_| thread::Builder::new().spawn_scoped(scope, run).ok()).collect();
        let mut states = vec![run()];
        for other in others {
            states.push(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        states
    })
}

/// What `work` makes of each of the jobs `0..jobs`, in their order.
pub fn each<R: Send>(threads: usize, jobs: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let done = share(threads, jobs, Vec::new, |done, job| done.push((job, work(job))));
    let mut done: Vec<(usize, R)> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(job, _)| *job);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What `work` makes of each of these, in their order. Each is taken out when its turn comes: what is made of it can take its
/// place in memory.
pub fn each_of<T: Send, R: Send>(threads: usize, items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let items: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let made = each(threads, items.len(), |place| {
        let item = items.get(place)?.lock().unwrap_or_else(PoisonError::into_inner).take();
        item.map(&work)
    });
    made.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once_and_answers_stand_in_order() {
        for threads in [0, 1, 2, 5, 40] {
            for jobs in [0, 1, 7, 1000] {
                assert_eq!(each(threads, jobs, |job| job * job), (0..jobs).map(|job| job * job).collect::<Vec<_>>());
                let sums = share(threads, jobs, || 0, |sum, job| *sum += job);
                assert_eq!(sums.iter().sum::<usize>(), (0..jobs).sum::<usize>());
                assert!(sums.len() <= threads.max(1));
                let items: Vec<String> = (0..jobs).map(|job| job.to_string()).collect();
                assert_eq!(each_of(threads, items.clone(), |item| item), items);
            }
        }
    }
}
