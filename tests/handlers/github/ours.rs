use code_host_events::Event;
use code_host_events::delivery::{Rejection, SetupError, webhook};
use http::Request;

pub fn handler(secret: &str) -> Result<impl Fn(&Request<Vec<u8>>) -> Result<String, Rejection>, SetupError> {
    let receiver = webhook().secrets([secret])?;
    Ok(move |request: &Request<Vec<u8>>| {
        let delivery = receiver.receive(request)?;
        Ok(delivery.events.iter().filter_map(|it| read(&it.event)).collect())
    })
}

fn read(event: &Event<'_>) -> Option<String> {
    let Event::IssuesOpened(event) = event else { return None };
    let (repository, issue, sender) = (event.repository().value()?, event.issue().value()?, event.sender().value()?);
    Some(format!("{} {} {}", repository.full_name().value()?, issue.number().value()?, sender.login().value()?))
}
