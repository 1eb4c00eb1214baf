// Prose that is typed and pasted: what is seen is what is saved.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  accessible, check, openSample, pasteInto, reload, same, saved, settled, state, stop, tabTo, work,
} from "./driver.mjs";

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

/** Prose as it is typed: what is seen is what is saved, and what is seen again. */
export async function prose() {
  const { server, page } = await openSample("prose");
  const editor = page.locator("[data-keys=summary] .ProseMirror");
  const seen = (place = editor) => place.evaluate((element) => {
    // An empty paragraph is where the next one begins.
    const own = (of) => [...of.children].filter((child) => !(child.tagName === "P" && !child.textContent && of === element));
    const told = (of) => own(of).map((child) => child.tagName === "P" ? child.innerHTML.replace(/<br class=.*?>/g, "")
      : `${child.dataset.marker}[${[...child.children].map((item) => `${item.value || ""}{${told(item)}}`)}]`).join("|");
    return told(element);
  });
  const keys = async (...all) => {
    for (const key of all) await (/^(Enter|Backspace|Tab|Arrow\w+|\w+\+.+)$/.test(key) ? page.keyboard.press(key) : page.keyboard.type(key));
  };
  const cases = [
    ["a single a)", "Vi såg|a)[{ett}]", "Vi såg", "Enter", "a) ett"],
    ["a single A), 1) and 1.", "A)[{x}]|1)[{y}]|1.[{z}]", "A) x", "Enter", "Enter", "1) y", "Enter", "Enter", "1. z"],
    ["lists with one mark are one", "bullet[{a},{b}]", "- a", "Enter", "Enter", "- b"],
    ["lists with other marks are others", "bullet[{a}]|plus[{b}]|1.[{c}]", "- a", "Enter", "Enter", "+ b", "Enter", "Enter", "1. c"],
    ["a list goes on with its number", "1.[{a}]|Mellan|1.[2{b},{c}]", "1. a", "Enter", "Enter", "Mellan", "Enter", "2. b", "Enter", "c"],
    ["empty lines part paragraphs", "a|b", "a", "Shift+Enter", "Shift+Enter", "b"],
    ["text like marks", "\\ -|1986. Ett år|*a* _b_ #", "\\ -", "Enter", "1986. Ett år", "Enter", "*a* _b_ #"],
  ];
  const editors = page.locator("#form [data-kind=prose] .ProseMirror");
  for (const [at, [name, expected, ...typed]] of cases.entries()) {
    await editors.nth(at).click();
    await keys("Control+a", "Backspace", "Control+a", "Backspace");
    await keys(...typed);
    same(name, await seen(editors.nth(at)), expected);
  }
  await page.keyboard.press("Control+s");
  await saved(page);
  await reload(page);
  for (const [at, [name, expected]] of cases.entries()) {
    same(`${name}, saved and opened again`, await seen(editors.nth(at)), expected);
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
}

/** What other programs put on the clipboard. */
export async function paste() {
  const { server, page } = await openSample("paste");
  const clipboard = (name) => readFileSync(`tests/fixtures/clipboard/${name}`, "utf8");
  const field = (path) => {
    const [list, row, key] = path.split(".");
    if (!key) return page.locator(`[data-keys='${path}'] .ProseMirror`);
    return page.locator(`[data-list=${list}] .entry`).nth(row).locator(`[data-keys=${key}] .ProseMirror`);
  };
  const paste = async (path, data) => {
    const editor = field(path);
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await pasteInto(editor, data);
    await settled(page);
  };
  const told = async (path) => {
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
    walk(path.split(".").reduce((at, key) => at[key], values).blocks, "");
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
  const row = (at) => `evaluation.${at >> 1}.${at % 2 ? "assessment" : "activity"}`;
  for (const [at, [name, expected]] of PASTED.entries()) {
    await paste(row(at), { "text/html": clipboard(`${name}.html`), "text/plain": "x" });
    same(name, await told(row(at)), expected);
  }
  await reload(page);
  for (const [at, [name, expected]] of PASTED.entries()) same(`${name}, reloaded`, await told(row(at)), expected);
  await paste("next_steps.notes", { "text/plain": "Först\n\n• ett\n• två\n\nSist\nrad" });
  same("plain text", await told("next_steps.notes"), ["Först", "bullet1", "  ett", "bullet2", "  två", "Sist⏎rad"]);
  await paste("next_steps.notes", { "text/plain": "Rad\vbruten\x07 i Word\fNy sida" });
  same("Word's line break", await told("next_steps.notes"), ["Rad⏎bruten i Word⏎Ny sida"]);
  await paste("next_steps.notes", { "text/html": "<p>Rad\vbruten\x07</p>", "text/plain": "x" });
  same("Word's line break in HTML", await told("next_steps.notes"), ["Rad⏎bruten"]);
  const notice = page.locator("#notice");
  await paste("other", { "text/html": "<p>Se <img alt='' src='x.png'><img width=1 height=1 src='y.png'>där</p>" });
  check("what is no picture is not missed", await notice.isHidden());
  await paste("other", { "text/html": "<p>Före<img width=302 height=201 src='file:///C:/bild001.jpg'> efter</p>" });
  same("the text around a picture", await told("other"), ["Före efter"]);
  check("that the picture was left is told", /inte bilderna/.test(await notice.textContent()) && (await notice.isVisible()));
  same("and where pictures go", await page.locator("[data-list=pictures] > .problems .warning").count(), 1);
  await paste("next_steps.redirect", { "text/html": clipboard("word.html"), "text/plain": "x" });
  const one = await told("next_steps.redirect");
  check("one paragraph stays one", one.length === 1 && one[0].includes("Metropolitan Areas Trafik"), one.join("\n"));
  same("no problem comes of it", (await state(page, "a.yaml")).problems, []);
  await stop(server.child, "SIGINT");
}
