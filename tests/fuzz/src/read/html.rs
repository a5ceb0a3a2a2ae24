//! HTML: tags and attributes are those of the site's own templates and of inline Markdown.

const TAGS: &str = " a article blockquote body br code dd del div dl dt em footer g h1 h2 h3 head header hr html i img li link main meta nav ol \
    p path pre rect samp script search section small span strong svg table tbody td text th thead title tr ul wbr ";
const ATTRIBUTES: &str = " alt aria-label charset class colspan content d defer height href http-equiv id lang name rel role rx scope src start \
    tabindex title viewBox width x y ";

/// Checks a page.
pub(super) fn check(path: &str, text: &str) {
    let mut parts = text.split('<');
    assert_eq!(parts.next(), Some(""), "{path} begins with text");
    for part in parts.filter(|part| !part.starts_with("!--") && !part.starts_with("!doctype html>")) {
        let (name, rest) = part.split_at(part.find(['>', ' ', '\n']).unwrap_or(part.len()));
        let name = name.strip_prefix('/').or_else(|| name.strip_suffix('/')).unwrap_or(name);
        assert!(TAGS.contains(&format!(" {name} ")), "{path} has a tag <{name}>:\n{text}");
        attributes(path, rest);
    }
}

/// Checks the attributes of a tag that go before its `>`.
fn attributes(path: &str, tag: &str) {
    let mut rest = tag.trim_start_matches([' ', '\n']);
    while !rest.starts_with('>') && !rest.starts_with("/>") {
        let (name, after) = rest.split_at(rest.find(['=', ' ', '>', '/', '"']).unwrap_or(rest.len()));
        assert!(ATTRIBUTES.contains(&format!(" {name} ")), "{path} has an attribute {name:?} in <{tag}");
        let (value, after) = match (after.strip_prefix("=\""), after.strip_prefix('=')) {
            (Some(quoted), _) => {
                quoted.split_once('"').unwrap_or_else(|| panic!("{path}: {name} does not end in <{tag}"))
            }
            (_, Some(bare)) => bare.split_at(bare.find([' ', '>']).unwrap_or(bare.len())),
            _ => ("", after),
        };
        let address = value.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        let is_page = ["", "http", "https", "mailto"].contains(&address.as_str());
        assert!(!["href", "src"].contains(&name) || is_page, "{path} leads to {value}");
        rest = after.trim_start_matches([' ', '\n']);
    }
}
