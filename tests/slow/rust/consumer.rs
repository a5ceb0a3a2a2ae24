//! A receiver of events that has nothing but the published crate: compiled, and run over every sample.
//!
//! Arguments: a name of an event and a file with its payload, again and again.

use events::{Event, Payload};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks_exact(2) {
        let text = std::fs::read(&pair[1])?;
        let event = Event::decode(&pair[0], &text)?;
        assert_eq!(event.json().as_bytes(), text, "{} is not what was sent", pair[1]);
        assert!(!matches!(event, Event::Unknown(_)), "{} is unknown", pair[0]);
    }
    println!("{} samples", arguments.len() / 2);
    Ok(())
}
