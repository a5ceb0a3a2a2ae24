//! Written constraints of a field or an alias in, those of the model out, and a finding for each that it cannot have.

use std::ops::Range;

use crate::constraints::{self, Constraints};
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::example;
use crate::fields::Context;
use crate::limits;
use crate::scalar::Scalar;
use crate::sources::Span;
use crate::spec::{At, BoundSpec, FieldSpec, TypeFile};
use crate::{Json, Type};

/// Constraints as they are written, and what stands beside them.
pub(crate) struct Written<'x> {
    pub ty: &'x str,
    pub has_values: bool,
    pub has_example: bool,
    pub min_length: &'x Option<At<u32>>,
    pub max_length: &'x Option<At<u32>>,
    pub pattern: &'x Option<At<String>>,
    pub minimum: &'x Option<BoundSpec>,
    pub maximum: &'x Option<BoundSpec>,
    pub multiple_of: &'x Option<BoundSpec>,
    pub min_items: &'x Option<At<u32>>,
    pub max_items: &'x Option<At<u32>>,
}

impl<'x> Written<'x> {
    fn of_field(spec: &'x FieldSpec) -> Self {
        Self {
            ty: &spec.ty.value,
            has_values: spec.values.is_some() || spec.constant.is_some(),
            has_example: spec.example.is_some(),
            min_length: &spec.min_length,
            max_length: &spec.max_length,
            pattern: &spec.pattern,
            minimum: &spec.minimum,
            maximum: &spec.maximum,
            multiple_of: &spec.multiple_of,
            min_items: &spec.min_items,
            max_items: &spec.max_items,
        }
    }

    /// Those of a file in `types/`.
    pub(crate) fn of_type(spec: &'x TypeFile) -> Self {
        Self {
            ty: spec.ty.as_ref().map_or("", |ty| &ty.value),
            has_values: spec.values.is_some(),
            has_example: spec.example.is_some(),
            min_length: &spec.min_length,
            max_length: &spec.max_length,
            pattern: &spec.pattern,
            minimum: &spec.minimum,
            maximum: &spec.maximum,
            multiple_of: &spec.multiple_of,
            min_items: &spec.min_items,
            max_items: &spec.max_items,
        }
    }

    /// The keys that are there, and where.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'static str, &'x Range<usize>)> {
        let number = |bound: &'x Option<BoundSpec>| bound.as_ref().map(|bound| &bound.0.span);
        let count = |count: &'x Option<At<u32>>| count.as_ref().map(|count| &count.span);
        let keys = [
            ("min_length", count(self.min_length)),
            ("max_length", count(self.max_length)),
            ("pattern", self.pattern.as_ref().map(|pattern| &pattern.span)),
            ("minimum", number(self.minimum)),
            ("maximum", number(self.maximum)),
            ("multiple_of", number(self.multiple_of)),
            ("min_items", count(self.min_items)),
            ("max_items", count(self.max_items)),
        ];
        keys.into_iter().filter_map(|(key, span)| Some((key, span?)))
    }
}

/// The constraints of a field: those of its type if that is an alias, and else its own.
pub(crate) fn of_field(cx: &mut Context<'_>, file: &str, spec: &FieldSpec, ty: &Type) -> Constraints {
    constraints(cx, file, &Written::of_field(spec), ty)
}

/// The constraints of what is of a type. An alias has all that there are of its values.
pub(crate) fn constraints(cx: &mut Context<'_>, file: &str, spec: &Written<'_>, ty: &Type) -> Constraints {
    if let Some(constraints) = cx.constraints_of(ty) {
        for (key, span) in spec.keys() {
            let message = format!("what is of the alias `{}` has no `{key}` of its own", spec.ty.trim());
            let help = format!("write `{key}` in `types/{}.toml`, or write the type out", spec.ty.trim());
            cx.findings.push(Diagnostic::new(Code::WrongValue, Span::new(file, span.clone()), message, help));
        }
        return constraints;
    }
    // Most fields have none.
    if spec.keys().next().is_none() {
        return Constraints::default();
    }
    let mut bounds = Bounds { cx, file, spec, ty };
    let of_text = bounds.of_text();
    let [minimum, maximum, multiple_of] = bounds.of_number();
    let [min_items, max_items] = bounds.of_list();
    Constraints { minimum, maximum, multiple_of, min_items, max_items, ..of_text }
}

