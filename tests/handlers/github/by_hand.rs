use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Named {
    action: Option<String>,
}

#[derive(Deserialize)]
struct Opened {
    repository: Repository,
    issue: Issue,
    sender: User,
}

#[derive(Deserialize)]
struct Repository {
    full_name: String,
}

#[derive(Deserialize)]
struct Issue {
    number: i64,
}

#[derive(Deserialize)]
struct User {
    login: String,
}

pub fn handler(secret: &str) -> impl Fn(&Request<Vec<u8>>) -> Result<String, u16> + use<> {
    let key = secret.as_bytes().to_vec();
    move |request| {
        verify(&key, request).ok_or(401u16)?;
        let named: Named = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        let is_about_issues = request.headers().get("x-github-event").is_some_and(|name| name == "issues");
        if !is_about_issues || named.action.as_deref() != Some("opened") {
            return Ok(String::new());
        }
        let event: Opened = serde_json::from_slice(request.body()).map_err(|_| 400u16)?;
        Ok(format!("{} {} {}", event.repository.full_name, event.issue.number, event.sender.login))
    }
}

fn verify(key: &[u8], request: &Request<Vec<u8>>) -> Option<()> {
    let code = request.headers().get("x-hub-signature-256")?.to_str().ok()?;
    let code = base16ct::lower::decode_vec(code.strip_prefix("sha256=")?).ok()?;
    Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(request.body()).verify_slice(&code).ok()
}
