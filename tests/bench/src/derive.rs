//! A struct per payload, as people would write it by hand.

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CoinExpiryPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "wallet_expiry_unit", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_unit: Option<String>,
    #[serde(rename = "wallet_expiry_amount", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_amount: Option<f64>,
    #[serde(rename = "wallet_expiry_notify_generated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_notify_generated_on: Option<String>,
    #[serde(rename = "wallet_expiry_estimated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_estimated_on: Option<String>,
    #[serde(rename = "wallet_expiry_formatted_estimated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_formatted_estimated_on: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CoinExpiryFlat {
    #[serde(rename = "wallet_expiry_unit", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_unit: Option<String>,
    #[serde(rename = "wallet_expiry_amount", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_amount: Option<f64>,
    #[serde(rename = "wallet_expiry_notify_generated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_notify_generated_on: Option<String>,
    #[serde(rename = "wallet_expiry_estimated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_estimated_on: Option<String>,
    #[serde(rename = "wallet_expiry_formatted_estimated_on", skip_serializing_if = "Option::is_none")]
    pub r#wallet_expiry_formatted_estimated_on: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CouponPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "offer_id", skip_serializing_if = "Option::is_none")]
    pub r#offer_id: Option<String>,
    #[serde(rename = "reference_coupon_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_id: Option<String>,
    #[serde(rename = "reference_coupon_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_source: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "value", skip_serializing_if = "Option::is_none")]
    pub r#value: Option<String>,
    #[serde(rename = "fiat_class", skip_serializing_if = "Option::is_none")]
    pub r#fiat_class: Option<String>,
    #[serde(rename = "fiat_value", skip_serializing_if = "Option::is_none")]
    pub r#fiat_value: Option<f64>,
    #[serde(rename = "fiat_target", skip_serializing_if = "Option::is_none")]
    pub r#fiat_target: Option<String>,
    #[serde(rename = "minimumcart_amount", skip_serializing_if = "Option::is_none")]
    pub r#minimumcart_amount: Option<f64>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#redirect_link: Option<String>,
    #[serde(rename = "expire", skip_serializing_if = "Option::is_none")]
    pub r#expire: Option<String>,
    #[serde(rename = "formatted_expire", skip_serializing_if = "Option::is_none")]
    pub r#formatted_expire: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CouponFlat {
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub coupon: CouponGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct LeadPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "referral_code", skip_serializing_if = "Option::is_none")]
    pub r#referral_code: Option<String>,
    #[serde(rename = "customer_id", skip_serializing_if = "Option::is_none")]
    pub r#customer_id: Option<String>,
    #[serde(rename = "referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#referred_by_referral_code: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "available", skip_serializing_if = "Option::is_none")]
    pub r#available: Option<f64>,
    #[serde(rename = "tier", skip_serializing_if = "Option::is_none")]
    pub r#tier: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "classification", skip_serializing_if = "Option::is_none")]
    pub r#classification: Option<String>,
    #[serde(rename = "transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "discount_count", skip_serializing_if = "Option::is_none")]
    pub r#discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "last_transaction", skip_serializing_if = "Option::is_none")]
    pub r#last_transaction: Option<String>,
    #[serde(rename = "accept_email", skip_serializing_if = "Option::is_none")]
    pub r#accept_email: Option<bool>,
    #[serde(rename = "accept_mobile", skip_serializing_if = "Option::is_none")]
    pub r#accept_mobile: Option<bool>,
    #[serde(rename = "accept_smartdiscountapply", skip_serializing_if = "Option::is_none")]
    pub r#accept_smartdiscountapply: Option<crate::OrBlank<bool>>,
    #[serde(rename = "aov", skip_serializing_if = "Option::is_none")]
    pub r#aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "dob", skip_serializing_if = "Option::is_none")]
    pub r#dob: Option<String>,
    #[serde(rename = "full_dob", skip_serializing_if = "Option::is_none")]
    pub r#full_dob: Option<String>,
    #[serde(rename = "gender", skip_serializing_if = "Option::is_none")]
    pub r#gender: Option<String>,
    #[serde(rename = "mid", skip_serializing_if = "Option::is_none")]
    pub r#mid: Option<String>,
    #[serde(rename = "mobile", skip_serializing_if = "Option::is_none")]
    pub r#mobile: Option<String>,
    #[serde(rename = "country", skip_serializing_if = "Option::is_none")]
    pub r#country: Option<String>,
    #[serde(rename = "eid", skip_serializing_if = "Option::is_none")]
    pub r#eid: Option<String>,
    #[serde(rename = "email", skip_serializing_if = "Option::is_none")]
    pub r#email: Option<String>,
    #[serde(rename = "email_status", skip_serializing_if = "Option::is_none")]
    pub r#email_status: Option<String>,
    #[serde(rename = "is_freezed", skip_serializing_if = "Option::is_none")]
    pub r#is_freezed: Option<crate::OrBlank<bool>>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct LeadFlat {
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "referral_code", skip_serializing_if = "Option::is_none")]
    pub r#referral_code: Option<String>,
    #[serde(rename = "customer_id", skip_serializing_if = "Option::is_none")]
    pub r#customer_id: Option<String>,
    #[serde(rename = "referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#referred_by_referral_code: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "available", skip_serializing_if = "Option::is_none")]
    pub r#available: Option<f64>,
    #[serde(rename = "tier", skip_serializing_if = "Option::is_none")]
    pub r#tier: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "classification", skip_serializing_if = "Option::is_none")]
    pub r#classification: Option<String>,
    #[serde(rename = "transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "discount_count", skip_serializing_if = "Option::is_none")]
    pub r#discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "last_transaction", skip_serializing_if = "Option::is_none")]
    pub r#last_transaction: Option<String>,
    #[serde(rename = "accept_email", skip_serializing_if = "Option::is_none")]
    pub r#accept_email: Option<bool>,
    #[serde(rename = "accept_mobile", skip_serializing_if = "Option::is_none")]
    pub r#accept_mobile: Option<bool>,
    #[serde(rename = "accept_smartdiscountapply", skip_serializing_if = "Option::is_none")]
    pub r#accept_smartdiscountapply: Option<crate::OrBlank<bool>>,
    #[serde(rename = "aov", skip_serializing_if = "Option::is_none")]
    pub r#aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "dob", skip_serializing_if = "Option::is_none")]
    pub r#dob: Option<String>,
    #[serde(rename = "full_dob", skip_serializing_if = "Option::is_none")]
    pub r#full_dob: Option<String>,
    #[serde(rename = "gender", skip_serializing_if = "Option::is_none")]
    pub r#gender: Option<String>,
    #[serde(rename = "mid", skip_serializing_if = "Option::is_none")]
    pub r#mid: Option<String>,
    #[serde(rename = "mobile", skip_serializing_if = "Option::is_none")]
    pub r#mobile: Option<String>,
    #[serde(rename = "country", skip_serializing_if = "Option::is_none")]
    pub r#country: Option<String>,
    #[serde(rename = "eid", skip_serializing_if = "Option::is_none")]
    pub r#eid: Option<String>,
    #[serde(rename = "email", skip_serializing_if = "Option::is_none")]
    pub r#email: Option<String>,
    #[serde(rename = "email_status", skip_serializing_if = "Option::is_none")]
    pub r#email_status: Option<String>,
    #[serde(rename = "is_freezed", skip_serializing_if = "Option::is_none")]
    pub r#is_freezed: Option<crate::OrBlank<bool>>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct OrderPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "reference_order_name", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_name: Option<String>,
    #[serde(rename = "reference_order_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_id: Option<String>,
    #[serde(rename = "reference_order_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_source: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "currency_code", skip_serializing_if = "Option::is_none")]
    pub r#currency_code: Option<String>,
    #[serde(rename = "reference_cart_token", skip_serializing_if = "Option::is_none")]
    pub r#reference_cart_token: Option<String>,
    #[serde(rename = "fiat_amount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_amount: Option<f64>,
    #[serde(rename = "fiat_discount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_discount: Option<f64>,
    #[serde(rename = "fiat_tax", skip_serializing_if = "Option::is_none")]
    pub r#fiat_tax: Option<f64>,
    #[serde(rename = "payment_source", skip_serializing_if = "Option::is_none")]
    pub r#payment_source: Option<String>,
    #[serde(rename = "payment_medium", skip_serializing_if = "Option::is_none")]
    pub r#payment_medium: Option<String>,
    #[serde(rename = "utm_source", skip_serializing_if = "Option::is_none")]
    pub r#utm_source: Option<String>,
    #[serde(rename = "utm_medium", skip_serializing_if = "Option::is_none")]
    pub r#utm_medium: Option<String>,
    #[serde(rename = "utm_campaign", skip_serializing_if = "Option::is_none")]
    pub r#utm_campaign: Option<String>,
    #[serde(rename = "order_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#order_driven_by: Option<String>,
    #[serde(rename = "couponredeem_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#couponredeem_driven_by: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "financial_status", skip_serializing_if = "Option::is_none")]
    pub r#financial_status: Option<String>,
    #[serde(rename = "delivery_status", skip_serializing_if = "Option::is_none")]
    pub r#delivery_status: Option<String>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "meta.coin_spent", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_spent: Option<f64>,
    #[serde(rename = "meta.coin_reward", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_reward: Option<f64>,
    #[serde(rename = "meta.is_rewarded", skip_serializing_if = "Option::is_none")]
    pub r#meta_is_rewarded: Option<crate::OrBlank<bool>>,
    #[serde(rename = "meta.currency_code", skip_serializing_if = "Option::is_none")]
    pub r#meta_currency_code: Option<String>,
    #[serde(rename = "meta.redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#meta_redirect_link: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct OrderFlat {
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub order: OrderGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReferralPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "offer_id", skip_serializing_if = "Option::is_none")]
    pub r#offer_id: Option<String>,
    #[serde(rename = "reference_coupon_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_id: Option<String>,
    #[serde(rename = "reference_coupon_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_source: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "value", skip_serializing_if = "Option::is_none")]
    pub r#value: Option<String>,
    #[serde(rename = "fiat_class", skip_serializing_if = "Option::is_none")]
    pub r#fiat_class: Option<String>,
    #[serde(rename = "fiat_value", skip_serializing_if = "Option::is_none")]
    pub r#fiat_value: Option<f64>,
    #[serde(rename = "fiat_target", skip_serializing_if = "Option::is_none")]
    pub r#fiat_target: Option<String>,
    #[serde(rename = "minimumcart_amount", skip_serializing_if = "Option::is_none")]
    pub r#minimumcart_amount: Option<f64>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#redirect_link: Option<String>,
    #[serde(rename = "expire", skip_serializing_if = "Option::is_none")]
    pub r#expire: Option<String>,
    #[serde(rename = "formatted_expire", skip_serializing_if = "Option::is_none")]
    pub r#formatted_expire: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(rename = "referred_by_name", skip_serializing_if = "Option::is_none")]
    pub r#referred_by_name: Option<String>,
    #[serde(rename = "referred_to_name", skip_serializing_if = "Option::is_none")]
    pub r#referred_to_name: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReferralFlat {
    #[serde(rename = "referred_by_name", skip_serializing_if = "Option::is_none")]
    pub r#referred_by_name: Option<String>,
    #[serde(rename = "referred_to_name", skip_serializing_if = "Option::is_none")]
    pub r#referred_to_name: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub coupon: CouponGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReferrerNotificationPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReferrerNotificationFlat {
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReviewPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "order_id", skip_serializing_if = "Option::is_none")]
    pub r#order_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "reference_product_name", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_name: Option<String>,
    #[serde(rename = "reference_product_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_source: Option<String>,
    #[serde(rename = "reference_product_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_id: Option<String>,
    #[serde(rename = "reference_product_redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_redirect_link: Option<String>,
    #[serde(rename = "reference_review_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_review_source: Option<String>,
    #[serde(rename = "reference_review_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_review_id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "rating", skip_serializing_if = "Option::is_none")]
    pub r#rating: Option<f64>,
    #[serde(rename = "title", skip_serializing_if = "Option::is_none")]
    pub r#title: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "reply_to", skip_serializing_if = "Option::is_none")]
    pub r#reply_to: Option<String>,
    #[serde(rename = "meta.coin_reward", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_reward: Option<f64>,
    #[serde(rename = "meta.is_rewarded", skip_serializing_if = "Option::is_none")]
    pub r#meta_is_rewarded: Option<crate::OrBlank<bool>>,
    #[serde(rename = "is_verified", skip_serializing_if = "Option::is_none")]
    pub r#is_verified: Option<crate::OrBlank<bool>>,
    #[serde(rename = "is_approved", skip_serializing_if = "Option::is_none")]
    pub r#is_approved: Option<bool>,
    #[serde(rename = "is_featured", skip_serializing_if = "Option::is_none")]
    pub r#is_featured: Option<crate::OrBlank<bool>>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReviewFlat {
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "order_id", skip_serializing_if = "Option::is_none")]
    pub r#order_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "reference_product_name", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_name: Option<String>,
    #[serde(rename = "reference_product_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_source: Option<String>,
    #[serde(rename = "reference_product_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_id: Option<String>,
    #[serde(rename = "reference_product_redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#reference_product_redirect_link: Option<String>,
    #[serde(rename = "reference_review_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_review_source: Option<String>,
    #[serde(rename = "reference_review_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_review_id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "rating", skip_serializing_if = "Option::is_none")]
    pub r#rating: Option<f64>,
    #[serde(rename = "title", skip_serializing_if = "Option::is_none")]
    pub r#title: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "reply_to", skip_serializing_if = "Option::is_none")]
    pub r#reply_to: Option<String>,
    #[serde(rename = "meta.coin_reward", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_reward: Option<f64>,
    #[serde(rename = "meta.is_rewarded", skip_serializing_if = "Option::is_none")]
    pub r#meta_is_rewarded: Option<crate::OrBlank<bool>>,
    #[serde(rename = "is_verified", skip_serializing_if = "Option::is_none")]
    pub r#is_verified: Option<crate::OrBlank<bool>>,
    #[serde(rename = "is_approved", skip_serializing_if = "Option::is_none")]
    pub r#is_approved: Option<bool>,
    #[serde(rename = "is_featured", skip_serializing_if = "Option::is_none")]
    pub r#is_featured: Option<crate::OrBlank<bool>>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReviewRequestPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "reference_order_name", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_name: Option<String>,
    #[serde(rename = "reference_order_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_id: Option<String>,
    #[serde(rename = "reference_order_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_source: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "currency_code", skip_serializing_if = "Option::is_none")]
    pub r#currency_code: Option<String>,
    #[serde(rename = "reference_cart_token", skip_serializing_if = "Option::is_none")]
    pub r#reference_cart_token: Option<String>,
    #[serde(rename = "fiat_amount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_amount: Option<f64>,
    #[serde(rename = "fiat_discount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_discount: Option<f64>,
    #[serde(rename = "fiat_tax", skip_serializing_if = "Option::is_none")]
    pub r#fiat_tax: Option<f64>,
    #[serde(rename = "payment_source", skip_serializing_if = "Option::is_none")]
    pub r#payment_source: Option<String>,
    #[serde(rename = "payment_medium", skip_serializing_if = "Option::is_none")]
    pub r#payment_medium: Option<String>,
    #[serde(rename = "utm_source", skip_serializing_if = "Option::is_none")]
    pub r#utm_source: Option<String>,
    #[serde(rename = "utm_medium", skip_serializing_if = "Option::is_none")]
    pub r#utm_medium: Option<String>,
    #[serde(rename = "utm_campaign", skip_serializing_if = "Option::is_none")]
    pub r#utm_campaign: Option<String>,
    #[serde(rename = "order_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#order_driven_by: Option<String>,
    #[serde(rename = "couponredeem_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#couponredeem_driven_by: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "financial_status", skip_serializing_if = "Option::is_none")]
    pub r#financial_status: Option<String>,
    #[serde(rename = "delivery_status", skip_serializing_if = "Option::is_none")]
    pub r#delivery_status: Option<String>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "meta.coin_spent", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_spent: Option<f64>,
    #[serde(rename = "meta.coin_reward", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_reward: Option<f64>,
    #[serde(rename = "meta.is_rewarded", skip_serializing_if = "Option::is_none")]
    pub r#meta_is_rewarded: Option<crate::OrBlank<bool>>,
    #[serde(rename = "meta.currency_code", skip_serializing_if = "Option::is_none")]
    pub r#meta_currency_code: Option<String>,
    #[serde(rename = "meta.redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#meta_redirect_link: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(rename = "order_review_link", skip_serializing_if = "Option::is_none")]
    pub r#order_review_link: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct ReviewRequestFlat {
    #[serde(rename = "order_review_link", skip_serializing_if = "Option::is_none")]
    pub r#order_review_link: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub order: OrderGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct VipTierPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct VipTierFlat {
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// All fields in one struct; unknown keys are dropped.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct WalletTransactionPlain {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "title", skip_serializing_if = "Option::is_none")]
    pub r#title: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "amount", skip_serializing_if = "Option::is_none")]
    pub r#amount: Option<f64>,
    #[serde(rename = "closing_balance", skip_serializing_if = "Option::is_none")]
    pub r#closing_balance: Option<f64>,
    #[serde(rename = "consolidated_cr", skip_serializing_if = "Option::is_none")]
    pub r#consolidated_cr: Option<f64>,
    #[serde(rename = "consolidated_dr", skip_serializing_if = "Option::is_none")]
    pub r#consolidated_dr: Option<f64>,
    #[serde(rename = "hash", skip_serializing_if = "Option::is_none")]
    pub r#hash: Option<String>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "operation", skip_serializing_if = "Option::is_none")]
    pub r#operation: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

