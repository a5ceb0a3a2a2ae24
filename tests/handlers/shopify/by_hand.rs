use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Order {
    name: String,
    total_price: String,
    line_items: Vec<LineItem>,
}

#[derive(Deserialize)]
struct LineItem {
    sku: Option<String>,
}

pub fn handler(secret: &str) -> impl Fn(&Request<Vec<u8>>) -> Result<String, u16> + use<> {
    let key = secret.as_bytes().to_vec();
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        if request.headers().get("x-shopify-topic").is_none_or(|topic| topic != "orders/create") {
            return Ok(String::new());
        }
        let order: Order = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        let skus: String = order.line_items.into_iter().filter_map(|item| item.sku).collect();
        order.total_price.parse::<f64>().map_err(|_| 400u16)?;
        Ok(format!("{} {} {skus}", order.name, order.total_price))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let code = request.headers().get("x-shopify-hmac-sha256")?.to_str().ok()?;
    let code = Base64::decode_vec(code).ok()?;
    Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(request.body()).verify_slice(&code).ok()
}
