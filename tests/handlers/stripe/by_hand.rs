use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Named {
    r#type: String,
}

#[derive(Deserialize)]
struct Refunded {
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
    let key = secret.as_bytes().to_vec();
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        let named: Named = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        if named.r#type != "charge.refunded" {
            return Ok(String::new());
        }
        let Refunded { data } = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        Ok(format!("{} {} {}", data.object.id, data.object.amount, data.object.currency))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let header = request.headers().get("stripe-signature")?.to_str().ok()?;
    let parts = |key| header.split(',').filter_map(move |part| part.trim().strip_prefix(key));
    let time = parts("t=").next()?;
    if now().abs_diff(time.parse().ok()?) > 300 {
        return None;
    }
    let mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    let mac = mac.chain_update(time).chain_update(".").chain_update(request.body());
    let mut codes = parts("v1=").filter_map(|code| base16ct::lower::decode_vec(code).ok());
    codes.any(|code| mac.clone().verify_slice(&code).is_ok()).then_some(())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
