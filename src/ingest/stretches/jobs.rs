//! What is to be done next, for several that do it.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Jobs, taken in the order in which they were given.
pub(super) struct Jobs<J> {
    state: Mutex<State<J>>,
    changed: Condvar,
}

struct State<J> {
    waiting: VecDeque<J>,
    is_over: bool,
}

impl<J> Default for Jobs<J> {
    fn default() -> Self {
        Self { state: Mutex::new(State { waiting: VecDeque::new(), is_over: false }), changed: Condvar::new() }
    }
}

impl<J> Jobs<J> {
    pub(super) fn give(&self, job: J) {
        self.state().waiting.push_back(job);
        self.changed.notify_one();
    }

    /// The next job, waited for; none when there will be no more.
    pub(super) fn take(&self) -> Option<J> {
        let mut state = self.state();
        loop {
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            if state.is_over {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next job, if there is one now.
    pub(super) fn take_now(&self) -> Option<J> {
        self.state().waiting.pop_front()
    }

    fn state(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Jobs that are being given: no more when this is gone.
pub(super) struct Open<'j, J>(pub(super) &'j Jobs<J>);

impl<J> Deref for Open<'_, J> {
    type Target = Jobs<J>;

    fn deref(&self) -> &Jobs<J> {
        self.0
    }
}

impl<J> Drop for Open<'_, J> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn every_job_is_taken_once_and_all_end() {
        for takers in [0, 1, 3] {
            let jobs = Jobs::default();
            let take_all = || {
                let mut taken = Vec::new();
                while let Some(job) = jobs.take() {
                    taken.push(job);
                }
                taken
            };
            let mut all: Vec<usize> = thread::scope(|scope| {
                let open = Open(&jobs);
                let takers: Vec<_> = (0..takers).map(|_| scope.spawn(take_all)).collect();
                let mut own = Vec::new();
                for job in 0..1000 {
                    open.give(job);
                    own.extend((job % 3 == 0).then(|| open.take_now()).flatten());
                }
                drop(open);
                own.extend(takers.into_iter().flat_map(|taker| taker.join().unwrap()));
                own.extend(take_all());
                own
            });
            all.sort_unstable();
            assert_eq!(all, (0..1000).collect::<Vec<_>>());
        }
    }
}
