// What the parts share: the program that is driven, the browser, and what is checked.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

export const [program, modules, work] = process.argv.slice(2);
const { SLOW } = process.env;
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

export const problems = [];
export const check = (name, holds, more = "") => {
  if (!holds) problems.push(`${name}${more ? `: ${more}` : ""}`);
};
/** A value with the keys of its objects in one order. */
const sorted = (value) => JSON.stringify(value, (_, of) =>
  of && typeof of === "object" && !Array.isArray(of) ? Object.fromEntries(Object.entries(of).sort()) : of);
export const same = (name, one, other) =>
  check(name, sorted(one) === sorted(other), `${sorted(one)} is not ${sorted(other)}`);

/** How many times longer than alone what needs the processor takes by now, because of what else the
 *  machine does: so much later than the clock on the wall says is late. */
export function crowd() {
  const [used, began] = [process.cpuUsage(), performance.now()];
  while (performance.now() - began < 200);
  const { user, system } = process.cpuUsage(used);
  return Math.max(1, (performance.now() - began) * 1000 / (user + system));
}

// --- The program and the browser ------------------------------------------------------------

export const running = new Set();
/** The origins of programs that were stopped, some to be started again, and the addresses that a test has cut
 *  off itself: what a page asks them for may fail. */
const gone = new Set();
/** Lets a request fail as if the program were away. */
export const cut = (route, why) => (gone.add(route.request().url()), route.abort(why));
/** Starts the program on a path. */
export function start(path, state = "state", ...more) {
  const env = { ...process.env, XDG_STATE_HOME: resolve(work, state) };
  const child = spawn(program, ["edit", path, "--no-open", "--lang", "sv", ...more], { env });
  running.add(child);
  return new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const address = said.match(/http:\/\/\S+/);
      if (!address) return;
      child.origin = new URL(address[0]).origin;
      done({ child, address: address[0], origin: child.origin });
    });
    child.on("exit", () => failed(new Error(said)));
  });
}

export const stop = (child, signal) =>
  new Promise((done) => {
    running.delete(child);
    gone.add(child.origin);
    child.on("exit", done);
    child.kill(signal);
  });

const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"];
export const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });

/** A page at an address; no request may leave for anywhere else. */
export async function open(server, path, options = {}) {
  const context = options.context ?? (await browser.newContext({
    viewport: { width: 1440, height: 900 }, locale: "sv-SE", acceptDownloads: true, ...options,
  }));
  // What is waited for may take long where the machine is busy; that it comes is what counts.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith(`${server.origin}/`) || url.startsWith("blob:") || url.startsWith("data:");
    check("a request leaves the machine", own, url);
  });
  page.on("pageerror", (error) => check("an error in the script", false, error.message));
  page.on("console", (message) => {
    const { url } = message.location();
    const expected = /status of (409|422|500)/.test(message.text())
      || (/net::ERR_/.test(message.text()) && [...gone].some((origin) => url.startsWith(origin)));
    check("a message on the console", message.type() !== "error" || expected, `${message.text()} ${url}`);
  });
  if (SLOW) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: Number(SLOW) });
  // The door leads on to the list, or to a report that is named.
  const to = new URL(path ?? "/", server.origin);
  await page.goto(options.context ? to.href : server.address + to.search);
  await page.waitForURL((url) => !url.pathname.startsWith("/open/"));
  await page.waitForSelector("body[data-ready]");
  return page;
}

/** Loads a page anew. */
export async function reload(page) {
  await page.reload();
  await page.waitForSelector("body[data-ready]");
}

export const report = (file) => `/report?file=${encodeURIComponent(file)}`;

/** Waits until all that was entered is with the server. */
export async function settled(page) {
  await page.waitForFunction(() => document.body.dataset.busy !== "true");
}

/** Waits until all that was entered is saved. */
export const saved = (page) =>
  page.waitForFunction(() => document.body.dataset.busy !== "true" && document.getElementById("state").textContent === "Sparad");

/** The next request to such an address waits until what is given back is called. */
export async function hold(page, address) {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  }, { times: 1 });
  return release;
}

/** Pastes what a clipboard holds, by type. */
export const pasteInto = (locator, data) =>
  locator.evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);

/** What the server says of a report, once it has all that was entered. */
export async function state(page, file) {
  await settled(page);
  return page.evaluate(async (file) => (await fetch(`/api/open?file=${encodeURIComponent(file)}`)).json(), file);
}

/** Presses Tab until something of this name has the focus. */
export async function tabTo(page, name, { key = "Tab", most = 250 } = {}) {
  for (let count = 0; count < most; count++) {
    await page.keyboard.press(key);
    const found = await page.evaluate(() => {
      const at = document.activeElement;
      const by = at.getAttribute("aria-labelledby");
      const text = at.getAttribute("aria-label") ?? (by && document.getElementById(by)?.textContent)
        ?? at.labels?.[0]?.textContent ?? at.textContent;
      return text.replace(/\s+/g, " ").trim();
    });
    if (found.startsWith(name)) return;
  }
  throw new Error(`no way by Tab to "${name}"`);
}

/** Types prose: paragraphs, line breaks and lists. */
export async function typeProse(page, { blocks }) {
  const pieces = async (of) => {
    for (const piece of of) {
      if (piece.text === null) await page.keyboard.press("Shift+Enter");
      else await page.keyboard.insertText(piece.text);
    }
  };
  for (const [at, block] of blocks.entries()) {
    if (at > 0) await page.keyboard.press("Enter");
    if (block.kind === "paragraph") {
      await pieces(block.pieces);
      continue;
    }
    await page.keyboard.type({ bullet: "- ", plus: "+ ", "1.": "1. " }[block.marker]);
    for (const [index, item] of block.items.entries()) {
      if (index > 0) await page.keyboard.press("Enter");
      await pieces(item.blocks[0].pieces);
    }
    if (at < blocks.length - 1) await page.keyboard.press("Enter");
  }
}

/** axe-core finds nothing, in whatever state the page is, or a part of it. */
export async function accessible(page, name, { schemes = ["light", "dark"], part } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const found = await page.evaluate(async ([part, isFirst]) => {
      // Where the colours are others nothing else is.
      const runOnly = isFirst ? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] : ["color-contrast", "link-in-text-block"];
      const { violations } = await axe.run(part ?? document, { runOnly, resultTypes: ["violations"] });
      return violations;
    }, [part, scheme === schemes[0]]);
    for (const { id, nodes } of found) {
      check(`${name}, ${scheme}: axe-core: ${id}`, false, nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3).join("\n    "));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

export const samples = resolve("samples");
export const folder = (name) => {
  const path = resolve(work, name);
  mkdirSync(path, { recursive: true });
  return path;
};

/** A copy of the Euro Cities report in a folder of its own, opened. */
export async function openSample(name) {
  const there = folder(name);
  cpSync(join(samples, "euro-cities.yaml"), join(there, "a.yaml"));
  const server = await start(there);
  return { there, server, page: await open(server, report("a.yaml")) };
}