/// Groups and unknown keys flattened.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct WalletTransactionFlat {
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "title", skip_serializing_if = "Option::is_none")]
    pub r#title: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "amount", skip_serializing_if = "Option::is_none")]
    pub r#amount: Option<f64>,
    #[serde(rename = "closing_balance", skip_serializing_if = "Option::is_none")]
    pub r#closing_balance: Option<f64>,
    #[serde(rename = "consolidated_cr", skip_serializing_if = "Option::is_none")]
    pub r#consolidated_cr: Option<f64>,
    #[serde(rename = "consolidated_dr", skip_serializing_if = "Option::is_none")]
    pub r#consolidated_dr: Option<f64>,
    #[serde(rename = "hash", skip_serializing_if = "Option::is_none")]
    pub r#hash: Option<String>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "operation", skip_serializing_if = "Option::is_none")]
    pub r#operation: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
    #[serde(flatten)]
    pub common: CommonGroup,
    #[serde(flatten)]
    pub extra: std::collections::HashMap<String, serde_json::Value>,
}

/// A shared group.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CommonGroup {
    #[serde(rename = "business_name", skip_serializing_if = "Option::is_none")]
    pub r#business_name: Option<String>,
    #[serde(rename = "business_uri", skip_serializing_if = "Option::is_none")]
    pub r#business_uri: Option<String>,
    #[serde(rename = "nector_business_uri", skip_serializing_if = "Option::is_none")]
    pub r#nector_business_uri: Option<String>,
    #[serde(rename = "business_coin_name", skip_serializing_if = "Option::is_none")]
    pub r#business_coin_name: Option<String>,
    #[serde(rename = "business_currency_code", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_code: Option<String>,
    #[serde(rename = "business_currency_symbol", skip_serializing_if = "Option::is_none")]
    pub r#business_currency_symbol: Option<String>,
    #[serde(rename = "user_customer_id", skip_serializing_if = "Option::is_none")]
    pub r#user_customer_id: Option<String>,
    #[serde(rename = "user_name", skip_serializing_if = "Option::is_none")]
    pub r#user_name: Option<String>,
    #[serde(rename = "user_email", skip_serializing_if = "Option::is_none")]
    pub r#user_email: Option<String>,
    #[serde(rename = "user_mobile", skip_serializing_if = "Option::is_none")]
    pub r#user_mobile: Option<String>,
    #[serde(rename = "user_tier", skip_serializing_if = "Option::is_none")]
    pub r#user_tier: Option<String>,
    #[serde(rename = "user_type", skip_serializing_if = "Option::is_none")]
    pub r#user_type: Option<String>,
    #[serde(rename = "user_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_code: Option<String>,
    #[serde(rename = "user_referred_by_referral_code", skip_serializing_if = "Option::is_none")]
    pub r#user_referred_by_referral_code: Option<String>,
    #[serde(rename = "user_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_referral_link: Option<String>,
    #[serde(rename = "user_new_referral_link", skip_serializing_if = "Option::is_none")]
    pub r#user_new_referral_link: Option<String>,
    #[serde(rename = "user_available_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_available_balance: Option<f64>,
    #[serde(rename = "user_balance", skip_serializing_if = "Option::is_none")]
    pub r#user_balance: Option<f64>,
    #[serde(rename = "user_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_dob: Option<String>,
    #[serde(rename = "user_full_dob", skip_serializing_if = "Option::is_none")]
    pub r#user_full_dob: Option<String>,
    #[serde(rename = "user_gender", skip_serializing_if = "Option::is_none")]
    pub r#user_gender: Option<String>,
    #[serde(rename = "user_country", skip_serializing_if = "Option::is_none")]
    pub r#user_country: Option<String>,
    #[serde(rename = "user_transaction_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_transaction_count", skip_serializing_if = "Option::is_none")]
    pub r#user_transaction_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_amount", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_amount: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_discount_count", skip_serializing_if = "Option::is_none")]
    pub r#user_discount_count: Option<crate::OrBlank<f64>>,
    #[serde(rename = "user_aov", skip_serializing_if = "Option::is_none")]
    pub r#user_aov: Option<crate::OrBlank<f64>>,
}

