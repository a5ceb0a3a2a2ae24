//! Calls into libraries that panic where they should return an error.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// What a panic of this thread has said, while panics are contained.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a call gives, or what it said and where when it panicked. Nothing is printed: the panic becomes an error, and what is said of
/// it then is enough. For calls into other people's code alone; a panic in ours is a crash, as it should be.
pub(crate) fn contained<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(keep_quiet);
    SAID.set(Some("panicked".to_owned()));
    // What the call was changing when it panicked is dropped with it.
    let made = catch_unwind(AssertUnwindSafe(call));
    let said = SAID.take().unwrap_or_default();
    made.map_err(|_| said)
}

/// Has contained panics remembered. All others go to the hook that was there.
fn keep_quiet() {
    let printed = take_hook();
    set_hook(Box::new(move |panic| {
        let is_contained = SAID.with_borrow_mut(|said| said.as_mut().map(|said| *said = panic.to_string()).is_some());
        if !is_contained {
            printed(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_where() {
        let said = contained(|| -> u8 { panic!("out of cheese") }).unwrap_err();
        assert!(said.starts_with("panicked at ") && said.ends_with(":\nout of cheese"), "{said}");
        assert!(said.contains("contained.rs:"), "{said}");
        assert_eq!(contained(|| 1), Ok(1));
    }

    #[test]
    fn panics_of_others_stay_what_they_are() {
        assert_eq!(contained(|| 1), Ok(1));
        let joined = std::thread::spawn(|| panic!("mine")).join();
        assert_eq!(joined.unwrap_err().downcast_ref::<&str>(), Some(&"mine"));
        assert_eq!(SAID.take(), None);
    }
}
