//! What a change of the specification does to those who refer to the schemas, or generate code from them: it is about addresses and
//! names alone, since what the schemas say of payloads is what senders and receivers meet. No kind is left to a wildcard: a new one
//! does not compile until it is decided here. `tests/slow/who_breaks` resolves references for every one of them.

use eventspec_diff::witness::Form;
use eventspec_diff::{Effect, Kind, Strictness};

/// What a change takes from those who refer to a schema.
enum Lost {
    /// The `$id` of a whole schema.
    Schema,
    /// A definition that events share.
    Definition,
    /// What the schema of an event consists of.
    Content,
    /// The title, which generators name what they make after; the address is still there.
    Title,
    Nothing,
}

/// The effect on references to schemas; there is no strict way to refer to one.
pub(super) fn effects(kind: Kind, _closed: bool) -> [Effect; 2] {
    match lost(kind) {
        Lost::Schema | Lost::Definition | Lost::Content => [Effect::Break; 2],
        Lost::Title => [Effect::Degrade; 2],
        Lost::Nothing => [Effect::Safe; 2],
    }
}

/// The reference that a change breaks first.
pub(super) fn form(kind: Kind, _strictness: Strictness) -> Form {
    match lost(kind) {
        Lost::Schema => Form::Name,
        Lost::Title => Form::Read,
        Lost::Definition | Lost::Content | Lost::Nothing => Form::Shared,
    }
}

#[allow(clippy::too_many_lines, reason = "it is a table with a line for each kind")]
fn lost(kind: Kind) -> Lost {
    use Kind as K;
    match kind {
        K::EventRemoved | K::EventIdentChanged | K::PackageRenamed | K::SchemaBaseChanged => Lost::Schema,
        K::PayloadRenamed
        | K::NarrowedFromUnion
        | K::OpenEnumToString
        | K::ClosedEnumToString
        | K::OpenValuesToInteger
        | K::ClosedValuesLifted
        | K::TypeRemoved
        | K::TypeRenamed => Lost::Definition,
        K::SchemasShared => Lost::Content,
        // The title is the name of the event, whose address follows the identifier, or that of the catalogue.
        K::EventRenamed | K::EventRenamedToAlias | K::EventNamesSwapped | K::TitleChanged => Lost::Title,
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
        | K::IntegerToOpenValues
        | K::ToClosedValues
        | K::IntegersOpened
        | K::IntegersClosed
        | K::ListedValueAdded
        | K::ListedValueRemoved
        | K::OpenIntegerRemoved
        | K::EnumValueAdded
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::OpenEnumValueAdded
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
        | K::ReservedReused
        | K::TypeAdded
        | K::GroupAdded
        | K::GroupRemoved
        | K::GroupLeftEvents
        | K::GroupInEveryEvent
        | K::GroupIncluded
        | K::GroupNotIncluded
        | K::DeliveryAdded
        | K::DeliveryRemoved
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
        | K::SchemasSelfContained
        | K::DescriptionChanged
        | K::ExampleChanged
        | K::EvidenceChanged
        | K::SinceChanged => Lost::Nothing,
    }
}
