// Nothing is lost: saving, two tabs, the disk, a program that is away.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  accessible, check, cut, folder, hold, open, openSample, pasteInto, reload, report, same, samples, saved, settled, start, state, stop,
} from "./driver.mjs";

/** Nothing is called saved that is not, and nothing overtakes anything. */
export async function saving() {
  const { there, server, page } = await openSample("saving");
  const file = join(there, "a.yaml");
  const title = page.getByLabel("Titel").first();
  const summary = page.locator("[data-keys=summary] .ProseMirror");
  const shown = () => page.locator("#state").textContent();
  const onDisk = () => readFileSync(file, "utf8");

  // Saved at once after the key, while the server is slow.
  let release = await hold(page, "**/api/change?*");
  await title.fill("Fort");
  await page.keyboard.press("Control+s");
  check("not saved yet", (await shown()) !== "Sparad", await shown());
  release();
  await saved(page);
  check("what was typed right before is saved", onDisk().includes("title: Fort\n"));

  // Typed while it is saved.
  release = await hold(page, "**/api/save?*");
  await title.fill("Sparat");
  await Promise.all([page.waitForRequest("**/api/save?*"), page.keyboard.press("Control+s")]);
  await title.fill("Sparat och mer");
  release();
  await settled(page);
  check("what was typed meanwhile is not called saved", (await shown()) !== "Sparad" && onDisk().includes("title: Sparat\n"), await shown());
  same("and is with the server", (await state(page, "a.yaml")).values.title, "Sparat och mer");
  await page.keyboard.press("Control+s");
  await saved(page);
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
  await saved(page);
  check("once it is taken it is saved", onDisk().includes("title: Vägrat\n"));
  check("nothing is said of it any more", await page.locator("#notice").isHidden());

  // A fault of the program is told, not repeated without end.
  let faults = 0;
  const fault = (route) => (faults++, route.fulfill({ status: 500, body: "" }));
  await page.route("**/api/change?*", fault);
  await title.fill("Fel i programmet");
  await page.waitForFunction(() => /fel i programmet/.test(document.getElementById("notice").textContent));
  await settled(page);
  await page.keyboard.press("Control+s");
  await settled(page);
  check("a fault is not called saved", (await shown()) !== "Sparad" && faults === 2, `${await shown()}, ${faults}`);
  check("it is told after saving too", await page.locator("#notice").isVisible());
  check("as what it is", await page.locator("#notice").evaluate((at) => at.matches(".failure[role=alert]")));
  await accessible(page, "a failure");
  await page.unroute("**/api/change?*", fault);
  await title.fill("Vägrat");
  await settled(page);
  same("what is typed next is taken", (await state(page, "a.yaml")).values.title, "Vägrat");
  check("and the fault is over", await page.locator("#notice").isHidden());
  await page.route("**/api/save?*", fault, { times: 1 });
  await title.fill("Vägrat");
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => /fel i programmet/.test(document.getElementById("notice").textContent));
  check("nor is a save that went wrong", (await shown()) !== "Sparar …", await shown());
  await page.keyboard.press("Control+s");
  await saved(page);

  // A change that is taken in, but whose answer is lost: it is this tab's own.
  await page.route("**/api/change?*", async (route) => {
    await route.fetch();
    await cut(route, "connectionreset");
  }, { times: 1 });
  await title.fill("Tappat svar ");
  await page.waitForFunction(() => /svarar inte/.test(document.getElementById("notice").textContent));
  await title.fill("Tappat svar och mer");
  await settled(page);
  check("no other tab is asked about", !(await page.locator("dialog").isVisible()) && (await page.locator("#notice").isHidden()));
  await page.keyboard.press("Control+s");
  await saved(page);
  check("what was typed last is saved", onDisk().includes("title: Tappat svar och mer\n"));

  // The file is gone.
  await title.fill("Filen är borta");
  await settled(page);
  rmSync(file);
  await page.keyboard.press("Control+s");
  await page.waitForSelector("dialog[open]");
  await accessible(page, "gone");
  same("what is said of a file that is gone", await page.locator("dialog h2").textContent(), "Filen finns inte längre");
  same("what can be done", await page.locator("dialog button").allTextContents(), ["Spara den igen", "Avbryt"]);
  await page.getByRole("button", { name: "Avbryt" }).click();
  await settled(page);
  same("what was typed is still there", await title.inputValue(), "Filen är borta");
  const listed = await open(server, "/", { context: page.context() });
  const row = await listed.locator("#reports").innerText();
  check("the list shows it", /Filen är borta[^]*Osparat; filen finns inte längre/.test(row), row);
  await accessible(listed, "gone from the list");
  await listed.locator("#new").click();
  await listed.keyboard.type("a.yaml");
  await listed.keyboard.press("Enter");
  await listed.waitForSelector("#dialog-wrong");
  check("a new one of that name is refused", /inte är sparat/.test(await listed.locator("#dialog-wrong").textContent()));
  await listed.close();
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Spara den igen" }).click();
  await saved(page);
  check("the file is there again, comments and all", onDisk().includes("title: Filen är borta\n") && onDisk().startsWith(readFileSync(join(samples, "euro-cities.yaml"), "utf8").slice(0, 100)));
  await title.fill("Vägrat");
  await page.keyboard.press("Control+s");
  await settled(page);

  // Typed while a save is answered that the file was changed; the question is put off.
  writeFileSync(file, onDisk().replace("title: Vägrat", "title: Deras"));
  await title.fill("Mitt");
  await settled(page);
  release = await hold(page, "**/api/save?*");
  await Promise.all([page.waitForRequest("**/api/save?*"), page.keyboard.press("Control+s")]);
  await title.fill("Mitt nya");
  release();
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
  await saved(page);
  const lines = await page.locator("#yaml-text .cm-line").allTextContents();
  check("the YAML is the disk's", lines.includes("title: Deras"), lines.find((line) => line.startsWith("title")));
  // The form comes when the server has read the YAML.
  release = await hold(page, "**/api/change?*");
  await page.locator("#yaml-text .cm-line", { hasText: "title: Deras" }).click();
  await page.keyboard.press("End");
  await page.keyboard.insertText(" nu");
  // Undo and redo are those of the YAML there.
  await page.locator("#undo").click();
  check("undone in the YAML", (await page.locator("#yaml-text .cm-line").allTextContents()).includes("title: Deras"));
  check("no more than that", await page.locator("#undo").isDisabled());
  // The answer to what was typed does not write over what was undone since.
  release();
  await settled(page);
  check("it can be done again", await page.locator("#redo").isEnabled());
  release = await hold(page, "**/api/change?*");
  await page.locator("#redo").click();
  check("nor done again", await page.locator("#redo").isDisabled());
  await page.locator("#view").click();
  check("not before", await title.isHidden());
  release();
  await title.waitFor();
  same("the form says what the YAML says", await title.inputValue(), "Deras nu");

  // A step back in prose leaves one where it was.
  await summary.click();
  await page.keyboard.press("Control+Home");
  for (let at = 0; at < 20; at++) await page.keyboard.press("ArrowRight");
  await page.keyboard.insertText("ABC");
  // A second later by the clock.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 1000;
  });
  await page.keyboard.insertText("DEF");
  await page.keyboard.press("Control+z");
  await page.keyboard.type("X");
  check("one goes on where the change was", (await summary.textContent()).includes("ABCX"), (await summary.textContent()).slice(0, 60));

  // What is seen is what was written, but where one goes on typing.
  await page.keyboard.press("Control+Home");
  const blank = page.locator("[data-keys='next_steps.redirect'] .ProseMirror");
  await blank.click();
  await page.keyboard.press("Shift+Enter");
  await summary.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Två  blanka ");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await title.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  await page.keyboard.press("Control+s");
  await saved(page);
  same("the field that one is in stays", await title.inputValue(), "Deras nu ");
  same("what is blank is so", await blank.locator("br:not(.ProseMirror-trailingBreak)").count(), 0);
  const after = await summary.evaluate((element) => element.innerHTML);
  await reload(page);
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

  // A report that cannot be read has no form.
  mkdirSync(join(there, "ut.yaml"));
  const none = await page.context().newPage();
  await none.goto(server.origin + report("ut.yaml"));
  await none.waitForSelector("#notice.failure");
  check("what is wrong is told, and nothing else", /ut\.yaml/.test(await none.locator("#notice").textContent()) &&
    (await none.locator("#form").isHidden()) && (await none.locator("#pages").isHidden()));
  await accessible(none, "a report that cannot be read", { schemes: ["light"] });
  await none.close();

  // A tab that is opened before the program answers.
  let isAway = true;
  await page.route("**/api/open?*", (route) => isAway ? cut(route, "connectionrefused") : route.continue());
  await page.reload();
  await page.waitForFunction(() => /svarar inte/.test(document.getElementById("notice").textContent));
  isAway = false;
  await page.waitForSelector("body[data-ready]");
  same("it opens once the program answers", await title.inputValue(), "Deras nu");
  await stop(server.child, "SIGINT");
}

