// The list, the screens at each width, and the pages: what is seen, and how fast.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  accessible, browser, check, crowd, folder, open, openSample, report, same, samples, settled, start, stop, tabTo, work,
} from "./driver.mjs";

/** From the key to the new page on the screen, in milliseconds: median and 95th percentile, on a machine
 *  that does nothing else. */
const MOST_DELAY = 100;
/** Until the first of a thousand reports are listed there, in milliseconds. */
const MOST_TO_LIST = 5000;
/** How far a part of a page, a hundredth of its area or less, may be darker or lighter than in the PDF. */
const MOST_DIFFERENCE = 60;
/** What the browser works until a form of 150 rows can be written in, and to undo a row's removal there,
 *  in milliseconds: some times what it takes, but a part of what it takes if each row costs as much as all
 *  others together. What else the machine does is not counted. */
const [MOST_TO_OPEN, MOST_TO_UNDO] = [3000, 300];
/** What 300 edits may leave behind in the server, in MB. */
const MOST_GROWTH = 12;

/** A thousand reports in a folder. */
export async function list() {
  const there = folder("list");
  const text = readFileSync(join(samples, "euro-cities.yaml"), "utf8");
  for (let at = 0; at < 1000; at++) {
    const broken = at % 100 === 7;
    writeFileSync(join(there, `rapport-${String(at).padStart(4, "0")}.yaml`),
      text.replace("Utrecht, Holland", `Ort ${at}`).replace("date: 2014", broken ? "date: 20x4" : "date: 2014"));
  }
  const server = await start(there);
  const page = await open(server, "/");
  // Since the page was asked for: how long a browser takes to be there is not the list's.
  const now = () => page.evaluate(() => Math.round(performance.now()));
  const took = await now();
  const crowded = crowd();
  await page.waitForSelector("body[data-complete]");
  console.log(`1,000 reports: the first are there in ${took} ms, all in ${await now()} ms`);
  check("the list comes within seconds", took < MOST_TO_LIST * crowded, `${took} ms, ${crowded} times as slow`);
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
  const row = (at) => `  - {activity: Moment ${at}, assessment: Gott, concerned: Alla}\n`;
  const rows = Array.from({ length: 150 }, (_, at) => row(at)).join("");
  writeFileSync(join(there, "long.yaml"), text.replace(/^evaluation:[^]*?(?=^\w)/m, (own) => own + rows));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
  const idle = await worked();
  await page.goto(server.origin + report("long.yaml"));
  await page.waitForSelector("body[data-ready]");
  const opened = Math.round((await worked()) - idle);
  await page.evaluate(() => document.querySelector("[data-list=evaluation] .remove").click());
  const removed = await worked();
  await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
  });
  const undone = Math.round((await worked()) - removed);
  console.log(`150 rows: ${opened} ms of work to open, ${undone} ms to undo a removal`);
  check("a long report opens", opened < MOST_TO_OPEN, `${opened} ms`);
  check("and a removal is soon undone", undone < MOST_TO_UNDO, `${undone} ms`);
  check("all rows are there", (await page.locator("[data-list=evaluation] .number").last().textContent()).endsWith(String(await page.locator("[data-list=evaluation] .entry").count())));
  await settled(page);
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
}