/// What has constraints, and what is found in them.
struct Bounds<'x, 'a> {
    cx: &'x mut Context<'a>,
    file: &'x str,
    spec: &'x Written<'x>,
    ty: &'x Type,
}

impl Bounds<'_, '_> {
    fn wrong(&mut self, span: &Range<usize>, message: &str, help: &str) {
        let span = Span::new(self.file, span.clone());
        self.cx.findings.push(Diagnostic::new(Code::WrongValue, span, message, help));
    }

    /// Of a string.
    fn of_text(&mut self) -> Constraints {
        let Written { min_length: least, max_length: most, pattern, .. } = *self.spec;
        let lengths = [least, most].into_iter().flatten().map(|length| &length.span);
        let first = lengths.chain(pattern.iter().map(|pattern| &pattern.span)).next();
        if let Some(span) = first.filter(|_| self.spec.ty.trim() != "string" || self.spec.has_values) {
            self.wrong(span, "only a `string` without known values can have a length or a pattern", "remove it");
        }
        self.in_order([("min_length", least), ("max_length", most)], |length| length.value, |length| &length.span);
        if let Some(length) = [least, most].into_iter().flatten().find(|length| length.value > limits::LENGTH) {
            let message = format!("lengths are limited to {}", limits::LENGTH);
            self.wrong(&length.span, &message, "write the length that the source states, or remove the key");
        }
        let refused = pattern.as_ref().and_then(|pattern| constraints::check_pattern(&pattern.value).err());
        if let (Some(pattern), Some((why, help))) = (pattern, &refused) {
            self.wrong(&pattern.span, why, help);
        }
        let least_sure = least.as_ref().filter(|least| least.value > 1).map(|least| &least.span);
        let needy = pattern.as_ref().map(|pattern| &pattern.span).or(least_sure);
        if let Some(span) = needy.filter(|_| !self.spec.has_example) {
            let key = if pattern.is_some() { "a `pattern`" } else { "a `min_length` above 1" };
            self.wrong(span, &format!("{key} needs an `example`"), "add an `example`: generated payloads use it");
        }
        Constraints {
            // A minimum of 0 constrains nothing.
            min_length: least.as_ref().map(|least| least.value).filter(|least| *least > 0),
            max_length: most.as_ref().map(|most| most.value),
            // Examples are not checked against a pattern that is refused.
            pattern: pattern.as_ref().filter(|_| refused.is_none()).map(|pattern| pattern.value.clone()),
            ..Constraints::default()
        }
    }

    /// Of a list.
    fn of_list(&mut self) -> [Option<u32>; 2] {
        let Written { min_items: least, max_items: most, .. } = *self.spec;
        let is_list = self.ty.item().is_some();
        let bounds = [("min_items", least, limits::LEAST_ITEMS), ("max_items", most, limits::MOST_ITEMS)];
        for (key, at, limit) in bounds {
            let Some(At { value, span }) = at else { continue };
            if !is_list {
                self.wrong(span, &format!("only a `list` can have `{key}`"), "remove it");
            } else if *value > limit {
                let message = format!("`{key}` is limited to {limit}");
                self.wrong(span, &message, "write the number that the source states, or remove the key");
            }
        }
        self.in_order([("min_items", least), ("max_items", most)], |items| items.value, |items| &items.span);
        // A minimum of 0 constrains nothing.
        let least = least.as_ref().map(|least| least.value).filter(|least| (1..=limits::LEAST_ITEMS).contains(least));
        [least, most.as_ref().map(|most| most.value)]
    }

