//! The closed catalogue of change kinds: code, effect on those who exchange payloads, what it is, why it hits, what to do.
//!
//! The effects are data, and the proof of them is execution: `tests/slow/who_breaks` makes the change of every row,
//! generates the old and new SDKs and schemas, runs and compiles them, and compares each cell with what happened. What a change
//! does to source is said by each target, in its `effects.rs`.

use crate::effect::{Effect, WireEffects};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The stable code.
    pub code: &'static str,
    /// The effects, where the object around the change is open.
    pub open: WireEffects,
    /// The effects, where the object around it is `closed`. The same for most kinds.
    pub closed: WireEffects,
    /// What changed.
    pub what: &'static str,
    /// Why it hits those it hits.
    pub why: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

macro_rules! kinds {
    ($($variant:ident $code:literal $open:tt $(closed $closed:tt)?: $what:literal, $why:literal, $remedy:literal;)*) => {
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
                    const ROW: Row =
                        Row { code: $code, open: OPEN, closed: CLOSED, what: $what, why: $why, remedy: $remedy };
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
    (nb) => {
        [Effect::Notice, Effect::Break]
    };
    (dd) => {
        [Effect::Degrade, Effect::Degrade]
    };
    (db) => {
        [Effect::Degrade, Effect::Break]
    };
}

kinds! {
    EventAdded "event-added" [dd ss ss]:
        "An event was added.",
        "An SDK in the field gives it as an unknown event, and no handler runs; TypeScript that lists every event lacks one.",
        "Publish the new packages, and have receivers update before the vendor sends it.";
    EventRemoved "event-removed" [ss dd dd]:
        "An event was removed.",
        "Its name and type are gone from the packages, and stored payloads of it are unknown events.",
        "Deprecate it with a `sunset` first; remove it when nobody handles or stores it.";
    EventRenamed "event-renamed" [dd ns ns]:
        "An event has another name, and the old one is an alias.",
        "SDKs in the field do not know the new name; the new ones know both.",
        "Have receivers update before the vendor sends the new name.";
    EventRenamedToAlias "event-renamed-to-alias" [ns dd dd]:
        "An event is named by what was an alias, and the old name is gone.",
        "SDKs in the field know both names; the new ones do not know the old one.",
        "Keep the old name among the `aliases`.";
    EventNamesSwapped "event-names-swapped" [ns ns ns]:
        "An event and one of its aliases changed places.",
        "Old and new SDKs know both names.",
        "Replace the name where source spells it out.";
    EventAliasAdded "event-alias-added" [dd ss ss]:
        "An event may come under one more name.",
        "SDKs in the field take the alias for an unknown event.",
        "Have receivers update before the vendor sends it.";
    EventAliasRemoved "event-alias-removed" [ss dd dd]:
        "An event is no longer known under an alias.",
        "What came under the alias is an unknown event, and the alias is no name to `decode`.",
        "Keep the alias as long as anybody sends or stores it.";
    EventIdentChanged "event-identifier-changed" [ss ss ss]:
        "An event has another identifier in generated code.",
        "Variants and constants are called otherwise; payloads are the same.",
        "Set `ident` to the old identifier, or rename it in the source that uses it.";
    PayloadRenamed "payload-renamed" [ss ss ss]:
        "An event carries a payload type under another name.",
        "Source names the type; payloads are the same as far as no other finding says otherwise.",
        "Rename the type in the source that uses it.";
    EventMoved "event-moved" [ss ss ss]:
        "An event carries another payload type, and the one it had is still there.",
        "Rust source names the type; payloads are the same as far as no other finding says otherwise.",
        "Rename the type in the source that uses it.";
    FieldAddedOptional "field-added-optional" [ns ss ss] closed [nb ss ss]:
        "A field that may be absent was added.",
        "SDKs in the field keep it as an unknown field; closed and exhaustive types have no room for it.",
        "Nothing for tolerant SDKs; strict receivers update first.";
    FieldAddedRequired "field-added-required" [ns nb nb] closed [nb nb nb]:
        "A field that is always sent was added.",
        "Payloads made before lack it; what makes payloads has to set it.",
        "Add it as optional, and mark it `required` when every sender and store has it.";
    FieldRemovedOptional "field-removed-optional" [ss ns ns] closed [ss nb nb]:
        "A field that could be absent was removed.",
        "Its accessor and type are gone, and stored payloads have it as an unknown field.",
        "Deprecate it with a `sunset` first; remove it after that day.";
    FieldRemovedRequired "field-removed-required" [nb ns ns] closed [nb nb nb]:
        "A field that was always sent was removed.",
        "Receivers wait for it; its accessor and type are gone.",
        "Make it optional and deprecate it with a `sunset`; remove it after that day.";
    FieldRenamedOptional "field-renamed-optional" [ns nb nb] closed [nb nb nb]:
        "A field that may be absent has another key, and the old one is an alias.",
        "SDKs in the field find nothing under the key they know; the new ones know both.",
        "Have receivers update before the vendor sends the new key.";
    FieldRenamedRequired "field-renamed-required" [nb nb nb]:
        "A field that is always sent has another key, and the old one is an alias.",
        "SDKs in the field miss the key they know; the new ones know both.",
        "Have receivers update before the vendor sends the new key.";
    FieldRenamedToAliasOptional "field-renamed-to-alias-optional" [nb ns ns] closed [nb nb nb]:
        "A field that may be absent is named by what was an alias, and the old key is gone.",
        "SDKs in the field know both keys; the new ones take the old one for an unknown field.",
        "Keep the old key among the `aliases`.";
    FieldRenamedToAliasRequired "field-renamed-to-alias-required" [nb nb nb]:
        "A field that is always sent is named by what was an alias, and the old key is gone.",
        "SDKs in the field know both keys; the new ones miss it under the old one.",
        "Keep the old key among the `aliases`.";
    FieldNamesSwapped "field-names-swapped" [nb nb nb]:
        "A field and one of its aliases changed places.",
        "Old and new SDKs know both keys; TypeScript source has to use the new one.",
        "Replace the key in TypeScript source.";
    FieldIdentChanged "field-identifier-changed" [ss ss ss]:
        "A field has another identifier in Rust.",
        "Accessors and members are called otherwise; payloads are the same.",
        "Set `ident` to the old identifier, or rename it in the source that uses it.";
    FieldMovedToGroup "field-moved-to-group" [ss ss ss]:
        "A field moved from a payload to a group that the payload includes.",
        "The payload has it as before, and so have its types.",
        "Nothing.";
    FieldMovedOutOfGroup "field-moved-out-of-group" [ss ss ss]:
        "A field of a group is now a payload's own, or another group's.",
        "Payloads are the same; code that is written against the group no longer finds it there.",
        "Read the field from the payload's type.";
    BecameRequired "became-required" [ss nb nb]:
        "A field that could be absent is always sent now.",
        "Payloads made before may lack it; what makes payloads has to set it.",
        "Only say so if the source does; update senders and stored payloads first.";
    BecameOptional "became-optional" [nb ss ss]:
        "A field that was always sent may be absent now.",
        "Strict receivers refuse payloads without it; source has to handle that it is not there.",
        "Update strict receivers first; handle the absent case in TypeScript.";
    MemberBecameRequired "member-became-required" [ss nb nb]:
        "A member of an object in a payload is always sent now.",
        "Payloads made before may lack it; what makes the object has to set it.",
        "Only say so if the source does; update senders and stored payloads first.";
    MemberBecameOptional "member-became-optional" [nb ss ss]:
        "A member of an object in a payload may be absent now.",
        "Strict receivers refuse objects without it; source has to handle that it is not there.",
        "Update strict receivers first; handle the absent case.";
    BecameNullable "became-nullable" [nb ss ss]:
        "A field may be `null` now.",
        "Strict receivers refuse `null`; source has to handle it.",
        "Update strict receivers first; handle `null` in TypeScript.";
    BecameNonNullable "became-non-nullable" [ss nb nb]:
        "A field is never `null` now.",
        "Payloads made before may have `null` in it.",
        "Only say so if the source does; update senders and stored payloads first.";
    BlankAllowed "blank-allowed" [nb ss ss]:
        "A field may be `\"\"` now, meaning no value.",
        "Strict receivers refuse `\"\"` for a value of its type; source has to handle it.",
        "Update strict receivers first; handle `\"\"` in TypeScript.";
    BlankForbidden "blank-forbidden" [ss nb nb]:
        "A field is never `\"\"` now.",
        "Payloads made before may have `\"\"` in it.",
        "Only say so if the source does; update senders and stored payloads first.";
    BlankAllowedFormat "blank-allowed-in-format" [nb ss ss]:
        "A field with a format may be `\"\"` now, meaning no value.",
        "Validators that hold to formats refuse `\"\"`; strict Rust types change.",
        "Update validators and strict receivers first.";
    BlankForbiddenFormat "blank-forbidden-in-format" [ss nb nb]:
        "A field with a format is never `\"\"` now.",
        "Payloads made before may have `\"\"` in it.",
        "Only say so if the source does; update senders and stored payloads first.";
    BlankAllowedOpenEnum "blank-allowed-in-open-enum" [nb ss ss]:
        "A field with an open enum may be `\"\"` now, meaning no value.",
        "SDKs in the field report the blank, `~standard` refuses it; types take any text already.",
        "Update those who validate with `~standard` first.";
    BlankForbiddenOpenEnum "blank-forbidden-in-open-enum" [ss nb nb]:
        "A field with an open enum is never `\"\"` now.",
        "The new SDKs report a blank, `~standard` refuses it; types take any text still.",
        "Only say so if the source does.";
    BlankMeaningSet "blank-meaning-set" [ss ss ss]:
        "The `\"\"` of a text means no value now.",
        "`\"\"` is valid before and after; the new SDKs give it as blank rather than as a value.",
        "Look at code that treats `\"\"` as a value of this field.";
    BlankMeaningUnset "blank-meaning-unset" [ss ss ss]:
        "The `\"\"` of a text is a value like any other now.",
        "`\"\"` is valid before and after; the new SDKs give it as a value rather than as blank.",
        "Look at code that relies on the blank state of this field.";
    Retyped "retyped" [db db db]:
        "A type was replaced by one that takes other values.",
        "Values of the one are not values of the other, and code is written for one of them.",
        "If the vendor changed, add a field or event instead; if the specification was wrong, release it as a correction.";
    IntegerToNumber "integer-to-number" [db ss ss]:
        "An integer may have a fraction now.",
        "SDKs in the field read a fraction as unexpected; Rust has another type for it.",
        "Have receivers update before fractions are sent.";
    NumberToInteger "number-to-integer" [ss db db]:
        "A number never has a fraction now.",
        "Payloads made before may have fractions; Rust has another type for it.",
        "Only say so if the source does.";
    FormatAdded "format-added" [ss db db]:
        "A text is a UUID, URI or e-mail address now.",
        "Payloads made before may have other texts.",
        "Only say so if the source does; otherwise leave it a `string`.";
    FormatRemoved "format-removed" [db ss ss]:
        "A UUID, URI or e-mail address may be any text now.",
        "SDKs in the field read other texts as unexpected.",
        "Have receivers update first.";
    FormatChanged "format-changed" [db db db]:
        "A text has another format, of the same type in code.",
        "Texts of the one format are not texts of the other.",
        "If the vendor changed, add a field instead; if the specification was wrong, release it as a correction.";
    DateAdded "date-added" [ss db db]:
        "A text is a date or timestamp now.",
        "Payloads made before may have other texts; Rust has another type for it.",
        "Only say so if the source does; otherwise leave it a `string`.";
    DateRemoved "date-removed" [db ss ss]:
        "A date or timestamp may be any text now.",
        "SDKs in the field read other texts as unexpected; Rust has another type for it.",
        "Have receivers update first.";
    DateChanged "date-changed" [db db db]:
        "A text has another format, with a date or timestamp on one side or both.",
        "Texts of the one format are not texts of the other; Rust has another type for it.",
        "If the vendor changed, add a field instead; if the specification was wrong, release it as a correction.";
    WidenedToUnion "widened-to-union" [db ss ss]:
        "A value may be of another type as well now.",
        "SDKs in the field read values of the new type as unexpected; code has to tell them apart.",
        "Have receivers update before values of the new type are sent.";
    NarrowedFromUnion "narrowed-from-union" [ss db db]:
        "A value is only of one of its types now.",
        "Payloads made before may have values of the other types.",
        "Only say so if the source does; update senders and stored payloads first.";
    AlternativeAdded "union-alternative-added" [db ss ss]:
        "A union has one more alternative.",
        "SDKs in the field read values of it as unexpected; code has to tell it apart.",
        "Have receivers update before values of the new type are sent.";
    AlternativeRemoved "union-alternative-removed" [ss db db]:
        "A union has one alternative less.",
        "Payloads made before may have values of it.",
        "Only say so if the source does; update senders and stored payloads first.";
    UnionReordered "union-reordered" [ss ss ss]:
        "The alternatives of a union are in another order.",
        "The same values are valid; one that fits several alternatives may be read as another of them.",
        "Look at values that fit more than one alternative.";
    WidenedToAny "widened-to-any" [db ss ss]:
        "A value may be anything now.",
        "SDKs in the field read values of other types as unexpected; code has to look at what it gets.",
        "Have receivers update before values of other types are sent.";
    NarrowedFromAny "narrowed-from-any" [ss db db]:
        "A value that could be anything has a type now.",
        "Payloads made before may have values of other types.",
        "Only say so if the source does.";
    StringToOpenEnum "string-to-open-enum" [ss ns ns]:
        "A text has known values now, and others are allowed.",
        "The new SDKs report other values; Rust has an enum for it.",
        "Match the enum in Rust, or read `as_str()`.";
    OpenEnumToString "open-enum-to-string" [ns ss ss]:
        "A text has no known values any more.",
        "The enum is gone from the packages.",
        "Compare the text instead.";
    StringToClosedEnum "string-to-closed-enum" [ss nb nb]:
        "A text is one of a closed list now.",
        "Payloads made before may have other values; code has an enum for it.",
        "Only say so if the source does; otherwise leave the enum open.";
    ClosedEnumToString "closed-enum-to-string" [nb ss ss]:
        "A text out of a closed list may be any text now.",
        "Strict receivers refuse other values; the enum is gone from the packages.",
        "Update strict receivers first.";
    EnumOpened "enum-opened" [nb ss ss]:
        "A closed enum is open now.",
        "Strict receivers refuse values they do not know; exhaustive code has to handle the rest.",
        "Update strict receivers first.";
    EnumClosed "enum-closed" [ss nb nb]:
        "An open enum is closed now.",
        "Payloads made before may have other values.",
        "Only say so if the source does.";
    EnumValueAdded "enum-value-added" [nb ss ss]:
        "A closed enum has one more value.",
        "Strict receivers refuse it; exhaustive code lacks a case.",
        "Update strict receivers first; think of making the enum open.";
    EnumValueRemoved "enum-value-removed" [ss nb nb]:
        "A closed enum has one value less.",
        "Payloads made before may have it; code may name it.",
        "Keep the value as long as anybody sends or stores it.";
    EnumValueRenamed "enum-value-renamed" [nb nb nb]:
        "A value of a closed enum is spelt otherwise on the wire.",
        "Neither side knows the other's spelling.",
        "Keep the old value beside the new one.";
    OpenEnumValueAdded "open-enum-value-added" [ns ss ss]:
        "An open enum has one more known value.",
        "SDKs in the field report it as unknown and keep it.",
        "Nothing.";
    OpenEnumValueRemoved "open-enum-value-removed" [ss ns ns]:
        "An open enum has one known value less.",
        "The new SDKs report it as unknown and keep it; its Rust variant is gone.",
        "Keep the value as long as anybody sends or stores it.";
    OpenEnumValueRenamed "open-enum-value-renamed" [ns ns ns]:
        "A value of an open enum is spelt otherwise on the wire.",
        "Neither side knows the other's spelling; both keep it.",
        "Keep the old value beside the new one.";
    ValueIdentChanged "value-identifier-changed" [ss ss ss]:
        "A value of an enum has another identifier in Rust.",
        "Its variant is called otherwise; payloads are the same.",
        "Set `ident` to the old identifier, or rename it in the source that uses it.";
    ObjectOpened "object-opened" [nb ss ss]:
        "An object may have other members now.",
        "Strict receivers refuse members they do not know.",
        "Update strict receivers first.";
    ObjectClosed "object-closed" [ss nb nb]:
        "An object has no other members now.",
        "Payloads made before may have other members.",
        "Only say so if the source does.";
    ConstraintTightened "constraint-tightened" [ss sb ss]:
        "The length or pattern of a text rules out more than before.",
        "Schemas refuse texts that were valid; no SDK minds.",
        "Only say so if the source does; have senders look at what they send first.";
    ConstraintLoosened "constraint-loosened" [sb ss ss]:
        "The length or pattern of a text rules out less than before.",
        "Schemas in the field refuse texts that are valid now; no SDK minds.",
        "Have receivers who validate update their schemas first.";
    ConstraintChanged "constraint-changed" [sb sb ss]:
        "The length or pattern of a text rules out other texts than before.",
        "The schemas of each side refuse texts of the other; no SDK minds.",
        "Have receivers who validate update their schemas first, and senders look at what they send.";
    DefaultChanged "default-changed" [ss ss ss]:
        "What it means that a field is absent is said otherwise.",
        "Nothing puts a default in; whoever does it by themselves may have to do it otherwise.",
        "Look at code that reads the absent field.";
    AliasAddedOptional "alias-added-optional" [ns ss ss] closed [nb ss ss]:
        "A field that may be absent may come under one more key.",
        "SDKs in the field take the alias for an unknown field.",
        "Have receivers update before it is sent.";
    AliasAddedRequired "alias-added-required" [nb ss ss]:
        "A field that is always sent may come under one more key.",
        "SDKs in the field miss the key they know.",
        "Have receivers update before it is sent.";
    AliasRemovedOptional "alias-removed-optional" [ss ns ns] closed [ss nb nb]:
        "A field that may be absent is no longer found under an alias.",
        "The new SDKs take the alias for an unknown field.",
        "Keep the alias as long as anybody sends or stores it.";
    AliasRemovedRequired "alias-removed-required" [ss nb nb]:
        "A field that is always sent is no longer found under an alias.",
        "The new SDKs miss the field in payloads that use the alias.",
        "Keep the alias as long as anybody sends or stores it.";
    DeprecationSet "deprecation-set" [ss ss ss]:
        "Something should no longer be relied on.",
        "Rust warns where it is used, and editors strike it out.",
        "Move to what `use` names before its `sunset`.";
    DeprecationChanged "deprecation-changed" [ss ss ss]:
        "A deprecation says something else.",
        "It was deprecated before, and is still.",
        "Look at `use` and `sunset`.";
    DeprecationLifted "deprecation-lifted" [ss ss ss]:
        "Something may be relied on again.",
        "The warning is gone.",
        "Nothing.";
    TypeAdded "type-added" [ss ss ss]:
        "A named type was added.",
        "Nobody uses it yet; the fields that do have findings of their own.",
        "Nothing.";
    TypeRemoved "type-removed" [ss ss ss]:
        "A named type was removed.",
        "Source may name it.",
        "Keep it, or use its replacement.";
    TypeRenamed "type-renamed" [ss ss ss]:
        "A value has a type of another name.",
        "Source may name the type; payloads are the same as far as no other finding says otherwise.",
        "Rename the type in the source that uses it.";
    GroupAdded "group-added" [ss ss ss]:
        "A group was added.",
        "Nobody uses it yet; its fields have findings of their own where payloads gain them.",
        "Nothing.";
    GroupRemoved "group-removed" [ss ss ss]:
        "A group was removed.",
        "Code may be written against it; its fields have findings of their own where payloads lose them.",
        "Read the fields from the payloads' types.";
    GroupLeftEvents "group-not-in-every-event" [ss ss ss]:
        "A group that every event had is missing from some.",
        "Its fields can no longer be read from an event of any kind.",
        "Match the event first, or include the group in every payload.";
    GroupInEveryEvent "group-in-every-event" [ss ss ss]:
        "Every event has a group now.",
        "Its fields can be read from an event of any kind.",
        "Nothing.";
    PackageRenamed "package-renamed" [ss ss ss]:
        "The packages have another name.",
        "Source imports them by name.",
        "Publish under the old name as long as anybody depends on it.";
    SchemaBaseChanged "schema-base-changed" [sb sb ss]:
        "The schemas have other addresses.",
        "Schemas that refer to them by `$id` no longer find them.",
        "Serve the schemas under the old addresses as well.";
    DescriptionChanged "description-changed" [ss ss ss]:
        "A description, title, source or licence is another.",
        "It is documentation.",
        "Read it.";
    ExampleChanged "example-changed" [ss ss ss]:
        "An example is another.",
        "It is documentation.",
        "Nothing.";
    EvidenceChanged "evidence-changed" [ss ss ss]:
        "A type is more or less certain than before.",
        "It is documentation.",
        "Rely on the type as far as its evidence goes.";
    SinceChanged "since-changed" [ss ss ss]:
        "The version that introduced something is another.",
        "It is documentation.",
        "Nothing.";
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

    /// The effects on those who exchange payloads, in an open or a closed object.
    pub(crate) fn wire(self, closed: bool) -> WireEffects {
        if closed { self.row().closed } else { self.row().open }
    }
}
