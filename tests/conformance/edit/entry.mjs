// What is entered into the form, by keyboard and by mouse.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  accessible, check, folder, open, hold, pasteInto, openSample, program, report, same, samples, saved, settled, start, state, stop, tabTo, typeProse, work,
} from "./driver.mjs";

/** Somebody who knows neither YAML nor the program fills in the sample by keyboard. */
export async function keyboard() {
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
  await page.waitForSelector(".drawing svg");
  await page.keyboard.press("Control+s");
  await saved(page);
  const wanted = join(work, "wanted.pdf");
  execFileSync(program, ["render", join(samples, "euro-cities.yaml"), "-o", wanted]);
  await tabTo(page, "Hämta", { key: "Shift+Tab" });
  await page.keyboard.press("Enter");
  await tabTo(page, "PDF");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  check("the PDF is the sample's, byte for byte",
    readFileSync(await download.path()).equals(readFileSync(wanted)));
  same("the download's name", download.suggestedFilename(), "euro.pdf");
  const text = readFileSync(join(there, "euro.yaml"), "utf8");
  check("the starter's comments are kept", text.includes("# Syfte med uppdraget: en eller flera punkter."));
  await stop(server.child, "SIGINT");
}

/** Every kind of field, and what lists do. */
export async function fields() {
  const there = folder("fields");
  cpSync(join(samples, "cykel-utrecht.yaml"), join(there, "a.yaml"));
  cpSync(join(samples, "bilder"), join(there, "bilder"), { recursive: true });
  const server = await start(there);
  const page = await open(server, report("a.yaml"));
  const values = async () => (await state(page, "a.yaml")).values;
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
  // A warning is not counted as a fault.
  const date = page.locator("[data-kind=date] input");
  const head = (text) => page.waitForFunction((text) => document.getElementById("problems-head").textContent === text, text);
  await date.fill("2104-05-26");
  await head("1 varning");
  check("and does not look like one", await page.locator("#problems.to-do li.warning").isVisible());
  await contact.getByLabel("E-post").fill("bo.ek@nacka");
  await head("1 fel, 1 varning");
  await contact.getByLabel("E-post").fill("bo.ek@nacka.se");
  await date.fill(before.signature.date);
  await page.waitForSelector("#problems[hidden]", { state: "attached" });

  // A box ticks itself when its text is written, and not before.
  const redirect = page.locator("[data-keys='next_steps.redirect']");
  await redirect.locator(".ProseMirror").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Norrut");
  check("the box ticked itself", await redirect.locator("input").isChecked());
  await redirect.locator("input").click();
  check("and stays ticked", await redirect.locator("input").isChecked());
  // What ticked itself is unticked with its text, what somebody ticked is not.
  for (const byHand of [false, true]) {
    await redirect.locator(".ProseMirror").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    if ((await redirect.locator("input").isChecked()) !== byHand) await redirect.locator("input").click();
    await redirect.locator(".ProseMirror").click();
    await page.keyboard.type("Norrut");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    same(`ticked by hand: ${byHand}`, await redirect.locator("input").isChecked(), byHand);
  }
  const sporadic = page.locator("[data-keys='next_steps.sporadic_contact'] input");
  const was = await sporadic.isChecked();
  await sporadic.focus();
  await page.keyboard.press("Space");
  same("ticked by keyboard", (await values()).next_steps.sporadic_contact, !was);

  // Marks, links and lists by keyboard.
  const summary = page.locator("[data-keys=summary] .ProseMirror");
  await summary.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
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
  await links(page, async () => (await values()).summary.blocks);
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
}

