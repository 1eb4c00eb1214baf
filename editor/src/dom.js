// Elements, made without any markup: whatever people write stays text.

export const words = JSON.parse(document.body.dataset.words);

/** Fills the places in a text. */
export const fill = (text, ...values) => values.reduce((text, value) => text.replace("{}", value), text);

/** An element with properties (`on…` are listeners, `data-…` and `aria-…` attributes) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.startsWith("aria")) element[name] = value;
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let told = 0;
/** Says something to those who listen. */
export function say(text) {
  const place = document.getElementById("said");
  clearTimeout(told);
  place.textContent = "";
  told = setTimeout(() => (place.textContent = text), 50);
}

/** The question that is asked, if there is one. */
let asked = null;

/**
 * Asks, when what was asked before is answered; gives the value of the button that was chosen, or null.
 * `body` are elements, `buttons` value, text, whether it is the one to press (`true`) or one to beware of
 * (`danger`), and what must hold for it.
 */
export async function ask(head, body, buttons) {
  while (asked) await asked;
  const dialog = document.getElementById("dialog");
  const before = document.activeElement;
  asked = new Promise((resolve) => {
    // At once: keys may come before a browser under load tells that it was closed.
    const close = (value) => {
      dialog.oncancel = dialog.onclose = asked = null;
      dialog.close();
      before?.focus?.();
      resolve(value);
    };
    const row = h(
      "div",
      { className: "tools" },
      ...buttons.map(([value, text, isPrimary, isReady]) =>
        h("button", {
          type: "button",
          textContent: text,
          className: isPrimary === true ? "primary" : isPrimary || "",
          // What undoes nothing comes first to hand.
          autofocus: value === null && buttons.some(([, , look]) => look === "danger"),
          onclick: () => (isReady?.() ?? true) && close(value),
        }),
      ),
    );
    dialog.replaceChildren(h("h2", { id: "dialog-head", textContent: head }), ...body, row);
    dialog.oncancel = (event) => {
      event.preventDefault();
      if (event.defaultPrevented) close(null);
    };
    // Of this question, not told late of the one before.
    dialog.onclose = () => dialog.open || close(null);
    dialog.showModal();
  });
  return asked;
}

/**
 * Asks for a line of text; gives it, or the value of the button of `more` that was chosen. `wrong` is said
 * of what was given before; `check` gives what is wrong with a text: then it is asked on.
 */
export async function askFor(head, label, value, done, { wrong = null, check = () => null, more = [] }) {
  const input = h("input", { type: "text", id: "dialog-input", value, autofocus: true });
  input.addEventListener("focus", () => input.select(), { once: true });
  const told = h("p", { id: "dialog-wrong", className: "wrong", role: "alert" });
  const tell = (wrong) => {
    told.textContent = wrong ?? "";
    told.hidden = !wrong;
    if (!wrong) return;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "dialog-wrong");
    input.focus();
  };
  tell(wrong);
  const isRight = () => {
    const wrong = check(input.value);
    if (wrong) tell(wrong);
    return !wrong;
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector("#dialog .primary").click();
  });
  const name = h("label", { htmlFor: "dialog-input", textContent: label });
  const buttons = [["ok", done, true, isRight], ...more, [null, words.cancel]];
  const answer = await ask(head, [name, input, told], buttons);
  return answer === "ok" ? input.value : answer;
}

/** Asks the server. Gives `{ok, status, body}`; status 0 if it does not answer. */
export async function call(path, body) {
  try {
    const options =
      body === undefined
        ? {}
        : {
            method: "POST",
            body: body instanceof Blob ? body : JSON.stringify(body),
            headers: body instanceof Blob ? {} : { "content-type": "application/json" },
          };
    const response = await fetch(path, options);
    const text = await response.text();
    let json = null;
    try {
      json = JSON.parse(text);
    } catch {
      // Not from whoever answers such questions: it is refused before, or something went wrong.
      json = { message: { 403: words.refused, 413: words.too_large }[response.status] ?? words.fault };
    }
    return { ok: response.ok, status: response.status, body: json };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}
