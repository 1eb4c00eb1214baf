// What is asked when two have changed the same report: whoever wrote it, nothing is lost unseen.

import { ask, h, words } from "./dom.js";

/** A field's value in a few words, as lines of text. */
function asText(value) {
  if (value === true || value === false) return value ? words.ticked : words.unticked;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(asText).join("\n");
  if (value.markdown !== undefined) return value.markdown;
  if (value.blocks) {
    const text = value.blocks.map(blockText).join("\n");
    return text || value.ticked === undefined ? text : asText(value.ticked);
  }
  return Object.values(value).map(asText).filter(Boolean).join(" · ");
}

function blockText({ kind, pieces, marker, items }) {
  if (kind === "paragraph") return pieces.map(({ text }) => text ?? "\n").join("");
  const mark = (number) => ({ bullet: "•", plus: "+" })[marker] ?? `${number}.`;
  return items.map(({ number, blocks }) => `${mark(number)} ${blocks.map(blockText).join("\n")}`).join("\n");
}

/** What both have changed, to be chosen from. `keep` gives the places where this side was chosen. */
function choices(clashes, there) {
  const option = (name, value, side, text) => {
    const input = h("input", {
      type: "radio",
      name,
      value,
      required: true,
      oninvalid: () => input.setCustomValidity(words.choose_one),
    });
    return h(
      "label",
      { className: "side" },
      input,
      h(
        "span",
        {},
        h("span", { className: "of", textContent: side }),
        h("span", { className: "value", textContent: text || words.nothing }),
      ),
    );
  };
  const element = h(
    "form",
    { className: "clashes" },
    ...clashes.map(({ path, label, mine, theirs }) =>
      h(
        "fieldset",
        {},
        h("legend", { lang: "sv", textContent: label }),
        h(
          "div",
          { className: "sides" },
          option(path, "theirs", there, asText(theirs)),
          option(path, "mine", words.here, asText(mine)),
        ),
      ),
    ),
  );
  // Said until one is chosen.
  element.addEventListener("change", () => {
    for (const input of element.querySelectorAll("input")) input.setCustomValidity("");
  });
  element.addEventListener("submit", (event) => event.preventDefault());
  const keep = () => [...element.querySelectorAll("input[value=mine]:checked")].map((input) => input.name);
  return { element, keep, isChosen: () => element.reportValidity() };
}

/** Lines, with those marked that the other text has not. */
function marked(text, other) {
  const lines = new Set(other.split("\n"));
  return text
    .split("\n")
    .map((line) => (lines.has(line) ? `${line}\n` : h("mark", { textContent: `${line}\n` })));
}

/** The file is gone from the disk: gives `mine` or null. */
export function askAboutGone() {
  const text = h("p", { textContent: words.gone_text });
  return ask(
    words.gone,
    [text],
    [
      ["mine", words.save_again, true],
      [null, words.cancel],
    ],
  );
}

/** The file was changed on the disk: gives `mine`, `theirs`, the places to keep of both, or null. */
export async function askAboutDisk({ disk, here, clashes }) {
  const side = (name, text, other) =>
    h("div", {}, h("h3", { textContent: name }), h("pre", { tabIndex: 0 }, ...marked(text, other)));
  const sides = h(
    "div",
    { className: "sides" },
    side(words.on_disk, disk, here),
    side(words.here, here, disk),
  );
  const body = [h("p", { textContent: words.conflict_text })];
  const buttons = [
    ["mine", words.keep_mine],
    ["theirs", words.take_theirs],
    [null, words.cancel, !clashes],
  ];
  if (!clashes) return ask(words.conflict, [...body, sides], buttons);
  const chosen = choices(clashes, words.on_disk);
  body.push(h("p", { textContent: clashes.length ? words.merge_clashes : words.merge_text }), chosen.element);
  body.push(h("details", { open: !clashes.length }, h("summary", { textContent: words.both_files }), sides));
  const answer = await ask(words.conflict, body, [
    ["both", clashes.length ? words.keep_chosen : words.keep_both, true, chosen.isChosen],
    ...buttons,
  ]);
  return answer === "both" ? chosen.keep() : answer;
}

/** Both tabs have changed these: gives the places to keep, or null. */
export async function askAboutTab(clashes) {
  const chosen = choices(clashes, words.in_other_tab);
  const body = [h("p", { textContent: words.other_tab_clashes }), chosen.element];
  const answer = await ask(words.other_tab, body, [
    ["both", words.go_on_here, true, chosen.isChosen],
    [null, words.cancel],
  ]);
  return answer === "both" ? chosen.keep() : null;
}
