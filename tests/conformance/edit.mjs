// Drives `nacka-report edit` in headless Chromium as a person would, by keyboard above all.
//
// usage: edit.mjs PROGRAM NODE_MODULES WORK [PART…]
//
// Without PART all parts are run; -PART leaves one out. EDITS=10000 makes the part "memory" longer;
// PICTURES=DIR writes the pictures that the docs show.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [program, modules, work, ...only] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "x.js"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

/** From the key to the new page on the screen, in milliseconds: median and 95th percentile. */
const MOST_DELAY = 100;
/** How far a part of a page, a hundredth of its area or less, may be darker or lighter than in the PDF. */
const MOST_DIFFERENCE = 60;
/** What 300 edits may leave behind in the server, in MB. */
const MOST_GROWTH = 12;

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

const problems = [];
const check = (name, holds, more = "") => {
  if (!holds) problems.push(`${name}${more ? `: ${more}` : ""}`);
};
/** A value with the keys of its objects in one order. */
const sorted = (value) => JSON.stringify(value, (_, of) =>
  of && typeof of === "object" && !Array.isArray(of) ? Object.fromEntries(Object.entries(of).sort()) : of);
const same = (name, one, other) =>
  check(name, sorted(one) === sorted(other), `${sorted(one)} is not ${sorted(other)}`);

// --- The program and the browser ------------------------------------------------------------

const running = new Set();
/** Starts the program on a path. */
function start(path, state = "state", ...more) {
  const env = { ...process.env, XDG_STATE_HOME: resolve(work, state) };
  const child = spawn(program, ["edit", path, "--no-open", "--lang", "sv", ...more], { env });
  running.add(child);
  return new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const address = said.match(/http:\/\/\S+/);
      if (address) done({ child, address: address[0], origin: new URL(address[0]).origin });
    });
    child.on("exit", () => failed(new Error(said)));
  });
}

const stop = (child, signal) =>
  new Promise((done) => {
    running.delete(child);
    child.on("exit", done);
    child.kill(signal);
  });

const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });

/** A page at an address; no request may leave for anywhere else. */
async function open(server, path, options = {}) {
  const context = options.context ?? (await browser.newContext({
    viewport: { width: 1440, height: 900 }, locale: "sv-SE", acceptDownloads: true, ...options,
  }));
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith(`${server.origin}/`) || url.startsWith("blob:") || url.startsWith("data:");
    check("a request leaves the machine", own, url);
  });
  page.on("pageerror", (error) => check("an error in the script", false, error.message));
  page.on("console", (message) => {
    const expected = /status of (409|422)|ERR_CONNECTION/.test(message.text());
    check("a message on the console", message.type() !== "error" || expected, `${message.text()} ${message.location().url}`);
  });
  if (!options.context) {
    await page.goto(server.address);
    await page.waitForURL((url) => !url.pathname.startsWith("/open/"));
  }
  if (path) await page.goto(server.origin + path);
  await page.waitForSelector("body[data-ready]");
  return page;
}

const report = (file) => `/report?file=${encodeURIComponent(file)}`;

/** Waits until all that was entered is with the server. */
async function settled(page) {
  await page.waitForFunction(() => document.body.dataset.busy !== "true");
}

/** Pastes what a clipboard holds, by type. */
const pasteInto = (locator, data) =>
  locator.evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);

/** What the server says of a report. */
const state = (page, file) =>
  page.evaluate(async (file) => (await fetch(`/api/open?file=${encodeURIComponent(file)}`)).json(), file);

