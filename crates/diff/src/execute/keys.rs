//! What things are called on both sides, and what is the same of them, in; names that lead to another thing than before, out.

use std::collections::HashMap;

use eventspec_catalog::{Event, Field};

/// What has a name and aliases in a scope.
pub(crate) trait Called {
    /// The name.
    fn name(&self) -> &str;
    /// Other names that lead to it.
    fn aliases(&self) -> &[String];

    /// Every name that leads to it.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name()).chain(self.aliases().iter().map(String::as_str))
    }
}

impl Called for Field {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }
}

impl Called for Event {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[String] {
        &self.aliases
    }
}

/// The aliases of a thing by which another does not go.
pub(crate) fn missing<'a, T: Called>(of: &'a T, other: &'a T) -> impl Iterator<Item = &'a String> {
    of.aliases().iter().filter(|alias| other.names().all(|name| name != alias.as_str()))
}

/// A name that led to one thing and leads to another.
pub(crate) struct Reassigned<'a, T> {
    pub name: &'a str,
    pub old: &'a T,
    pub new: &'a T,
}

/// The names that lead to another thing than before, in the order of the new side; `pairs` are the things that both sides have.
pub(crate) fn reassigned<'a, T: Called>(
    old: &[&'a T],
    new: &[&'a T],
    pairs: &[(&'a T, &'a T)],
) -> Vec<Reassigned<'a, T>> {
    let has_aliases = |things: &[&T]| things.iter().any(|thing| !thing.aliases().is_empty());
    if !has_aliases(old) && !has_aliases(new) {
        return Vec::new(); // What has the same name on both sides is the same thing.
    }
    let led: HashMap<&str, &'a T> = old.iter().flat_map(|thing| thing.names().map(|name| (name, *thing))).collect();
    let former: HashMap<&str, &str> = pairs.iter().map(|(was, is)| (is.name(), was.name())).collect();
    let of_thing = |thing: &'a T| {
        let (led, former) = (&led, &former);
        thing.names().filter_map(move |name| {
            let was = *led.get(name)?;
            let is_same = former.get(thing.name()) == Some(&was.name());
            (!is_same).then_some(Reassigned { name, old: was, new: thing })
        })
    };
    new.iter().flat_map(|thing| of_thing(thing)).collect()
}
