//! What a change of the specification does to TypeScript source. No kind is left to a wildcard: a new one does not compile until
//! it is decided here. `tests/slow/who_breaks` compiles source for every one of them.

use eventspec_diff::witness::Form;
use eventspec_diff::{Effect, Kind, Strictness};

/// The effect on source that reads and makes payloads, and on source that names every case, too.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn effects(kind: Kind, _closed: bool) -> [Effect; 2] {
    use Kind as K;
    const NONE: [Effect; 2] = [Effect::Safe; 2];
    const WARNS: [Effect; 2] = [Effect::Notice; 2];
    const DEGRADES: [Effect; 2] = [Effect::Degrade; 2];
    const BREAKS: [Effect; 2] = [Effect::Break; 2];
    const BREAKS_STRICT: [Effect; 2] = [Effect::Safe, Effect::Break];
    match kind {
        K::EventRemoved
        | K::EventRenamed
        | K::EventRenamedToAlias
        | K::EventNamesSwapped
        | K::EventAliasRemoved
        | K::EventNameReassigned
        | K::EventIdentChanged
        | K::PayloadRenamed
        | K::FieldAddedRequired
        | K::FieldRemovedOptional
        | K::FieldRemovedOutsideRest
        | K::FieldRemovedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::FieldNamesSwapped
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
        | K::Retyped
        | K::TypeWidened
        | K::TypeNarrowed
        | K::WidenedToUnion
        | K::NarrowedFromUnion
        | K::AlternativeAdded
        | K::AlternativeRemoved
        | K::WidenedToAny
        | K::NarrowedFromAny
        | K::OpenEnumToString
        | K::StringToClosedEnum
        | K::ClosedEnumToString
        | K::EnumClosed
        | K::OpenValuesToInteger
        | K::ToClosedValues
        | K::ClosedValuesLifted
        | K::IntegersClosed
        | K::ListedValueRemoved
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::TypeRemoved
        | K::TypeRenamed
        | K::GroupRemoved
        | K::DeliveryRemoved
        | K::SecondSignatureAdded
        | K::SignatureRemoved
        | K::PackageRenamed => BREAKS,
        K::EventAdded | K::EnumOpened | K::EnumValueAdded | K::IntegersOpened | K::ListedValueAdded => BREAKS_STRICT,
        // The state of the field is another one, or a value is no longer provided.
        K::BlankMeaningSet
        | K::BlankMeaningUnset
        | K::StringToOpenEnum
        | K::DeliveryDetailRemoved
        | K::HandshakeRemoved => DEGRADES,
        // The package says what no compiler does: a day, a licence, or that an event may change.
        K::DeprecationSet | K::SunsetMovedEarlier | K::EventBecameUnstable | K::LicenseChanged => WARNS,
        K::EventAliasAdded
        | K::EventMoved
        | K::FieldAddedOptional
        | K::FieldIdentChanged
        | K::FieldMovedToGroup
        | K::BlankAllowedFormat
        | K::BlankForbiddenFormat
        | K::BlankAllowedOpenEnum
        | K::BlankForbiddenOpenEnum
        | K::IntegerToNumber
        | K::NumberToInteger
        | K::FormatAdded
        | K::FormatRemoved
        | K::FormatChanged
        | K::DatePartsSwapped
        | K::DateAdded
        | K::DateRemoved
        | K::UnitChanged
        | K::DateChanged
        | K::StringToText
        | K::TextToString
        | K::TextChanged
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::OpenEnumValueAdded
        | K::IntegerToOpenValues
        | K::OpenIntegerRemoved
        | K::OpenEnumValueRemoved
        | K::OpenEnumValueRenamed
        | K::ValueIdentChanged
        | K::ObjectOpened
        | K::ObjectClosed
        | K::RestAdded
        | K::RestAddedTyped
        | K::RestRemoved
        | K::RestRemovedTyped
        | K::RestWidened
        | K::RestNarrowed
        | K::RestChanged
        | K::FieldAddedOutsideRest
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::KeyReassigned
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::DeprecationChanged
        | K::DeprecationLifted
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::ReservedReused
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupLeftEvents
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::GroupNotIncluded
        | K::DeliveryAdded
        | K::DeliveryNamesAdded
        | K::DeliveryNamesRemoved
        | K::DeliveryNamesChanged
        | K::DeliveryBodyChanged
        | K::DeliveryDetailAdded
        | K::DeliveryDetailChanged
        | K::SignatureAdded
        | K::SignatureChanged
        | K::ToleranceShortened
        | K::ToleranceLengthened
        | K::AnswerChanged
        | K::HandshakeAdded
        | K::HandshakeChanged
        | K::SchemaBaseChanged
        | K::SchemasShared
        | K::SchemasSelfContained
        | K::TitleChanged
        | K::DescriptionChanged
        | K::ExampleChanged
        | K::EvidenceChanged
        | K::SinceChanged => NONE,
    }
}

