//! What the TypeScript SDK makes of payloads, and its compiler of source.

use std::collections::BTreeMap;
use std::process::Command;

use eventspec_diff::{Effect, Side};
use eventspec_tests::catalogues::root;
use eventspec_tests::readers::node;
use eventspec_tests::{Failed, fail};
use serde_json::{Value, json};

use crate::rust::Request;
use crate::workspace::{Workspace, word, write};
use eventspec_tests::changes::World;

/// What the SDK makes of a payload.
#[derive(Default)]
pub(crate) struct Reading {
    /// Classes of deviations.
    pub classes: String,
    /// Whether it has issues as a Standard Schema.
    pub verdict: String,
    /// The state of the field that the finding is about.
    pub state: Option<String>,
}

/// What the SDK makes of each payload.
pub(crate) fn run(workspace: &Workspace, worlds: &[World], requests: &[Request]) -> Result<Vec<Reading>, Failed> {
    let lines: Vec<Value> = requests
        .iter()
        .map(|request| {
            let package = workspace.generated(&worlds[request.world], request.side).join("typescript");
            json!({ "package": package, "event": request.event, "text": request.text, "field": request.field })
        })
        .collect();
    let script = root().join("tests/slow/who_breaks/standard.mjs").display().to_string();
    let classes = |answer: &Value| match answer["deviations"].as_array() {
        Some(all) => all.iter().filter_map(|deviation| deviation["class"].as_str()).collect::<Vec<_>>().join(" "),
        None => format!("refused: {answer}"),
    };
    let reported = node::ask("reader.mjs", &lines)?;
    let judged = node::ask(&script, &lines)?;
    let reading = |(reported, judged): (&Value, &Value)| Reading {
        classes: classes(reported),
        verdict: judged["answer"].as_str().unwrap_or_default().to_owned(),
        state: judged["state"].as_str().map(str::to_owned),
    };
    Ok(reported.iter().zip(&judged).map(reading).collect())
}

/// What the compiler says of each piece of source, with the packages of one side.
pub(crate) fn compile(
    workspace: &Workspace,
    worlds: &[World],
    side: Side,
    sources: &BTreeMap<usize, String>,
) -> Result<BTreeMap<usize, (Effect, String)>, Failed> {
    let directory = workspace.path(&format!("typescript/{}", word(side)));
    for (number, code) in sources {
        write(&directory.join(format!("s{number}.ts")), &format!("{code}\n"))?;
    }
    let paths: BTreeMap<String, [String; 1]> = worlds
        .iter()
        .flat_map(|world| {
            let package = workspace.generated(world, side).join("typescript");
            let name = &world.on(side).name;
            [(name.clone(), "index.d.ts"), (format!("{name}/delivery"), "delivery.d.ts")]
                .map(|(name, file)| (name, [package.join(file).display().to_string()]))
        })
        .collect();
    let config = json!({
        "compilerOptions": {
            "strict": true, "noEmit": true, "skipLibCheck": true, "exactOptionalPropertyTypes": true,
            "module": "nodenext", "target": "es2022", "lib": ["es2022"], "types": [], "paths": paths,
        },
        "include": ["*.ts"],
    });
    write(&directory.join("tsconfig.json"), &config.to_string())?;
    let tsc = root().join("tests/typescript/node_modules/typescript/bin/tsc");
    let output = Command::new("node")
        .arg(tsc)
        .args(["-p", "tsconfig.json", "--pretty", "false"])
        .current_dir(&directory)
        .output();
    let output = output.map_err(|error| format!("cannot run `node`: {error}; Node.js 20 or newer is needed"))?;
    let text = String::from_utf8(output.stdout)?;
    let mut verdicts = BTreeMap::new();
    for line in text.lines() {
        // A line that is indented goes on with the one before.
        let number =
            line.strip_prefix('s').and_then(|rest| rest.split_once(".ts(")).and_then(|(number, _)| number.parse().ok());
        match number {
            Some(number) => {
                verdicts.entry(number).or_insert((Effect::Break, line.to_owned()));
            }
            None if line.starts_with(' ') => {}
            None => return fail(format!("tsc says: {line}\n{}", String::from_utf8_lossy(&output.stderr))),
        }
    }
    Ok(verdicts)
}
