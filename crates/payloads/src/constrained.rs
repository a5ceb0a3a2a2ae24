//! Values that keep to the constraints of their field, and others at the edges of what it takes. What a constraint means depends on
//! the value: those of texts mean nothing to numbers.

use eventspec_catalog::{Constrained, Constraints, Decimal, Field, Scalar};

use crate::built_in::Case;
use crate::random::Random;
use crate::tree::{Node, Size, Text};

/// More items than this are not made to show that a list may not have so many.
const MOST_ITEMS: u32 = 200;
/// Longer texts are not tried on every field.
const LONGEST: u32 = 200;

/// A value of a field's type, or another one if the constraints of the field rule it out.
pub(crate) fn conforming(field: &Field, preferred: Node) -> Node {
    if admits(field, &preferred) {
        return preferred;
    }
    match preferred {
        Node::Text(Text { value, .. }) => Node::text(&conforming_text(field, &value)),
        Node::Number(digits, _) => number(conforming_number(field, &digits)),
        Node::List(items) => {
            let Constraints { min_items: least, max_items: most, .. } = field.constraints;
            let count = items.len().max(least.unwrap_or(0) as usize).min(most.unwrap_or(u32::MAX) as usize);
            Node::List(items.iter().cycle().take(count).cloned().collect())
        }
        Node::Null | Node::Boolean(_) | Node::Object(_) => preferred,
    }
}

/// A text that the constraints of a field admit: this one if it will do, else the example, else what this one is cut to.
pub(crate) fn conforming_text(field: &Field, preferred: &str) -> String {
    let accepts = |text: &str| field.constraints.accepts(Constrained::Text(text));
    if accepts(preferred) {
        return preferred.to_owned();
    }
    let example = field.example.as_ref().and_then(|json| serde_json::from_str::<String>(json.as_str()).ok());
    example.filter(|text| accepts(text)).unwrap_or_else(|| {
        let most = field.constraints.max_length.map_or(usize::MAX, |most| most as usize);
        preferred.chars().take(most).collect()
    })
}

/// The number nearest to this one that the constraints of a field admit.
fn conforming_number(field: &Field, preferred: &str) -> Decimal {
    let Constraints { minimum: least, maximum: most, .. } = field.constraints;
    let preferred = Decimal::bound(preferred).unwrap_or_default();
    let clamped = preferred.max(least.unwrap_or(preferred));
    let clamped = clamped.min(most.unwrap_or(clamped));
    let Some(step) = step(field) else { return clamped };
    let above = clamped.up_to(step);
    if most.is_some_and(|most| above > most) { clamped.down_to(step) } else { above }
}

/// A number at random that the constraints of a field admit: this one if it will do.
pub(crate) fn random_number(field: &Field, random: &mut Random, preferred: String) -> String {
    let accepts = |number: &str| field.constraints.accepts(Constrained::Number(number));
    if accepts(&preferred) {
        return preferred;
    }
    let first = conforming_number(field, &field.constraints.minimum.unwrap_or_default().to_string());
    let steps = [1_000, 10].map(|most| u32::try_from(random.below(most)).unwrap_or(0));
    let made = steps.map(|steps| first.plus(unit(field).times(steps)).to_string());
    made.into_iter().find(|made| accepts(made)).unwrap_or_else(|| conforming_number(field, &preferred).to_string())
}

/// What the numbers of a field are multiples of.
fn step(field: &Field) -> Option<Decimal> {
    field.constraints.multiple_of.or((field.ty.scalar() == Some(&Scalar::Integer)).then_some(Decimal::ONE))
}

/// How far the numbers of a field are apart, or some that it has.
fn unit(field: &Field) -> Decimal {
    step(field).unwrap_or_else(|| finest(field))
}

/// A step that is finer than the bounds of a field are written; of an integer, one.
fn finest(field: &Field) -> Decimal {
    let Constraints { minimum, maximum, multiple_of, .. } = field.constraints;
    let finer = [minimum, maximum, multiple_of].into_iter().flatten().map(Decimal::finer).min();
    finer.filter(|_| field.ty.scalar() != Some(&Scalar::Integer)).unwrap_or(Decimal::ONE)
}