/** Each screen on a desk, a tablet, a telephone, and magnified four times. */
export async function screens() {
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
    const look = async (name, part) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(`${name} at ${width}`, wide <= 0, `${wide} pixels too wide`);
      await page.screenshot({ path: join(work, `${name}-${width}.png`) });
      if (PICTURES && width === 1440 && ["list", "form", "problems"].includes(name)) cpSync(join(work, `${name}-${width}.png`), join(PICTURES, `edit-${name}.png`));
      // The colours are the same at every width.
      await accessible(page, `${name} at ${width}`, { part, schemes: width === 1440 ? ["light", "dark"] : ["light"] });
    };
    await look("list");
    await page.goto(server.origin + report("dagvatten-kopenhamn.yaml"));
    await page.waitForSelector(".drawing svg", { state: "attached" });
    await page.locator("[data-list=evaluation] .ProseMirror").nth(1).click();
    await look("form");
    const first = await page.locator("[data-list=purpose] .ProseMirror").first().evaluate((at) => at.offsetWidth);
    const lines = () => page.locator(".bar .tools > *").evaluateAll((tools) =>
      new Set(tools.map((tool) => Math.round(tool.getBoundingClientRect().top))).size);
    if (width >= 390) same(`the tools at ${width} stand on one line`, await lines(), 1);
    check(`a purpose at ${width} has room`, first > (width === 320 ? 250 : 340), `${first} pixels`);
    if (width < 1024) {
      if (height > 560) {
        // With the mouse: the driver's own clicks scroll.
        const scrolled = () => page.evaluate(() => (scrollTo(0, scrollY || 900), scrollY));
        const before = await scrolled();
        const { x, y } = await page.locator("#look").boundingBox();
        for (let time = 0; time < 2; time++) await page.mouse.click(x + 9, y + 9);
        same(`the form at ${width} stays where it was`, await scrolled(), before);
      }
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
    await page.locator("#view").click();
    await page.locator("#yaml").waitFor();
    if (width >= 390) same(`the tools beside the YAML at ${width} stand on one line`, await lines(), 1);
    await page.goto(server.origin + report("cykel-utrecht.yaml"));
    await page.waitForSelector(".drawing svg", { state: "attached" });
    await page.locator("[data-kind=date] input").evaluate((input) => {
      input.type = "text";
      input.value = "26 maj";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.locator("#form input[type=text]").nth(1).fill("");
    await settled(page);
    same(`each problem looks the same at ${width} where it is listed and at its field`,
      await page.locator("#problems li").evaluateAll((all) => all.map((at) => at.className).sort()),
      await page.locator("#form .field .problems li").evaluateAll((all) => all.map((at) => at.className).sort()));
    await page.locator("#form input[type=text]").first().focus();
    await page.evaluate(() => scrollTo(0, 0));
    await look("problems");
    await page.locator("#download summary").click();
    await look("download", "#download");
    await page.evaluate(() => fetch("/api/discard?file=cykel-utrecht.yaml", { method: "POST" }));
    await page.context().close();
  }
  await stop(server.child, "SIGINT");
}

/** The pages that are shown are the PDF's: both as pictures, cell by cell. */
export async function pages() {
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
    await page.evaluate(() => Promise.all([...document.querySelectorAll(".drawing image")].map((image) => image.decode())));
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
}

/** From the key to the new page, and what many edits leave behind. */
export async function memory() {
  const { server, page } = await openSample("memory");
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
        painted.port1.onmessage = () => {
          window.delays.push(performance.now() - pressed);
          window.seen?.();
        };
        painted.port2.postMessage(null);
      });
    }).observe(document.body, { attributeFilter: ["data-busy"] });
  });
  const sizes = [];
  let crowded = crowd();
  const edit = async (count) => {
    await page.evaluate(() => (window.delays = []));
    for (let at = 0; at < count; at++) {
      await page.keyboard.press(at % 20 < 10 ? "x" : "Backspace");
      await page.evaluate((count) => new Promise((done) => (window.seen = () => window.delays.length === count && done())() ), at + 1);
      sizes.push(memory());
    }
  };
  await edit(100);
  sizes.length = 0;
  const browserBefore = await heap();
  await edit(edits);
  const browserAfter = await heap();
  crowded = Math.max(crowded, crowd());
  // What is allocated and let go goes up and down: the middle of the first hundred and of the last.
  const middle = (of) => of.sort((one, other) => one - other)[Math.floor(of.length / 2)];
  const tenth = edits / 10;
  const tenths = Array.from({ length: 10 }, (_, at) => middle(sizes.slice(at * tenth, (at + 1) * tenth)).toFixed(0));
  const [before, after] = [middle(sizes.slice(0, 100)), middle(sizes.slice(-100))];
  const times = await page.evaluate(() => window.delays.sort((one, other) => one - other));
  const at = (share) => Math.round(times[Math.floor(share * (times.length - 1))]);
  console.log(`from the key to the new page: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, ${times.length} edits`);
  console.log(`server, by tenths of the edits: ${tenths.join(", ")} MB`);
  console.log(`server ${before.toFixed(0)} MB, then ${after.toFixed(0)} MB; page ${browserBefore.heap.toFixed(1)} MB, then ${browserAfter.heap.toFixed(1)} MB`);
  check("the page follows the key", at(0.95) <= MOST_DELAY * crowded, `95th percentile ${at(0.95)} ms, ${crowded} times as slow`);
  check("the server's memory is flat", after - before < MOST_GROWTH, `${before} MB, then ${after} MB`);
  check("the page's memory is flat", browserAfter.heap - browserBefore.heap < 5, JSON.stringify([browserBefore, browserAfter]));
  check("no elements are left behind", browserAfter.nodes - browserBefore.nodes < 500, JSON.stringify([browserBefore, browserAfter]));
  await stop(server.child, "SIGINT");
}
