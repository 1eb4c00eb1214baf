// Opens each web page in Chromium: axe-core finds no violation, light and dark, on a telephone and a
// desk, nothing is wider than the screen, and nothing is fetched. What a screen reader is given of
// the body is what the PDF's structure tree holds, in the same order.
//
// usage: pages.mjs NODE_MODULES DOCUMENTS
//
// Every NAME.html below DOCUMENTS has a NAME.pdf beside it.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, documents] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

// What the PDF draws and the page types, or the other way round: markers of bullet lists. White
// space too, since a PDF's lines end where the page's do not.
const MARKS = /[\s\u2022\u200b\u00ad]/gu;

// The body's text in the PDF, in the order of its structure tree: the pages' heads are artifacts.
function textOfPdf(file) {
  return execFileSync("pdfinfo", ["-struct-text", file], { encoding: "utf8", maxBuffer: 1 << 28 })
    .split("\n").map((line) => line.match(/^\s*"(.*)"$/s)?.[1] ?? "").join("");
}

// The body's text as Chromium hands it to a screen reader, list markers included.
async function textOfPage(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const main = nodes.find((node) => node.role?.value === "main");
  const texts = [];
  const walk = (node) => {
    if (node.role?.value === "StaticText") texts.push(node.name.value);
    else for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
  };
  walk(main);
  return texts;
}

const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
const names = readdirSync(documents, { recursive: true }).filter((name) => name.endsWith(".html"));
let failed = names.length === 0;

for (const name of names.sort()) {
  const file = join(resolve(documents), name);
  const found = [];
  const page = await browser.newPage({ bypassCSP: true });
  page.on("console", (message) => found.push(message.text()));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) found.push(`fetches ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(async () => (await window.axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      })).violations);
      for (const { id, help, nodes } of violations) {
        found.push(`${width} ${colorScheme} ${id}: ${help}: ${nodes[0].html}`);
      }
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) found.push(`${wider} pixels wider than a screen of ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  const ours = (await textOfPage(page)).join("").replace(MARKS, "");
  const theirs = textOfPdf(file.replace(/html$/, "pdf")).replace(MARKS, "");
  if (ours !== theirs) {
    let at = 0;
    while (ours[at] === theirs[at]) at++;
    const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
    found.push(`words differ: the page has ${part(ours)}, the PDF ${part(theirs)}`);
  }
  await page.close();
  console.log(found.length ? "FAILED " : "ok     ", name);
  for (const line of found) console.log("   ", line);
  failed ||= found.length > 0;
}
await browser.close();
process.exit(failed ? 1 : 0);