/// A decimal as a number of a payload.
fn number(decimal: Decimal) -> Node {
    let digits = decimal.to_string();
    let is_lost = digits.parse::<f64>().is_ok_and(|double| double.fract() == 0.0);
    let size = match decimal.is_whole() {
        true if decimal > Decimal::from(i64::MAX) || decimal < Decimal::from(i64::MIN) => Size::Big,
        true => Size::Whole,
        false if is_lost => Size::LostFraction,
        false => Size::Fraction,
    };
    Node::Number(digits.into(), size)
}

/// Whether a value keeps to the constraints of a field.
pub(crate) fn admits(field: &Field, value: &Node) -> bool {
    keeps_to(&field.constraints, value)
}

/// Whether a value keeps to constraints.
pub(crate) fn keeps_to(constraints: &Constraints, value: &Node) -> bool {
    match value {
        Node::Text(text) => constraints.accepts(Constrained::Text(&text.value)),
        Node::Number(digits, _) => constraints.accepts(Constrained::Number(digits)),
        Node::List(items) => constraints.accepts(Constrained::List(items.len())),
        Node::Null | Node::Boolean(_) | Node::Object(_) => true,
    }
}

/// Whether the bounds of a field say something else of a number to validators that compute in doubles.
pub(crate) fn is_lost_in_doubles(constraints: &Constraints, digits: &str) -> bool {
    let Ok(double) = digits.parse::<f64>() else { return true };
    let differs = |bound: Decimal| {
        let as_doubles = bound.to_string().parse().ok().and_then(|bound: f64| double.partial_cmp(&bound));
        as_doubles != bound.of_number(digits)
    };
    [constraints.minimum, constraints.maximum].into_iter().flatten().any(differs)
        || constraints.multiple_of.is_some() && double.abs() > LARGEST_EXACT
}

/// Beyond this, doubles are further apart than whole numbers.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Values at the edges of the constraints of a field: the last that they admit, and the first that they do not. `item` is one of a
/// list.
pub(crate) fn edges(field: &Field, item: Option<&Node>) -> Vec<Case> {
    let Constraints { min_length, max_length, pattern: _, minimum, maximum, multiple_of, min_items, max_items } =
        &field.constraints;
    let case = |name, value| Case { name, value };
    let text = |name, length: Option<u32>| {
        Some(case(name, Node::text(&"a".repeat(length.filter(|length| *length <= LONGEST)? as usize))))
    };
    let decimal = |name, value: Option<Decimal>| Some(case(name, number(value?)));
    let list = |name, count: Option<u32>| {
        let count = count.filter(|count| *count <= MOST_ITEMS)? as usize;
        Some(case(name, Node::List(vec![item?.clone(); count])))
    };
    let (unit, finest) = (unit(field), finest(field));
    let bounded = minimum.or(*maximum).or(*multiple_of);
    let first = bounded.map(|bound| conforming_number(field, &minimum.unwrap_or(bound).to_string()));
    let cases = [
        text("a character too few", min_length.and_then(|least| least.checked_sub(1))),
        text("fewest characters", *min_length),
        text("most characters", *max_length),
        text("a character too many", max_length.map(|most| most.saturating_add(1))),
        decimal("first number", first),
        decimal("next number", first.map(|first| first.plus(unit))),
        decimal("below the minimum", minimum.map(|least| least.minus(finest))),
        decimal("above the maximum", maximum.map(|most| most.plus(finest))),
        decimal("far above the maximum", maximum.map(|most| most.plus(Decimal::ONE))),
        decimal("last number", maximum.map(|most| conforming_number(field, &most.to_string()))),
        decimal("between two multiples", multiple_of.and(first).map(|first| first.plus(finest))),
        list("an item too few", min_items.and_then(|least| least.checked_sub(1))),
        list("fewest items", *min_items),
        list("most items", *max_items),
        list("an item too many", max_items.map(|most| most.saturating_add(1))),
    ];
    cases.into_iter().flatten().collect()
}
