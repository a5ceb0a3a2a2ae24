//! The parser of TypeScript, a Node process that answers line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use eventspec_tests::catalogues::root;
use serde_json::{Value, json};

use crate::trees::Tree;

/// The process and its pipes.
pub(crate) struct Node {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Node {
    /// Starts it.
    pub(crate) fn start() -> Result<Self, String> {
        let script = root().join("tests/slow/hostile/tree.mjs");
        let packages = root().join("tests/typescript/package.json");
        let child = Command::new("node").arg(script).arg(packages).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("cannot run `node`: {error}; Node.js 20 or newer is needed"))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(to), Some(from)) => Ok(Self { child, to, from: BufReader::new(from) }),
            _ => Err("node has no pipes".to_owned()),
        }
    }

    /// Parses a module.
    pub(crate) fn parse(&mut self, path: &str, text: &str) -> Result<Tree, String> {
        let answer = self.ask(&json!({ "path": path, "text": text }))?;
        let list = |key: &str| {
            let list = answer[key].as_array().into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let shape = format!("{} {}", answer["tree"], list("tags").join(" "));
        Ok(Tree { shape, literals: list("literals"), prose: Vec::new() })
    }

    /// Whether each text matches a pattern.
    pub(crate) fn matches(&mut self, pattern: &str, texts: &[&String]) -> Result<Vec<bool>, String> {
        let answer = self.ask(&json!({ "pattern": pattern, "texts": texts }))?;
        Ok(answer["matches"].as_array().into_iter().flatten().filter_map(Value::as_bool).collect())
    }

    fn ask(&mut self, question: &Value) -> Result<Value, String> {
        let mut ask = || -> std::io::Result<Value> {
            writeln!(self.to, "{question}")?;
            let mut line = String::new();
            self.from.read_line(&mut line)?;
            Ok(serde_json::from_str(&line)?)
        };
        let answer = ask().map_err(|error| format!("node does not answer: {error}"))?;
        answer["error"].as_str().map_or(Ok(()), |error| Err(error.to_owned())).and(Ok(answer))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
