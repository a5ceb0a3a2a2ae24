use http::Request;
use store_events::Event;
use store_events::delivery::{Rejection, SetupError, webhook};

pub fn handler(secret: &str) -> Result<impl Fn(&Request<Vec<u8>>) -> Result<String, Rejection>, SetupError> {
    let receiver = webhook().secrets([secret])?;
    Ok(move |request: &Request<Vec<u8>>| {
        let delivery = receiver.receive(request)?;
        Ok(delivery.events.iter().filter_map(|it| read(&it.event)).collect())
    })
}

fn read(event: &Event<'_>) -> Option<String> {
    let Event::OrdersCreate(event) = event else { return None };
    let skus = event.line_items().value()?.iter().filter_map(|item| item.value()?.sku().value());
    Some(format!("{} {} {}", event.name().value()?, event.total_price().value()?, skus.collect::<String>()))
}