/** Links: made, refused with a reason, changed as a whole, taken away; by keyboard. */
async function links(page, blocks) {
  const link = (href, text = href) => ({ link: href, text });
  const ask = async () => {
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog[open]");
  };
  const answer = async (href) => {
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(href);
    await page.keyboard.press("Enter");
  };
  const there = async (name, ...pieces) => {
    await page.waitForSelector("dialog:not([open])", { state: "attached" });
    same(name, (await blocks())[0].pieces, pieces);
  };
  const wrong = page.locator("#dialog-wrong");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.type("före länken här efter");
  for (let at = 0; at < 6; at++) await page.keyboard.press("ArrowLeft");
  for (let at = 0; at < 10; at++) await page.keyboard.press("Shift+ArrowLeft");
  await ask();
  await page.keyboard.press("Enter");
  check("an address that is only begun is asked for", /Skriv hela/.test(await wrong.textContent()), await wrong.textContent());
  for (const refused of ["ftp://a.se", "file:///etc/passwd", "javascript:alert(1)", "/lokal", "/lokal.se/x", "ord", "a.se b", "https://", "mailto:", "a@b", "http:/"]) {
    await answer(refused);
    check(`${refused} is refused`, (await wrong.isVisible()) && (await page.locator("dialog").isVisible()));
  }
  await accessible(page, "an address that is refused", { schemes: ["light"] });
  // It is there before the browser tells that the question is closed, since keys may be as well.
  await page.locator("dialog").evaluate((dialog) => dialog.addEventListener("close", () => {
    dialog.dataset.late = document.querySelector("[data-keys=summary] a") ? "" : "late";
  }, { capture: true, once: true }));
  await answer("www.a.se/b?c");
  await page.waitForSelector("dialog[data-late]", { state: "attached" });
  same("the link is made at once", await page.locator("dialog").getAttribute("data-late"), "");
  await there("a link is made", { text: "före " }, link("https://www.a.se/b?c", "länken här"), { text: " efter" });
  // Strong in part, as two pieces: one link still. The key comes before the browser has told what is selected.
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => {
    for (let at = 0; at < 3; at++) getSelection().modify("extend", "forward", "character");
    const key = { key: "b", code: "KeyB", keyCode: 66, ctrlKey: true, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  await page.keyboard.press("ArrowRight");
  await ask();
  same("the address is there", await page.locator("#dialog-input").inputValue(), "https://www.a.se/b?c");
  await answer("anna@nacka.se");
  const made = (href) => [{ ...link(href, "län"), strong: true }, link(href, "ken här")];
  await there("all of it is changed", { text: "före " }, ...made("mailto:anna@nacka.se"), { text: " efter" });
  await page.keyboard.press("Shift+ArrowRight");
  await ask();
  await answer("tel:08-7188000");
  await there("from what is selected in it", { text: "före " }, ...made("tel:08-7188000"), { text: " efter" });
  await ask();
  await page.getByRole("button", { name: "Ta bort länken" }).click();
  await there("it is taken away", { text: "före " }, { text: "län", strong: true }, { text: "ken här efter" });
}

/** Each field, filled in or not, is marked on the page, and a click there leads to it. */
export async function places() {
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
}

/** Pictures that are chosen, dropped and pasted. */
export async function pictures() {
  const picture = readdirSync(join(samples, "bilder")).find((name) => /\.(png|jpe?g)$/.test(name));
  const bytes = readFileSync(join(samples, "bilder", picture)).toString("base64");
  const { there, server, page } = await openSample("pictures");
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
  // Several at once: the first is gone to, those that are refused are all told of.
  const buffer = Buffer.from(bytes, "base64");
  const file = (name, buffer) => ({ name, mimeType: "image/jpeg", buffer });
  const upload = page.locator("[data-list=pictures] input[type=file]");
  const release = await hold(page, (url) => url.searchParams.get("name") === "tre.gif.jpg");
  await upload.setInputFiles([
    file("två.jpg", buffer), file("tre.gif.jpg", Buffer.from("GIF89a")), file("fyra.jpg", buffer), file("fem.heic.jpg", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heic")), file("sex.jpg", buffer),
  ]);
  const entries = page.locator("[data-list=pictures] .entry");
  await page.waitForFunction(() => document.activeElement === document.querySelectorAll("[data-list=pictures] .entry")[2]?.querySelector("input"));
  await page.keyboard.type("Den andra ");
  release();
  await entries.nth(4).waitFor();
  await page.keyboard.type("bilden");
  const refused = page.locator("[data-list=pictures] > .problems li");
  await refused.nth(1).waitFor();
  const reasons = await refused.allTextContents();
  check("all that are refused are told of", reasons.length === 2 && reasons[0].includes("tre.gif.jpg") && reasons[1].includes("fem.heic.jpg"), reasons.join("\n"));
  await settled(page);
  same("what is written goes on in its field", (await state(page, "a.yaml")).values.pictures.slice(2).map(({ alt }) => alt), ["Den andra bilden", "", ""]);
  check("they are told of still", (await refused.count()) === 2);
  // As browsers copy a picture.
  await page.locator("[data-keys=summary] .ProseMirror").evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], "image.png", { type: "image/png" }));
    clipboardData.setData("text/html", "<meta charset='utf-8'><img src='https://a.se/b.png' alt='x'>");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, bytes);
  await entries.nth(5).waitFor();
  await pasteInto(page.locator("[data-keys=summary] .ProseMirror"), { "text/html": "<img src='https://a.se/b.png'>" });
  await refused.filter({ hasText: "gick inte att klistra in" }).waitFor();
  // Text is not a picture.
  check("text may be dropped into what is written of a picture", await entries.nth(0).locator("input").first().evaluate((input) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "x");
    return ["dragover", "drop"].every((type) => input.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
  }));
  await settled(page);
  // The picture follows the disk.
  const shown = (holds, width) => page.waitForFunction(([holds, width]) => {
    const image = document.querySelector("[data-kind=file] img");
    return image.complete && image.naturalWidth > 0 && (image.naturalWidth === width) === holds && image.naturalWidth;
  }, [holds, width]);
  const width = await (await shown(false, 0)).jsonValue();
  const { values } = await state(page, "a.yaml");
  const stored = join(there, values.pictures[0].file);
  rmSync(stored);
  const title = page.getByLabel("Titel").first();
  await title.fill("Borta");
  await page.waitForSelector("[data-kind=file].wrong");
  cpSync(join(samples, "bilder", picture), stored);
  await title.fill("Tillbaka");
  await settled(page);
  same("no picture is missed any more", await page.locator("[data-kind=file].wrong").count(), 0);
  await shown(true, width);
  const other = readdirSync(join(samples, "bilder")).find((name) => name !== picture);
  cpSync(join(samples, "bilder", other), stored);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await shown(false, width);
  check("it is stored beside the report", existsSync(join(there, values.pictures[0].file)));
  same("the text was taken", values.pictures[0].alt, "En cykelbana");
  await stop(server.child, "SIGINT");
}
