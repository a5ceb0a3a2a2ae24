//! Which events were handled already: senders repeat what was not answered in time.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// What is known of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// It was not seen before, and is in progress from now on.
    New,
    /// It was handled.
    Done,
    /// It is being handled, maybe by somebody else.
    InProgress,
}

/// Which ids were handled, in two phases: an id that is marked on receipt would be lost if its handler failed.
///
/// An id has to be unique among all that are asked for. Where events of a delivery share one, put their index behind it.
///
/// # In a store that processes share
///
/// [`MemorySeen`] knows what one process has seen. With several, or to remember across restarts, implement this trait on a store. Then:
///
/// - `begin` is atomic: one command or statement decides. If it reads first and writes later, two processes are told that an id is new.
/// - The mark "in progress" expires, since a process may end in the middle of its handler. Its lease is longer than the slowest
///   handler takes: when it ends too early, the next attempt is handled while the first still is.
/// - The mark "done" is kept for longer than the sender repeats a delivery, which may be days.
/// - `release` removes only a mark of its own, and never "done": after the end of a lease the mark may belong to somebody else.
///
/// A process that ends between its handler and `done` handles the event again. Where that matters, let the handler write to the same
/// database, and run `done` in its transaction.
///
/// The methods block. In async code, call them in `spawn_blocking`, or give a type of your own async methods of these names: nothing
/// in this crate calls them.
///
/// ## Redis
///
/// `SET` with `NX` writes only if there is no such key; `PX` is its lease in milliseconds. `GET` then tells only whether the key that
/// was there is done.
///
/// ```
/// use eventspec_runtime::delivery::{Progress, Seen};
///
/// struct RedisSeen<F> {
///     /// Sends a command. With the crate `redis`: `|args| redis::cmd(args[0]).arg(&args[1..]).query(&mut pool.get()?)`.
///     command: F,
///     /// Another text in each process.
///     owner: String,
/// }
///
/// const LEASE: &str = "60000"; // a minute
/// const KEPT: &str = "604800000"; // a week
/// const RELEASE: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end";
///
/// impl<E, F: Fn(&[&str]) -> Result<Option<String>, E>> Seen for RedisSeen<F> {
///     type Error = E;
///
///     fn begin(&self, id: &str) -> Result<Progress, E> {
///         let key = format!("seen:{id}");
///         if (self.command)(&["SET", &key, &self.owner, "NX", "PX", LEASE])?.is_some() {
///             return Ok(Progress::New);
///         }
///         let mark = (self.command)(&["GET", &key])?;
///         Ok(if mark.as_deref() == Some("done") { Progress::Done } else { Progress::InProgress })
///     }
///
///     fn done(&self, id: &str) -> Result<(), E> {
///         (self.command)(&["SET", &format!("seen:{id}"), "done", "PX", KEPT]).map(drop)
///     }
///
///     fn release(&self, id: &str) -> Result<(), E> {
///         (self.command)(&["EVAL", RELEASE, "1", &format!("seen:{id}"), &self.owner]).map(drop)
///     }
/// }
/// # use std::{cell::RefCell, collections::HashMap, convert::Infallible};
/// # let keys = RefCell::new(HashMap::<String, String>::new());
/// # let command = |args: &[&str]| -> Result<Option<String>, Infallible> {
/// #     let mut keys = keys.borrow_mut();
/// #     Ok(match args {
/// #         ["SET", key, _, "NX", "PX", LEASE] if keys.contains_key(*key) => None,
/// #         ["SET", key, value, "NX", "PX", LEASE] | ["SET", key, value, "PX", KEPT] => {
/// #             keys.insert(key.to_string(), value.to_string());
/// #             Some("OK".to_owned())
/// #         }
/// #         ["GET", key] => keys.get(*key).cloned(),
/// #         ["EVAL", RELEASE, "1", key, owner] if keys.get(*key).is_some_and(|it| it == owner) => keys.remove(*key),
/// #         ["EVAL", RELEASE, "1", _, _] => None,
/// #         _ => panic!("{args:?}"),
/// #     })
/// # };
///
/// let (one, other) = (RedisSeen { command, owner: "a".into() }, RedisSeen { command, owner: "b".into() });
/// assert_eq!(one.begin("evt_1"), Ok(Progress::New));
/// assert_eq!(other.begin("evt_1"), Ok(Progress::InProgress));
/// assert_eq!(other.release("evt_1"), Ok(())); // does nothing
/// assert_eq!(other.begin("evt_1"), Ok(Progress::InProgress));
/// assert_eq!(one.release("evt_1"), Ok(()));
/// assert_eq!(other.begin("evt_1"), Ok(Progress::New));
/// assert_eq!(other.done("evt_1"), Ok(()));
/// assert_eq!(one.begin("evt_1"), Ok(Progress::Done));
/// ```
///
/// ## Postgres
///
/// The first statement gives a row if the id is new, or if its mark has expired. Otherwise the second says what it is; no row means
/// that it was released meanwhile, so it is in progress to this attempt.
///
/// ```sql
/// CREATE TABLE seen (id text PRIMARY KEY, owner text, is_done boolean NOT NULL, expires timestamptz NOT NULL);
///
/// -- begin(id): $1 is the id, $2 the owner. Commit at once: whoever asks for the same id waits for the end of the transaction.
/// INSERT INTO seen VALUES ($1, $2, false, now() + interval '1 minute')
/// ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, is_done = false, expires = excluded.expires
/// WHERE seen.expires <= now() RETURNING id;
/// SELECT is_done FROM seen WHERE id = $1;
///
/// -- done(id)
/// INSERT INTO seen VALUES ($1, NULL, true, now() + interval '7 days')
/// ON CONFLICT (id) DO UPDATE SET owner = NULL, is_done = true, expires = excluded.expires;
///
/// -- release(id)
/// DELETE FROM seen WHERE id = $1 AND owner = $2 AND NOT is_done;
///
/// -- now and then
/// DELETE FROM seen WHERE expires <= now();
/// ```
pub trait Seen {
    /// What asking may fail with.
    type Error;

