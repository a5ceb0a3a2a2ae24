//! The closed catalogue of change kinds: code, effect on those who exchange payloads, what it is, why it hits, what to do.
//!
//! The effects are data, and the proof of them is execution: `tests/slow/who_breaks` makes the change of every row,
//! generates the old and new SDKs and schemas, runs and compiles them, and compares each cell with what happened. What a change
//! does to source is said by each target, in its `effects.rs`.

use crate::effect::{Effect, WireEffects};
use crate::finding::Around;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The stable code.
    pub code: &'static str,
    /// The effects, where the object around the change is open.
    pub open: WireEffects,
    /// The effects, where the object around it is `closed`. The same for most kinds.
    pub closed: WireEffects,
    /// The effects, where the object around it has a `rest`. The same for most kinds.
    pub rest: WireEffects,
    /// What changed.
    pub what: &'static str,
    /// Why it hits those it hits.
    pub why: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

macro_rules! kinds {
    ($($variant:ident $code:literal $open:tt $(closed $closed:tt)? $(rest $rest:tt)?: $what:literal, $why:literal, $remedy:literal;)*) => {
        /// What can change between two versions of a specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = $what] $variant,)* }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The kind's row of the table.
            pub fn row(self) -> &'static Row {
                match self { $(Self::$variant => {
                    const OPEN: WireEffects = wire!($open);
                    #[allow(unused_assignments, unused_mut)]
                    const CLOSED: WireEffects = { let mut effects = OPEN; $(effects = wire!($closed);)? effects };
                    #[allow(unused_assignments, unused_mut)]
                    const REST: WireEffects = { let mut effects = OPEN; $(effects = wire!($rest);)? effects };
                    const ROW: Row = Row {
                        code: $code,
                        open: OPEN,
                        closed: CLOSED,
                        rest: REST,
                        what: $what,
                        why: $why,
                        remedy: $remedy,
                    };
                    &ROW
                })* }
            }
        }
    };
}

/// The effects of a row: a word for receivers, senders, stored.
macro_rules! wire {
    ([$receivers:tt $senders:tt $stored:tt]) => {
        WireEffects { receivers: cell!($receivers), senders: cell!($senders), stored: cell!($stored) }
    };
}

/// A cell: safe, notice, degrade or break; tolerant before strict. A word without an arm here does not compile.
macro_rules! cell {
    (ss) => {
        [Effect::Safe, Effect::Safe]
    };
    (sb) => {
        [Effect::Safe, Effect::Break]
    };
    (ns) => {
        [Effect::Notice, Effect::Safe]
    };
    (nn) => {
        [Effect::Notice, Effect::Notice]
    };
    (nb) => {
        [Effect::Notice, Effect::Break]
    };
    (ds) => {
        [Effect::Degrade, Effect::Safe]
    };
    (dd) => {
        [Effect::Degrade, Effect::Degrade]
    };
    (db) => {
        [Effect::Degrade, Effect::Break]
    };
    (bb) => {
        [Effect::Break, Effect::Break]
    };
}

