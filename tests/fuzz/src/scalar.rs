//! Numbers and formats: exact, or said not to be.

use std::fmt::Write as _;

use nector_events::runtime::{
    Date, DateTime, FieldDef, Kind, Lens, Limits, Number, NumberText, Shape, Text, Timestamp,
};

static FIELDS: [FieldDef; 11] = [
    FieldDef::new("number", "\"number\":", Kind::Number),
    FieldDef::new("integer", "\"integer\":", Kind::Integer),
    FieldDef::new("timestamp", "\"timestamp\":", Kind::Timestamp),
    FieldDef::new("date", "\"date\":", Kind::Date("DD-MM-YYYY")),
    FieldDef::new("uuid", "\"uuid\":", Kind::Uuid),
    FieldDef::new("uri", "\"uri\":", Kind::Uri),
    FieldDef::new("email", "\"email\":", Kind::Email),
    FieldDef::new("text", "\"text\":", Kind::Text(&Kind::Number)),
    FieldDef::new("datetime", "\"datetime\":", Kind::DateTime(CIVIL)),
    FieldDef::new("offset", "\"offset\":", Kind::TimestampPattern("YYYY-MM-DDThh:mm:ssZ")),
    FieldDef::new("rfc2822", "\"rfc2822\":", Kind::Rfc2822),
];
const WRITTEN: usize = 7;
const DATE_TIME: usize = 8;
const OFFSET: usize = 9;
const RFC2822: usize = 10;
const CIVIL: &str = "DD.MM.YYYY hh:mm:ss";
static INDEX: [u32; 32] = nector_events::runtime::index(&FIELDS, &[]);
static SHAPE: Shape =
    Shape { name: "scalars", fields: &FIELDS, aliases: &[], index: &INDEX, rest: None, name_places: &[] };

/// Checks bytes as a number, and as a text of every format.
pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let number = format!("{{\"number\":{text},\"integer\":{text}}}");
    if let Ok(lens) = Lens::decode(number.as_bytes(), &SHAPE, Limits::default()) {
        // Only if it is one number, and not members of its own.
        if lens.get(0).is_some_and(|json| json.as_str() == text) && lens.extra().next().is_none() {
            numbers(text, &lens);
        }
    }
    formats(text);
}

fn numbers(text: &str, lens: &Lens<'_>) {
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let double = text.parse::<f64>().ok().filter(|double| is_number && double.is_finite());
    let read = lens.read::<Number<'_>>(0);
    assert_eq!(read.value().map(Number::to_f64), double, "{text}");
    let Some(double) = double else { return };
    let number = read.value().expect("it has a double");
    assert_eq!(number.as_str(), text);
    let integer = lens.read::<i64>(1);
    assert_eq!(integer.value(), number.to_i64(), "{text}");
    // An integer is within half a unit of the double, and written out it is the same number.
    if let Some(integer) = number.to_i64() {
        assert_eq!(integer.to_string().parse(), Ok(double), "{text}");
    } else if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        assert!(text.parse::<i64>().is_err(), "{text}");
    }
}

fn formats(text: &str) {
    let quoted = serde_json::Value::from(text).to_string();
    let mut object = String::from("{\"number\":0");
    for field in &FIELDS[2..] {
        let _ = write!(object, ",{}{quoted}", field.quoted);
    }
    object.push('}');
    let lens = Lens::decode(object.as_bytes(), &SHAPE, Limits::default()).expect("it is JSON");
    if let Some(timestamp) = lens.read::<Timestamp<'_>>(2).value() {
        assert!(timestamp.as_str() == text && text.len() >= 20 && text.is_ascii(), "{text}");
    }
    if let Some(date) = lens.read::<Date<'_>>(3).value() {
        let parts = (date.day(), date.month(), date.year());
        let (Some(day), Some(month), Some(year)) = parts else { panic!("{text}: {parts:?}") };
        assert_eq!(format!("{day:02}-{month:02}-{year:04}"), text);
    }
    if let Some(time) = lens.read::<DateTime<'_>>(DATE_TIME).value() {
        let (day, clock) = text.split_once(' ').expect("the pattern has a space");
        assert_eq!(format!("{:02}.{:02}.{:04}", time.day(), time.month(), time.year()), day);
        let read = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        assert!(clock.starts_with(&read) || clock.starts_with(&read.replace(":59", ":60")), "{text}");
    }
    // Nearly all of RFC 3339 is of this pattern, and both read it alike.
    let [plain, pattern] =
        [2, OFFSET].map(|index| lens.read::<Timestamp<'_>>(index).value().map(|time| time.instant()));
    let is_small = text.contains(['t', 'z']);
    assert_eq!(plain.filter(|_| !is_small), pattern, "{text}");
    if let Some(time) = lens.read::<Timestamp<'_>>(RFC2822).value() {
        assert!(time.instant().nanoseconds == 0 && text.split(' ').count() >= 5, "{text}");
    }
    let written = lens.read::<NumberText<'_>>(WRITTEN);
    // `serde_json` passes over white space.
    let double = serde_json::from_str::<f64>(text).ok().filter(|_| text.trim_ascii() == text);
    assert_eq!(written.value().map(|written| written.value().to_f64()), double, "{text}");
    for index in 4..WRITTEN {
        if let Some(value) = lens.read::<Text<'_>>(index).value() {
            assert_eq!(value, text);
            assert!(!text.contains([' ', '\n', '\t']), "{text}");
        }
    }
    // A value is what has no deviation.
    let odd = lens.deviations().len();
    let values = (2..FIELDS.len()).filter(|index| lens.get(*index).is_some() && is_value(&lens, *index)).count();
    assert_eq!(values + odd, FIELDS.len() - 2, "{text:?}: {:?}", lens.deviations());
}

fn is_value(lens: &Lens<'_>, index: usize) -> bool {
    match index {
        2 | OFFSET | RFC2822 => lens.read::<Timestamp<'_>>(index).value().is_some(),
        DATE_TIME => lens.read::<DateTime<'_>>(index).value().is_some(),
        3 => lens.read::<Date<'_>>(index).value().is_some(),
        WRITTEN => lens.read::<NumberText<'_>>(index).value().is_some(),
        _ => lens.read::<Text<'_>>(index).value().is_some(),
    }
}