/** Reloads, a killed server, two tabs, a file changed on the disk, YAML. */
export async function safety() {
  const there = folder("safety");
  const file = join(there, "a.yaml");
  cpSync(join(samples, "euro-cities.yaml"), file);
  const original = readFileSync(file, "utf8");
  let server = await start(there);
  const page = await open(server, report("a.yaml"));
  const title = page.locator("#form input[type=text]").first();
  await title.fill("Kvar efter omladdning");
  await settled(page);
  await reload(page);
  same("a reload keeps what was entered", await title.inputValue(), "Kvar efter omladdning");
  // The server dies while something is typed, and comes back.
  const port = new URL(server.origin).port;
  await stop(server.child, "SIGKILL");
  await title.fill("Kvar efter krasch");
  await page.waitForSelector("#notice:not([hidden])");
  check("it is told", /svarar inte/.test(await page.locator("#notice").textContent()));
  await page.evaluate(() => scrollTo(0, 1e6));
  check("and seen from anywhere", await page.locator("#notice").evaluate((at) => {
    const { left, top, right, bottom } = at.getBoundingClientRect();
    return at.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  }));
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
  // More is typed while the two are put together.
  let release = await hold(page, "**/api/merge?*");
  await Promise.all([page.waitForRequest("**/api/merge?*"), title.fill("Från första")]);
  await title.fill("Från första fliken");
  release();
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
  await saved(other);
  same("what was chosen", (await state(page, "a.yaml")).values.title, "Från andra fliken");
  await other.close();
  // The file is changed meanwhile.
  await reload(page);
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
  release = await hold(page, "**/api/merge?*");
  await Promise.all([page.waitForRequest("**/api/merge?*"), page.getByRole("button", { name: "Behåll båda" }).click()]);
  await title.fill("Här medan");
  release();
  await saved(page);
  let text = readFileSync(file, "utf8");
  check("both are kept, and what was typed meanwhile", /^title: "?Här medan/m.test(text) && text.includes("Eva Ek") && text.endsWith("# Därifrån.\n"), text);
  same("and shown", [await title.inputValue(), await name.inputValue()], ["Här medan", "Eva Ek"]);
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
  await page.getByRole("button", { name: "Spara det valda" }).click();
  await saved(page);
  text = readFileSync(file, "utf8");
  check("as it was chosen", text.includes("Mitt Namn") && text.includes("title: Deras rubrik"), text);
  // Over what is there.
  await title.fill("Från första fliken");
  await settled(page);
  theirs("Eva Ek");
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Spara det som står här" }).click();
  await saved(page);
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
  // Only what is in view is drawn.
  await page.keyboard.press("Control+Home");
  await told.nth(known.length - 1).waitFor();
  same("each problem stands below its line, as check words it", await told.allTextContents(),
    known.map(({ in_file, file_hints }) => [in_file, ...file_hints].join("")));
  await accessible(page, "YAML");
  check("the form waits", await page.locator("#form").isHidden());
  await fillYaml(original);
  await page.waitForFunction(() => !document.getElementById("view").disabled);
  await page.locator("#view").click();
  check("the form is back", (await title.inputValue()).startsWith("Medverkan"));
  await page.locator("#discard").click();
  release = await hold(page, "**/api/discard?*");
  await Promise.all([page.waitForRequest("**/api/discard?*"), page.locator("dialog").getByRole("button", { name: "Släng ändringarna" }).click()]);
  await title.fill("Skrivet medan");
  release();
  await saved(page);
  same("thrown away", await title.inputValue(), "Från första fliken");
  same("and nowhere else", (await state(page, "a.yaml")).values.title, "Från första fliken");
  await stop(server.child, "SIGINT");
}
