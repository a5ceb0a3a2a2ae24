//! The value of a JSON number, without loss and without limit.

/// Digits times a power of ten. Two numbers have the same value if these are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub negative: bool,
    /// Without zeros at either end; none for zero.
    pub digits: String,
    /// The power of ten of the last digit; 0 for zero.
    pub exponent: i128,
}

impl Decimal {
    /// Reads the text of a JSON number.
    pub(crate) fn of(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let digits = kept.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: 0 };
        }
        let dropped = i128::try_from(all.len() - kept.len()).unwrap_or(0) - i128::try_from(fraction.len()).unwrap_or(0);
        Self { negative, digits, exponent: power(exponent).saturating_add(dropped) }
    }
}

/// An exponent; one beyond all numbers is as good as any other.
fn power(text: &str) -> i128 {
    let digits = text.trim_start_matches(['+', '-']);
    let size = digits.parse().unwrap_or(i128::from(i64::MAX));
    if text.starts_with('-') { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn values_not_spellings() {
        for (a, b) in [
            ("100", "1e2"),
            ("100.0", "1E+2"),
            ("0.10", "1e-1"),
            ("-0", "0.000"),
            ("0e99999999999999999999", "0"),
            ("-1.50", "-15e-1"),
            ("0.00120", "12e-4"),
            ("120e-1", "12"),
        ] {
            assert_eq!(Decimal::of(a), Decimal::of(b), "{a} {b}");
        }
        for (a, b) in [("1", "-1"), ("9007199254740993", "9007199254740992"), ("1e400", "1e401"), ("0.1", "0.01")] {
            assert_ne!(Decimal::of(a), Decimal::of(b), "{a} {b}");
        }
    }
}
