use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Named {
    event: String,
}

#[derive(Deserialize)]
struct Updated {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Customer,
}

#[derive(Deserialize)]
struct Customer {
    id: String,
    balance: i64,
}

pub fn handler(secret: &str) -> impl Fn(&Request<Vec<u8>>) -> Result<String, u16> + use<> {
    let key = secret.as_bytes().to_vec();
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        let named: Named = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        if named.event != "customer.updated" {
            return Ok(String::new());
        }
        let Updated { data } = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        Ok(format!("{} {}", data.object.id, data.object.balance))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let code = request.headers().get("x-razorpay-signature")?;
    let code = base16ct::lower::decode_vec(code).ok()?;
    Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(request.body()).verify_slice(&code).ok()
}
