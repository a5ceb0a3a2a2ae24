use std::time::{SystemTime, UNIX_EPOCH};

use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Named {
    r#type: String,
}

#[derive(Deserialize)]
struct Succeeded {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Charge,
}

#[derive(Deserialize)]
struct Charge {
    id: String,
    amount: i64,
    currency: String,
}

pub fn handler(secret: &str) -> impl Fn(&Request<Vec<u8>>) -> Result<String, u16> + use<> {
    let key = Base64::decode_vec(secret.trim_start_matches("whsec_")).expect("the secret is Base64");
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        let named: Named = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        if named.r#type != "charge.succeeded" {
            return Ok(String::new());
        }
        let Succeeded { data } = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        Ok(format!("{} {} {}", data.object.id, data.object.amount, data.object.currency))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let (id, time) = (header("webhook-id")?, header("webhook-timestamp")?);
    if now().abs_diff(time.parse().ok()?) > 300 {
        return None;
    }
    let mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    let mac = mac.chain_update(format!("{id}.{time}.")).chain_update(request.body());
    let mut codes = header("webhook-signature")?.split(' ').filter_map(|part| part.strip_prefix("v1,"));
    codes.any(|code| Base64::decode_vec(code).is_ok_and(|code| mac.clone().verify_slice(&code).is_ok())).then_some(())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
