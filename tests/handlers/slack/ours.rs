use chat_events::Event;
use chat_events::delivery::{Rejection, SetupError, webhook};
use http::Request;

pub fn handler(secret: &str) -> Result<impl Fn(&Request<Vec<u8>>) -> Result<String, Rejection>, SetupError> {
    let receiver = webhook().secrets([secret])?;
    Ok(move |request: &Request<Vec<u8>>| {
        let delivery = receiver.receive(request)?;
        Ok(delivery.events.iter().filter_map(|it| read(&it.event)).collect())
    })
}

fn read(event: &Event<'_>) -> Option<String> {
    let Event::Message(event) = event else { return None };
    let message = event.event().value()?;
    Some(format!("{} {} {}", message.channel().value()?, message.user().value()?, message.text().value()?))
}
