//! Conversions to types of other libraries, each behind the feature of its name.

#[cfg(feature = "rust_decimal")]
impl TryFrom<crate::Number<'_>> for rust_decimal::Decimal {
    type Error = rust_decimal::Error;

    /// Exactly, with the zeros at its end (`0.10`), or not at all: a decimal has 28 digits.
    fn try_from(number: crate::Number<'_>) -> Result<Self, Self::Error> {
        let text = number.as_str();
        if !text.contains(['e', 'E']) {
            return Self::from_str_exact(text);
        }
        let crate::decimal::Decimal { negative, digits, exponent } = crate::decimal::Decimal::of(text);
        let sign = if negative { "-" } else { "" };
        let digits = if digits.is_empty() { "0" } else { &digits };
        match usize::try_from(exponent) {
            Ok(zeros) if zeros < 30 => Self::from_str_exact(&format!("{sign}{digits}{}", "0".repeat(zeros))),
            Ok(_) => Err(rust_decimal::Error::ExceedsMaximumPossibleValue),
            Err(_) => {
                let places = usize::try_from(exponent.unsigned_abs()).ok().filter(|places| *places < 30);
                let places = places.ok_or(rust_decimal::Error::Underflow)?;
                let padded = format!("{digits:0>width$}", width = places + 1);
                let (whole, fraction) = padded.split_at(padded.len() - places);
                Self::from_str_exact(&format!("{sign}{whole}.{fraction}"))
            }
        }
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<&crate::Timestamp<'_>> for jiff::Timestamp {
    type Error = jiff::Error;

    /// The same instant, to the nanosecond.
    fn try_from(timestamp: &crate::Timestamp<'_>) -> Result<Self, Self::Error> {
        timestamp.instant().try_into()
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<crate::Instant> for jiff::Timestamp {
    type Error = jiff::Error;

    /// The same point in time; jiff ends a day before the year 9999 does.
    fn try_from(instant: crate::Instant) -> Result<Self, Self::Error> {
        let nanoseconds = i128::from(instant.seconds) * 1_000_000_000 + i128::from(instant.nanoseconds);
        Self::from_nanosecond(nanoseconds)
    }
}

#[cfg(feature = "jiff")]
impl crate::DateTime<'_> {
    /// The same date and time of day, to the nanosecond.
    pub fn to_jiff(&self) -> Option<jiff::civil::DateTime> {
        let day = jiff::civil::Date::new(
            i16::try_from(self.year()).ok()?,
            i8::try_from(self.month()).ok()?,
            i8::try_from(self.day()).ok()?,
        );
        let [hour, minute, second] = [self.hour(), self.minute(), self.second()].map(|part| i8::try_from(part).ok());
        let nanoseconds = i32::try_from(self.nanoseconds()).ok()?;
        Some(day.ok()?.to_datetime(jiff::civil::Time::new(hour?, minute?, second?, nanoseconds).ok()?))
    }
}

#[cfg(feature = "jiff")]
impl crate::Date<'_> {
    /// The day, if the pattern states year, month and day.
    pub fn to_jiff(&self) -> Option<jiff::civil::Date> {
        let (year, month, day) = (self.year()?, self.month()?, self.day()?);
        jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

#[cfg(feature = "chrono")]
impl crate::Instant {
    /// The same point in time, to the nanosecond.
    pub fn to_chrono(self) -> Option<chrono::DateTime<chrono::Utc>> {
        chrono::DateTime::from_timestamp(self.seconds, self.nanoseconds)
    }
}

#[cfg(feature = "chrono")]
impl crate::DateTime<'_> {
    /// The same date and time of day, to the nanosecond.
    pub fn to_chrono(&self) -> Option<chrono::NaiveDateTime> {
        let day = chrono_date(self.year(), self.month(), self.day())?;
        day.and_hms_nano_opt(self.hour().into(), self.minute().into(), self.second().into(), self.nanoseconds())
    }
}

#[cfg(feature = "chrono")]
impl crate::Date<'_> {
    /// The day, if the pattern states year, month and day.
    pub fn to_chrono(&self) -> Option<chrono::NaiveDate> {
        chrono_date(self.year()?, self.month()?, self.day()?)
    }
}

#[cfg(feature = "chrono")]
fn chrono_date(year: u16, month: u8, day: u8) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

#[cfg(feature = "time")]
impl crate::Instant {
    /// The same point in time in UTC, to the nanosecond.
    pub fn to_time(self) -> Option<time::OffsetDateTime> {
        let nanoseconds = i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds);
        time::OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
    }
}

#[cfg(feature = "time")]
impl crate::DateTime<'_> {
    /// The same date and time of day, to the nanosecond.
    pub fn to_time(&self) -> Option<time::PrimitiveDateTime> {
        let time = time::Time::from_hms_nano(self.hour(), self.minute(), self.second(), self.nanoseconds()).ok()?;
        Some(time::PrimitiveDateTime::new(time_date(self.year(), self.month(), self.day())?, time))
    }
}

#[cfg(feature = "time")]
impl crate::Date<'_> {
    /// The day, if the pattern states year, month and day.
    pub fn to_time(&self) -> Option<time::Date> {
        time_date(self.year()?, self.month()?, self.day()?)
    }
}

#[cfg(feature = "time")]
fn time_date(year: u16, month: u8, day: u8) -> Option<time::Date> {
    time::Date::from_calendar_date(year.into(), month.try_into().ok()?, day).ok()
}
