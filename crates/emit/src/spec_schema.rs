use crate::Files; pub(crate) fn emit(_: &mut Files) {}
