//! Specifications whose names mean something else in a language, in a package, or in the snippets themselves. Source that names
//! what changes has to compile with the old SDK all the same.

use eventspec_catalog::is_built_in;

/// What payloads and types are called: keywords, and names of standard libraries, of packages and of what snippets define.
const NAMES: &str = "all array blank box builder changes copy decode_error empty err event event_fields event_map event_name extra \
    field input json limits list made map none number ok option other pass payload promise read record result self \
    some string take text timestamp type unknown unknown_event used vec";

/// What events are called beside that: keywords, and values of the packages.
const EVENTS: &str = "await class decode delete event_types function is_order new true void with yield";

/// What fields are called: keywords, methods and members.
const FIELDS: &str = "__proto__ as_str as_view async await borrow box build class clone copy crate decode_str default delete deviations drop \
    dyn enum extra fn from gen into into_owned into_view it json lens match move override read remove self static super take \
    to_owned to_string true try type union value where yield";

/// What every object of JavaScript has: a literal that lacks such a field is not of the type.
const OF_EVERY_OBJECT: &str = "constructor hasOwnProperty toString";

/// What values are called, beside one that goes: keywords and variants.
const VALUES: &str = r#""", "1", "crate", "default", "kept", "never", "none", "self", "super", "true", "unknown""#;

/// Files of the old side and of the new one.
pub(crate) type Sides = [Vec<(String, String)>; 2];

fn add(sides: &mut Sides, path: &str, bodies: [&str; 2]) {
    for (files, body) in sides.iter_mut().zip(bodies) {
        files.push((path.to_owned(), format!("doc = \"d\"\n{body}")));
    }
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(' ')
}

fn event(name: &str) -> String {
    format!("[[event]]\nname = {name:?}\ndoc = \"d\"\n")
}

fn field(name: &str, rest: &str) -> String {
    format!("[[field]]\nname = {name:?}\ndoc = \"d\"\n{rest}\n")
}

/// Payloads of such names lose a field, and their events get other identifiers; payloads lose fields of such names, or gain them, and a
/// group gives such fields away.
pub(crate) fn payloads() -> Sides {
    let mut sides = Sides::default();
    let text = "type = \"string\"";
    for name in words(NAMES).chain(words(EVENTS)) {
        let fields = field("kept", text);
        let old = event(name) + &fields + &field("gone", text);
        let new = event(name) + &format!("ident = \"new_{name}\"\n") + &fields;
        add(&mut sides, &format!("events/{name}.toml"), [&old, &new]);
    }
    for (index, name) in words(FIELDS).chain(words(OF_EVERY_OBJECT)).enumerate() {
        let kept = event(&format!("lossy_{index}")) + &field("kept", text);
        let gone = field(name, "type = \"string\"\nblank = true\nmin_length = 1");
        add(&mut sides, &format!("events/lossy_{index}.toml"), [&(kept.clone() + &gone), &kept]);
    }
    for (index, name) in words(FIELDS).enumerate() {
        let kept = event(&format!("gaining_{index}")) + &field("kept", text);
        add(&mut sides, &format!("events/gaining_{index}.toml"), [&kept, &(kept.clone() + &field(name, text))]);
    }
    let shared: String = words(FIELDS).map(|name| field(name, text)).collect();
    let (kept, carrier) = (field("kept", text), event("carrier"));
    add(&mut sides, "groups/self.toml", [&(kept.clone() + &shared), &kept]);
    let include = "include = [\"self\"]\n";
    add(&mut sides, "events/carrier.toml", [&format!("{include}{carrier}"), &format!("{include}{carrier}{shared}")]);
    sides
}

/// Types of such names: objects lose a member, enums a value of such a name, unions an alternative.
pub(crate) fn types() -> Sides {
    let mut sides = Sides::default();
    for (index, name) in words(NAMES).filter(|name| !is_built_in(name)).enumerate() {
        let closed = format!("closed = {}\n", index % 2 == 0);
        let members: String = words(FIELDS).map(|name| field(name, "type = \"integer\"")).collect();
        let (old, new) = match index % 3 {
            0 => (closed.clone() + &members + &field("gone", "type = \"string\""), closed + &members),
            1 => (format!("{closed}values = [\"other\", {VALUES}]"), format!("{closed}values = [{VALUES}]")),
            _ => ("type = \"string | boolean | list<integer>\"".to_owned(), "type = \"string | boolean\"".to_owned()),
        };
        add(&mut sides, &format!("types/{name}.toml"), [&old, &new]);
        let user = event(&format!("user_{index}")) + &field("it", &format!("type = {name:?}"));
        add(&mut sides, &format!("events/user_{index}.toml"), [&user, &user]);
    }
    sides
}