/** Presses Tab until something of this name has the focus. */
async function tabTo(page, name, { key = "Tab", most = 250 } = {}) {
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
async function typeProse(page, { blocks }) {
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

/** axe-core finds nothing, in whatever state the page is. */
async function accessible(page, name, schemes = ["light", "dark"]) {
  await page.evaluate(axe);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const found = await page.evaluate(() => axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    for (const { id, nodes } of found.violations) {
      check(`${name}, ${scheme}: axe-core: ${id}`, false, nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3).join("\n    "));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const samples = resolve("samples");
const folder = (name) => {
  const path = resolve(work, name);
  mkdirSync(path, { recursive: true });
  return path;
};

/** What other programs put on the clipboard, and what it becomes: see tests/fixtures/clipboard. */
const PASTED = [
  ["word-marks", [
    "Utrecht är stort: 90 m².[1]", "a)1", "  Först", "  1.1", "    Romersk etta", "  1.2", "    Romersk tvåa",
    "  1.3", "    Romersk trea", "a)2", "  Sedan", "Det nya beslutet.Ja", "1.4", "  Fyra", "Mer om fyra", "1.5", "  Fem",
    "plus1", "  Plus", "Tabell 1", "**Dag ett – Plats två", "Hela raden", "i två stycken", "[1] Enligt kommunen",
  ]],
  ["word-web", ["Vi såg", "bullet1", "  hus", "  bullet1", "    **tak", "bullet2", "  broar"]],
  ["outlook", [
    "Hej!", "Vi ses **fredag.", "bullet1", "  Kaffe", "  bullet1", "    Bulle", "1.3", "  Tre", "1.4", "  Fyra",
    "a)1", "  Bokstav", "Från: a.b@nacka.se(mailto:a.b@nacka.se)",
  ]],
  ["libreoffice", [
    "Inledning⏎på två rader", "1.1", "  Ett", "  a)1", "    Under", "1.2", "  Två", "  i två stycken",
    "bullet1", "  Indragen", "Namn – Roll", "Bo", "**Slut",
  ]],
  ["docs", [
    "Rubrik", "**Fet *kursiv vanlig", "bullet1", "  Ett", "  bullet1", "    Två", "a)1", "  Alfa", "a)2", "  Beta", "A1 – B1",
  ]],
  ["page", [
    "bullet1", "  Hem", "Ett", "Två⏎rader", "Ort", "Nacka", "Mer", "Detaljer", "rad 1⏎rad 2",
    "Pris 100 80 kr, a*b, länk(https://a.se/x?y=1&z=2)", "Löst", "Inuti", "efter", "Skicka",
    "Yttre Inre 1 – Inre 2 – Höger p1 p2", "1.1", "  a", "  1.1", "    b", "    1.1", "      c", "    1.2", "      d", "    1.3", "      e",
  ]],
];

// --- The parts ------------------------------------------------------------------------------

const parts = {
  /** Somebody who knows neither YAML nor the program fills in the sample by keyboard. */
  async keyboard() {
    const there = folder("keyboard");
    cpSync(join(samples, "euro-cities.yaml"), join(folder("keyboard-sample"), "euro-cities.yaml"));
    const sample = await start(join(work, "keyboard-sample"));
    const model = (await state(await open(sample, "/"), "euro-cities.yaml")).values;
    await stop(sample.child, "SIGINT");

    const server = await start(there);
    const page = await open(server, "/");
    await tabTo(page, "Ny rapport");
    await page.keyboard.press("Enter");
    await page.keyboard.type("euro.yaml");
    await page.keyboard.press("Enter");
    await page.waitForSelector("body[data-ready] #form");
    await tabTo(page, "Titel");
    await page.keyboard.type(model.title);
    for (const [at, purpose] of model.purpose.entries()) {
      await tabTo(page, at ? "Lägg till: Syfte med uppdraget" : "Syfte med uppdraget 1");
      if (at) await page.keyboard.press("Enter");
      await typeProse(page, purpose);
    }
    for (const [at, row] of model.evaluation.entries()) {
      await tabTo(page, at ? "Lägg till: Rapport/utvärdering" : "Delmoment");
      if (at) await page.keyboard.press("Enter");
      await typeProse(page, row.activity);
      await tabTo(page, "Utvärdering av momentet");
      await typeProse(page, row.assessment);
    }
    await tabTo(page, "Anteckningar");
    await typeProse(page, model.next_steps.notes);
    await tabTo(page, "Datum");
    // The parts of a date stand in the order of the browser's language.
    const [year, month, day] = model.signature.date.split("-");
    const date = page.locator("[data-kind=date] input");
    for (const typed of [year + month + day, month + day + year, day + month + year]) {
      await page.keyboard.type(typed);
      if ((await date.inputValue()) === model.signature.date) break;
      for (let part = 0; part < 3; part++) await page.keyboard.press("ArrowLeft");
    }
    await tabTo(page, "Namn");
    await page.keyboard.type(model.signature.name);
    await tabTo(page, "Kontakt");
    await page.keyboard.type(model.signature.contact);
    await settled(page);
    same("nothing is left to do", (await state(page, "euro.yaml")).problems, []);
    await page.waitForSelector(".drawing svg", { timeout: 5000 });
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    const wanted = join(work, "wanted.pdf");
    execFileSync(program, ["render", join(samples, "euro-cities.yaml"), "-o", wanted]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await tabTo(page, "Hämta", { key: "Shift+Tab" });
        await page.keyboard.press("Enter");
        await tabTo(page, "PDF");
        await page.keyboard.press("Enter");
      })(),
    ]);
    check("the PDF is the sample's, byte for byte",
      readFileSync(await download.path()).equals(readFileSync(wanted)));
    same("the download's name", download.suggestedFilename(), "euro.pdf");
    const text = readFileSync(join(there, "euro.yaml"), "utf8");
    check("the starter's comments are kept", text.includes("# Syfte med uppdraget: en eller flera punkter."));
    await stop(server.child, "SIGINT");
  },

  /** Every kind of field, and what lists do. */
  async fields() {
    const there = folder("fields");
    cpSync(join(samples, "cykel-utrecht.yaml"), join(there, "a.yaml"));
    cpSync(join(samples, "bilder"), join(there, "bilder"), { recursive: true });
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    const values = async () => {
      await settled(page);
      return (await state(page, "a.yaml")).values;
    };
    const before = await values();
    const entries = page.locator("[data-list=purpose] .entry");
    const texts = (list) => list.map((item) => item.blocks[0].pieces.map((piece) => piece.text).join(""));
    // Moved by its button and by keys, removed, undone and done again.
    await entries.nth(0).locator(".down").click();
    const [first, second] = texts(before.purpose);
    same("moved down", texts((await values()).purpose).slice(0, 2), [second, first]);
    await entries.nth(1).locator(".ProseMirror").focus();
    await page.keyboard.press("Alt+ArrowUp");
    same("moved by keys", texts((await values()).purpose), texts(before.purpose));
    await entries.nth(0).locator(".remove").click();
    same("removed", texts((await values()).purpose), texts(before.purpose).slice(1));
    await page.keyboard.press("Control+z");
    same("undone", texts((await values()).purpose), texts(before.purpose));
    await page.keyboard.press("Control+y");
    same("done again", texts((await values()).purpose), texts(before.purpose).slice(1));
    await page.keyboard.press("Control+z");
    const text = readFileSync(join(there, "a.yaml"), "utf8");
    same("all undone is the file as it was", (await state(page, "a.yaml")).yaml, text);

    const field = (label) => page.getByLabel(label, { exact: false });
    await page.locator("[data-list=contacts] .add").click();
    await page.keyboard.type("Bo Ek");
    const contact = page.locator("[data-list=contacts] .entry").last();
    await contact.getByLabel("E-post").fill("bo.ek@nacka");
    await settled(page);
    await page.waitForSelector("[data-list=contacts] .field.wrong");
    const told = await contact.locator(".field.wrong .problems").textContent();
    check("the problem stands at its field", /e-postadress/.test(told), told);
    const top = page.locator("#problems li button");
    check("and in the list at the top", (await top.count()) === 1, await page.locator("#problems").textContent());
    check("the last sound pages stay", await page.locator("#sheets.old .drawing svg").first().isVisible());
    await page.locator("#save").focus();
    await top.click();
    same("the list leads to the field", await page.evaluate(() => document.activeElement.value), "bo.ek@nacka");
    await contact.getByLabel("E-post").fill("bo.ek@nacka.se");
    await page.waitForSelector("#problems[hidden]", { state: "attached" });

    // A box ticks itself when its text is written, and not before.
    const redirect = page.locator("[data-keys='next_steps.redirect']");
    await redirect.locator(".ProseMirror").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Norrut");
    check("the box ticked itself", await redirect.locator("input").isChecked());
    await redirect.locator("input").click();
    check("and stays ticked", await redirect.locator("input").isChecked());
    const sporadic = page.locator("[data-keys='next_steps.sporadic_contact'] input");
    const was = await sporadic.isChecked();
    await sporadic.focus();
    await page.keyboard.press("Space");
    same("ticked by keyboard", (await values()).next_steps.sporadic_contact, !was);

    // Marks, links and lists by keyboard.
    const summary = page.locator("[data-keys=summary] .ProseMirror");
    await summary.scrollIntoViewIfNeeded();
    const below = async () => Math.round((await page.locator("[data-keys='next_steps.notes'] .ProseMirror").boundingBox()).y);
    const stood = await below();
    await summary.click();
    check("the tools are there", await page.locator("[data-keys=summary] .toolbar").isVisible());
    same("nothing moves when a field is gone into", await below(), stood);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("Fet");
    await page.keyboard.press("Control+b");
    await page.keyboard.type(" och ");
    await page.keyboard.press("Control+i");
    await page.keyboard.type("kursiv");
    await page.keyboard.press("Control+i");
    await page.keyboard.press("Enter");
    await page.keyboard.type("1. Ett");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Två");
    await page.keyboard.press("Control+]");
    await page.keyboard.type("a");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+[");
    await page.keyboard.type("Tre");
    const item = (number, ...blocks) => ({ number, blocks });
    const paragraph = (...pieces) => ({ kind: "paragraph", pieces });
    same("prose by keyboard", (await values()).summary, { blocks: [
      paragraph({ strong: true, text: "Fet" }, { text: " och " }, { emphasis: true, text: "kursiv" }),
      { kind: "list", marker: "1.", items: [
        item(1, paragraph({ text: "Ett" }), { kind: "list", marker: "1.", items: [item(1, paragraph({ text: "Tvåa" }))] }),
        item(2, paragraph({ text: "Tre" })),
      ] },
    ] });
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Escape");
    // What is typed like markup is text.
    await page.locator("[data-keys=other] .ProseMirror").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("# a *b* _c_ <i> [d](e) `f`");
    same("text like markup", (await values()).other.blocks, [paragraph({ text: "# a *b* _c_ <i> [d](e) `f`" })]);

    // A click on the page goes to its field, which is marked there.
    await page.locator("#sheets").evaluate((sheets) => (sheets.scrollTop = 0));
    const box = await page.locator(".sheet").first().boundingBox();
    const [place] = (await state(page, "a.yaml")).pages[0].places.filter((at) => at.path === "title");
    await page.mouse.click(box.x + box.width * (place.x + 0.1), box.y + box.height * (place.y + 0.005));
    same("a click leads to the field", await page.evaluate(() => document.activeElement.value), before.title);
    check("its place is marked", (await page.locator(".mark").count()) > 0);
    await field("Titel").first().fill("Ny rubrik");
    same("a field of one line", (await values()).title, "Ny rubrik");
    await stop(server.child, "SIGINT");
  },

  /** Each field, filled in or not, is marked on the page, and a click there leads to it. */
  async places() {
    const there = folder("places");
    cpSync(join(samples, "bilder"), join(there, "bilder"), { recursive: true });
    const begin = "title: Studiebesök i Lund\npurpose: [Att lära, Att se]\n" +
      "evaluation:\n  - {activity: Möte, assessment: Gott}\n  - {activity: Lunch, assessment: God, concerned: Alla}\n";
    const end = "signature: {date: 2014-03-20, name: Eva Ek}\n";
    const reports = {
      empty: begin + end,
      some: `${begin}contacts: [{name: Anna Lind, phone: "08-718 80 00"}, {name: Bo Ek}]\n` +
        "pictures: [{file: bilder/kanal.jpg, alt: Kanalen}, {file: bilder/stadshus.jpg, alt: Huset, caption: Stadshuset}]\n" +
        `next_steps: {redirect: Norrut, implement: true}\n${end}`,
    };
    for (const [name, text] of Object.entries(reports)) writeFileSync(join(there, `${name}.yaml`), text);
    const server = await start(there);
    for (const name of Object.keys(reports)) {
      const page = await open(server, report(`${name}.yaml`));
      await page.waitForSelector(".drawing svg");
      const fields = page.locator("#form .field:not([data-kind=file])");
      const count = await fields.count();
      check(`${name}: there are fields`, count > 15, String(count));
      for (let at = 0; at < count; at++) {
        const field = fields.nth(at);
        const called = `${name}: ${(await field.textContent()).trim().slice(0, 40)} (${at})`;
        await page.locator("#save").focus();
        await field.locator("input, .ProseMirror").first().focus();
        const found = await page.evaluate(() => {
          const mark = document.querySelector(".mark")?.getBoundingClientRect();
          const pane = document.getElementById("sheets").getBoundingClientRect();
          return mark && { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2, width: mark.width, height: mark.height,
            isInView: mark.top > pane.top && mark.bottom < pane.bottom };
        });
        check(`${called} is marked in view`, found?.isInView && found.width > 4 && found.height > 4, JSON.stringify(found));
        if (!found) continue;
        await page.locator("#save").focus();
        await page.mouse.click(found.x, found.y);
        check(`a click leads to ${called}`, await field.evaluate((field) => field.contains(document.activeElement)),
          await page.evaluate(() => document.activeElement.closest(".field")?.textContent ?? document.activeElement.id));
      }
      // A button of an entry marks all of it.
      await page.locator("[data-list=evaluation] .remove").nth(1).focus();
      check(`${name}: an entry is marked`, (await page.locator(".mark").count()) === 3);
      await page.context().close();
    }
    await stop(server.child, "SIGINT");
  },

  /** Prose as it is typed: what is seen is what is saved, and what is seen again. */
  async prose() {
    const there = folder("prose");
    cpSync(join(samples, "euro-cities.yaml"), join(there, "a.yaml"));
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    const editor = page.locator("[data-keys=summary] .ProseMirror");
    const seen = () => editor.evaluate((element) => {
      // An empty paragraph is where the next one begins.
      const own = (of) => [...of.children].filter((child) => !(child.tagName === "P" && !child.textContent && of === element));
      const told = (of) => own(of).map((child) => child.tagName === "P" ? child.innerHTML.replace(/<br class=.*?>/g, "")
        : `${child.dataset.marker}[${[...child.children].map((item) => `${item.value || ""}{${told(item)}}`)}]`).join("|");
      return told(element);
    });
    const keys = async (...all) => {
      for (const key of all) await (/^(Enter|Backspace|Tab|Arrow\w+|\w+\+.+)$/.test(key) ? page.keyboard.press(key) : page.keyboard.type(key));
    };
    for (const [name, expected, ...typed] of [
      ["a single a)", "Vi såg|a)[{ett}]", "Vi såg", "Enter", "a) ett"],
      ["a single A), 1) and 1.", "A)[{x}]|1)[{y}]|1.[{z}]", "A) x", "Enter", "Enter", "1) y", "Enter", "Enter", "1. z"],
      ["lists with one mark are one", "bullet[{a},{b}]", "- a", "Enter", "Enter", "- b"],
      ["lists with other marks are others", "bullet[{a}]|plus[{b}]|1.[{c}]", "- a", "Enter", "Enter", "+ b", "Enter", "Enter", "1. c"],
      ["a list goes on with its number", "1.[{a}]|Mellan|1.[2{b},{c}]", "1. a", "Enter", "Enter", "Mellan", "Enter", "2. b", "Enter", "c"],
      ["empty lines part paragraphs", "a|b", "a", "Shift+Enter", "Shift+Enter", "b"],
      ["text like marks", "\\ -|1986. Ett år|*a* _b_ #", "\\ -", "Enter", "1986. Ett år", "Enter", "*a* _b_ #"],
    ]) {
      await editor.click();
      await keys("Control+a", "Backspace", "Control+a", "Backspace");
      await keys(...typed);
      await settled(page);
      same(name, await seen(), expected);
      await page.keyboard.press("Control+s");
      await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      same(`${name}, saved and opened again`, await seen(), expected);
    }
    // Every mark of a list, by keyboard and by mouse.
    await editor.click();
    await keys("Control+a", "Backspace", "ett", "Enter", "två", "Control+a");
    await tabTo(page, "Fet", { key: "Shift+Tab" });
    for (let at = 0; at < 6; at++) await page.keyboard.press("ArrowRight");
    same("the marks are at hand", await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Listans tecken");
    for (const marker of ["bullet", "plus", "1.", "1)", "a)", "A)"]) {
      await page.keyboard.press("ArrowDown");
      await settled(page);
      same(`the mark ${marker} by keyboard`, await seen(), `${marker}[{ett},{två}]`);
    }
    await accessible(page, "the marks of lists");
    await page.screenshot({ path: join(work, "marks.png") });
    await page.locator("[data-tool=mark]").selectOption("a)");
    same("the mark by mouse", await seen(), "a)[{ett},{två}]");
    await page.locator("[data-tool=mark]").selectOption("");
    await settled(page);
    check("no list any more", !/^a/.test(await seen()), await seen());
    // More items than letters.
    await editor.click();
    await keys("Control+a", "Backspace", "Control+a", "Backspace", "a) 1");
    for (let at = 2; at <= 27; at++) await keys("Enter", String(at));
    check("more items than letters have numbers", (await seen()).startsWith("1)[{1},{2}"), await seen());
    same("nothing is wrong", (await state(page, "a.yaml")).problems, []);
    await stop(server.child, "SIGINT");
  },

  /** Nothing is called saved that is not, and nothing overtakes anything. */
  async saving() {
    const there = folder("saving");
    const file = join(there, "a.yaml");
    const original = readFileSync(join(samples, "euro-cities.yaml"), "utf8");
    writeFileSync(file, original);
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    const title = page.getByLabel("Titel").first();
    const summary = page.locator("[data-keys=summary] .ProseMirror");
    const shown = () => page.locator("#state").textContent();
    const saved = () => page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    const onDisk = () => readFileSync(file, "utf8");
    const slow = (what) => page.route(`**/api/${what}?*`, async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    }, { times: 1 });

    // Saved at once after the key, while the server is slow.
    await slow("change");
    await title.fill("Fort");
    await page.keyboard.press("Control+s");
    check("not saved yet", (await shown()) !== "Sparad", await shown());
    await saved();
    check("what was typed right before is saved", onDisk().includes("title: Fort\n"));

    // Typed while it is saved.
    await slow("save");
    await title.fill("Sparat");
    await Promise.all([page.waitForRequest("**/api/save?*"), page.keyboard.press("Control+s")]);
    await title.fill("Sparat och mer");
    await settled(page);
    check("what was typed meanwhile is not called saved", (await shown()) !== "Sparad" && onDisk().includes("title: Sparat\n"), await shown());
    same("and is with the server", (await state(page, "a.yaml")).values.title, "Sparat och mer");
    await page.keyboard.press("Control+s");
    await saved();
    check("then it is saved", onDisk().includes("title: Sparat och mer\n"));

    // A change that the server refuses.
    const refuse = (route) => route.fulfill({ status: 422, contentType: "application/json", body: '{"kind": "structure", "message": "Det går inte."}' });
    await page.route("**/api/change?*", refuse);
    await title.fill("Vägrat");
    await page.waitForFunction(() => /Det går inte/.test(document.getElementById("notice").textContent));
    await page.keyboard.press("Control+s");
    await settled(page);
    check("what was refused is not called saved", (await shown()) !== "Sparad" && !onDisk().includes("Vägrat"), await shown());
    same("it stays in the form", await title.inputValue(), "Vägrat");
    await page.unroute("**/api/change?*", refuse);
    await page.keyboard.press("Control+s");
    await saved();
    check("once it is taken it is saved", onDisk().includes("title: Vägrat\n"));
    check("nothing is said of it any more", await page.locator("#notice").isHidden());

    // Typed while a save is answered that the file was changed; the question is put off.
    writeFileSync(file, onDisk().replace("title: Vägrat", "title: Deras"));
    await title.fill("Mitt");
    await settled(page);
    await slow("save");
    await Promise.all([page.waitForRequest("**/api/save?*"), page.keyboard.press("Control+s")]);
    await title.fill("Mitt nya");
    await page.waitForSelector("dialog[open]");
    check("the question knows what was typed last", (await page.locator("dialog").textContent()).includes("Mitt nya"));
    // Keys behind a question do nothing.
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+s");
    await page.keyboard.press("Escape");
    await settled(page);
    same("the server has it", (await state(page, "a.yaml")).values.title, "Mitt nya");
    same("the form has it", await title.inputValue(), "Mitt nya");
    check("the file is as it was", onDisk().includes("title: Deras\n"));
    // The disk's, in the view of the YAML too.
    await page.locator("#view").click();
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Ta det som finns" }).click();
    await saved();
    const lines = await page.locator("#yaml-text .cm-line").allTextContents();
    check("the YAML is the disk's", lines.includes("title: Deras"), lines.find((line) => line.startsWith("title")));
    // The form comes when the server has read the YAML.
    await slow("change");
    await page.locator("#yaml-text .cm-line", { hasText: "title: Deras" }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" nu");
    await page.locator("#view").click();
    await title.waitFor();
    same("the form says what the YAML says", await title.inputValue(), "Deras nu");

    // A step back in prose leaves one where it was.
    await summary.click();
    await page.keyboard.press("Control+Home");
    for (let at = 0; at < 20; at++) await page.keyboard.press("ArrowRight");
    await page.keyboard.type("ABC");
    await page.waitForTimeout(900);
    await page.keyboard.type("DEF");
    await page.keyboard.press("Control+z");
    await page.keyboard.type("X");
    check("one goes on where the change was", (await summary.textContent()).includes("ABCX"), (await summary.textContent()).slice(0, 60));

    // What is seen is what was written, but where one goes on typing.
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Två  blanka ");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await title.focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" ");
    await page.keyboard.press("Control+s");
    await saved();
    same("the field that one is in stays", await title.inputValue(), "Deras nu ");
    const after = await summary.evaluate((element) => element.innerHTML);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    same("prose is seen as it was saved", await summary.evaluate((element) => element.innerHTML), after);

    // A picture that misses its place does not take the form's.
    const isTaken = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "x.png", { type: "image/png" }));
      const event = new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true });
      document.getElementById("sheets").dispatchEvent(event);
      return event.defaultPrevented && dataTransfer.dropEffect === "none";
    });
    check("a file that is dropped elsewhere is not opened", isTaken);

    // A tab that is opened before the program answers.
    let isAway = true;
    await page.route("**/api/open?*", (route) => isAway ? route.abort("connectionrefused") : route.continue());
    await page.reload();
    await page.waitForFunction(() => /svarar inte/.test(document.getElementById("notice").textContent));
    isAway = false;
    await page.waitForSelector("body[data-ready]");
    same("it opens once the program answers", await title.inputValue(), "Deras nu");
    await stop(server.child, "SIGINT");
  },

  /** What other programs put on the clipboard. */
  async paste() {
    const there = folder("paste");
    cpSync(join(samples, "euro-cities.yaml"), join(there, "a.yaml"));
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    const clipboard = (name) => readFileSync(`tests/fixtures/clipboard/${name}`, "utf8");
    const paste = async (keys, data) => {
      const editor = page.locator(`[data-keys='${keys}'] .ProseMirror`).first();
      await editor.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await pasteInto(editor, data);
      await settled(page);
    };
    const told = async (keys) => {
      const { values } = await state(page, "a.yaml");
      const lines = [];
      const walk = (blocks, indent) => {
        for (const block of blocks) {
          if (block.kind === "list") {
            for (const entry of block.items) {
              lines.push(`${indent}${block.marker}${entry.number}`);
              walk(entry.blocks, `${indent}  `);
            }
            continue;
          }
          lines.push(indent + block.pieces.map((piece) =>
            piece.text === null ? "⏎" : `${piece.strong ? "**" : ""}${piece.emphasis ? "*" : ""}${piece.text}${piece.link ? `(${piece.link})` : ""}`).join(""));
        }
      };
      walk(keys.split(".").reduce((at, key) => at[key], values).blocks, "");
      return lines;
    };
    await paste("summary", { "text/html": clipboard("word.html"), "text/plain": "x" });
    same("Word", await told("summary"), [
      "Arbetsmöten",
      "Nacka deltog i **tre möten, se sidan om (https://www.nacka.se/moten)*möten(https://www.nacka.se/moten).",
      "bullet1", "  Metropolitan Areas", "  bullet1", "    Trafik", "    bullet1", "      Cykel", "    bullet2", "      Vinter",
      "bullet2", "  Innovation",
      "1.1", "  Först", "1.2", "  Sedan",
      "Dag – Plats", "26 – Utrecht",
    ]);
    await paste("other", { "text/html": clipboard("web.html"), "text/plain": "x" });
    same("a web page", await told("other"), [
      "Program", "Mötet **öppnas av *borgmästaren.",
      "bullet1", "  Möte", "  bullet1", "    Lunch", "    1.1", "      Kaffe", "    1.2", "      Kaka", "bullet2", "  Avslut",
      "Citat", "kod  rad", "Klicka",
    ].map((line) => line.replace("kod  rad", "kod rad")));
    for (const [name, expected] of PASTED) {
      await paste("summary", { "text/html": clipboard(`${name}.html`), "text/plain": "x" });
      same(name, await told("summary"), expected);
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      same(`${name}, reloaded`, await told("summary"), expected);
    }
    await paste("next_steps.notes", { "text/plain": "Först\n\n• ett\n• två\n\nSist\nrad" });
    same("plain text", await told("next_steps.notes"), ["Först", "bullet1", "  ett", "bullet2", "  två", "Sist⏎rad"]);
    await paste("next_steps.notes", { "text/plain": "Rad\vbruten\x07 i Word\fNy sida" });
    same("Word's line break", await told("next_steps.notes"), ["Rad⏎bruten i Word⏎Ny sida"]);
    await paste("next_steps.notes", { "text/html": "<p>Rad\vbruten\x07</p>", "text/plain": "x" });
    same("Word's line break in HTML", await told("next_steps.notes"), ["Rad⏎bruten"]);
    await paste("next_steps.redirect", { "text/html": clipboard("word.html"), "text/plain": "x" });
    const one = await told("next_steps.redirect");
    check("one paragraph stays one", one.length === 1 && one[0].includes("Metropolitan Areas Trafik"), one.join("\n"));
    same("no problem comes of it", (await state(page, "a.yaml")).problems, []);
    await stop(server.child, "SIGINT");
  },

  /** Pictures that are chosen, dropped and pasted. */
  async pictures() {
    const there = folder("pictures");
    cpSync(join(samples, "euro-cities.yaml"), join(there, "a.yaml"));
    const picture = readdirSync(join(samples, "bilder")).find((name) => /\.(png|jpe?g)$/.test(name));
    const bytes = readFileSync(join(samples, "bilder", picture)).toString("base64");
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    const send = (type, name, data) =>
      page.locator("[data-list=pictures]").evaluate((element, [type, name, data]) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: /png$/.test(name) ? "image/png" : "image/jpeg" }));
        const event = type === "paste"
          ? new ClipboardEvent(type, { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
      }, [type, name, data]);
    await send("drop", picture, bytes);
    await page.waitForSelector("[data-list=pictures] .entry");
    await page.waitForFunction(() => document.activeElement.matches("[data-list=pictures] input"));
    check("the alternative text is asked for",
      (await page.evaluate(() => document.activeElement.labels[0].textContent)).startsWith("Alternativtext"));
    await page.keyboard.type("En cykelbana");
    await page.waitForFunction(() => document.querySelector("[data-kind=file] img").naturalWidth > 0);
    await send("paste", "inklistrad.jpg", bytes);
    await page.waitForFunction(() => document.querySelectorAll("[data-list=pictures] .entry").length === 2);
    await send("drop", "IMG_1.HEIC.jpg", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heic").toString("base64"));
    await page.waitForSelector("[data-list=pictures] > .problems li");
    const told = await page.locator("[data-list=pictures] > .problems").textContent();
    check("HEIC is refused with what to do", /HEIC/.test(told) && /JPEG/.test(told), told);
    await settled(page);
    const { values } = await state(page, "a.yaml");
    check("it is stored beside the report", existsSync(join(there, values.pictures[0].file)));
    same("the text was taken", values.pictures[0].alt, "En cykelbana");
    await stop(server.child, "SIGINT");
  },

  /** Reloads, a killed server, two tabs, a file changed on the disk, YAML. */
  async safety() {
    const there = folder("safety");
    const file = join(there, "a.yaml");
    cpSync(join(samples, "euro-cities.yaml"), file);
    const original = readFileSync(file, "utf8");
    let server = await start(there);
    const page = await open(server, report("a.yaml"));
    const title = page.locator("#form input[type=text]").first();
    await title.fill("Kvar efter omladdning");
    await settled(page);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    same("a reload keeps what was entered", await title.inputValue(), "Kvar efter omladdning");
    // The server dies while something is typed, and comes back.
    const port = new URL(server.origin).port;
    await stop(server.child, "SIGKILL");
    await title.fill("Kvar efter krasch");
    await page.waitForSelector("#notice:not([hidden])");
    check("it is told", /svarar inte/.test(await page.locator("#notice").textContent()));
    server = await start(there);
    same("the port is the folder's own", new URL(server.origin).port, port);
    await page.waitForSelector("#notice", { state: "hidden" });
    await settled(page);
    same("the tab went on", (await state(page, "a.yaml")).values.title, "Kvar efter krasch");
    // A second tab: what both entered is put together, and asked about where it is the same.
    const name = page.locator("[data-keys='signature.name'] input");
    const other = await open(server, report("a.yaml"), { context: page.context() });
    await other.locator("[data-keys='signature.name'] input").fill("Bo Ek");
    await settled(other);
    await title.fill("Från första fliken");
    await page.waitForFunction(() => /annan flik/.test(document.getElementById("notice").textContent));
    await settled(page);
    same("both are in the form", [await title.inputValue(), await name.inputValue()], ["Från första fliken", "Bo Ek"]);
    let { values } = await state(page, "a.yaml");
    same("and with the server", [values.title, values.signature.name], ["Från första fliken", "Bo Ek"]);
    await other.locator("#form input[type=text]").first().fill("Från andra fliken");
    await other.waitForSelector("dialog[open]");
    await other.keyboard.press("Escape");
    same("it stays where it was written", await other.locator("#form input[type=text]").first().inputValue(), "Från andra fliken");
    same("and nowhere else", (await state(page, "a.yaml")).values.title, "Från första fliken");
    await other.keyboard.press("Control+s");
    await other.waitForSelector("dialog[open]");
    await accessible(other, "another tab");
    await other.getByRole("button", { name: "Fortsätt här" }).click();
    check("a choice is asked for", await other.locator("dialog").isVisible());
    await other.getByRole("radio", { name: "Här" }).check();
    await other.getByRole("button", { name: "Fortsätt här" }).click();
    await other.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    same("what was chosen", (await state(page, "a.yaml")).values.title, "Från andra fliken");
    await other.close();
    // The file is changed meanwhile.
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    const theirs = (name, title) => {
      const text = readFileSync(file, "utf8").replace(/^  name: .*$/m, `  name: ${name}`);
      writeFileSync(file, `${title ? text.replace(/^title: .*$/m, `title: ${title}`) : text}# Därifrån.\n`);
    };
    await title.fill("Här");
    await settled(page);
    theirs("Eva Ek");
    await page.keyboard.press("Control+s");
    await page.waitForSelector("dialog[open]");
    const sides = await page.locator("dialog pre").allTextContents();
    check("both are shown", sides[0].includes("Eva Ek") && sides[1].includes("Här"), sides.join("\n"));
    await accessible(page, "conflict");
    await page.getByRole("button", { name: "Avbryt" }).click();
    check("nothing is written unasked", readFileSync(file, "utf8").includes("Eva Ek"));
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Behåll båda" }).click();
    await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    let text = readFileSync(file, "utf8");
    check("both are kept", /^title: "?Här/m.test(text) && text.includes("Eva Ek") && text.endsWith("# Därifrån.\n"), text);
    same("and shown", [await title.inputValue(), await name.inputValue()], ["Här", "Eva Ek"]);
    // Both have changed the same.
    await name.fill("Mitt Namn");
    await title.fill("Mera här");
    await settled(page);
    theirs("Du Deras", "Deras rubrik");
    await page.keyboard.press("Control+s");
    await page.waitForSelector("dialog .clashes input");
    await accessible(page, "clash");
    const clash = await page.locator("dialog .clashes").innerText();
    check("the field is named, with both values", /Namn[^]*Du Deras[^]*Mitt Namn/.test(clash), clash);
    await page.locator("dialog .clashes fieldset").filter({ hasText: "Mitt Namn" }).getByRole("radio", { name: "Här" }).check();
    await page.locator("dialog .clashes fieldset").filter({ hasText: "Mera här" }).getByRole("radio", { name: "disken" }).check();
    await page.getByRole("button", { name: "Behåll båda" }).click();
    await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    text = readFileSync(file, "utf8");
    check("as it was chosen", text.includes("Mitt Namn") && text.includes("title: Deras rubrik"), text);
    // Over what is there.
    await title.fill("Från första fliken");
    await settled(page);
    theirs("Eva Ek");
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Spara det som står här" }).click();
    await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    check("comments are kept", readFileSync(file, "utf8").startsWith(original.slice(0, 100)));
    // The YAML, and a slip in it.
    await page.locator("#view").click();
    const yaml = page.locator("#yaml-text .cm-content");
    const fillYaml = async (text) => {
      await yaml.click();
      await page.keyboard.press("Control+a");
      await pasteInto(yaml, { "text/plain": text });
      await settled(page);
    };
    await fillYaml(original.replace("purpose:", "purpose: ["));
    const told = page.locator("#yaml-text .cm-line:has(.wrong) + .below .told");
    const { problems: known } = await state(page, "a.yaml");
    same("each problem stands below its line, as check words it", await told.allTextContents(),
      known.map(({ in_file, file_hints }) => [in_file, ...file_hints].join("")));
    await accessible(page, "YAML");
    check("the form waits", await page.locator("#form").isHidden());
    await fillYaml(original);
    await page.waitForFunction(() => !document.getElementById("view").disabled);
    await page.locator("#view").click();
    check("the form is back", (await title.inputValue()).startsWith("Medverkan"));
    await page.locator("#discard").click();
    await page.locator("dialog").getByRole("button", { name: "Släng ändringarna" }).click();
    await page.waitForFunction(() => document.getElementById("state").textContent === "Sparad");
    same("thrown away", await title.inputValue(), "Från första fliken");
    await stop(server.child, "SIGINT");
  },

  /** A thousand reports in a folder. */
  async list() {
    const there = folder("list");
    const text = readFileSync(join(samples, "euro-cities.yaml"), "utf8");
    for (let at = 0; at < 1000; at++) {
      const broken = at % 100 === 7;
      writeFileSync(join(there, `rapport-${String(at).padStart(4, "0")}.yaml`),
        text.replace("Utrecht, Holland", `Ort ${at}`).replace("date: 2014", broken ? "date: 20x4" : "date: 2014"));
    }
    const server = await start(there);
    const began = Date.now();
    const page = await open(server, "/");
    const took = Date.now() - began;
    await page.waitForSelector("body[data-complete]", { timeout: 60000 });
    console.log(`1,000 reports: the first are there in ${took} ms, all in ${Date.now() - began} ms`);
    check("the list comes within seconds", took < 5000, `${took} ms`);
    same("all are there", await page.locator("#reports tr").count(), 1000);
    same("those with problems", await page.locator("#reports td.wrong").count(), 10);
    await page.keyboard.press("Tab");
    await tabTo(page, "Sök");
    await page.keyboard.type("ort 123");
    await page.waitForFunction(() => document.getElementById("found").textContent.startsWith("1 av"));
    same("one is found", await page.locator("#reports tr:not([hidden])").count(), 1);
    await page.locator("#reports tr:not([hidden]) button").click();
    await page.keyboard.press("Enter");
    await page.waitForURL(/kopia/);
    await page.waitForSelector("body[data-ready] #form");
    check("it is copied", existsSync(join(there, "rapport-0123-kopia.yaml")));
    await stop(server.child, "SIGINT");
    const few = folder("few");
    for (const name of ["euro-cities", "frukostmote"]) cpSync(join(samples, `${name}.yaml`), join(few, `${name}.yaml`));
    const small = await start(few);
    const all = await open(small, "/");
    await all.locator("#render-all").click();
    await all.waitForFunction(() => /klara/.test(document.getElementById("found").textContent));
    check("all are rendered", existsSync(join(few, "euro-cities.pdf")) && existsSync(join(few, "frukostmote.pdf")));
    await accessible(all, "list");
    await stop(small.child, "SIGINT");
  },

  /** Each screen on a desk, a tablet, a telephone, and magnified four times. */
  async screens() {
    // Its name stands in the picture.
    const there = folder("rapporter");
    // The docs show the list: all names in these are invented.
    for (const name of ["flersprakiga-bibliotek", "frukostmote", "cykel-utrecht", "dagvatten-kopenhamn"]) {
      cpSync(join(samples, `${name}.yaml`), join(there, `${name}.yaml`));
    }
    cpSync(join(samples, "bilder"), join(there, "bilder"), { recursive: true });
    writeFileSync(join(there, "halvfardig.yaml"), "title: Studiebesök i Lund\npurpose:\n  -\nevaluation: []\n");
    const server = await start(there);
    const { PICTURES } = process.env;
    for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 256]]) {
      const page = await open(server, "/", { viewport: { width, height } });
      const look = async (name) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(`${name} at ${width}`, wide <= 0, `${wide} pixels too wide`);
        await page.screenshot({ path: join(work, `${name}-${width}.png`) });
        if (PICTURES && width === 1440 && ["list", "form", "problems"].includes(name)) cpSync(join(work, `${name}-${width}.png`), join(PICTURES, `edit-${name}.png`));
        // The colours are the same at every width.
        await accessible(page, `${name} at ${width}`, width === 1440 ? ["light", "dark"] : ["light"]);
      };
      await look("list");
      await page.goto(server.origin + report("dagvatten-kopenhamn.yaml"));
      await page.waitForSelector(".drawing svg", { state: "attached" });
      await page.locator("[data-list=evaluation] .ProseMirror").nth(1).click();
      await look("form");
      if (width < 1024) {
        await page.locator("#look").click();
        await page.waitForSelector(".mark");
        await look("pages");
        const [mark] = await page.locator(".mark").all();
        await mark.click({ force: true });
        check(`a click at ${width} leads back to the form`, await page.locator("[data-list=evaluation] .ProseMirror").nth(1).evaluate((at) => at === document.activeElement));
      }
      await page.goto(server.origin + report("halvfardig.yaml"));
      await page.waitForSelector("#problems li");
      await look("begun");
      await page.goto(server.origin + report("cykel-utrecht.yaml"));
      await page.waitForSelector(".drawing svg", { state: "attached" });
      await page.locator("[data-kind=date] input").evaluate((input) => {
        input.type = "text";
        input.value = "26 maj";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await page.locator("#form input[type=text]").nth(1).fill("");
      await page.waitForSelector("#problems:not(.to-do) li");
      await page.locator("#form input[type=text]").first().focus();
      await page.evaluate(() => scrollTo(0, 0));
      await look("problems");
      await page.locator("#download summary").click();
      await look("download");
      await page.evaluate(() => fetch("/api/discard?file=cykel-utrecht.yaml", { method: "POST" }));
      await page.context().close();
    }
    await stop(server.child, "SIGINT");
  },

  /** The pages that are shown are the PDF's: both as pictures, cell by cell. */
  async pages() {
    const there = folder("pages");
    for (const from of [samples, resolve("tests/fixtures/valid")]) cpSync(from, there, { recursive: true });
    const server = await start(there);
    const page = await open(server, undefined, { viewport: { width: 1440, height: 1200 } });
    const judge = await browser.newPage();
    let count = 0;
    for (const file of ["euro-cities", "cykel-utrecht", "everything", "european-names", "picture-kinds", "picture-shapes"]) {
      await page.goto(server.origin + report(`${file}.yaml`));
      await page.waitForSelector("body[data-ready] .drawing svg");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.evaluate((file) => location.assign(`/document?format=pdf&file=${file}.yaml`), file),
      ]);
      const sheets = await page.locator(".sheet").all();
      const width = Math.round((await sheets[0].boundingBox()).width);
      execFileSync("pdftoppm", ["-png", "-scale-to-x", width, "-scale-to-y", "-1", await download.path(), join(there, file)]);
      const pictures = readdirSync(there).filter((name) => name.startsWith(`${file}-`) && name.endsWith(".png")).sort();
      same(`${file}: as many pages`, sheets.length, pictures.length);
      for (const [at, picture] of pictures.entries()) {
        const shown = await sheets[at].locator(".drawing").screenshot();
        writeFileSync(join(there, `shown-${picture}`), shown);
        const url = (bytes) => `data:image/png;base64,${bytes.toString("base64")}`;
        const worst = await judge.evaluate(async (urls) => {
          const cells = await Promise.all(urls.map(async (url) => {
            const image = new Image();
            image.src = url;
            await image.decode();
            const [width, height] = [50, 70];
            const canvas = new OffscreenCanvas(width, height).getContext("2d");
            canvas.imageSmoothingQuality = "high";
            canvas.drawImage(image, 0, 0, width, height);
            return canvas.getImageData(0, 0, width, height).data;
          }));
          return cells[0].reduce((worst, value, at) => Math.max(worst, Math.abs(value - cells[1][at])), 0);
        }, [url(shown), url(readFileSync(join(there, picture)))]);
        check("a page is not the PDF's", worst <= MOST_DIFFERENCE, `${picture}: ${worst}`);
        count++;
      }
    }
    check("pages were compared", count > 10, String(count));
    await stop(server.child, "SIGINT");
  },

  /** From the key to the new page, and what many edits leave behind. */
  async memory() {
    const there = folder("memory");
    cpSync(join(samples, "euro-cities.yaml"), join(there, "a.yaml"));
    const server = await start(there);
    const page = await open(server, report("a.yaml"));
    await page.waitForSelector(".drawing svg");
    const session = await page.context().newCDPSession(page);
    const memory = () => Number(readFileSync(`/proc/${server.child.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      return { heap: of("JSHeapUsedSize") / 2 ** 20, nodes: of("Nodes") };
    };
    await session.send("Performance.enable");
    await page.locator("[data-list=evaluation] .ProseMirror").nth(1).click();
    await page.keyboard.press("Control+End");
    const edits = Number(process.env.EDITS ?? 300);
    // From the key to the picture on the screen: what is awaited after the frame that shows the page.
    await page.evaluate(() => {
      window.delays = [];
      let pressed = null;
      document.addEventListener("keydown", () => (pressed = performance.now()), true);
      new MutationObserver(() => {
        if (document.body.dataset.busy !== "false" || pressed === null) return;
        requestAnimationFrame(() => {
          const painted = new MessageChannel();
          painted.port1.onmessage = () => window.delays.push(performance.now() - pressed);
          painted.port2.postMessage(null);
        });
      }).observe(document.body, { attributeFilter: ["data-busy"] });
    });
    const sizes = [];
    const edit = async (count) => {
      await page.evaluate(() => (window.delays = []));
      for (let at = 0; at < count; at++) {
        await page.keyboard.press(at % 20 < 10 ? "x" : "Backspace");
        await page.waitForFunction((count) => window.delays.length === count, at + 1);
        sizes.push(memory());
      }
    };
    await edit(100);
    sizes.length = 0;
    const browserBefore = await heap();
    await edit(edits);
    const browserAfter = await heap();
    // What is allocated and let go goes up and down: the middle of the first hundred and of the last.
    const middle = (of) => of.sort((one, other) => one - other)[Math.floor(of.length / 2)];
    const [before, after] = [middle(sizes.slice(0, 100)), middle(sizes.slice(-100))];
    const times = await page.evaluate(() => window.delays.sort((one, other) => one - other));
    const at = (share) => Math.round(times[Math.floor(share * (times.length - 1))]);
    console.log(`from the key to the new page: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, ${times.length} edits`);
    console.log(`server ${before.toFixed(0)} MB, then ${after.toFixed(0)} MB; page ${browserBefore.heap.toFixed(1)} MB, then ${browserAfter.heap.toFixed(1)} MB`);
    check("the page follows the key", at(0.95) <= MOST_DELAY, `95th percentile ${at(0.95)} ms`);
    check("the server's memory is flat", after - before < MOST_GROWTH, `${before} MB, then ${after} MB`);
    check("the page's memory is flat", browserAfter.heap - browserBefore.heap < 5, JSON.stringify([browserBefore, browserAfter]));
    check("no elements are left behind", browserAfter.nodes - browserBefore.nodes < 500, JSON.stringify([browserBefore, browserAfter]));
    await stop(server.child, "SIGINT");
  },
};

const named = only.some((name) => !name.startsWith("-"));
for (const [name, run] of Object.entries(parts)) {
  if (only.includes(`-${name}`) || (named && !only.includes(name))) continue;
  const began = Date.now();
  const before = problems.length;
  try {
    await run();
  } catch (error) {
    check(name, false, error.stack);
    let count = 0;
    for (const context of browser.contexts()) {
      for (const page of context.pages()) await page.screenshot({ path: join(work, `${name}-failed-${++count}.png`), timeout: 5000 }).catch(() => {});
    }
  }
  for (const child of running) await stop(child, "SIGKILL");
  for (const context of browser.contexts()) await context.close();
  console.log(`${name}: ${problems.length === before ? "ok" : "FAILED"}, ${Math.round((Date.now() - began) / 1000)} s`);
}
await browser.close();
for (const problem of problems) console.log(problem.slice(0, 2000));
process.exitCode = problems.length ? 1 : 0;
