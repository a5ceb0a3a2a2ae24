use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Named {
    event: Option<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    r#type: String,
    subtype: Option<String>,
}

#[derive(Deserialize)]
struct Callback {
    event: Message,
}

#[derive(Deserialize)]
struct Message {
    channel: String,
    user: String,
    text: String,
}

pub fn handler(secret: &str) -> impl Fn(&Request<Vec<u8>>) -> Result<String, u16> + use<> {
    let key = secret.as_bytes().to_vec();
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        let named: Named = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        if named.event.is_none_or(|event| event.r#type != "message" || event.subtype.is_some()) {
            return Ok(String::new());
        }
        let Callback { event } = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        Ok(format!("{} {} {}", event.channel, event.user, event.text))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let time = header("x-slack-request-timestamp")?;
    if now().abs_diff(time.parse().ok()?) > 300 {
        return None;
    }
    let code = base16ct::lower::decode_vec(header("x-slack-signature")?.strip_prefix("v0=")?).ok()?;
    let mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    let mac = mac.chain_update(format!("v0:{time}:")).chain_update(request.body());
    mac.verify_slice(&code).ok()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
