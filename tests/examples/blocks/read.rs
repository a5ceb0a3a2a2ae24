//! Prints the lines that a handler makes of a message, whose payload is the only argument.

use chat_events::{DecodeError, Event};

mod blocks;

fn main() -> Result<(), DecodeError> {
    let text = std::env::args().nth(1).unwrap_or_default();
    if let Event::Message(callback) = Event::decode("message", text.as_bytes())?
        && let Some(message) = callback.event().value()
    {
        blocks::lines(&message).iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}
