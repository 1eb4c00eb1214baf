// Drives `nacka-report edit` in headless Chromium as a person would, by keyboard above all.
//
// usage: edit.mjs PROGRAM NODE_MODULES WORK [PART…]
//
// Without PART all parts are run; -PART leaves one out. EDITS=10000 makes the part "memory" longer;
// PICTURES=DIR writes the pictures that the docs show; SLOW=8 makes the browser so many times slower, to
// see whether anything hangs on time.

import { join } from "node:path";
import { browser, check, problems, running, stop, work } from "./edit/driver.mjs";
import { fields, keyboard, pictures, places } from "./edit/entry.mjs";
import { list, memory, pages, screens } from "./edit/looks.mjs";
import { paste, prose } from "./edit/prose.mjs";
import { safety, saving } from "./edit/saving.mjs";

const parts = { keyboard, fields, places, prose, saving, paste, pictures, safety, list, screens, pages, memory };
const only = process.argv.slice(5);

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
