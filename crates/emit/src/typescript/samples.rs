//! The samples of the specification as fixtures: a module of its own, so that nobody else pays for it.

use askama::Template;
use eventspec_catalog::{Catalog, Event, Sample};

use super::Ts;
use crate::Files;
use crate::write::{Code, TsKey, TsString, TypeScript, code, print, views};

views! {
    #[derive(Template)]
    #[template(path = "typescript/samples.js.txt", escape = "none")]
    struct SamplesJs {
        events: Vec<EventView>,
    }

    #[derive(Template)]
    #[template(path = "typescript/samples.d.ts.txt", escape = "none")]
    struct SamplesDts {
        events: Vec<EventView>,
    }

    /// The samples of an event.
    struct EventView {
        /// Its name as a string literal.
        name: Ts,
        /// Its name as the key of a member.
        key: Ts,
        samples: Vec<SampleView>,
    }

    struct SampleView {
        name: Ts,
        key: Ts,
        text: Ts,
    }
}

/// Emits the module of the samples; gives its JavaScript.
pub(super) fn emit(catalog: &Catalog, files: &mut Files) -> Ts {
    let events = || catalog.events().map(|(event, _)| event_view(catalog, event)).collect();
    let js = print::<TypeScript>(&SamplesJs { events: events() });
    files.add(&Code::literal("samples.js"), &js);
    files.add(&Code::literal("samples.d.ts"), &print::<TypeScript>(&SamplesDts { events: events() }));
    js
}

fn event_view(catalog: &Catalog, event: &Event) -> EventView {
    let samples = catalog.samples.iter().filter(|sample| sample.event == event.name);
    EventView {
        name: code!("{}", TsString(&event.name)),
        key: code!("{}", TsKey(&event.name)),
        samples: samples.map(sample_view).collect(),
    }
}

fn sample_view(sample: &Sample) -> SampleView {
    SampleView {
        name: code!("{}", TsString(&sample.name)),
        key: code!("{}", TsKey(&sample.name)),
        text: code!("{}", TsString(&sample.text)),
    }
}
