//! What a change of the specification does to Rust source. No kind is left to a wildcard: a new one does not compile until it is
//! decided here. `tests/slow/who_breaks` compiles source for every one of them.

use eventspec_diff::witness::Form;
use eventspec_diff::{Effect, Kind, Strictness};

/// The effect on source that uses the tolerant SDK, and on source that names every case and member of the strict types.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn effects(kind: Kind, closed: bool) -> [Effect; 2] {
    use Kind as K;
    const NONE: [Effect; 2] = [Effect::Safe; 2];
    const WARNS: [Effect; 2] = [Effect::Notice; 2];
    const DEGRADES_TOLERANT: [Effect; 2] = [Effect::Degrade, Effect::Safe];
    const BREAKS: [Effect; 2] = [Effect::Break; 2];
    const BREAKS_TOLERANT: [Effect; 2] = [Effect::Break, Effect::Safe];
    const BREAKS_STRICT: [Effect; 2] = [Effect::Safe, Effect::Break];
    match kind {
        K::EventRemoved
        | K::EventIdentChanged
        | K::PayloadRenamed
        | K::EventMoved
        | K::FieldRemovedOptional
        | K::FieldRemovedRequired
        | K::FieldIdentChanged
        | K::Retyped
        | K::TypeWidened
        | K::TypeNarrowed
        | K::IntegerToNumber
        | K::NumberToInteger
        | K::WidenedToUnion
        | K::NarrowedFromUnion
        | K::RestRemovedTyped
        | K::RestWidened
        | K::RestNarrowed
        | K::RestChanged
        | K::FieldRemovedOutsideRest
        | K::AlternativeRemoved
        | K::WidenedToAny
        | K::NarrowedFromAny
        | K::StringToOpenEnum
        | K::OpenEnumToString
        | K::StringToClosedEnum
        | K::ClosedEnumToString
        // The name of the type is gone; the accessor gave the integer or boolean all along.
        | K::OpenValuesToInteger
        | K::ClosedValuesLifted
        | K::EnumValueRemoved
        | K::TypeRemoved
        | K::TypeRenamed
        | K::PackageRenamed => BREAKS,
        // A strict open enum is a text.
        K::ValueIdentChanged => {
            if closed {
                BREAKS
            } else {
                BREAKS_TOLERANT
            }
        }
        K::FieldMovedOutOfGroup
        | K::DateAdded
        | K::DateRemoved
        | K::UnitChanged
        | K::DateChanged
        | K::RestRemoved
        | K::StringToText
        | K::TextToString
        | K::TextChanged
        | K::OpenEnumValueRemoved
        | K::GroupRemoved
        | K::GroupLeftEvents
        | K::GroupNotIncluded
        | K::DeliveryRemoved => BREAKS_TOLERANT,
        K::FieldAddedOptional
        | K::FieldAddedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::MemberBecameRequired
        | K::MemberBecameOptional
        | K::BecameNullable
        | K::BecameNonNullable
        | K::BlankAllowed
        | K::BlankForbidden
        | K::BlankAllowedFormat
        | K::BlankForbiddenFormat
        | K::AlternativeAdded
        | K::EnumOpened
        | K::EnumClosed
        | K::IntegersClosed
        | K::IntegerToOpenValues
        | K::ToClosedValues
        | K::EnumValueAdded
        | K::ObjectOpened
        | K::ObjectClosed
        | K::RestAddedTyped
        | K::FieldAddedOutsideRest
        | K::KeyReassigned
        | K::ReservedReused
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired => BREAKS_STRICT,
        // The state of the field is another one.
        K::BlankMeaningSet
        | K::BlankMeaningUnset
        // A value is no longer provided; and a receiver that is built with the secrets of before is an error when the program starts.
        | K::DeliveryDetailRemoved
        | K::HandshakeRemoved
        | K::SecondSignatureAdded
        | K::SignatureRemoved => DEGRADES_TOLERANT,
        // The package says what no compiler does: a day, a licence, or that an event may change.
        K::DeprecationSet | K::SunsetMovedEarlier | K::EventBecameUnstable | K::LicenseChanged => WARNS,
        K::EventAdded
        | K::EventRenamed
        | K::EventRenamedToAlias
        | K::EventNamesSwapped
        | K::EventAliasAdded
        | K::EventAliasRemoved
        | K::EventNameReassigned
        | K::FieldNamesSwapped
        | K::FieldMovedToGroup
        | K::FieldMovedToGroupRequired
        | K::BecameRequired
        | K::BecameOptional
        | K::BlankAllowedOpenEnum
        | K::BlankForbiddenOpenEnum
        | K::FormatAdded
        | K::FormatRemoved
        | K::FormatChanged
        | K::DatePartsSwapped
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::RestAdded
        | K::EnumValueRenamed
        | K::OpenEnumValueAdded
        | K::IntegersOpened
        | K::ListedValueAdded
        | K::ListedValueRemoved
        | K::OpenIntegerRemoved
        | K::OpenEnumValueRenamed
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::DeprecationChanged
        | K::DeprecationLifted
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupInEveryEvent
        | K::GroupIncluded
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

/// The use of a package that a change breaks first.
#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
pub(super) fn form(kind: Kind, strictness: Strictness) -> Form {
    use Kind as K;
    match kind {
        K::TypeRemoved | K::TypeRenamed | K::GroupRemoved | K::DeliveryRemoved | K::PackageRenamed => Form::Name,
        K::FieldMovedOutOfGroup | K::GroupLeftEvents | K::GroupNotIncluded => Form::Shared,
        K::FieldAddedOptional
        | K::FieldAddedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::AlternativeAdded
        | K::AlternativeRemoved
        | K::EnumOpened
        | K::EnumClosed
        | K::IntegersClosed
        | K::EnumValueAdded
        | K::EnumValueRemoved
        | K::ValueIdentChanged
        | K::ObjectOpened
        | K::ObjectClosed
        | K::KeyReassigned
        | K::ReservedReused
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::FieldAddedOutsideRest => match strictness {
            Strictness::Tolerant => Form::Read,
            Strictness::Strict => Form::Exhaust,
        },
        K::OpenValuesToInteger | K::ClosedValuesLifted => match strictness {
            Strictness::Tolerant => Form::Name,
            Strictness::Strict => Form::Read,
        },
        // Those that break nothing are among these.
        K::EventAdded
        | K::RestAdded
        | K::RestAddedTyped
        | K::RestRemoved
        | K::RestRemovedTyped
        | K::RestWidened
        | K::RestNarrowed
        | K::RestChanged
        | K::FieldRemovedOutsideRest
        | K::EventRemoved
        | K::EventRenamed
        | K::EventRenamedToAlias
        | K::EventNamesSwapped
        | K::EventAliasAdded
        | K::EventAliasRemoved
        | K::EventNameReassigned
        | K::EventIdentChanged
        | K::PayloadRenamed
        | K::EventMoved
        | K::FieldRemovedOptional
        | K::FieldRemovedRequired
        | K::FieldNamesSwapped
        | K::FieldIdentChanged
        | K::FieldMovedToGroup
        | K::FieldMovedToGroupRequired
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
        | K::NarrowedFromUnion
        | K::UnionReordered
        | K::UnionChoiceChanged
        | K::WidenedToAny
        | K::NarrowedFromAny
        | K::StringToOpenEnum
        | K::OpenEnumToString
        | K::StringToClosedEnum
        | K::ClosedEnumToString
        | K::EnumValueRenamed
        | K::OpenEnumValueAdded
        | K::IntegerToOpenValues
        | K::ToClosedValues
        | K::IntegersOpened
        | K::ListedValueAdded
        | K::ListedValueRemoved
        | K::OpenIntegerRemoved
        | K::OpenEnumValueRemoved
        | K::OpenEnumValueRenamed
        | K::ConstraintTightened
        | K::ConstraintLoosened
        | K::ConstraintChanged
        | K::DefaultChanged
        | K::DeprecationSet
        | K::DeprecationChanged
        | K::SunsetMovedEarlier
        | K::DeprecationLifted
        | K::EventBecameUnstable
        | K::EventBecameStable
        | K::ReservedRemoved
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::DeliveryAdded
        | K::DeliveryNamesAdded
        | K::DeliveryNamesRemoved
        | K::DeliveryNamesChanged
        | K::DeliveryBodyChanged
        | K::DeliveryDetailAdded
        | K::DeliveryDetailRemoved
        | K::DeliveryDetailChanged
        | K::SignatureAdded
        | K::SecondSignatureAdded
        | K::SignatureRemoved
        | K::SignatureChanged
        | K::ToleranceShortened
        | K::ToleranceLengthened
        | K::AnswerChanged
        | K::HandshakeAdded
        | K::HandshakeRemoved
        | K::HandshakeChanged
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