kinds! {
    EventAdded "event-added" [dd ss ss]:
        "An event was added.",
        "Deployed SDKs report it as an unknown event, and no handler runs; TypeScript that lists every event lacks one.",
        "Publish the new packages, and have receivers update before the vendor sends it.";
    EventRemoved "event-removed" [ss dd dd]:
        "An event was removed.",
        "Its name and type are removed from the packages, and its stored payloads become unknown events.",
        "Deprecate it with a `sunset` first; remove it when it is no longer handled or stored.";
    EventRenamed "event-renamed" [dd ns ns]:
        "An event was renamed; the old name is now an alias.",
        "Deployed SDKs do not know the new name; new SDKs know both.",
        "Have receivers update before the vendor sends the new name.";
    EventRenamedToAlias "event-renamed-to-alias" [ns dd dd]:
        "An alias became the name of an event; the old name was removed.",
        "Deployed SDKs know both names; new SDKs do not know the old one.",
        "Keep the old name in `aliases`.";
    EventNamesSwapped "event-names-swapped" [ns ns ns]:
        "The name of an event and one of its aliases were swapped.",
        "Old and new SDKs know both names.",
        "Replace the name where source spells it out.";
    EventAliasAdded "event-alias-added" [dd ss ss]:
        "An event has a new alias.",
        "Deployed SDKs report an event under the alias as unknown.",
        "Have receivers update before the vendor sends it.";
    EventAliasRemoved "event-alias-removed" [ss dd dd]:
        "An alias of an event was removed.",
        "Events under the alias become unknown, and `decode` no longer accepts the alias.",
        "Keep the alias as long as it is sent or stored.";
    EventNameReassigned "event-name-reassigned" [bb bb bb]:
        "A name or alias of one event is now a name or alias of another.",
        "Old and new SDKs read payloads under the name as different events, and neither reports it.",
        "Keep the name with its event, and give the other event a name of its own.";
    EventIdentChanged "event-identifier-changed" [ss ss ss]:
        "The identifier of an event in generated code changed.",
        "Variants and constants have different names, and references to the old `$id` of its schema no longer resolve.",
        "Set `ident` to the old identifier, or update the source that uses it.";
    PayloadRenamed "payload-renamed" [ss ss ss]:
        "The payload type of an event was renamed.",
        "Source names the type; payloads are unchanged unless another change says so.",
        "Update the source that uses the type.";
    EventMoved "event-moved" [ss ss ss]:
        "An event has a different payload type; the old one still exists.",
        "Rust source names the type; payloads are unchanged unless another change says so.",
        "Update the source that uses the type.";
    FieldAddedOptional "field-added-optional" [ns ss ss] closed [nb ss ss] rest [ss ss ss]:
        "An optional field was added.",
        "Deployed SDKs keep it as an unknown field; closed and exhaustive types do not accept it.",
        "Update strict receivers first; tolerant SDKs need no action.";
    FieldAddedRequired "field-added-required" [ns nb nb] closed [nb nb nb] rest [ss nb nb]:
        "A required field was added.",
        "Old payloads lack it; code that makes payloads must set it.",
        "Add it as optional; make it `required` when every sender and store has it.";
    FieldRemovedOptional "field-removed-optional" [ss ns ns] closed [ss nb nb] rest [ss ss ss]:
        "An optional field was removed.",
        "Its accessor and type are removed; in stored payloads it becomes an unknown field.",
        "Deprecate it with a `sunset` first; remove it after that day.";
    FieldRemovedRequired "field-removed-required" [nb ns ns] closed [nb nb nb] rest [nb ss ss]:
        "A required field was removed.",
        "Receivers rely on it; its accessor and type are removed.",
        "Make it optional and deprecate it with a `sunset`; remove it after that day.";
    FieldRenamedOptional "field-renamed-optional" [ds nb nb] closed [db nb nb]:
        "An optional field was renamed; the old key is now an alias.",
        "Deployed SDKs find nothing under the key they know; new SDKs know both.",
        "Have receivers update before the vendor sends the new key.";
    FieldRenamedRequired "field-renamed-required" [db nb nb]:
        "A required field was renamed; the old key is now an alias.",
        "Deployed SDKs miss the key they know; new SDKs know both.",
        "Have receivers update before the vendor sends the new key.";
    FieldRenamedToAliasOptional "field-renamed-to-alias-optional" [nb ds ds] closed [nb db db]:
        "An alias became the key of an optional field; the old key was removed.",
        "Deployed SDKs know both keys; new SDKs find nothing under the old one.",
        "Keep the old key in `aliases`.";
    FieldRenamedToAliasRequired "field-renamed-to-alias-required" [nb db db]:
        "An alias became the key of a required field; the old key was removed.",
        "Deployed SDKs know both keys; new SDKs miss the field under the old one.",
        "Keep the old key in `aliases`.";
    FieldNamesSwapped "field-names-swapped" [nb nb nb]:
        "The key of a field and one of its aliases were swapped.",
        "Old and new SDKs know both keys; TypeScript source must use the new one.",
        "Replace the key in TypeScript source.";
    FieldIdentChanged "field-identifier-changed" [ss ss ss]:
        "The Rust identifier of a field changed.",
        "Accessors and members have different names; payloads are unchanged.",
        "Set `ident` to the old identifier, or update the source that uses it.";
    FieldMovedToGroup "field-moved-to-group" [ss ss ss]:
        "A field moved from a payload to a group that the payload includes.",
        "The payload and its types are unchanged.",
        "No action needed.";
    FieldMovedToGroupRequired "field-moved-to-group-required" [ss ss ss]:
        "A required field moved from a payload to a group that did not have it.",
        "The payload and its types are unchanged; code that makes the group must set the field.",
        "Set the field wherever TypeScript makes an object of the group's type.";
    FieldMovedOutOfGroup "field-moved-out-of-group" [ss ss ss]:
        "A field moved from a group to a payload or to another group.",
        "Payloads are unchanged; code that uses the group no longer finds the field there.",
        "Read the field from the payload's type.";
    BecameRequired "became-required" [ss nb nb]:
        "An optional field is now required.",
        "Old payloads may lack it; code that makes payloads must set it.",
        "Do this only if the source says so; update senders and stored payloads first.";
    BecameOptional "became-optional" [nb ss ss]:
        "A required field is now optional.",
        "Strict receivers refuse payloads without it; source must handle its absence.",
        "Update strict receivers first; handle the absent case in TypeScript.";
    MemberBecameRequired "member-became-required" [ss nb nb]:
        "An optional member of a nested object is now required.",
        "Old payloads may lack it; code that makes the object must set it.",
        "Do this only if the source says so; update senders and stored payloads first.";
    MemberBecameOptional "member-became-optional" [nb ss ss]:
        "A required member of a nested object is now optional.",
        "Strict receivers refuse objects without it; source must handle its absence.",
        "Update strict receivers first; handle the absent case.";
    BecameNullable "became-nullable" [nb ss ss]:
        "A field can now be `null`.",
        "Strict receivers refuse `null`; source must handle it.",
        "Update strict receivers first; handle `null` in TypeScript.";
    BecameNonNullable "became-non-nullable" [ss nb nb]:
        "A field can no longer be `null`.",
        "In old payloads it may be `null`.",
        "Do this only if the source says so; update senders and stored payloads first.";
    BlankAllowed "blank-allowed" [nb ss ss]:
        "A field can now be `\"\"`, meaning no value.",
        "Strict receivers refuse `\"\"`; source must handle it.",
        "Update strict receivers first; handle `\"\"` in TypeScript.";
    BlankForbidden "blank-forbidden" [ss nb nb]:
        "A field can no longer be `\"\"`.",
        "In old payloads it may be `\"\"`.",
        "Do this only if the source says so; update senders and stored payloads first.";
    BlankAllowedFormat "blank-allowed-in-format" [nb ss ss]:
        "A field with a format can now be `\"\"`, meaning no value.",
        "Validators that assert formats refuse `\"\"`; strict Rust types change.",
        "Update validators and strict receivers first.";
    BlankForbiddenFormat "blank-forbidden-in-format" [ss nb nb]:
        "A field with a format can no longer be `\"\"`.",
        "In old payloads it may be `\"\"`.",
        "Do this only if the source says so; update senders and stored payloads first.";
    BlankAllowedOpenEnum "blank-allowed-in-open-enum" [nb ss ss]:
        "A field with an open enum can now be `\"\"`, meaning no value.",
        "Deployed SDKs report the blank, and `~standard` refuses it; types accept any string anyway.",
        "Update code that validates with `~standard` first.";
    BlankForbiddenOpenEnum "blank-forbidden-in-open-enum" [ss nb nb]:
        "A field with an open enum can no longer be `\"\"`.",
        "New SDKs report a blank, and `~standard` refuses it; types still accept any string.",
        "Do this only if the source says so.";
    BlankMeaningSet "blank-meaning-set" [ds ds ds]:
        "An empty string now means no value.",
        "`\"\"` was and is valid; new SDKs report it as blank, deployed ones as a value.",
        "Check code that treats `\"\"` as a value of this field.";
    BlankMeaningUnset "blank-meaning-unset" [ds ds ds]:
        "An empty string is now an ordinary value.",
        "`\"\"` was and is valid; new SDKs report it as a value, deployed ones as blank.",
        "Check code that relies on the blank state of this field.";
    Retyped "retyped" [db db db]:
        "A type was replaced by one with other values.",
        "Values of one type are not values of the other, and code handles only one of them.",
        "If the vendor changed it, add a field or event instead; if the specification was wrong, release this as a correction.";
    IntegerToNumber "integer-to-number" [db ss ss]:
        "An integer can now have a fraction.",
        "Deployed SDKs report a fraction; the Rust type changes.",
        "Have receivers update before fractions are sent.";
    NumberToInteger "number-to-integer" [ss db db]:
        "A number no longer has a fraction.",
        "Old payloads may have fractions; the Rust type changes.",
        "Do this only if the source says so.";
    FormatAdded "format-added" [ss db db]:
        "A string is now a UUID, URI or e-mail address.",
        "Old payloads may have other strings.",
        "Do this only if the source says so; otherwise keep `string`.";
    FormatRemoved "format-removed" [db ss ss]:
        "A UUID, URI or e-mail address can now be any string.",
        "Deployed SDKs report other strings as unexpected.",
        "Have receivers update first.";
    DatePartsSwapped "date-parts-swapped" [bb bb bb]:
        "The parts of a date or time are in another order.",
        "A text that is valid in both patterns is another time to old and new SDKs, and neither reports it.",
        "If the vendor changed it, add a field instead; if the specification was wrong, release this as a correction.";
    FormatChanged "format-changed" [db db db]:
        "A string has another format or pattern, with the same type in code.",
        "Strings in one format are not valid in the other.",
        "If the vendor changed it, add a field instead; if the specification was wrong, release this as a correction.";
    UnitChanged "unit-changed" [bb bb bb]:
        "A timestamp now counts in another unit.",
        "A number that is valid in both units is another point in time to old and new SDKs, and neither reports it; the Rust type changes.",
        "If the vendor changed it, add a field instead; if the specification was wrong, release this as a correction.";
    DateAdded "date-added" [ss db db]:
        "A string or number is now a date or timestamp.",
        "Old payloads may have other values; the Rust type changes.",
        "Do this only if the source says so; otherwise keep `string` or `number`.";
    DateRemoved "date-removed" [db ss ss]:
        "A date or timestamp can now be any string or number.",
        "Deployed SDKs report other values as unexpected; the Rust type changes.",
        "Have receivers update first.";
    DateChanged "date-changed" [db db db]:
        "A string has another format; the old or the new one is a date or timestamp.",
        "Strings in one format are not valid in the other; the Rust type changes.",
        "If the vendor changed it, add a field instead; if the specification was wrong, release this as a correction.";
    StringToText "string-to-text" [ss db db]:
        "A string is now the text of a number or boolean.",
        "Old payloads may have other strings; the Rust type changes.",
        "Do this only if the source says so; otherwise keep `string`.";
    TextToString "text-to-string" [db ss ss]:
        "The text of a number or boolean can now be any string.",
        "Deployed SDKs report other strings as unexpected; the Rust type changes.",
        "Have receivers update first.";
    TextChanged "text-changed" [db db db]:
        "A string is the text of something else, or was or is in another format.",
        "Strings of one form are not valid in the other; the Rust type changes.",
        "If the vendor changed it, add a field instead; if the specification was wrong, release this as a correction.";
    WidenedToUnion "widened-to-union" [db ss ss]:
        "A value can now have another type as well.",
        "Deployed SDKs report values of the new type as unexpected; code must distinguish the types.",
        "Have receivers update before values of the new type are sent.";
    NarrowedFromUnion "narrowed-from-union" [ss db db]:
        "A value now has only one of its types.",
        "Old payloads may have values of the other types.",
        "Do this only if the source says so; update senders and stored payloads first.";
    AlternativeAdded "union-alternative-added" [db ss ss]:
        "An alternative was added to a union.",
        "Deployed SDKs report its values as unexpected; code must handle it.",
        "Have receivers update before values of the new type are sent.";
    AlternativeRemoved "union-alternative-removed" [ss db db]:
        "An alternative was removed from a union.",
        "Old payloads may have its values.",
        "Do this only if the source says so; update senders and stored payloads first.";
    UnionReordered "union-reordered" [ss ss ss]:
        "The alternatives of a union were reordered.",
        "The same values are valid; a value that matches several alternatives may be read as a different one.",
        "Check values that match more than one alternative.";
    UnionChoiceChanged "union-choice-changed" [bb bb bb]:
        "A value of a union is now read as another of its alternatives.",
        "Old and new SDKs run different code for a valid value, whatever they report of its members.",
        "Keep the alternatives apart, by a required member that the others lack or a required closed enum; if one was added, have receivers update before the vendor sends it.";
    TypeWidened "type-widened" [db ss ss]:
        "A type was replaced by one that has all its values and others.",
        "Deployed SDKs report the other values as unexpected; code is written for one of the types.",
        "Have receivers update before the other values are sent.";
    TypeNarrowed "type-narrowed" [ss db db]:
        "A type was replaced by one that has only some of its values.",
        "Old payloads may have the others; code is written for one of the types.",
        "Do this only if the source says so; update senders and stored payloads first.";
    WidenedToAny "widened-to-any" [db ss ss]:
        "A value can now be anything.",
        "Deployed SDKs report values of other types as unexpected; code must check the type.",
        "Have receivers update before values of other types are sent.";
    NarrowedFromAny "narrowed-from-any" [ss db db]:
        "A value that could be anything now has a type.",
        "Old payloads may have values of other types.",
        "Do this only if the source says so.";
    StringToOpenEnum "string-to-open-enum" [ss ns ns]:
        "A string now has known values; others are still allowed.",
        "New SDKs report other values, and an empty string is blank to them; the Rust type is now an enum.",
        "Match the enum in Rust, or read `as_str()`.";
    OpenEnumToString "open-enum-to-string" [ns ss ss]:
        "A string no longer has known values.",
        "Deployed SDKs report other values, and an empty string is blank to them; the enum is removed from the packages.",
        "Compare the string instead.";
    StringToClosedEnum "string-to-closed-enum" [ss nb nb]:
        "A string is now one of a closed list.",
        "Old payloads may have other values, or an empty string, which is blank now; the type in code is now an enum.",
        "Do this only if the source says so; otherwise keep the enum open.";
    ClosedEnumToString "closed-enum-to-string" [nb ss ss]:
        "A string from a closed list can now be any string.",
        "Strict receivers refuse other values, and an empty string is blank to them; the enum is removed from the packages.",
        "Update strict receivers first.";
    IntegerToOpenValues "integer-to-open-values" [ss ns ns]:
        "An integer now has known values; others are still allowed.",
        "New SDKs report other values and keep them.",
        "No action needed.";
    OpenValuesToInteger "open-values-to-integer" [ns ss ss]:
        "An integer no longer has known values.",
        "Deployed SDKs report other values and keep them; its type is removed from the packages.",
        "Use `i64` in Rust and `number` in TypeScript.";
    ToClosedValues "to-closed-values" [ss nb nb]:
        "An integer is now one of a closed list, or a boolean is always the same.",
        "Old payloads may have other values.",
        "Do this only if the source says so; otherwise keep the list open, or the boolean as it was.";
    ClosedValuesLifted "closed-values-lifted" [nb ss ss]:
        "An integer from a closed list can now be any integer, or a boolean that was always the same can be either.",
        "Strict receivers refuse other values; the type is removed from the packages.",
        "Update strict receivers first.";
    EnumOpened "enum-opened" [sb ss ss]:
        "A closed enum is now open.",
        "Strict receivers refuse unknown values; exhaustive code must handle them.",
        "Update strict receivers first.";
    EnumClosed "enum-closed" [ss sb sb]:
        "An open enum is now closed.",
        "Old payloads may have other values.",
        "Do this only if the source says so.";
    IntegersOpened "integers-opened" [sb ss ss]:
        "A closed list of integers is now open.",
        "Strict receivers refuse unknown values; exhaustive code must handle them.",
        "Update strict receivers first.";
    IntegersClosed "integers-closed" [ss sb sb]:
        "An open list of integers is now closed.",
        "Old payloads may have other values.",
        "Do this only if the source says so.";
    EnumValueAdded "enum-value-added" [nb ss ss]:
        "A value was added to a closed enum.",
        "Strict receivers refuse it; exhaustive code lacks a case.",
        "Update strict receivers first; consider opening the enum.";
    EnumValueRemoved "enum-value-removed" [ss nb nb]:
        "A value was removed from a closed enum.",
        "Old payloads and code may use it.",
        "Keep the value as long as it is sent or stored.";
    EnumValueRenamed "enum-value-renamed" [nb nb nb]:
        "A value of a closed enum was renamed on the wire.",
        "Neither old nor new SDKs know the other spelling.",
        "Keep the old value in addition to the new one.";
    ListedValueAdded "listed-value-added" [nb ss ss]:
        "An integer was added to a closed list, or a constant has another value.",
        "Strict receivers refuse it; exhaustive code lacks a case.",
        "Update strict receivers first; consider opening the list.";
    ListedValueRemoved "listed-value-removed" [ss nb nb]:
        "An integer was removed from a closed list, or a constant has another value.",
        "Old payloads and code may use it.",
        "Keep the value as long as it is sent or stored.";
    OpenEnumValueAdded "open-enum-value-added" [ns ss ss]:
        "A known value was added to an open enum.",
        "Deployed SDKs report it as unknown and keep it.",
        "No action needed.";
    OpenEnumValueRemoved "open-enum-value-removed" [ss ns ns]:
        "A known value was removed from an open enum.",
        "New SDKs report it as unknown and keep it; its Rust variant is removed.",
        "Keep the value as long as it is sent or stored.";
    OpenIntegerRemoved "open-integer-removed" [ss ns ns]:
        "A known integer was removed from an open list.",
        "New SDKs report it as unknown and keep it.",
        "Keep the value as long as it is sent or stored.";
    OpenEnumValueRenamed "open-enum-value-renamed" [ns ns ns]:
        "A value of an open enum was renamed on the wire.",
        "Neither old nor new SDKs know the other spelling; both keep it.",
        "Keep the old value in addition to the new one.";
    ValueIdentChanged "value-identifier-changed" [ss ss ss]:
        "The Rust identifier of an enum value changed.",
        "Its variant has a different name; payloads are unchanged.",
        "Set `ident` to the old identifier, or update the source that uses it.";
    ObjectOpened "object-opened" [sb ss ss]:
        "An object can now have other members.",
        "Strict receivers refuse unknown members.",
        "Update strict receivers first.";
    ObjectClosed "object-closed" [ss sb sb]:
        "An object can no longer have other members.",
        "Old payloads may have other members.",
        "Do this only if the source says so.";
    RestAdded "rest-added" [ns ss ss]:
        "Members that no field lists now have a type, and it allows any value.",
        "Deployed SDKs report them as unknown fields.",
        "No action needed.";
    RestAddedTyped "rest-added-typed" [ns db db]:
        "Members that no field lists now have a type.",
        "Old payloads may have members of another type.",
        "Use `any` if the source does not say what their type is.";
    RestRemoved "rest-removed" [ss ns ns]:
        "Members that no field lists no longer have a type; it allowed any value.",
        "Those of old payloads are reported as unknown fields.",
        "List the members that matter as fields.";
    RestRemovedTyped "rest-removed-typed" [db ns ns]:
        "Members that no field lists no longer have a type, and can have any value.",
        "Deployed SDKs and schemas accept only the old type.",
        "Have receivers update before the vendor sends others.";
    RestWidened "rest-widened" [db ss ss]:
        "The type of members that no field lists now allows more values.",
        "Deployed SDKs and schemas accept only the old type.",
        "Have receivers update before the vendor sends others.";
    RestNarrowed "rest-narrowed" [ss db db]:
        "The type of members that no field lists now allows fewer values.",
        "Old payloads may have other values.",
        "Do this only if the source says so.";
    RestChanged "rest-changed" [db db db]:
        "Members that no field lists have another type.",
        "Neither type allows all values of the other.",
        "Use a union of both types while payloads of both are around.";
    FieldAddedOutsideRest "field-added-outside-rest" [db ss ss]:
        "A field was added whose values the old `rest` does not all allow.",
        "Deployed SDKs and schemas check it against `rest`.",
        "Have receivers update before the vendor sends it.";
    FieldRemovedOutsideRest "field-removed-outside-rest" [ss db db]:
        "A field was removed whose values the new `rest` does not all allow.",
        "Old payloads may have values that `rest` does not allow.",
        "Keep the field, or give `rest` a type that allows its values.";
    ConstraintTightened "constraint-tightened" [ss sb ss]:
        "A constraint of a string, number or list is stricter.",
        "Schemas refuse values that were valid; SDKs do not check constraints.",
        "Do this only if the source says so; have senders check their payloads first.";
    ConstraintLoosened "constraint-loosened" [sb ss ss]:
        "A constraint of a string, number or list is less strict.",
        "Deployed schemas refuse values that are now valid; SDKs do not check constraints.",
        "Have validating receivers update their schemas first.";
    ConstraintChanged "constraint-changed" [sb sb ss]:
        "A constraint of a string, number or list changed.",
        "Old and new schemas refuse each other's values; SDKs do not check constraints.",
        "Have validating receivers update their schemas first, and senders check their payloads.";
    DefaultChanged "default-changed" [ss ss ss]:
        "The meaning of an absent field (`default`) changed.",
        "SDKs do not fill in defaults; code that does may have to change.",
        "Check code that handles the absent field.";
    AliasAddedOptional "alias-added-optional" [ds ss ss] closed [db ss ss]:
        "An optional field has a new alias.",
        "Deployed SDKs find nothing under the key they know, and report the alias as an unknown field.",
        "Have receivers update before it is sent.";
    AliasAddedRequired "alias-added-required" [db ss ss]:
        "A required field has a new alias.",
        "Deployed SDKs miss the key they know.",
        "Have receivers update before it is sent.";
    AliasRemovedOptional "alias-removed-optional" [ss ds ds] closed [ss db db]:
        "An alias of an optional field was removed.",
        "New SDKs find nothing under the key they know, and report the alias as an unknown field.",
        "Keep the alias as long as it is sent or stored.";
    AliasRemovedRequired "alias-removed-required" [ss db db]:
        "An alias of a required field was removed.",
        "New SDKs miss the field in payloads that use the alias.",
        "Keep the alias as long as it is sent or stored.";
    KeyReassigned "key-reassigned" [bb bb bb]:
        "A key or alias of one field is now a key or alias of another.",
        "Old and new SDKs read the same member as different fields, and neither reports it.",
        "Keep the key with its field, and give the other field a key of its own.";
    DeprecationSet "deprecation-set" [ss ss ss]:
        "An event or field was deprecated.",
        "Rust warns about its use, and editors strike it through.",
        "Switch to the replacement in `use` before the `sunset`.";
    DeprecationChanged "deprecation-changed" [ss ss ss]:
        "A deprecation changed.",
        "It was and is deprecated.",
        "Check `use` and `sunset`.";
    SunsetMovedEarlier "deprecation-sunset-earlier" [ss ss ss]:
        "A `sunset` was set, or moved to an earlier day.",
        "Those who were told a later day, or none, have less time; the removal passes sooner.",
        "Keep the day that was announced.";
    DeprecationLifted "deprecation-lifted" [ss ss ss]:
        "A deprecation was removed.",
        "Rust and editors no longer warn about it.",
        "No action needed.";
    EventBecameUnstable "event-became-unstable" [ss ss ss]:
        "An event is now unstable.",
        "From the next version on, no change of it fails, whomever it breaks.",
        "Have those who rely on it agree.";
    EventBecameStable "event-became-stable" [ss ss ss]:
        "An event is no longer unstable.",
        "From the next version on, its changes are judged like those of other events.",
        "No action needed.";
    ReservedRemoved "reserved-removed" [ss ss ss]:
        "A key is no longer reserved.",
        "A new field may have it, and would read what older payloads have under it.",
        "Keep it in `reserved`.";
    ReservedReused "reserved-key-reused" [ss bb bb]:
        "A key that was reserved is the key or an alias of a field.",
        "What older payloads have under it is read as the field, and nothing reports it.",
        "Give the field another key, and keep the old one in `reserved`.";
    TypeAdded "type-added" [ss ss ss]:
        "A named type was added.",
        "Fields that use it are reported separately.",
        "No action needed.";
    TypeRemoved "type-removed" [ss ss ss]:
        "A named type was removed.",
        "Source may use it.",
        "Keep it, or use its replacement.";
    TypeRenamed "type-renamed" [ss ss ss]:
        "A named type was renamed.",
        "Source may name the type; payloads are unchanged unless another change says so.",
        "Update the source that uses the type.";
    GroupAdded "group-added" [ss ss ss]:
        "A group was added.",
        "Fields that payloads gain from it are reported separately.",
        "No action needed.";
    GroupRemoved "group-removed" [ss ss ss]:
        "A group was removed.",
        "Code may use it; fields that payloads lose are reported separately.",
        "Read the fields from the payloads' types.";
    GroupLeftEvents "group-not-in-every-event" [ss ss ss]:
        "A group is no longer in every event.",
        "Its fields can no longer be read from `Event` directly.",
        "Match the event first, or include the group in every payload.";
    GroupInEveryEvent "group-in-every-event" [ss ss ss]:
        "A group is now in every event.",
        "Its fields can now be read from `Event` directly.",
        "No action needed.";
    PackageRenamed "package-renamed" [ss ss ss]:
        "The packages were renamed.",
        "Source imports them by name, and references to the old `$id` of the schema of all events no longer resolve.",
        "Keep publishing under the old name as long as it is used.";
    GroupIncluded "group-included" [ss ss ss]:
        "A payload now includes a group.",
        "Its type has the trait of the group in Rust; fields that it gains are reported separately.",
        "No action needed.";
    GroupNotIncluded "group-not-included" [ss ss ss]:
        "A payload no longer includes a group.",
        "Rust code for every payload with the group no longer accepts it; fields that it loses are reported separately.",
        "Include the group, or read the fields from the payload's type.";
    DeliveryAdded "delivery-added" [ss ss ss]:
        "A delivery was added.",
        "Nothing that was there before uses it.",
        "No action needed.";
    DeliveryRemoved "delivery-removed" [ss ss ss]:
        "A delivery was removed.",
        "Its function is removed from the packages; deployed receivers still read its requests.",
        "Keep it as long as its requests are sent, or use the function of another delivery.";
    DeliveryNamesAdded "delivery-names-added" [bb ss ss]:
        "A delivery has more templates of the names of events.",
        "Deployed receivers find no name in requests that have it only where these look for it.",
        "Have receivers update before such requests are sent.";
    DeliveryNamesRemoved "delivery-names-removed" [ss bb ss]:
        "A delivery no longer has some of its templates of the names of events.",
        "New receivers find no name in requests that have it only where these looked for it.",
        "Keep them as long as such requests are sent.";
    DeliveryNamesChanged "delivery-names-changed" [bb bb ss]:
        "The names of events are composed of other parts of a request.",
        "Old and new receivers find no name, or another one, in each other's requests.",
        "Add the new template beside the old one, or describe the requests in a new delivery.";
    DeliveryBodyChanged "delivery-body-changed" [bb bb ss]:
        "The body of a request is read in another way.",
        "Old and new receivers make no events, or others, of each other's requests.",
        "Describe the requests in a new delivery, and keep the old one as long as it is used.";
    DeliveryDetailAdded "delivery-detail-added" [ss ss ss]:
        "More is known of the events of a delivery.",
        "New receivers give a value that they did not give before; requests without it are read as before.",
        "No action needed.";
    DeliveryDetailRemoved "delivery-detail-removed" [ss ss ss]:
        "Less is known of the events of a delivery.",
        "New receivers no longer give the value; code that uses it finds nothing.",
        "Keep it, or read the value from the request.";
    DeliveryDetailChanged "delivery-detail-changed" [dd dd ss]:
        "What is known of the events of a delivery is read from elsewhere.",
        "Old and new receivers find no value, or another one, in each other's requests.",
        "Have receivers update when the vendor changes its requests.";
    SignatureAdded "signature-added" [ss bb ss]:
        "A signature was added.",
        "Receivers that are given a secret for it refuse requests without it.",
        "Give receivers the secret when every request has the signature.";
    SecondSignatureAdded "second-signature-added" [ss bb ss]:
        "A signature was added to a delivery that had one.",
        "Secrets have to be given by the names of signatures; receivers with a secret for the new one refuse requests without it.",
        "Give the secrets by name, and that of the new signature when every request has it.";
    SignatureRemoved "signature-removed" [bb ss ss]:
        "A signature was removed.",
        "Deployed receivers refuse requests without it; new ones cannot be built with a secret for it.",
        "Have receivers update before the vendor stops sending it.";
    SignatureChanged "signature-changed" [bb bb ss]:
        "A signature is made in another way.",
        "Old and new receivers refuse each other's requests.",
        "Add it as another signature; remove the old one when nobody checks it.";
    ToleranceShortened "tolerance-shortened" [ss nn ss]:
        "The time of a signature may differ less from the receiver's.",
        "New receivers refuse requests that come late, which they took before.",
        "Do this only if the source says so, and have receivers set their clocks.";
    ToleranceLengthened "tolerance-lengthened" [nn ss ss]:
        "The time of a signature may differ more from the receiver's.",
        "Deployed receivers still refuse requests that come later than they allow.",
        "Have receivers update if requests may come that late.";
    AnswerChanged "answer-changed" [ss ss ss]:
        "What the sender expects as an answer changed.",
        "Only documentation changes; receivers answer as before.",
        "Check that receivers answer in time.";
    HandshakeAdded "handshake-added" [dd ss ss]:
        "Senders challenge an address before they send events.",
        "Deployed receivers do not give the challenge, so an address that is set up with them is not accepted.",
        "Have receivers update, and answer the challenge, before an address is set up.";
    HandshakeRemoved "handshake-removed" [ss dd ss]:
        "Senders no longer challenge an address.",
        "New receivers do not give a challenge that is still sent; code that answers it finds nothing.",
        "Keep it as long as senders challenge.";
    HandshakeChanged "handshake-changed" [dd dd ss]:
        "The challenge of senders is elsewhere in a request.",
        "Old and new receivers do not give the challenge of each other's requests.",
        "Have receivers update before an address is set up.";
    LicenseChanged "license-changed" [ss ss ss]:
        "The licence of the packages changed.",
        "Whoever uses the packages is bound by other terms.",
        "Have users agree before they update.";
    SchemaBaseChanged "schema-base-changed" [ss ss ss]:
        "The URIs of the schemas changed.",
        "References to the old `$id`s no longer resolve.",
        "Serve the schemas under the old URIs as well.";
    SchemasShared "schemas-shared" [ss ss ss]:
        "The schemas of events are no longer self-contained: they refer to the schema of all events.",
        "Validators and generators need a second file, and references into the schema of an event no longer resolve.",
        "Have users load the schema of all events too, and refer to its definitions.";
    SchemasSelfContained "schemas-self-contained" [ss ss ss]:
        "The schemas of events became self-contained.",
        "Everything that resolved still does.",
        "Nothing.";
    TitleChanged "title-changed" [ss ss ss]:
        "The title of the catalogue changed.",
        "Generators name what they make of the schema of all events after it.",
        "Update the source that uses generated names.";
    DescriptionChanged "description-changed" [ss ss ss]:
        "A description or source changed.",
        "Only documentation changes.",
        "Review it.";
    ExampleChanged "example-changed" [ss ss ss]:
        "An example changed.",
        "Only documentation changes.",
        "No action needed.";
    EvidenceChanged "evidence-changed" [ss ss ss]:
        "The evidence for a type changed.",
        "Only documentation changes.",
        "Rely on the type only as far as its evidence supports it.";
    SinceChanged "since-changed" [ss ss ss]:
        "The version that introduced something (`since`) changed.",
        "Only documentation changes.",
        "No action needed.";
}

