// The reports of a folder.

import { askFor, call, fill, h, words } from "./dom.js";

const $ = (id) => document.getElementById(id);
const link = (file) => `/report?${new URLSearchParams({ file })}`;

export async function list() {
  let reports = [];
  const rows = new Map();

  function row(report) {
    const state =
      report.problems === 0
        ? words.sound
        : report.problems === 1
          ? words.one_problem
          : fill(words.many_problems, report.problems);
    const cell = (text) => h("td", { role: "cell", textContent: text });
    const copy = h("button", {
      type: "button",
      textContent: words.duplicate,
      "aria-label": fill(words.duplicate_of, report.file),
      onclick: () => create(report.file),
    });
    return h(
      "tr",
      { role: "row" },
      h(
        "th",
        { scope: "row", role: "rowheader" },
        h("a", { href: link(report.file), textContent: report.title || words.untitled }),
        h("span", { className: "file", textContent: report.file }),
      ),
      cell(report.number),
      cell(report.date),
      cell(report.name),
      h(
        "td",
        { role: "cell", className: report.problems ? "wrong" : "sound" },
        state,
        report.draft
          ? h("span", {
              className: "draft",
              textContent: report.gone ? words.gone_draft : words.unsaved_draft,
            })
          : null,
      ),
      cell(report.documents.map((format) => ({ pdf: "PDF", docx: "Word", html: "HTML" })[format]).join(", ")),
      h("td", { role: "cell", className: "act" }, copy),
    );
  }

  function filter() {
    const asked = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const report of reports) {
      const text =
        `${report.title} ${report.number} ${report.date} ${report.name} ${report.file}`.toLowerCase();
      const fits = asked.every((word) => text.includes(word));
      rows.get(report.file).hidden = !fits;
      found += fits;
    }
    const all = reports.length === 1 ? words.one_report : fill(words.many_reports, reports.length);
    const some = found ? fill(words.found, found, reports.length) : words.none_found;
    const text = !reports.length ? words.no_reports : asked.length ? some : all;
    $("table").hidden = !found;
    document.querySelector(".search").hidden = !reports.length;
    $("render-all").disabled = !reports.length;
    if ($("found").textContent !== text) $("found").textContent = text;
  }

  async function load() {
    const all = [];
    rows.clear();
    for (let from = 0; from !== null;) {
      const { ok, body } = await call(`/api/list?from=${from}`);
      if (!ok) return ($("found").textContent = body.message ?? words.away);
      if (from === 0) $("reports").replaceChildren();
      for (const report of body.reports) {
        all.push(report);
        rows.set(report.file, row(report));
        $("reports").append(rows.get(report.file));
      }
      reports = all;
      filter();
      from = body.next;
      document.body.dataset.ready = "true";
    }
    document.body.dataset.complete = "true";
  }

  async function create(from) {
    const head = from ? fill(words.duplicate_of, from) : words.new_report;
    let name = from ? from.replace(/(\.ya?ml)$/i, words.copy_ending) : words.file_begin;
    // Asked until it can be had.
    for (let wrong = null; ;) {
      name = await askFor(head, words.file_name, name, words.create, { wrong });
      if (!name) return;
      const { ok, body } = await call("/api/new", { file: name.trim(), from: from ?? null });
      if (ok) return (location.href = link(body.file));
      wrong = body.message ?? words.away;
    }
  }

  $("search").addEventListener("input", filter);
  $("new").addEventListener("click", () => create(null));
  $("render-all").addEventListener("click", async () => {
    $("render-all").disabled = true;
    const progress = h("progress", { max: reports.length, value: 0, "aria-label": words.render_all });
    const count = h("span", { "aria-hidden": "true" });
    $("found").replaceChildren(progress, count);
    let [done, failed] = [0, 0];
    for (const report of reports) {
      const query = new URLSearchParams({ file: report.file, formats: "pdf" });
      const { ok } = await call(`/api/documents?${query}`, {});
      if (ok) done++;
      else failed++;
      progress.value = done + failed;
      count.textContent = fill(words.rendering, progress.value, reports.length);
    }
    await load();
    $("found").textContent = fill(words.rendered, done, failed);
    $("render-all").disabled = false;
    $("render-all").focus();
  });
  await load();
}
