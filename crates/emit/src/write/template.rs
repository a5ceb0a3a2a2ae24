//! Templates: structs of finished text in, finished text out.

use super::Code;
use crate::error::Fault;

/// What a template may print: finished text, lists of it, and views of it.
pub(crate) trait View {
    /// What is wrong with it, if anything is.
    fn fault(&self) -> Option<&Fault> {
        None
    }
}

impl<L> View for Code<L> {
    fn fault(&self) -> Option<&Fault> {
        self.fault()
    }
}
impl<T: View> View for Vec<T> {
    fn fault(&self) -> Option<&Fault> {
        self.iter().find_map(View::fault)
    }
}
impl<T: View> View for Option<T> {
    fn fault(&self) -> Option<&Fault> {
        self.as_ref().and_then(View::fault)
    }
}
impl View for bool {}
impl View for usize {}
impl View for &'static str {}

/// Structs of finished text: the fields of a template. A field that is a plain string does not compile.
macro_rules! views {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$note:meta])* $seen:vis $field:ident: $ty:ty,)* })*) => {$(
        $(#[$meta])*
        $vis struct $name { $($(#[$note])* $seen $field: $ty,)* }
        impl $crate::write::View for $name where $($ty: $crate::write::View),* {
            fn fault(&self) -> Option<&$crate::error::Fault> {
                None$(.or_else(|| $crate::write::View::fault(&self.$field)))*
            }
        }
    )*};
}
pub(crate) use views;

/// Prints a template of a language. askama takes the last line end of a template for its own.
pub(crate) fn print<L>(template: &(impl askama::Template + View)) -> Code<L> {
    if let Some(fault) = template.fault() {
        return fault.clone().into();
    }
    match template.render() {
        Ok(text) => Code::trusted(text + "\n"),
        Err(error) => {
            Fault::new(format!("the template of {} fails: {error}", std::any::type_name_of_val(template))).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::{self, Display, Formatter};

    use askama::Template;

    use super::super::Toml;
    use super::*;

    /// What no writer of ours is.
    struct Unwritable;

    impl View for Unwritable {}

    impl Display for Unwritable {
        fn fmt(&self, _: &mut Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    views! {
        #[derive(Template)]
        #[template(source = "half a {{ part }}", ext = "txt", escape = "none")]
        struct Failing {
            part: Unwritable,
        }

        #[derive(Template)]
        #[template(source = "{{ first }}{% for part in rest %}, {{ part }}{% endfor %}", ext = "txt", escape = "none")]
        struct Fine {
            first: &'static str,
            rest: Vec<Code<Toml>>,
            /// Not printed.
            last: Option<Code<Toml>>,
        }
    }

    fn cause(template: &(impl Template + View)) -> String {
        print::<Toml>(template).whole().unwrap_err().cause
    }

    #[test]
    fn a_template_that_fails_is_named() {
        let name = "eventspec_emit::write::template::tests::Failing";
        let said = format!("the template of {name} fails: an error occurred when formatting an argument");
        assert_eq!(cause(&Failing { part: Unwritable }), said);
    }

    #[test]
    fn a_template_of_code_at_fault_is_at_fault() {
        let fault = || Code::<Toml>::from(Fault::new("broken"));
        let (first, code) = ("first", || Code::<Toml>::literal("code"));
        assert_eq!(cause(&Fine { first, rest: vec![code(), fault()], last: None }), "broken");
        assert_eq!(cause(&Fine { first, rest: vec![], last: Some(fault()) }), "broken");
        let fine = print::<Toml>(&Fine { first, rest: vec![code()], last: Some(code()) });
        assert_eq!(fine.whole().unwrap(), "first, code\n");
    }
}
