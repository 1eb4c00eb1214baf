// A report: what is entered goes to the server, and what it says of that is shown.

import { bar } from "./bar.js";
import { askAboutDisk, askAboutGone, askAboutTab } from "./conflict.js";
import { ask, call, fill, h, say, words } from "./dom.js";
import { Form } from "./form.js";
import { History } from "./history.js";
import { Pages } from "./pages.js";
import { listProblems } from "./problems.js";
import { YamlView } from "./yaml.js";

/** How long the server is given before it is asked again, in milliseconds. */
const PATIENCE = 1500;

const $ = (id) => document.getElementById(id);

/** What the server knows this tab by. */
const tab = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);

export function report(main) {
  const { file } = main.dataset;
  const query = `?${new URLSearchParams({ file })}`;
  const yaml = new YamlView($("yaml-text"), words.yaml_label, (text) => {
    send({ yaml: text });
    buttons();
  });
  const pages = new Pages($("sheets"), $("pages-note"), (path) => showForm() && form.focus(path));
  const form = new Form($("form"), file, entered, (text) => (news = text));
  // What is typed before the report is there would be lost.
  main.inert = true;
  let revision = 0;
  // What the form held when the server last agreed with it.
  let ground = null;
  let isSaved = true;
  let isForm = true;
  let canForm = true;
  let problems = [];
  // What is to be sent.
  let next = null;
  // What is asked of the server, one after the other, and how much of it is under way.
  let turn = Promise.resolve();
  let waiting = 0;
  // Whether what is here is not with the server: another tab's is, or it was refused.
  let isApart = false;
  // What is to be said once that is taken in.
  let news = null;
  const history = new History();

  // --- What the server says ---

  /** `isOwn` if it answers what was typed here: that is not typed over. */
  function take(body, isOwn = false) {
    revision = body.revision;
    problems = body.problems;
    isSaved = body.saved;
    if (body.yaml !== undefined && !(isOwn && (yaml.hasFocus || next))) yaml.value = body.yaml;
    buttons();
    if (body.values !== undefined) {
      canForm = body.values !== null;
      if (canForm) {
        ground = body.values;
        form.value = body.values;
        remember(null);
      }
      if (!canForm || !isForm) view(canForm && isForm);
      notice(body.unreadable ? words.unreadable : canForm ? null : words.yaml_only, !canForm);
      $("view").disabled = !canForm;
    }
    tell();
    status();
    pages.show(body.pages);
  }

  function status(text) {
    $("state").textContent = text ?? (isSaved ? words.saved : words.unsaved);
    $("state").classList.toggle("unsaved", !isSaved);
    $("discard").disabled = isSaved;
  }

  function notice(text, isFailure = false) {
    // What stands there already is not said again.
    if (text && $("notice").textContent === text) return;
    $("notice").classList.toggle("failure", isFailure);
    $("notice").setAttribute("role", isFailure ? "alert" : "status");
    $("notice").textContent = text ?? "";
    $("notice").hidden = !text;
  }

  const fail = (text) => notice(text, true);

  function tell() {
    listProblems(problems, canForm ? form.tell(problems) : problems, jump);
    yaml.tell(problems);
  }

  function jump(problem) {
    look(false);
    if (!isForm || !form.find(problem.path)) {
      const list =
        isForm && problem.path && document.querySelector(`[data-list="${problem.path.split(/[.[]/)[0]}"]`);
      if (list) return form.focus(problem.path);
      view(false);
      return yaml.goTo(problem);
    }
    form.focus(problem.path);
  }

  // --- What is entered ---

  function entered(field) {
    send({ values: remember(field) });
  }

  /** Asks the server when all that was asked before is answered. */
  function inTurn(work) {
    waiting++;
    document.body.dataset.busy = "true";
    const done = turn.then(work).finally(() => {
      waiting--;
      if (!waiting) document.body.dataset.busy = "false";
    });
    turn = done.catch(() => {});
    return done;
  }

  /** Sends what is newest; while an answer is awaited, what comes in the meantime waits. */
  function send(change) {
    next = change;
    isApart = false;
    isSaved = false;
    status();
    return inTurn(sendNext);
  }

  const whole = () => (isForm ? { values: form.value } : { yaml: yaml.value });

  async function sendNext() {
    while (next) {
      const change = next;
      const told = news;
      next = null;
      news = null;
      const {
        ok,
        status: code,
        body,
      } = await call(`/api/change${query}`, { revision, tab, have: pages.have, ...change });
      if (ok) {
        notice(told ?? body.unkept, !told && !!body.unkept);
        if (change.values) ground = change.values;
        take(body, true);
      } else if (code === 409) {
        await otherTab(body, change);
      } else if (code !== 0 && code !== 403) {
        // Refused, or more than the program can do: the same once more would end the same.
        isApart = true;
        fail(body.message);
      } else {
        next ??= change;
        news ??= told;
        fail(code === 403 ? words.refused : words.away);
        await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      }
    }
  }

  /** Another tab has entered something: what both entered is put together. */
  async function otherTab(body, change) {
    // This one has: the answer was lost, most likely with the program.
    if (body.tab === tab) {
      revision = body.revision;
      next ??= change;
      return;
    }
    let both;
    do {
      // What was typed meanwhile is put together too.
      change = next ?? change;
      next = null;
      both = change.values && body.values && (await join());
    } while (both && next);
    if (both) {
      const isOther = JSON.stringify(body.values) !== JSON.stringify(ground);
      revision = body.revision;
      ground = body.values;
      form.value = both;
      remember(null);
      next = { values: form.value };
      news = isOther ? words.tabs_joined : null;
      if (news) say(news);
      return;
    }
    const text = h("p", { textContent: words.other_tab_text });
    const buttons = [
      ["theirs", words.show_theirs],
      ["here", words.go_on_here],
      [null, words.cancel, true],
    ];
    const answer = both === null ? null : await ask(words.other_tab, [text], buttons);
    if (answer === "here") {
      revision = body.revision;
      next ??= change;
      return;
    }
    next = null;
    if (answer === "theirs") return take(body);
    isApart = true;
    notice(words.tabs_apart);
  }

  /** What was entered in both tabs; null if the person would rather not say, false if it cannot be. */
  async function join() {
    const merge = (keep) => call(`/api/merge${query}`, { ground, values: form.value, keep });
    let { ok, body } = await merge([]);
    if (ok && body.clashes.length) {
      const keep = await askAboutTab(body.clashes);
      if (!keep) return null;
      ({ ok, body } = await merge(keep));
    }
    return ok && body.values;
  }

  // --- Undo and redo ---

  /** Takes in what the form holds, and gives it. */
  function remember(field) {
    const { value } = form;
    history.add(value, field);
    buttons();
    return value;
  }

  function step(by) {
    if (!isForm) return yaml.step(by);
    const state = history.step(by);
    if (state === undefined) return;
    form.value = state;
    buttons();
    send({ values: state });
  }

  function buttons() {
    const { canUndo, canRedo } = isForm ? history : yaml;
    $("undo").disabled = !canUndo;
    $("redo").disabled = !canRedo;
  }

  // --- Saving ---

  const save = () => inTurn(() => write(null));

  /** Writes the file, over what is on the disk if that is what `over` says. */
  async function write(over) {
    // What the server does not have cannot be saved: it is offered once more.
    if (isApart) next = whole();
    isApart = false;
    await sendNext();
    if (isApart) {
      status();
      $("notice").scrollIntoView({ block: "center" });
      return false;
    }
    status(words.saving);
    const { ok, status: code, body } = await call(`/api/save${query}`, { revision, over });
    if (ok) {
      revision = body.revision;
      isSaved = !next;
      if (!next && isForm) settle(body.values);
      notice(canForm ? body.unkept : words.yaml_only, !canForm || !!body.unkept);
      status();
      say(words.saved);
      return true;
    }
    status();
    if (code === 409) {
      // What was typed meanwhile goes first: nothing is asked about half of it.
      if (next) return write(over);
      if (body.kind === "changed") return changedOnDisk(body);
      await otherTab(body, whole());
      return next ? write(null) : false;
    }
    fail(code === 0 ? words.away : (body.message ?? words.refused));
    return false;
  }

  /** Shows what was written, which has no blanks at the ends of lines: not where one is writing. */
  function settle(values) {
    ground = values;
    form.settle(values);
    history.replace(form.value);
  }

  async function changedOnDisk(changed) {
    // What is gone has no digest.
    const answer = await (changed.digest ? askAboutDisk(changed) : askAboutGone());
    if (answer === "mine") return write(changed.digest);
    if (answer === "theirs") return throwAway();
    if (!answer) return false;
    const { ok, body } = await call(`/api/merge${query}`, { revision, seen: changed.digest, keep: answer });
    if (ok) {
      // What was typed meanwhile goes on as what another tab's would.
      if (next) await otherTab(body, whole());
      else take(body);
      return write(null);
    }
    if (body.kind === "changed") return changedOnDisk(body);
    fail(body.message ?? words.away);
    return false;
  }

  async function throwAway() {
    const { ok, body } = await call(`/api/discard${query}`, {});
    if (ok) {
      // And with it what was typed meanwhile: a step back brings it again.
      isApart = false;
      next = null;
      take(body);
    } else fail(body.message ?? words.away);
    return ok;
  }

  // --- Views ---

  function view(toForm) {
    isForm = toForm && canForm;
    $("form").hidden = !isForm;
    $("yaml").hidden = isForm;
    const [long, short] = isForm ? [words.yaml, words.yaml_short] : [words.form, words.form_short];
    $("view").setAttribute("aria-label", long);
    $("view").querySelector(".long").textContent = long;
    $("view").querySelector(".short").textContent = short;
    buttons();
  }

  /** Where there is no room for both, the pages take the form's place. */
  function look(isLooking) {
    main.classList.toggle("looking", isLooking);
    $("look").textContent = isLooking ? words.show_form : words.show_pages;
    if (isLooking) document.querySelector(".mark")?.scrollIntoView({ block: "center" });
  }

  function showForm() {
    look(false);
    if (!isForm && canForm) view(true);
    return isForm;
  }

  // --- Buttons and keys ---

  $("save").addEventListener("click", save);
  $("undo").addEventListener("click", () => step(-1));
  $("redo").addEventListener("click", () => step(1));
  $("look").addEventListener("click", () => look(!main.classList.contains("looking")));
  $("view").addEventListener("click", async () => {
    // The form shows what the file says once the server has read it.
    await turn;
    look(false);
    view(!isForm);
    if (!isForm) yaml.focus();
  });
  $("discard").addEventListener("click", async () => {
    const text = h("p", { textContent: words.discard_sure });
    const answer = await ask(
      words.discard,
      [text],
      [
        ["yes", words.discard, "danger"],
        [null, words.cancel],
      ],
    );
    if (answer) inTurn(throwAway);
  });
  $("download").addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-format]");
    if (!link || !waiting) return;
    event.preventDefault();
    await turn;
    link.click();
  });
  $("beside").addEventListener("click", async () => {
    if (!isSaved && !(await save())) return;
    const { ok, body } = await call(`/api/documents${query}&formats=pdf,docx,html`, {});
    if (ok) notice(fill(words.beside_done, body.written.join(", ")));
    else fail(body.message ?? words.away);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isAsked = $("dialog").open;
      if (isAsked && key !== "s") return;
      if (key === "s") isAsked || save();
      else if (yaml.hasFocus) return;
      else if (key === "z") step(event.shiftKey ? 1 : -1);
      else if (key === "y") step(1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  bar();
  // What only this tab has would be lost with it.
  window.addEventListener("beforeunload", (event) => {
    if (next || isApart) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const places = form.placesOf(event.target);
    if (places.length) pages.mark(places);
  });

  async function open() {
    const { ok, status: code, body } = await call(`/api/open${query}`);
    if (code === 0) {
      fail(words.away);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      return open();
    }
    if (!ok) {
      fail(body.message ?? words.refused);
      status("");
      for (const id of ["form", "pages"]) $(id).hidden = true;
      for (const id of ["save", "view", "look"]) $(id).disabled = true;
      main.inert = false;
      return;
    }
    notice(null);
    history.clear();
    take(body);
    if (body.entered) notice(words.restored);
    if (body.unkept) fail(body.unkept);
    main.inert = false;
    document.body.dataset.ready = "true";
  }
  inTurn(open);
}
