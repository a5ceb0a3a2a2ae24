//! Work on several things at a time.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Stack of a thread: that of the first one on most systems. Parsers and printers of Rust are recursive, and the deepest type that
/// a specification may have takes four mebibytes of stack where they are not optimised.
const STACK: usize = 8 * 1024 * 1024;

/// What some work makes of each item, in the order of the items. Runs on `workers` threads, the caller's included.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], workers: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let turns = || {
        let turns = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        turns.map_while(|turn| Some((turn, work(items.get(turn)?)))).collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, turns);
        // Where a thread cannot be had, the others take its turns.
        let others: Vec<_> = (1..workers).map(spawn).filter_map(Result::ok).collect();
        let mut done = turns();
        done.extend(others.into_iter().flat_map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic))));
        done
    });
    done.sort_by_key(|(turn, _)| *turn);
    done.into_iter().map(|(_, made)| made).collect()
}
