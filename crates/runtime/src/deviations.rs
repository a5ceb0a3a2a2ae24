//! Compares a payload with its specification and collects every deviation.

use crate::choice::{Choice, SentTag, choose};
use crate::deviation::{Deviation, DeviationClass};
use crate::error::DecodeError;
use crate::json::{Json, JsonKind};
use crate::json_pointer::{PathNode, PathStep};
use crate::kind::{Kind, Union, boolean_kind, number_kind, text_kind};
use crate::limits::Limits;
use crate::occurrences::Occurrences;
use crate::shape::FieldDef;
use crate::table::Table;

/// Lists the deviations of a payload, or of an object inside one, in the order of the contract; `sent_as` is the alias under which
/// the event came.
pub(crate) fn deviations<'a>(table: &Table, text: &'a str, sent_as: Option<&'static str>) -> Vec<Deviation<'a>> {
    let mut collector = Collector { base: text.as_ptr() as usize, out: Vec::new() };
    collector.object(table, text, None);
    collector.out.sort_by_key(Deviation::offset);
    let places = table.shape().name_places;
    if !places.is_empty() {
        collector.out = collector.out.into_iter().map(|deviation| deviation.with_names(places)).collect();
    }
    if let Some(alias) = sent_as {
        collector.out.insert(0, Deviation::of_event(DeviationClass::EventAlias, alias));
    }
    collector.out
}

/// Lists the deviations of a value that stands alone from a type, as if it were the value of a field: paths and offsets are
/// within the value.
///
/// # Errors
/// Fails for a text that is not JSON, or passes the default limits of decoding.
#[doc(hidden)]
pub fn value_deviations<'a>(
    text: &'a str,
    kind: &Kind,
    nullable: bool,
    blank: bool,
) -> Result<Vec<Deviation<'a>>, DecodeError> {
    let json = Json::parse(text, Limits::default())?;
    let mut collector = Collector { base: text.as_ptr() as usize, out: Vec::new() };
    collector.value(json, kind, nullable, blank, None);
    collector.out.sort_by_key(Deviation::offset);
    Ok(collector.out)
}

struct Collector<'a> {
    /// Where the payload's text is, so that what is found in it has an offset.
    base: usize,
    out: Vec<Deviation<'a>>,
}

/// The place of a value; `None` is the payload itself, or a value that stands alone.
type At<'p, 'a> = Option<&'p PathNode<'p, 'a>>;

impl<'a> Collector<'a> {
    #[cold]
    fn add(&mut self, class: DeviationClass, at: At<'_, 'a>, json: Json<'a>) {
        let offset = (json.as_str().as_ptr() as usize).saturating_sub(self.base);
        self.out.push(Deviation::at(class, at.map(PathNode::pointer), Some(json), offset));
    }

    /// `text` is the object's own text.
    fn object(&mut self, table: &Table, text: &'a str, at: At<'_, 'a>) {
        let aliases = if table.irregular().is_empty() { Vec::new() } else { self.irregular(table, text, at) };
        for (index, (field, span)) in table.shape().fields.iter().zip(table.spans()).enumerate() {
            if !span.is_obviously_valid(&field.kind, text) {
                let alias = aliases.get(index).copied().flatten();
                let node = PathNode::new(at, alias.map_or(PathStep::Key(field.name), PathStep::Quoted));
                self.member(field, span.of(text), text, &node);
            }
        }
    }

    /// A field of an object. A call, so that the loop over the other fields keeps to registers.
    #[inline(never)]
    fn member(&mut self, field: &FieldDef, value: Option<Json<'a>>, object: &'a str, node: &PathNode<'_, 'a>) {
        match value {
            Some(value) => self.value(value, &field.kind, field.nullable, field.blank, Some(node)),
            None if field.required => self.missing(object, node),
            None => {}
        }
    }

    fn missing(&mut self, object: &str, node: &PathNode<'_, 'a>) {
        let end = (object.as_ptr() as usize + object.len()).saturating_sub(self.base);
        self.out.push(Deviation::at(DeviationClass::MissingField, Some(node.pointer()), None, end));
    }

