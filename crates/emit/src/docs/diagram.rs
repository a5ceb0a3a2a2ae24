//! Events and the groups they share, drawn: groups on the left, payloads in the middle, events on the right.

use askama::Template;
use eventspec_catalog::Payload;

use super::{Site, links, text};
use crate::write::{Code, FileName, Html, print, views};

/// A larger diagram would not be readable.
const MOST_EVENTS: usize = 80;
/// Hues of groups before they come again.
const HUES: usize = 6;
/// Characters of a name that fit into each column.
const GROUP_FITS: usize = 17;
const PAYLOAD_FITS: usize = 21;
const EVENT_FITS: usize = 42;

/// Distances in pixels.
const ROW: usize = 26;
const GAP: usize = 12;
const TOP: usize = 8;

views! {
    #[derive(Template)]
    #[template(path = "docs/diagram.svg", escape = "none")]
    struct Diagram {
        height: usize,
        groups: Vec<Node>,
        payloads: Vec<Node>,
        events: Vec<Node>,
        /// From a group to a payload.
        shares: Vec<Line>,
        /// From a payload to an event.
        carries: Vec<Line>,
    }

    /// A name at a height.
    struct Node {
        name: Code<Html>,
        whole: Code<Html>,
        link: Code<FileName>,
        y: usize,
        hue: usize,
        count: usize,
    }

    /// The heights of both ends.
    struct Line {
        from: usize,
        to: usize,
        hue: usize,
    }
}

/// The drawing, where there are groups and not too many events.
pub(super) fn draw(site: &Site<'_>) -> Option<Code<Html>> {
    let catalog = site.catalog;
    let count = catalog.events().count();
    if catalog.groups.is_empty() || count == 0 || count > MOST_EVENTS {
        return None;
    }
    let mut diagram =
        Diagram { height: 0, groups: vec![], payloads: vec![], events: vec![], shares: vec![], carries: vec![] };
    let mut y = TOP;
    for payload in site.payloads {
        y = diagram.payload(payload, y) + GAP;
    }
    diagram.height = y.max(TOP + catalog.groups.len() * (ROW + GAP));
    diagram.add_groups(site);
    Some(print(&diagram))
}

impl Diagram {
    /// Adds a payload and its events from a height on; gives the height after them.
    fn payload(&mut self, payload: &Payload, top: usize) -> usize {
        let bottom = top + ROW * payload.events.len();
        let middle = usize::midpoint(top, bottom);
        self.payloads.push(Node::new(&payload.name, PAYLOAD_FITS, middle).counting(payload.fields.len()));
        for (index, event) in payload.events.iter().enumerate() {
            let y = top + ROW * index + ROW / 2;
            self.carries.push(Line { from: middle, to: y, hue: 0 });
            self.events.push(Node::new(&event.name, EVENT_FITS, y).linking(links::event(event)));
        }
        bottom
    }

    /// Spreads the groups over the height, and draws what they share.
    fn add_groups(&mut self, site: &Site<'_>) {
        let catalog = site.catalog;
        let room = self.height / catalog.groups.len().max(1);
        for (index, group) in catalog.groups.iter().enumerate() {
            let (y, hue) = (room * index + room / 2, index % HUES);
            let node = Node::new(&group.name, GROUP_FITS, y).linking(links::group(group));
            self.groups.push(Node { hue, ..node.counting(group.fields.len()) });
            let carries = |payload: &Payload| payload.groups.iter().any(|id| id.0 == index);
            let ends = site.payloads.iter().zip(&self.payloads).filter(|(payload, _)| carries(payload));
            self.shares.extend(ends.map(|(_, end)| Line { from: y, to: end.y, hue }));
        }
    }
}

impl Node {
    fn new(name: &str, fits: usize, y: usize) -> Self {
        let mut short: String = name.chars().take(fits).collect();
        if short.len() < name.len() {
            short.push('…');
        }
        Self { name: text(&short), whole: text(name), link: Code::empty(), y, hue: 0, count: 0 }
    }

    fn linking(self, link: Code<FileName>) -> Self {
        Self { link, ..self }
    }

    fn counting(self, count: usize) -> Self {
        Self { count, ..self }
    }
}
