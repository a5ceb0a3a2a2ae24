//! Values that keep to the constraints of their field. What a constraint means depends on the value: those that there are
//! hold texts to something, and mean nothing to values of other kinds.

use eventspec_catalog::Field;

use crate::tree::{Node, Text};

/// A value of a field's type, or another one if the constraints of the field rule it out.
pub(crate) fn conforming(field: &Field, preferred: Node) -> Node {
    match preferred {
        Node::Text(Text { value, .. }) if !field.constraints.accepts(&value) => {
            Node::text(&conforming_text(field, &value))
        }
        Node::Null | Node::Boolean(_) | Node::Number(..) | Node::Text(_) | Node::List(_) | Node::Object(_) => preferred,
    }
}

/// A text that the constraints of a field admit: this one if it will do, else the example, else what this one is cut to.
pub(crate) fn conforming_text(field: &Field, preferred: &str) -> String {
    if field.constraints.accepts(preferred) {
        return preferred.to_owned();
    }
    let example = field.example.as_ref().and_then(|json| serde_json::from_str::<String>(json.as_str()).ok());
    example.filter(|text| field.constraints.accepts(text)).unwrap_or_else(|| {
        let most = field.constraints.max_length.map_or(usize::MAX, |most| most as usize);
        preferred.chars().take(most).collect()
    })
}

/// Whether a value keeps to the constraints of a field.
pub(crate) fn admits(field: &Field, value: &Node) -> bool {
    match value {
        Node::Text(text) => field.constraints.accepts(&text.value),
        Node::Null | Node::Boolean(_) | Node::Number(..) | Node::List(_) | Node::Object(_) => true,
    }
}
