//! What a change of the specification does to those who refer to the schemas, or generate code from them: it is about addresses and
//! names alone, since what the schemas say of payloads is what senders and receivers meet. No kind is left to a wildcard: a new one
//! does not compile until it is decided here. `tests/slow/who_breaks` resolves references for every one of them.

use eventspec_diff::witness::Form;
use eventspec_diff::{Effect, Kind, Strictness};

/// The effect on references to schemas; there is no strict way to refer to one.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn effects(kind: Kind, _closed: bool) -> [Effect; 2] {
    use Kind as K;
    const NONE: [Effect; 2] = [Effect::Safe; 2];
    const DEGRADES: [Effect; 2] = [Effect::Degrade; 2];
    const BREAKS: [Effect; 2] = [Effect::Break; 2];
    match kind {
        K::EventRemoved
        | K::EventIdentChanged
        | K::PayloadRenamed
        | K::NarrowedFromUnion
        | K::OpenEnumToString
        | K::ClosedEnumToString
        | K::TypeRemoved
        | K::TypeRenamed
        | K::PackageRenamed
        | K::SchemaBaseChanged => BREAKS,
        // The `title` is the name of the event, and generators name what they make after it. Its address follows the identifier.
        K::EventRenamed | K::EventRenamedToAlias | K::EventNamesSwapped => DEGRADES,
        K::EventAdded
        | K::EventAliasAdded
        | K::EventAliasRemoved
        | K::EventNameReassigned
        | K::EventMoved
        | K::FieldAddedOptional
        | K::FieldAddedRequired
        | K::FieldRemovedOptional
        | K::FieldRemovedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::FieldNamesSwapped
        | K::FieldIdentChanged
        | K::FieldMovedToGroup
        | K::FieldMovedToGroupRequired
        | K::FieldMovedOutOfGroup
        | K::BecameRequired
        | K::BecameOptional
        | K::MemberBecameRequired
        | K::MemberBecameOptional
        | K::BecameNullable
        | K::BecameNonNullable
        | K::BlankAllowed
        | K::BlankForbidden
        | K::BlankAllowedFormat
        | K::BlankForbiddenFormat
        | K::BlankAllowedOpenEnum
        | K::BlankForbiddenOpenEnum
        | K::BlankMeaningSet
        | K::BlankMeaningUnset
        | K::Retyped
        | K::IntegerToNumber
        | K::NumberToInteger
        | K::FormatAdded
        | K::FormatRemoved
        | K::FormatChanged
        | K::DateAdded
        | K::DateRemoved
        | K::DateChanged
        | K::WidenedToUnion
        | K::AlternativeAdded
        | K::AlternativeRemoved
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::TypeWidened
        | K::TypeNarrowed
        | K::WidenedToAny
        | K::NarrowedFromAny
        | K::StringToOpenEnum
        | K::StringToClosedEnum
        | K::EnumOpened
        | K::EnumClosed
        | K::EnumValueAdded
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::OpenEnumValueAdded
        | K::OpenEnumValueRemoved
        | K::OpenEnumValueRenamed
        | K::ValueIdentChanged
        | K::ObjectOpened
        | K::ObjectClosed
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::KeyReassigned
        | K::DeprecationSet
        | K::DeprecationChanged
        | K::SunsetMovedEarlier
        | K::DeprecationLifted
        | K::EventBecameUnstable
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupRemoved
        | K::GroupLeftEvents
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::GroupNotIncluded
        | K::LicenseChanged
        | K::DescriptionChanged
        | K::ExampleChanged
        | K::EvidenceChanged
        | K::SinceChanged => NONE,
    }
}

/// The reference that a change breaks first: the `$id` of a whole schema, or a definition that events share.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn form(kind: Kind, _strictness: Strictness) -> Form {
    use Kind as K;
    match kind {
        K::EventRemoved | K::EventIdentChanged | K::PackageRenamed | K::SchemaBaseChanged => Form::Name,
        // Those that break nothing are among these.
        K::EventAdded
        | K::EventRenamed
        | K::EventRenamedToAlias
        | K::EventNamesSwapped
        | K::EventAliasAdded
        | K::EventAliasRemoved
        | K::EventNameReassigned
        | K::PayloadRenamed
        | K::EventMoved
        | K::FieldAddedOptional
        | K::FieldAddedRequired
        | K::FieldRemovedOptional
        | K::FieldRemovedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::FieldNamesSwapped
        | K::FieldIdentChanged
        | K::FieldMovedToGroup
        | K::FieldMovedToGroupRequired
        | K::FieldMovedOutOfGroup
        | K::BecameRequired
        | K::BecameOptional
        | K::MemberBecameRequired
        | K::MemberBecameOptional
        | K::BecameNullable
        | K::BecameNonNullable
        | K::BlankAllowed
        | K::BlankForbidden
        | K::BlankAllowedFormat
        | K::BlankForbiddenFormat
        | K::BlankAllowedOpenEnum
        | K::BlankForbiddenOpenEnum
        | K::BlankMeaningSet
        | K::BlankMeaningUnset
        | K::Retyped
        | K::IntegerToNumber
        | K::NumberToInteger
        | K::FormatAdded
        | K::FormatRemoved
        | K::FormatChanged
        | K::DateAdded
        | K::DateRemoved
        | K::DateChanged
        | K::WidenedToUnion
        | K::NarrowedFromUnion
        | K::AlternativeAdded
        | K::AlternativeRemoved
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::TypeWidened
        | K::TypeNarrowed
        | K::WidenedToAny
        | K::NarrowedFromAny
        | K::StringToOpenEnum
        | K::OpenEnumToString
        | K::StringToClosedEnum
        | K::ClosedEnumToString
        | K::EnumOpened
        | K::EnumClosed
        | K::EnumValueAdded
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::OpenEnumValueAdded
        | K::OpenEnumValueRemoved
        | K::OpenEnumValueRenamed
        | K::ValueIdentChanged
        | K::ObjectOpened
        | K::ObjectClosed
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::KeyReassigned
        | K::DeprecationSet
        | K::DeprecationChanged
        | K::SunsetMovedEarlier
        | K::DeprecationLifted
        | K::EventBecameUnstable
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::TypeAdded
        | K::TypeRemoved
        | K::TypeRenamed
        | K::GroupAdded
        | K::GroupRemoved
        | K::GroupLeftEvents
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::GroupNotIncluded
        | K::LicenseChanged
        | K::DescriptionChanged
        | K::ExampleChanged
        | K::EvidenceChanged
        | K::SinceChanged => Form::Shared,
    }
}