/// A shared group.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct CouponGroup {
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "offer_id", skip_serializing_if = "Option::is_none")]
    pub r#offer_id: Option<String>,
    #[serde(rename = "reference_coupon_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_id: Option<String>,
    #[serde(rename = "reference_coupon_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_coupon_source: Option<String>,
    #[serde(rename = "name", skip_serializing_if = "Option::is_none")]
    pub r#name: Option<String>,
    #[serde(rename = "description", skip_serializing_if = "Option::is_none")]
    pub r#description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "value", skip_serializing_if = "Option::is_none")]
    pub r#value: Option<String>,
    #[serde(rename = "fiat_class", skip_serializing_if = "Option::is_none")]
    pub r#fiat_class: Option<String>,
    #[serde(rename = "fiat_value", skip_serializing_if = "Option::is_none")]
    pub r#fiat_value: Option<f64>,
    #[serde(rename = "fiat_target", skip_serializing_if = "Option::is_none")]
    pub r#fiat_target: Option<String>,
    #[serde(rename = "minimumcart_amount", skip_serializing_if = "Option::is_none")]
    pub r#minimumcart_amount: Option<f64>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#redirect_link: Option<String>,
    #[serde(rename = "expire", skip_serializing_if = "Option::is_none")]
    pub r#expire: Option<String>,
    #[serde(rename = "formatted_expire", skip_serializing_if = "Option::is_none")]
    pub r#formatted_expire: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

