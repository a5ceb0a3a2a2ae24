//! Rules that many vendors share, as files of the language. One that was published never changes: its name has a version.

use super::resolve::{Written, of_preset};

macro_rules! presets {
    ($($name:literal),* $(,)?) => {
        /// Every preset: its name and its file.
        pub(crate) const PRESETS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../presets/", $name, ".toml")))),*];
    };
}

presets!["cloudevents-v1", "github-v1", "razorpay-v1", "shopify-v1", "slack-v1", "standard-webhooks-v1", "stripe-v1",];

/// The names of all presets, in order.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The text of a preset.
pub fn preset(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(preset, _)| *preset == name).map(|(_, text)| *text)
}

/// What a preset says.
pub(super) fn written(name: &str) -> Option<Written> {
    preset(name).map(of_preset)
}
