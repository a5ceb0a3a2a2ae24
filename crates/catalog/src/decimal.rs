//! Decimal numbers, exact: what the bounds of numbers are, and how the numbers of a JSON text compare with them.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

/// How many digits a [`Decimal`] has after its point.
const PLACES: i64 = 16;
/// As many digits as every double keeps.
const KEPT: i64 = 15;

/// A decimal number, in units of its last place: never a double, which would not have its digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

impl Decimal {
    /// One.
    pub const ONE: Self = Self(10_000_000_000_000_000);

    /// The number of a JSON text, if every JSON reader keeps its digits: a whole number of 64 bits, or at most 15 digits, with at
    /// most 15 of them behind the point.
    ///
    /// ```
    /// use eventspec_catalog::Decimal;
    ///
    /// let written = |text| Decimal::bound(text).map(|decimal| decimal.to_string());
    /// assert_eq!(written("0.10").as_deref(), Some("0.1"));
    /// assert_eq!(written("18446744073709551615").as_deref(), Some("18446744073709551615"));
    /// assert_eq!(written("1e-3").as_deref(), Some("0.001"));
    /// assert_eq!(written("0.1234567890123456"), None, "a double would round it");
    /// ```
    pub fn bound(text: &str) -> Option<Self> {
        let digits = Digits::of(text)?;
        let (units, has_rest) = digits.units();
        let decimal = Self(units);
        let is_64_bits =
            decimal.is_whole() && (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&(units / Self::ONE.0));
        let is_kept = digits.length() <= KEPT && (-KEPT..0).contains(&digits.exponent);
        (!has_rest && (is_64_bits || is_kept)).then_some(decimal)
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.0 % Self::ONE.0 == 0
    }

