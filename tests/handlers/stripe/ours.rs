use http::Request;
use payments_events::Event;
use payments_events::delivery::{Rejection, SetupError, webhook};

pub fn handler(secret: &str) -> Result<impl Fn(&Request<Vec<u8>>) -> Result<String, Rejection>, SetupError> {
    let receiver = webhook().secrets([secret])?;
    Ok(move |request: &Request<Vec<u8>>| {
        let delivery = receiver.receive(request)?;
        Ok(delivery.events.iter().filter_map(|it| read(&it.event)).collect())
    })
}

fn read(event: &Event<'_>) -> Option<String> {
    let Event::ChargeRefunded(event) = event else { return None };
    let charge = event.data().value()?.object().value()?;
    Some(format!("{} {} {}", charge.id().value()?, charge.amount().value()?, charge.currency().value()?))
}
