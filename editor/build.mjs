// Builds built/editor.js from src/, and the licences of what is in it. With --check it writes
// nothing and fails if what is there is not what it would write.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const result = await build({
  entryPoints: [join(here, "src/main.js")],
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
  metafile: true,
  write: false,
});

const packages = new Set();
for (const file of Object.keys(result.metafile.inputs)) {
  const name = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (name) packages.add(name[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (license !== "MIT") throw new Error(`${name}: ${license}`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
});
const outputs = {
  "built/editor.js": result.outputFiles[0].text,
  "built/LICENSES.txt":
    "What built/editor.js holds beside this project's own script.\n\n" +
    licences.join(`\n${"-".repeat(72)}\n\n`),
};

let differ = false;
for (const [name, text] of Object.entries(outputs)) {
  const path = join(here, name);
  if (!process.argv.includes("--check")) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    console.error(`editor/${name} is not what editor/build.mjs makes of editor/src`);
    differ = true;
  }
}
process.exitCode = differ ? 1 : 0;