    /// What is known of an id. A new one is marked as in progress, so that of two who ask at the same time only one is told that it
    /// is new.
    ///
    /// # Errors
    /// Fails if it cannot be known.
    fn begin(&self, id: &str) -> Result<Progress, Self::Error>;

    /// Marks an id as handled.
    ///
    /// # Errors
    /// Fails if it cannot be marked.
    fn done(&self, id: &str) -> Result<(), Self::Error>;

    /// Forgets an id whose handler failed, so that the next attempt is new.
    ///
    /// # Errors
    /// Fails if it cannot be forgotten.
    fn release(&self, id: &str) -> Result<(), Self::Error>;
}

/// The ids that one process has seen, as hashes. Bounded by their number and by their age.
///
/// ```
/// use std::time::Duration;
///
/// use eventspec_runtime::delivery::{MemorySeen, Progress, Seen};
///
/// let seen = MemorySeen::new(100_000, Duration::from_secs(3 * 24 * 60 * 60));
/// assert_eq!(seen.begin("evt_1"), Ok(Progress::New));
/// assert_eq!(seen.begin("evt_1"), Ok(Progress::InProgress)); // answer 503: the sender tries again
/// seen.done("evt_1")?;
/// assert_eq!(seen.begin("evt_1"), Ok(Progress::Done)); // answer 200 and do nothing
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Debug)]
pub struct MemorySeen {
    marks: Mutex<Marks>,
}

impl MemorySeen {
    /// Remembers at most so many ids, none of them longer than `age` after it was marked last. Of too many, the oldest that are done
    /// are forgotten first, then the oldest in progress.
    pub fn new(most: usize, age: Duration) -> Self {
        Self { marks: Mutex::new(Marks { most, age, ..Marks::default() }) }
    }

    fn marks(&self) -> MutexGuard<'_, Marks> {
        // What is marked is marked, whoever panicked meanwhile.
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen for MemorySeen {
    type Error = Infallible;

    fn begin(&self, id: &str) -> Result<Progress, Infallible> {
        Ok(self.marks().begin(id, Instant::now()))
    }

    fn done(&self, id: &str) -> Result<(), Infallible> {
        self.marks().done(id, Instant::now());
        Ok(())
    }

    fn release(&self, id: &str) -> Result<(), Infallible> {
        self.marks().remove(&hash(id));
        Ok(())
    }
}

/// An id of any length in 32 bytes.
type Hash = [u8; 32];

fn hash(id: &str) -> Hash {
    Sha256::digest(id).into()
}

#[derive(Debug, Default)]
struct Marks {
    most: usize,
    age: Duration,
    by_id: HashMap<Hash, Mark>,
    /// The ids by the number of their mark, the oldest first.
    done: BTreeMap<u64, Hash>,
    in_progress: BTreeMap<u64, Hash>,
    next: u64,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    number: u64,
    at: Instant,
    is_done: bool,
}

impl Marks {
    fn begin(&mut self, id: &str, now: Instant) -> Progress {
        self.forget_old(now);
        let id = hash(id);
        match self.by_id.get(&id) {
            Some(mark) if mark.is_done => Progress::Done,
            Some(_) => Progress::InProgress,
            None => {
                self.mark(id, false, now);
                Progress::New
            }
        }
    }

