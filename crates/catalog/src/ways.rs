//! Entries of an `include` in; everything that they lead to, in order, out.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Group, TypeDef};
use crate::diagnostic::{Code, Diagnostic};
use crate::include::{Entry, Node};
use crate::{fields, limits};

/// A walk along includes.
pub(crate) struct Way<'a> {
    pub types: &'a [TypeDef],
    pub groups: &'a [Group],
    pub of: &'a BTreeMap<Node, Vec<Entry>>,
    pub nodes: Vec<(Node, usize)>,
    pub seen: BTreeSet<Node>,
}

impl Way<'_> {
    fn name(&self, node: Node) -> String {
        match node {
            Node::Group(id) => self.groups.get(id.0).map(|group| format!("groups/{}", group.name)),
            Node::Type(id) => self.types.get(id.0).map(|def| format!("types/{}", def.name)),
        }
        .unwrap_or_default()
    }

    /// Follows entries. Each finding has what distinguishes it from others.
    pub(crate) fn follow(
        &mut self,
        entries: &[Entry],
        first: usize,
        chain: &mut Vec<String>,
        findings: &mut Vec<(String, Diagnostic)>,
    ) {
        for Entry { node, span } in entries {
            let name = self.name(*node);
            if let Some(cycle) = chain.iter().position(|known| *known == name).and_then(|start| chain.get(start..)) {
                let mut cycle = cycle.to_vec();
                cycle.sort();
                let message = format!("includes form a cycle: {} -> {name}", fields::shown(chain));
                let help = "remove one of these includes";
                findings.push((cycle.join(" "), Diagnostic::new(Code::IncludeCycle, span.clone(), message, help)));
                continue;
            }
            if chain.len() > limits::INCLUDE_DEPTH {
                let message = format!("includes lead to each other more than {} levels deep", limits::INCLUDE_DEPTH);
                let help = "include the innermost groups and types further out";
                let key = format!("{}:{}", span.file, span.range.start);
                findings.push((key, Diagnostic::new(Code::Limit, span.clone(), message, help)));
                continue;
            }
            if self.seen.contains(node) {
                continue;
            }
            if let Some(inner) = self.of.get(node) {
                chain.push(name);
                self.follow(inner, first, chain, findings);
                chain.pop();
            }
            if self.seen.insert(*node) {
                self.nodes.push((*node, first));
            }
        }
    }
}
