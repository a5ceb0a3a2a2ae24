//! A parsed file of the specification and a range in it: the way to what is there, and changes at the end of a way.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

/// One step of the way from a file to a value in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Item(usize),
}

impl Step {
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

/// The way to what an error points at: the deepest entry whose key or value has the range.
pub(crate) fn path_to(table: &DeTable<'_>, range: &Range<usize>) -> Option<Vec<Step>> {
    table.iter().find_map(|(key, value)| {
        let below = if key.span() == *range { None } else { path_below(value, range) };
        let path = below.or_else(|| (key.span() == *range || covers(value, range)).then(Vec::new))?;
        Some([vec![Step::Key(key.get_ref().to_string())], path].concat())
    })
}

/// The way to the table of exactly this range; the file itself has none of its own.
pub(crate) fn path_to_table(table: &DeTable<'_>, range: &Range<usize>) -> Option<Vec<Step>> {
    table.iter().find_map(|(key, value)| {
        let path = path_to_table_below(value, range)?;
        Some([vec![Step::Key(key.get_ref().to_string())], path].concat())
    })
}

fn path_to_table_below(value: &Spanned<DeValue<'_>>, range: &Range<usize>) -> Option<Vec<Step>> {
    match value.get_ref() {
        DeValue::Table(_) if value.span() == *range => Some(Vec::new()),
        DeValue::Table(table) => path_to_table(table, range),
        DeValue::Array(array) => array
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some([vec![Step::Item(index)], path_to_table_below(item, range)?].concat())),
        _ => None,
    }
}

fn path_below(value: &Spanned<DeValue<'_>>, range: &Range<usize>) -> Option<Vec<Step>> {
    match value.get_ref() {
        DeValue::Table(table) => path_to(table, range),
        DeValue::Array(array) => array.iter().enumerate().find_map(|(index, item)| {
            let path = path_below(item, range).or_else(|| covers(item, range).then(Vec::new))?;
            Some([vec![Step::Item(index)], path].concat())
        }),
        _ => None,
    }
}

fn covers(value: &Spanned<DeValue<'_>>, range: &Range<usize>) -> bool {
    let span = value.span();
    span.start <= range.start && range.end <= span.end
}

/// The value at the end of a way.
pub(crate) fn value_at<'t, 'i>(table: &'t DeTable<'i>, path: &[Step]) -> Option<&'t DeValue<'i>> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(table.get(first.key()?)?.get_ref(), |value, step| match (value, step) {
        (DeValue::Table(table), Step::Key(name)) => Some(table.get(name.as_str())?.get_ref()),
        (DeValue::Array(array), Step::Item(index)) => Some(array.get(*index)?.get_ref()),
        _ => None,
    })
}

/// The table at the end of a way.
fn table_at<'t, 'i>(table: &'t mut DeTable<'i>, path: &[Step]) -> Option<&'t mut DeTable<'i>> {
    let Some((first, rest)) = path.split_first() else { return Some(table) };
    let first = table.get_mut(first.key()?)?.get_mut();
    let value = rest.iter().try_fold(first, |value, step| match (value, step) {
        (DeValue::Table(table), Step::Key(name)) => Some(table.get_mut(name.as_str())?.get_mut()),
        (DeValue::Array(array), Step::Item(index)) => Some(array.get_mut(*index)?.get_mut()),
        _ => None,
    })?;
    if let DeValue::Table(table) = value { Some(table) } else { None }
}

/// Takes out the entry at the end of a way.
pub(crate) fn remove(table: &mut DeTable<'_>, path: &[Step]) -> Option<()> {
    let (last, parent) = path.split_last()?;
    match last {
        Step::Key(name) => table_at(table, parent)?.remove(name.as_str()).map(|_| ()),
        Step::Item(index) => {
            let (list, owner) = parent.split_last()?;
            let value = table_at(table, owner)?.get_mut(list.key()?)?.get_mut();
            let DeValue::Array(array) = value else { return None };
            let mut kept = DeArray::new();
            let others = array.iter().enumerate().filter(|(at, _)| at != index);
            others.for_each(|(_, item)| kept.push(item.clone()));
            *array = kept;
            Some(())
        }
    }
}

/// Puts an empty text into the table at the end of a way.
pub(crate) fn insert(table: &mut DeTable<'_>, path: &[Step], name: &str) -> Option<()> {
    // No error points there.
    let nowhere = usize::MAX..usize::MAX;
    let key = Spanned::new(nowhere.clone(), DeString::Owned(name.to_owned()));
    let value = Spanned::new(nowhere, DeValue::String(DeString::Owned(String::new())));
    // A key that is there is not missing: to put it in again would have no end.
    table_at(table, path)?.insert(key, value).is_none().then_some(())
}