    fn done(&mut self, id: &str, now: Instant) {
        self.forget_old(now);
        let id = hash(id);
        self.remove(&id);
        self.mark(id, true, now);
    }

    fn mark(&mut self, id: Hash, is_done: bool, now: Instant) {
        while self.by_id.len() >= self.most.max(1) {
            let Some(oldest) = oldest(&self.done).or_else(|| oldest(&self.in_progress)) else { break };
            self.remove(&oldest);
        }
        let number = self.next;
        self.next += 1;
        self.by_id.insert(id, Mark { number, at: now, is_done });
        if is_done { &mut self.done } else { &mut self.in_progress }.insert(number, id);
    }

    fn remove(&mut self, id: &Hash) {
        if let Some(mark) = self.by_id.remove(id) {
            if mark.is_done { &mut self.done } else { &mut self.in_progress }.remove(&mark.number);
        }
    }

    fn forget_old(&mut self, now: Instant) {
        let is_old = |marks: &Self, id: &Hash| {
            marks.by_id.get(id).is_some_and(|mark| now.saturating_duration_since(mark.at) > marks.age)
        };
        while let Some(id) = oldest(&self.done).filter(|id| is_old(self, id)) {
            self.remove(&id);
        }
        while let Some(id) = oldest(&self.in_progress).filter(|id| is_old(self, id)) {
            self.remove(&id);
        }
    }
}

fn oldest(marks: &BTreeMap<u64, Hash>) -> Option<Hash> {
    marks.first_key_value().map(|(_, id)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(most: usize, age: u64) -> (Marks, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        let marks = Marks { most, age: Duration::from_secs(age), ..Marks::default() };
        (marks, move |seconds| start + Duration::from_secs(seconds))
    }

    #[test]
    fn an_id_is_done_after_its_handler() {
        let (mut marks, at) = marks(10, 100);
        assert_eq!(marks.begin("a", at(0)), Progress::New);
        assert_eq!(marks.begin("a", at(1)), Progress::InProgress);
        marks.done("a", at(2));
        assert_eq!(marks.begin("a", at(3)), Progress::Done);
        assert_eq!(marks.begin("b", at(3)), Progress::New);
        marks.remove(&hash("b"));
        assert_eq!(marks.begin("b", at(4)), Progress::New);
        assert_eq!((marks.by_id.len(), marks.done.len(), marks.in_progress.len()), (2, 1, 1));
    }

    #[test]
    fn what_is_too_old_is_new() {
        let (mut marks, at) = marks(10, 100);
        marks.begin("handler that never ended", at(0));
        marks.begin("a", at(0));
        marks.done("a", at(50));
        assert_eq!(marks.begin("a", at(150)), Progress::Done);
        assert_eq!(marks.begin("handler that never ended", at(150)), Progress::New);
        assert_eq!(marks.begin("a", at(151)), Progress::New);
        assert_eq!((marks.by_id.len(), marks.done.len(), marks.in_progress.len()), (2, 0, 2));
    }

    #[test]
    fn the_oldest_that_are_done_are_forgotten_first() {
        let (mut marks, at) = marks(3, 100);
        marks.begin("slow", at(0));
        for id in ["a", "b"] {
            marks.begin(id, at(1));
            marks.done(id, at(1));
        }
        assert_eq!(marks.begin("c", at(2)), Progress::New);
        assert_eq!(marks.by_id.len(), 3);
        assert_eq!(marks.begin("slow", at(2)), Progress::InProgress);
        assert_eq!(marks.begin("b", at(2)), Progress::Done);
        assert_eq!(marks.begin("a", at(2)), Progress::New);
        // Now all of them are in progress.
        assert_eq!(marks.begin("d", at(3)), Progress::New);
        assert_eq!(marks.begin("slow", at(3)), Progress::New);
        assert_eq!(marks.by_id.len(), 3);
        // It was forgotten meanwhile.
        marks.done("b", at(4));
        assert_eq!(marks.begin("b", at(4)), Progress::Done);
    }

    #[test]
    fn of_many_threads_one_is_told_that_an_id_is_new() {
        let seen = MemorySeen::new(10, Duration::from_secs(100));
        let begin = || (0..100).filter(|_| seen.begin("a") == Ok(Progress::New)).count();
        let new: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(begin)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(new, 1);
        assert_eq!(seen.release("a"), Ok(()));
        assert_eq!(seen.begin("a"), Ok(Progress::New));
        assert_eq!(seen.done("a"), Ok(()));
        assert_eq!(seen.begin("a"), Ok(Progress::Done));
        assert!(!format!("{seen:?}").contains("\"a\""));
    }
}
