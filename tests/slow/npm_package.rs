//! The npm package as its users get it: judged by the tools that judge packages, and published to a registry, installed
//! from there into an empty project, compiled and run.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::server::Server;
use eventspec_tests::{Failed, Verdict, fail, matrix, program};
use serde_json::{Value, json};

type Test = fn(&Catalogue) -> Verdict;

fn main() -> ExitCode {
    let tests: [(&str, Test); 3] =
        [("publint", publint), ("attw", attw), ("published_installed_compiled_and_run", published)];
    let trials = all().into_iter().map(Arc::new).flat_map(|catalogue| {
        tests.map(|(name, test)| {
            let catalogue = Arc::clone(&catalogue);
            matrix::trial(format!("npm_package::{}::{name}", catalogue.name), move || test(&catalogue))
        })
    });
    matrix::run(trials.collect())
}

/// The package as `npm publish` sends it.
fn pack(catalogue: &Catalogue, directory: &Path) -> Result<String, Failed> {
    let package = catalogue.generated.join("typescript");
    let destination = directory.display().to_string();
    let printed = program::run(&package, "npm", &["pack", "--json", "--pack-destination", &destination])?;
    let printed: Value = serde_json::from_str(&printed)?;
    let name = printed[0]["filename"].as_str().ok_or("npm pack names no file")?;
    Ok(directory.join(name).display().to_string())
}

/// Runs a program of the Node packages of the slow tests.
fn tool(directory: &Path, name: &str, args: &[&str]) -> Verdict {
    let path = root().join("tests/slow/node/node_modules/.bin").join(name);
    if !path.exists() {
        return fail(format!("{name} is not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/node"));
    }
    program::run(directory, &path.display().to_string(), args).map(|_| ())
}

fn publint(catalogue: &Catalogue) -> Verdict {
    let directory = tempfile::tempdir()?;
    let tarball = pack(catalogue, directory.path())?;
    tool(directory.path(), "publint", &["run", "--strict", &tarball])
}

fn attw(catalogue: &Catalogue) -> Verdict {
    let directory = tempfile::tempdir()?;
    let tarball = pack(catalogue, directory.path())?;
    tool(directory.path(), "attw", &["--profile", "strict", &tarball])
}

fn published(catalogue: &Catalogue) -> Verdict {
    let directory = tempfile::tempdir()?;
    let tarball = pack(catalogue, directory.path())?;
    let registry = Server::start("registry.mjs", directory.path())?;
    let project = directory.path().join("project");
    fs::create_dir(&project)?;
    fs::write(project.join(".npmrc"), npmrc(&registry.address, &directory.path().join("cache")))?;
    fs::write(project.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    program::run(&project, "npm", &["publish", &tarball])?;

    let name = &catalogue.catalog.name;
    program::run(&project, "npm", &["install", name])?;
    let installed = project.join("node_modules").join(name);
    if let Some(file) = papers(catalogue).find(|file| !installed.join(file).is_file()) {
        return fail(format!("the package has no {file}"));
    }
    write_programs(catalogue, &project)?;
    for (module, resolution) in [("nodenext", "nodenext"), ("esnext", "bundler")] {
        fs::write(project.join("tsconfig.json"), tsconfig(module, resolution).to_string())?;
        tool(&project, "tsc", &["--project", "."])?;
    }
    for program in ["consumer.js", "modules.js"] {
        program::run(&project, "node", &[&format!("out/{program}")])?;
    }
    Ok(())
}

/// What a package has beside its code.
fn papers(catalogue: &Catalogue) -> impl Iterator<Item = &'static str> {
    let changelog = catalogue.catalog.changelog.iter().map(|_| "CHANGELOG.md");
    ["README.md"].into_iter().chain(catalogue.catalog.license_files.iter().map(|(name, _)| *name)).chain(changelog)
}

/// Everything from the one registry, as anybody, and through no cache that knows other packages.
fn npmrc(registry: &str, cache: &Path) -> String {
    let host = registry.trim_start_matches("http:");
    format!(
        "registry={registry}\n{host}:_authToken=anybody\ncache={}\naudit=false\nfund=false\nupdate-notifier=false\n",
        cache.display()
    )
}

fn tsconfig(module: &str, resolution: &str) -> Value {
    json!({
        "compilerOptions": {
            "strict": true,
            "skipLibCheck": false,
            "module": module,
            "moduleResolution": resolution,
            "target": "es2022",
            "lib": ["es2022", "dom"],
            "types": [],
            "outDir": "out",
        },
        "include": ["*.ts"],
    })
}

/// The programs of a user: one that receives events, one that imports every module by itself, and that of the README.
fn write_programs(catalogue: &Catalogue, project: &Path) -> Verdict {
    let name = &catalogue.catalog.name;
    let consumer = fs::read_to_string(root().join("tests/slow/node/consumer.ts"))?;
    fs::write(project.join("consumer.ts"), consumer.replace("PACKAGE", name))?;
    let samples: Vec<[&str; 2]> =
        catalogue.catalog.samples.iter().map(|sample| [sample.event.as_str(), sample.text.as_str()]).collect();
    let samples = json!(samples);
    fs::write(
        project.join("samples.ts"),
        format!("export const samples: readonly (readonly [string, string])[] = {samples};\n"),
    )?;
    let installed = project.join("node_modules").join(name);
    fs::write(project.join("modules.ts"), import_all(name, &installed)?)?;
    let readme = fs::read_to_string(installed.join("README.md"))?;
    let block = readme.split("```ts\n").nth(1).and_then(|rest| rest.split("```").next());
    let block = block.ok_or("the README of the package has no TypeScript")?;
    fs::write(
        project.join("readme.ts"),
        format!("declare const name: string;\ndeclare const body: Uint8Array;\n{block}"),
    )?;
    Ok(())
}

/// Imports each module that the package lets its users import, by its own path.
fn import_all(name: &str, installed: &Path) -> Result<String, Failed> {
    let mut text = format!("import * as index from {name:?};\n");
    let mut modules = vec!["index".to_owned()];
    for folder in ["groups", "payloads", "types"] {
        for path in files(&installed.join(folder))? {
            let Some(stem) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".d.ts")) else { continue };
            let module = format!("m{}", modules.len());
            writeln!(text, "import * as {module} from \"{name}/{folder}/{stem}\";")?;
            modules.push(module);
        }
    }
    writeln!(text, "console.log([{}].length);", modules.join(", "))?;
    if modules.len() > 1 { Ok(text) } else { fail("the package has one module only") }
}

/// The files of a directory, in order; empty if the directory does not exist.
fn files(directory: &Path) -> Result<Vec<PathBuf>, Failed> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failed>>()?;
    paths.sort();
    Ok(paths)
}