    /// Keys that are not among the fields, aliases, and members that occurred before. Gives the key as sent of each field that
    /// counts under an alias, or an empty list.
    #[cold]
    fn irregular(&mut self, table: &Table, text: &'a str, at: At<'_, 'a>) -> Vec<Option<&'a str>> {
        let mut aliases = Vec::new();
        let members = table.irregular().iter().enumerate();
        let unlisted = members.clone().filter(|(_, member)| member.field.is_none());
        let keys = unlisted.filter_map(|(index, member)| Some((index, member.key.of(text)?)));
        // A glance is enough where no field is among them.
        let bytes = table.irregular().iter().filter_map(|member| {
            let (key, is_plain) = member.key.plain_bytes(text)?;
            Some((key, is_plain && member.field.is_none()))
        });
        let occurrences = Occurrences::of(table.irregular().len(), bytes, keys);
        let rest = table.shape().rest.as_ref().filter(|_| occurrences.are_single());
        if occurrences.at_a_glance && rest.is_some_and(|rest| rest.kind.takes_everything()) {
            return aliases;
        }
        for (index, member) in members {
            // Where few members are listed, this is all that most of them are asked.
            let is_unlisted = member.field.is_none();
            if is_unlisted && rest.is_some_and(|rest| member.value.is_obviously_valid(&rest.kind, text)) {
                continue;
            }
            let (Some(key), Some(value)) = (member.key.of(text), member.value.of(text)) else { continue };
            let quoted = key.as_str();
            let node = PathNode::new(at, PathStep::Quoted(quoted));
            if member.alias {
                self.add(DeviationClass::FieldAlias, Some(&node), value);
            }
            let (is_first, is_last) = occurrences.of_key(index, quoted);
            if member.repeated || !is_first {
                self.add(DeviationClass::DuplicateKey, Some(&node), value);
            }
            match member.field {
                None => match &table.shape().rest {
                    Some(rest) if is_last => self.value(value, &rest.kind, rest.nullable, false, Some(&node)),
                    Some(_) => {}
                    None => self.add(DeviationClass::UnknownField, Some(&node), value),
                },
                Some(index) if member.alias && table.spans().get(index) == Some(&member.value) => {
                    aliases.resize(table.shape().fields.len(), None);
                    aliases.get_mut(index).into_iter().for_each(|alias| *alias = Some(quoted));
                }
                Some(_) => {}
            }
        }
        aliases
    }

    fn value(&mut self, json: Json<'a>, kind: &Kind, nullable: bool, blank: bool, at: At<'_, 'a>) {
        let class = match json.kind() {
            JsonKind::Null if !kind.takes_null() => (!nullable).then_some(DeviationClass::UnexpectedNull),
            JsonKind::String if json.as_str().len() == 2 && (blank || !kind.takes_empty()) => {
                (!blank).then_some(DeviationClass::UnexpectedBlank)
            }
            _ => self.verdict_of(json, kind, at),
        };
        if let Some(class) = class {
            self.add(class, at, json);
        }
    }

    /// What is wrong with a value that is neither null nor blank; what is wrong inside it is added.
    fn verdict_of(&mut self, json: Json<'a>, kind: &Kind, at: At<'_, 'a>) -> Option<DeviationClass> {
        if !kind.takes(json.kind()) {
            return Some(DeviationClass::UnexpectedType);
        }
        match kind {
            Kind::Null | Kind::Any | boolean_kind!() | number_kind!() | text_kind!() => kind.verdict(json),
            Kind::Nullable(kind) => self.verdict_of(json, kind, at),
            Kind::List(item) => {
                let (item, nullable) = item.without_null();
                for (index, json) in json.items().enumerate() {
                    self.value(json, item, nullable, false, Some(&PathNode::new(at, PathStep::Index(index))));
                }
                None
            }
            Kind::Map(value) => {
                self.map(json, value, at);
                None
            }
            Kind::Object(shape) => {
                if let Some(table) = shape.get().and_then(|shape| Table::open(json, shape)) {
                    self.object(&table, json.as_str(), at);
                }
                None
            }
            Kind::Union(_) => match choose(json, kind)? {
                Choice::Alternative(_, chosen) => self.verdict_of(json, chosen, at),
                Choice::Other(union) => {
                    self.tag(json, union, at);
                    None
                }
            },
        }
    }

    /// What is wrong with the tag of an object that matches no alternative. Nothing else is looked at.
    fn tag(&mut self, json: Json<'a>, union: &'static Union, at: At<'_, 'a>) {
        if let Some(tag) = SentTag::of(json, union) {
            self.add(tag.class(), Some(&PathNode::new(at, PathStep::Quoted(tag.key))), tag.value);
        } else {
            let key = PathStep::Key(union.tag.unwrap_or_default());
            self.missing(json.as_str(), &PathNode::new(at, key));
        }
    }

    /// Of a key that occurs more than once only the last value counts.
    fn map(&mut self, json: Json<'a>, kind: &'static Kind, at: At<'_, 'a>) {
        let (kind, nullable) = kind.without_null();
        let members: Vec<_> = json.quoted_members().collect();
        let occurrences = Occurrences::of_members(&members);
        for (index, (quoted, value)) in members.iter().enumerate() {
            let node = PathNode::new(at, PathStep::Quoted(quoted));
            let (is_first, is_last) = occurrences.of_key(index, quoted);
            if !is_first {
                self.add(DeviationClass::DuplicateKey, Some(&node), *value);
            }
            if is_last {
                self.value(*value, kind, nullable, false, Some(&node));
            }
        }
    }
}