/// The use of the package that a change breaks first.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn form(kind: Kind, _strictness: Strictness) -> Form {
    use Kind as K;
    match kind {
        K::EventIdentChanged
        | K::TypeRemoved
        | K::TypeRenamed
        | K::GroupRemoved
        | K::DeliveryRemoved
        | K::PackageRenamed => Form::Name,
        K::FieldMovedToGroupRequired | K::FieldMovedOutOfGroup | K::GroupLeftEvents => Form::Shared,
        K::EventAdded | K::EnumOpened | K::EnumValueAdded | K::IntegersOpened | K::ListedValueAdded => Form::Exhaust,
        K::EventAliasRemoved
        | K::EventNameReassigned
        | K::FieldAddedRequired
        | K::BecameRequired
        | K::MemberBecameRequired
        | K::BecameNonNullable
        | K::BlankForbidden
        | K::NarrowedFromUnion
        | K::AlternativeRemoved
        | K::NarrowedFromAny
        | K::StringToClosedEnum
        | K::EnumClosed
        | K::ToClosedValues
        | K::IntegersClosed
        | K::ListedValueRemoved
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::SecondSignatureAdded
        | K::SignatureRemoved => Form::Make,
        // Those that break nothing are among these.
        K::EventRemoved
        | K::EventRenamed
        | K::EventRenamedToAlias
        | K::EventNamesSwapped
        | K::EventAliasAdded
        | K::PayloadRenamed
        | K::EventMoved
        | K::FieldAddedOptional
        | K::FieldRemovedOptional
        | K::FieldRemovedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::FieldNamesSwapped
        | K::FieldIdentChanged
        | K::FieldMovedToGroup
        | K::BecameOptional
        | K::MemberBecameOptional
        | K::BecameNullable
        | K::BlankAllowed
        | K::BlankAllowedFormat
        | K::BlankForbiddenFormat
        | K::BlankAllowedOpenEnum
        | K::BlankForbiddenOpenEnum
        | K::BlankMeaningSet
        | K::BlankMeaningUnset
        | K::Retyped
        | K::TypeWidened
        | K::TypeNarrowed
        | K::IntegerToNumber
        | K::NumberToInteger
        | K::FormatAdded
        | K::FormatRemoved
        | K::FormatChanged
        | K::DatePartsSwapped
        | K::DateAdded
        | K::DateRemoved
        | K::UnitChanged
        | K::DateChanged
        | K::StringToText
        | K::TextToString
        | K::TextChanged
        | K::WidenedToUnion
        | K::AlternativeAdded
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::WidenedToAny
        | K::StringToOpenEnum
        | K::OpenEnumToString
        | K::ClosedEnumToString
        | K::OpenEnumValueAdded
        | K::IntegerToOpenValues
        | K::OpenValuesToInteger
        | K::ClosedValuesLifted
        | K::OpenIntegerRemoved
        | K::OpenEnumValueRemoved
        | K::OpenEnumValueRenamed
        | K::ValueIdentChanged
        | K::ObjectOpened
        | K::ObjectClosed
        | K::RestAdded
        | K::RestAddedTyped
        | K::RestRemoved
        | K::RestRemovedTyped
        | K::RestWidened
        | K::RestNarrowed
        | K::RestChanged
        | K::FieldAddedOutsideRest
        | K::FieldRemovedOutsideRest
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::KeyReassigned
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::DeprecationSet
        | K::DeprecationChanged
        | K::SunsetMovedEarlier
        | K::DeprecationLifted
        | K::EventBecameUnstable
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::ReservedReused
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::GroupNotIncluded
        | K::DeliveryAdded
        | K::DeliveryNamesAdded
        | K::DeliveryNamesRemoved
        | K::DeliveryNamesChanged
        | K::DeliveryBodyChanged
        | K::DeliveryDetailAdded
        | K::DeliveryDetailChanged
        | K::SignatureAdded
        | K::SignatureChanged
        | K::ToleranceShortened
        | K::ToleranceLengthened
        | K::AnswerChanged
        | K::HandshakeAdded
        | K::HandshakeRemoved
        | K::HandshakeChanged
        | K::DeliveryDetailRemoved
        | K::LicenseChanged
        | K::SchemaBaseChanged
        | K::SchemasShared
        | K::SchemasSelfContained
        | K::TitleChanged
        | K::DescriptionChanged
        | K::ExampleChanged
        | K::EvidenceChanged
        | K::SinceChanged => Form::Read,
    }
}
