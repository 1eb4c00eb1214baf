//! The work queue: jobs handed out one by one, results taken back in the order of the jobs.

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rayon::ThreadPoolBuilder;

/// Works through `jobs` on `workers` threads and gives each result to `done`, in order, as soon
/// as all before it are there. A panic in `work` becomes that job's `Err`, with its message.
///
/// No further job is started once `stop` is set or `done` breaks off; those begun are finished
/// and still given to `done`.
///
/// `done` is called by the workers themselves, one at a time: waking a thread of its own for
/// every result took longer than what there is to do.
///
/// Fails if the system does not let so many threads start; those that did finish what they began.
pub fn run<J: Send, R: Send>(
    workers: usize,
    jobs: impl Iterator<Item = J> + Send,
    stop: &AtomicBool,
    work: impl Fn(&J) -> R + Sync,
    done: impl FnMut(J, Result<R, String>) -> ControlFlow<()> + Send,
) -> io::Result<()> {
    let jobs = Mutex::new(jobs.enumerate());
    let results = Mutex::new(InOrder { early: BTreeMap::new(), awaited: 0, done });
    let broken_off = AtomicBool::new(false);
    let next = || {
        if stop.load(Ordering::Relaxed) || broken_off.load(Ordering::Relaxed) {
            return None;
        }
        jobs.lock().ok()?.next()
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            let started = thread::Builder::new().spawn_scoped(scope, || {
                work_alone();
                while let Some((index, job)) = next() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&job)));
                    let result = result.map_err(|panic| message(panic.as_ref()));
                    // Locks are poisoned by a panic outside of `work`, which ends the run.
                    let Ok(mut results) = results.lock() else { return };
                    if results.take(index, job, result).is_break() {
                        broken_off.store(true, Ordering::Relaxed);
                    }
                }
            });
            if let Err(error) = started {
                broken_off.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    })
}

/// Holds results back until all before them are there.
struct InOrder<J, R, D> {
    early: BTreeMap<usize, (J, Result<R, String>)>,
    awaited: usize,
    done: D,
}

impl<J, R, D: FnMut(J, Result<R, String>) -> ControlFlow<()>> InOrder<J, R, D> {
    /// Takes the result of the job with this index. Tells whether to break off.
    fn take(&mut self, index: usize, job: J, result: Result<R, String>) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        self.early.insert(index, (job, result));
        while let Some((job, result)) = self.early.remove(&self.awaited) {
            self.awaited += 1;
            if (self.done)(job, result).is_break() {
                flow = ControlFlow::Break(());
            }
        }
        flow
    }
}

/// Makes this thread a pool of its own. Typst gives parts of its work to the pool that it is
/// called from, else to one for the whole process: handing over that little work and waiting for
/// it takes longer than doing it, and workers would wait for each other's.
fn work_alone() {
    // Denied only when the system is out of resources; the work is done all the same.
    let _ = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work_through(workers: usize, work: impl Fn(&u32) -> u32 + Sync) -> Vec<Result<u32, String>> {
        let mut results = Vec::new();
        run(workers, 0..20, &AtomicBool::new(false), work, |_, result| {
            results.push(result);
            ControlFlow::Continue(())
        })
        .unwrap();
        results
    }

    #[test]
    fn results_come_in_order_whoever_is_slow() {
        let results = work_through(4, |job| {
            thread::sleep(std::time::Duration::from_millis(u64::from(job % 3) * 5));
            job * 2
        });
        assert_eq!(results, (0..20).map(|job| Ok(job * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_fails_its_own_job_only() {
        let results = work_through(2, |job| {
            assert!(*job != 7, "job {job} went wrong");
            *job
        });
        assert_eq!(results[7], Err("job 7 went wrong".to_owned()));
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 19);
    }

    #[test]
    fn nothing_is_started_after_breaking_off() {
        let mut seen = 0;
        run(
            1,
            0..1_000_000,
            &AtomicBool::new(false),
            |job| *job,
            |_, _| {
                seen += 1;
                ControlFlow::Break(())
            },
        )
        .unwrap();
        assert!(seen < 1_000_000, "{seen} jobs were done");
    }
}
