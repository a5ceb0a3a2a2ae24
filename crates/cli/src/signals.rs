//! What signals do: those that end the program do so at once, except while files are being written, which is finished or undone first.

use crate::Failure;

pub(crate) use imp::{Writing, install};

impl Writing {
    /// Fails if a signal asks to undo what can be undone.
    pub(crate) fn uninterrupted() -> Result<(), Failure> {
        if Self::is_interrupted() { Err(Failure::Io("interrupted; nothing was written".to_owned())) } else { Ok(()) }
    }
}

#[cfg(unix)]
mod imp {
    use std::fs;
    use std::sync::Once;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::flag::{register, register_conditional_default, register_conditional_shutdown, register_usize};
    use signal_hook::low_level::emulate_default_handler;

    static IS_IDLE: AtomicBool = AtomicBool::new(true);
    static ALWAYS: AtomicBool = AtomicBool::new(true);
    static TOO_LARGE: AtomicBool = AtomicBool::new(false);
    /// The signal that came while files were being written; 0 if none did.
    static RECEIVED: AtomicUsize = AtomicUsize::new(0);

    /// Decides what each signal does. A signal that cannot be handled does what it would do anyway.
    pub(crate) fn install() {
        static ONCE: Once = Once::new();
        ONCE.call_once(install_once);
    }

    fn install_once() {
        // A file that grows beyond `ulimit -f` is then an error like that of a full disk.
        let _ = register(SIGXFSZ, &TOO_LARGE);
        // Memory that cannot be had: Rust has said so.
        let _ = register_conditional_shutdown(SIGABRT, 3, &ALWAYS);
        let ignored = ignored();
        for signal in [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0) {
            let _ = register_conditional_default(signal, &IS_IDLE);
            let _ = register_usize(signal, &RECEIVED, usize::try_from(signal).unwrap_or_default());
        }
    }

    /// The signals that whoever started the program wants to be ignored, as `nohup` does with hangups; a bit for each.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }

    /// While there is one, signals do not end the program; when it is dropped, one that came meanwhile does.
    pub(crate) struct Writing {
        is_outermost: bool,
    }

    impl Writing {
        pub(crate) fn begin() -> Self {
            Self { is_outermost: IS_IDLE.swap(false, Ordering::SeqCst) }
        }

        pub(crate) fn is_interrupted() -> bool {
            RECEIVED.load(Ordering::SeqCst) != 0
        }

        /// The signal was what the command waited for, so it has had its effect.
        #[cfg(feature = "http")]
        pub(crate) fn acknowledge() {
            RECEIVED.store(0, Ordering::SeqCst);
        }
    }

    impl Drop for Writing {
        fn drop(&mut self) {
            if !self.is_outermost {
                return;
            }
            IS_IDLE.store(true, Ordering::SeqCst);
            match i32::try_from(RECEIVED.load(Ordering::SeqCst)) {
                Ok(signal) if signal > 0 => {
                    let _ = emulate_default_handler(signal);
                }
                _ => {}
            }
        }
    }
}

#[cfg(not(unix))]
mod imp {
    pub(crate) fn install() {}

    pub(crate) struct Writing;

    impl Writing {
        pub(crate) fn begin() -> Self {
            Self
        }

        pub(crate) fn is_interrupted() -> bool {
            false
        }

        #[cfg(feature = "http")]
        pub(crate) fn acknowledge() {}
    }
}