    /// How the number of a JSON text compares with this one; what is not a number is not compared.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use eventspec_catalog::Decimal;
    ///
    /// let most = Decimal::bound("0.3").ok_or("a bound")?;
    /// assert_eq!(most.of_number("0.30"), Some(Ordering::Equal));
    /// assert_eq!(most.of_number("0.30000000000000000001"), Some(Ordering::Greater), "which a double is not");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn of_number(self, text: &str) -> Option<Ordering> {
        let (units, has_rest) = Digits::of(text)?.units();
        // The rest is what was cut off below the last place, and makes it greater.
        Some(units.cmp(&self.0).then(if has_rest { Ordering::Greater } else { Ordering::Equal }))
    }

    /// Whether the number of a JSON text is a whole number of times this one, exactly.
    ///
    /// ```
    /// use eventspec_catalog::Decimal;
    ///
    /// let cent = Decimal::bound("0.01").ok_or("a bound")?;
    /// assert!(cent.divides("1.1"), "which is 110.00000000000001 times 0.01 to a double");
    /// assert!(cent.divides("1e400") && !cent.divides("1.001"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn divides(self, text: &str) -> bool {
        let (Some(digits), Ok(step)) = (Digits::of(text), u128::try_from(self.0)) else { return false };
        let shift = digits.exponent + PLACES;
        if digits.significant.is_empty() || step == 0 || shift < 0 {
            return digits.significant.is_empty();
        }
        // Whether so many zeros more leave a remainder is settled once all factors of 2 and 5 are used up.
        let zeros = std::iter::repeat_n(0, usize::try_from(shift).unwrap_or(usize::MAX).min(128));
        let values = digits.significant.iter().map(|digit| u128::from(digit - b'0'));
        values.chain(zeros).fold(0, |rest, digit| (rest * 10 + digit) % step) == 0
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference of both.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// So many times this one.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i128::from(count)))
    }

    /// The greatest number of times a step that is not above this one.
    #[must_use]
    pub fn down_to(self, step: Self) -> Self {
        Self(self.0.checked_div_euclid(step.0).map_or(self.0, |times| times.saturating_mul(step.0)))
    }

    /// The smallest number of times a step that is not below this one.
    #[must_use]
    pub fn up_to(self, step: Self) -> Self {
        let down = self.down_to(step);
        if down == self { self } else { down.plus(step) }
    }

    /// One of the place behind the last that this one uses.
    #[must_use]
    pub fn finer(self) -> Self {
        let mut unit = Self::ONE.0;
        while unit > 1 && self.0 % unit != 0 {
            unit /= 10;
        }
        Self((unit / 10).max(1))
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self(i128::from(whole) * Self::ONE.0)
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (whole, rest) =
            (self.0.unsigned_abs() / Self::ONE.0.unsigned_abs(), self.0.unsigned_abs() % Self::ONE.0.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{whole}")?;
        if rest == 0 {
            return Ok(());
        }
        let digits = format!("{rest:016}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

/// A number of a JSON text: `significant` times ten to the power of `exponent`.
struct Digits {
    is_negative: bool,
    /// Without zeros at either end; none for zero.
    significant: Vec<u8>,
    exponent: i64,
}

impl Digits {
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_number =
            !whole.is_empty() && [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let all = whole.to_owned() + fraction;
        let kept = all.trim_end_matches('0');
        let zeros = i64::try_from(all.len() - kept.len()).ok()?;
        let significant = kept.trim_start_matches('0').as_bytes().to_vec();
        let exponent = power(exponent)?.saturating_sub(i64::try_from(fraction.len()).ok()?).saturating_add(zeros);
        is_number.then_some(Self { is_negative, significant, exponent })
    }

    fn length(&self) -> i64 {
        i64::try_from(self.significant.len()).unwrap_or(i64::MAX)
    }

    /// In units of the last place of a [`Decimal`], rounded down, and whether something was cut off. Beyond 38 digits the number is
    /// as far out as can be.
    fn units(&self) -> (i128, bool) {
        let shift = self.exponent.saturating_add(PLACES);
        let length = self.length();
        if length > 0 && shift.saturating_add(length) > 38 {
            return (if self.is_negative { i128::MIN } else { i128::MAX }, false);
        }
        let kept = usize::try_from(length.saturating_add(shift.min(0))).unwrap_or(0);
        let has_rest = kept < self.significant.len();
        let digits = self.significant.iter().take(kept).map(|digit| i128::from(digit - b'0'));
        let zeros =
            std::iter::repeat_n(0, if self.significant.is_empty() { 0 } else { usize::try_from(shift).unwrap_or(0) });
        let size = digits.chain(zeros).fold(0_i128, |size, digit| size.saturating_mul(10).saturating_add(digit));
        let below = i128::from(self.is_negative && has_rest);
        (if self.is_negative { -size - below } else { size }, has_rest)
    }
}

/// The exponent of a number, which is as large as can be where it is too large to tell.
fn power(text: &str) -> Option<i64> {
    const MOST: i64 = 1_000_000_000_000;
    let (is_negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().map_or(MOST, |size| size.min(MOST));
    Some(if is_negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::Decimal;

    fn bound(text: &str) -> Decimal {
        Decimal::bound(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn bounds_are_what_every_reader_keeps() {
        for (text, printed) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("0.10", "0.1"),
            ("1.5E+2", "150"),
            ("-12.25", "-12.25"),
            ("0.000000000000001", "0.000000000000001"),
            ("999999999999.999", "999999999999.999"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("18446744073709551615", "18446744073709551615"),
        ] {
            assert_eq!(bound(text).to_string(), printed, "{text}");
        }
        for text in [
            "",
            "-",
            "1e",
            "1x",
            "0x1",
            "18446744073709551616",
            "-9223372036854775809",
            "1e20",
            "0.0000000000000001",
            "1234567890123.456",
            "1e-400",
            "1e999999999999999999999",
        ] {
            assert_eq!(Decimal::bound(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_compare_digit_by_digit() {
        for (number, other, order) in [
            ("9007199254740993", "9007199254740992", Less),
            ("0.1", "0.1000", Equal),
            ("0.1", "0.10000000000000000000000000000001", Greater),
            ("-0.1", "-0.10000000000000000000000000000001", Less),
            ("0", "-0.0", Equal),
            ("0", "-1e-400", Less),
            ("0", "1e-400", Greater),
            ("18446744073709551615", "1e400", Greater),
            ("-5", "-1e999999999999999999999", Less),
            ("100", "1e2", Equal),
            ("0.5", "1e-999999999999999999999", Less),
        ] {
            assert_eq!(bound(number).of_number(other), Some(order), "{other} beside {number}");
        }
        assert_eq!(bound("1").of_number("\"1\""), None);
    }

    #[test]
    fn multiples_are_exact() {
        for (step, number, is_multiple) in [
            ("0.01", "1.1", true),
            ("0.01", "-19.99", true),
            ("0.01", "0.005", false),
            ("0.1", "0.3", true),
            ("3", "1e400", false),
            ("5", "1e400", true),
            ("7", "9007199254740993", false),
            ("7", "9007199254740995", true),
            ("3", "9007199254740993", true),
            ("3", "0", true),
            ("0.000000000000001", "1e-16", false),
            ("0.25", "1e999999999999999999999", true),
            ("18446744073709551615", "18446744073709551615", true),
            ("18446744073709551615", "18446744073709551616", false),
        ] {
            assert_eq!(bound(step).divides(number), is_multiple, "{number} and {step}");
        }
    }

    #[test]
    fn steps_are_taken_from_either_side() {
        let rounded =
            |text, step| [bound(text).down_to(bound(step)), bound(text).up_to(bound(step))].map(|it| it.to_string());
        assert_eq!(rounded("7", "5"), ["5", "10"]);
        assert_eq!(rounded("-7", "5"), ["-10", "-5"]);
        assert_eq!(rounded("0.3", "0.1"), ["0.3", "0.3"]);
        assert_eq!(["2", "0.5", "12.25"].map(|text| bound(text).finer().to_string()), ["0.1", "0.01", "0.001"]);
    }
}