    /// Of a number: the smallest, the greatest, and what it is a multiple of.
    fn of_number(&mut self) -> [Option<Decimal>; 3] {
        let Written { minimum, maximum, multiple_of, .. } = *self.spec;
        let least = self.bound("minimum", minimum.as_ref());
        let most = self.bound("maximum", maximum.as_ref());
        let step = self.bound("multiple_of", multiple_of.as_ref());
        let step = step.filter(|(step, span)| {
            let is_positive = *step > Decimal::default();
            if !is_positive {
                self.wrong(
                    span,
                    "`multiple_of` is not above 0",
                    "write what the numbers are a multiple of, or remove it",
                );
            }
            is_positive
        });
        self.in_order([("minimum", &least), ("maximum", &most)], |(bound, _)| *bound, |(_, span)| span);
        let is_integer = self.ty.scalar() == Some(&Scalar::Integer);
        let end = is_integer.then(|| Decimal::from(i64::MAX));
        if let (Some((least, _)), Some(most), Some((step, span))) =
            (&least, most.as_ref().map(|(most, _)| *most).or(end), &step)
            && *least <= most
            && least.up_to(*step) > most
        {
            let message = format!("no multiple of {step} is between {least} and {most}");
            self.wrong(span, &message, "change `multiple_of`, `minimum` or `maximum`");
        }
        // Every integer is a multiple of 1.
        let step = step.filter(|(step, _)| !is_integer || *step != Decimal::ONE);
        [least, most, step].map(|bound| bound.map(|(bound, _)| bound))
    }

    /// A bound of numbers and where it is written.
    fn bound(&mut self, key: &str, spec: Option<&BoundSpec>) -> Option<(Decimal, Range<usize>)> {
        let At { value, span } = &spec?.0;
        let is_integer = self.ty.scalar() == Some(&Scalar::Integer);
        if !is_integer && self.ty.scalar() != Some(&Scalar::Number) {
            let which = if self.spec.has_values { " without known values" } else { "" };
            self.wrong(span, &format!("only a `number` or an `integer`{which} can have `{key}`"), "remove it");
            return None;
        }
        let place = Span::new(self.file, span.clone());
        let json = example::to_json(self.cx.sources, &place, value, &Type::Scalar(Scalar::Number)).ok();
        let Some(bound) = json.as_ref().map(Json::as_str).and_then(Decimal::bound) else {
            let message = format!("`{key}` is not a number whose digits every reader of JSON keeps");
            let help = "write a whole number of 64 bits, or one of at most 15 digits";
            self.wrong(span, &message, help);
            return None;
        };
        let is_64_bits = |bound| (Decimal::from(i64::MIN)..=Decimal::from(i64::MAX)).contains(&bound);
        if is_integer && bound.is_whole() && !is_64_bits(bound) {
            self.wrong(span, &format!("the `{key}` is beyond the 64 bits of an `integer`"), "remove it");
            return None;
        }
        if is_integer && !bound.is_whole() {
            let message = format!("the `{key}` of an `integer` is a whole number");
            self.wrong(span, &message, "remove the fraction, or write `type = \"number\"`");
            return None;
        }
        Some((bound, span.clone()))
    }

    /// Refuses a lower bound that is above the upper one.
    fn in_order<T, V: PartialOrd>(
        &mut self,
        [(lower, least), (upper, most)]: [(&str, &Option<T>); 2],
        value: impl Fn(&T) -> V,
        span: impl Fn(&T) -> &Range<usize>,
    ) {
        if let (Some(least), Some(most)) = (least, most)
            && value(least) > value(most)
        {
            let message = format!("`{lower}` is greater than `{upper}`");
            self.wrong(span(least), &message, &format!("lower `{lower}`, or raise `{upper}`"));
        }
    }
}