/// A shared group.
#[derive(serde::Deserialize, serde::Serialize)]
pub struct OrderGroup {
    #[serde(rename = "entity_id", skip_serializing_if = "Option::is_none")]
    pub r#entity_id: Option<String>,
    #[serde(rename = "lead_id", skip_serializing_if = "Option::is_none")]
    pub r#lead_id: Option<String>,
    #[serde(rename = "reference_order_name", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_name: Option<String>,
    #[serde(rename = "reference_order_id", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_id: Option<String>,
    #[serde(rename = "reference_order_source", skip_serializing_if = "Option::is_none")]
    pub r#reference_order_source: Option<String>,
    #[serde(rename = "activity_id", skip_serializing_if = "Option::is_none")]
    pub r#activity_id: Option<String>,
    #[serde(rename = "currency_code", skip_serializing_if = "Option::is_none")]
    pub r#currency_code: Option<String>,
    #[serde(rename = "reference_cart_token", skip_serializing_if = "Option::is_none")]
    pub r#reference_cart_token: Option<String>,
    #[serde(rename = "fiat_amount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_amount: Option<f64>,
    #[serde(rename = "fiat_discount", skip_serializing_if = "Option::is_none")]
    pub r#fiat_discount: Option<f64>,
    #[serde(rename = "fiat_tax", skip_serializing_if = "Option::is_none")]
    pub r#fiat_tax: Option<f64>,
    #[serde(rename = "payment_source", skip_serializing_if = "Option::is_none")]
    pub r#payment_source: Option<String>,
    #[serde(rename = "payment_medium", skip_serializing_if = "Option::is_none")]
    pub r#payment_medium: Option<String>,
    #[serde(rename = "utm_source", skip_serializing_if = "Option::is_none")]
    pub r#utm_source: Option<String>,
    #[serde(rename = "utm_medium", skip_serializing_if = "Option::is_none")]
    pub r#utm_medium: Option<String>,
    #[serde(rename = "utm_campaign", skip_serializing_if = "Option::is_none")]
    pub r#utm_campaign: Option<String>,
    #[serde(rename = "order_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#order_driven_by: Option<String>,
    #[serde(rename = "couponredeem_driven_by", skip_serializing_if = "Option::is_none")]
    pub r#couponredeem_driven_by: Option<String>,
    #[serde(rename = "status", skip_serializing_if = "Option::is_none")]
    pub r#status: Option<String>,
    #[serde(rename = "financial_status", skip_serializing_if = "Option::is_none")]
    pub r#financial_status: Option<String>,
    #[serde(rename = "delivery_status", skip_serializing_if = "Option::is_none")]
    pub r#delivery_status: Option<String>,
    #[serde(rename = "meta.lead_name", skip_serializing_if = "Option::is_none")]
    pub r#meta_lead_name: Option<String>,
    #[serde(rename = "meta.coin_spent", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_spent: Option<f64>,
    #[serde(rename = "meta.coin_reward", skip_serializing_if = "Option::is_none")]
    pub r#meta_coin_reward: Option<f64>,
    #[serde(rename = "meta.is_rewarded", skip_serializing_if = "Option::is_none")]
    pub r#meta_is_rewarded: Option<crate::OrBlank<bool>>,
    #[serde(rename = "meta.currency_code", skip_serializing_if = "Option::is_none")]
    pub r#meta_currency_code: Option<String>,
    #[serde(rename = "meta.redirect_link", skip_serializing_if = "Option::is_none")]
    pub r#meta_redirect_link: Option<String>,
    #[serde(rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub r#updated_at: Option<String>,
    #[serde(rename = "created_at", skip_serializing_if = "Option::is_none")]
    pub r#created_at: Option<String>,
}

