//! The name of an event and how names are composed in; what is at each place when that event arrives, out.

use super::model::{Delivery, NameTemplate, Piece, RequestPlace};

impl Delivery {
    /// What is at each place of the first template that composes a name; `None` if none does.
    pub fn name_values(&self, name: &str) -> Option<Vec<(&RequestPlace, String)>> {
        self.event.iter().find_map(|template| template.values(name))
    }
}

impl NameTemplate {
    /// What is at each place of it when it composes a name; `None` if it composes no such name. A place never holds the literal that
    /// follows it, so there is one way at most.
    pub fn values(&self, name: &str) -> Option<Vec<(&RequestPlace, String)>> {
        (0..=self.optional.len()).rev().find_map(|parts| {
            let (included, left_out) = self.optional.split_at_checked(parts)?;
            let pieces: Vec<&Piece> = self.pieces.iter().chain(included.iter().flatten()).collect();
            let next = left_out.first().and_then(|part| part.first()).and_then(Piece::literal);
            values(&pieces, next, name)
        })
    }
}

/// What is at the places of pieces that compose a name; `next` is the literal that would follow if more did.
fn values<'a>(pieces: &[&'a Piece], next: Option<&str>, name: &str) -> Option<Vec<(&'a RequestPlace, String)>> {
    let mut out: Vec<(&RequestPlace, String)> = Vec::new();
    let mut rest = name;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Piece::Place(place) => {
                let following = pieces.get(index + 1);
                let end = match following.and_then(|piece| piece.literal()) {
                    Some(literal) => rest.find(literal)?,
                    None if next.is_some_and(|literal| rest.contains(literal)) => return None,
                    None => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                let is_other = |(other, text): &(&RequestPlace, String)| *other == place && text != value;
                if value.is_empty() || out.iter().any(is_other) {
                    return None;
                }
                out.push((place, value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::super::template::{PlaceKind, name};

    fn parts(template: &str, event: &str) -> Option<Vec<String>> {
        let template = name(template, &[PlaceKind::Header, PlaceKind::Payload]).unwrap();
        let values = template.values(event)?.into_iter();
        Some(values.map(|(place, value)| format!("{place}={value}")).collect())
    }

    #[test]
    fn a_name_says_what_is_at_each_place() {
        let github = "{header:x-github-event}[.{payload:/action}]";
        let of = |event| parts(github, event).unwrap_or_default().join(" ");
        assert_eq!(of("push"), "{header:x-github-event}=push");
        assert_eq!(of("issues.opened"), "{header:x-github-event}=issues {payload:/action}=opened");
        // What follows the first separator is the action, whatever is in it.
        assert_eq!(of("issues.a.b"), "{header:x-github-event}=issues {payload:/action}=a.b");
        assert_eq!(parts(github, "issues."), None);
        assert_eq!(parts(github, ".opened"), None);
        assert_eq!(
            parts("{payload:/a}/{payload:/b}", "orders/create"),
            Some(vec!["{payload:/a}=orders".to_owned(), "{payload:/b}=create".to_owned()])
        );
        assert_eq!(parts("event:{payload:/a}", "event:sent"), Some(vec!["{payload:/a}=sent".to_owned()]));
        assert_eq!(parts("event:{payload:/a}", "sent"), None);
        assert_eq!(parts("any_event", "any_event"), Some(Vec::new()));
        // The same place twice has the same text.
        assert_eq!(parts("{payload:/a}-{payload:/a}", "x-x").map(|parts| parts.len()), Some(2));
        assert_eq!(parts("{payload:/a}-{payload:/a}", "x-y"), None);
    }
}
