// Opens each web page in Chromium: axe-core finds no violation, light and dark, on a telephone and a
// desk, nothing is wider than the screen, and nothing is fetched. What a screen reader is given of
// the page's head and main part is what the PDF says, in the same order.
//
// usage: pages.mjs PYTHON NODE_MODULES DOCUMENTS
//
// Every NAME.html below DOCUMENTS has a NAME.pdf beside it.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [python, modules, documents] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

// The web page keeps its author's marks for lines' ends; in the PDF they are places, not characters.
const AUTHORS_MARKS = /[\u00ad\u200b\u2060]/gu;

// What Chromium hands to a screen reader of the page's head and main part: its characters, markers of lists
// included, and apart from them the texts that stand for what is drawn.
async function saidByPage(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const states = new Set();
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: ".state" });
  for (const nodeId of nodeIds) {
    const { node } = await session.send("DOM.describeNode", { nodeId });
    states.add(node.backendNodeId);
  }
  const said = { text: "", alternatives: [] };
  const walk = (node, isState) => {
    isState ||= states.has(node.backendDOMNodeId);
    if (node.role?.value === "ListMarker") said.text += node.name.value;
    else if (node.role?.value === "image") said.alternatives.push(node.name.value);
    else if (node.role?.value !== "StaticText") {
      for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id), isState);
    } else if (isState) said.alternatives.push(node.name.value.trim());
    else said.text += node.name.value;
  };
  for (const part of ["banner", "main"]) walk(nodes.find((node) => node.role?.value === part), false);
  return said;
}

// Where two texts begin to differ.
function difference(ours, theirs) {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `the page has ${part(ours)}, the PDF ${part(theirs)}`;
}

const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
const names = readdirSync(documents, { recursive: true }).filter((name) => name.endsWith(".html"));
const pdfs = names.map((name) => join(resolve(documents), name.replace(/html$/, "pdf")));
const twins = JSON.parse(execFileSync(
  python, [join(import.meta.dirname, "body_text.py"), ...pdfs], { maxBuffer: 1 << 28 }));
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
  const said = await saidByPage(page);
  const twin = twins[file.replace(/html$/, "pdf")];
  // The author's hyphen at which no line ends is one like others in the PDF, which holds it together.
  said.text = said.text.replaceAll("\u2011", "-");
  const withoutBlanks = (text) => text.replace(/\s/gu, "").normalize();
  const [ours, theirs] = [said.text.replace(AUTHORS_MARKS, ""), twin.text].map(withoutBlanks);
  if (ours !== theirs) found.push(`words differ: ${difference(ours, theirs)}`);
  const [drawn, shown] = [said, twin].map(({ alternatives }) => alternatives.join(" | "));
  if (drawn !== shown) found.push(`alternatives differ: ${difference(drawn, shown)}`);
  await page.close();
  console.log(found.length ? "FAILED " : "ok     ", name);
  for (const line of found) console.log("   ", line);
  failed ||= found.length > 0;
}
await browser.close();
process.exit(failed ? 1 : 0);