impl Kind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether it is a change of how members that no field lists are treated.
    pub(crate) fn is_of_object(self) -> bool {
        matches!(self, Self::ObjectOpened | Self::ObjectClosed) || self.is_of_rest()
    }

    /// Whether it is a change of their type.
    pub fn is_of_rest(self) -> bool {
        use Kind::{RestAdded, RestAddedTyped, RestChanged, RestNarrowed, RestRemoved, RestRemovedTyped, RestWidened};
        matches!(
            self,
            RestAdded | RestAddedTyped | RestRemoved | RestRemovedTyped | RestWidened | RestNarrowed | RestChanged
        )
    }

    /// Whether it is a change of constraints.
    pub(crate) fn is_of_constraints(self) -> bool {
        matches!(self, Self::ConstraintTightened | Self::ConstraintLoosened | Self::ConstraintChanged)
    }

    /// Whether it announces that something will be removed.
    pub(crate) fn is_deprecation(self) -> bool {
        matches!(self, Self::DeprecationSet | Self::DeprecationChanged | Self::SunsetMovedEarlier)
    }

    /// Whether it announces a removal for a day that was not announced before, or was later.
    pub(crate) fn announces(self) -> bool {
        matches!(self, Self::DeprecationSet | Self::SunsetMovedEarlier)
    }

    /// Whether both sides take the same payload, and read it as different things.
    pub(crate) fn misleads(self) -> bool {
        matches!(
            self,
            Self::EventNameReassigned
                | Self::KeyReassigned
                | Self::ReservedReused
                | Self::UnionChoiceChanged
                | Self::DatePartsSwapped
        )
    }

    /// Whether it is about something that may be absent before and after.
    pub(crate) fn is_of_what_may_be_absent(self) -> bool {
        matches!(
            self,
            Self::ConstraintTightened
                | Self::ConstraintLoosened
                | Self::ConstraintChanged
                | Self::DefaultChanged
                | Self::DeliveryBodyChanged
                | Self::SignatureChanged
                | Self::ToleranceShortened
                | Self::ToleranceLengthened
                | Self::AnswerChanged
                | Self::DescriptionChanged
                | Self::ExampleChanged
                | Self::SinceChanged
        )
    }

    /// The effects on those who exchange payloads, in an open or a closed object.
    pub(crate) fn wire(self, around: Around) -> WireEffects {
        match around {
            Around::Rest => self.row().rest,
            Around::Open => self.row().open,
            Around::Closed => self.row().closed,
        }
    }
}
