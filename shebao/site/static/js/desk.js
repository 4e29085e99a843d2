/* Comfort for hands on a keyboard. Every page works without this file. */
"use strict";

document.documentElement.classList.add("has-script");

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
const MENUS = ".top details[open], main details.menu[open]";
let awaitingLetter = 0;

/* "/" searches, "n" begins a new matter, "s" goes to where one signs or decides, "j" and "k" go to the next and the one before, "g" and a letter goes to a counter, "?" lists the keys. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "/") {
    const field = document.getElementById("search");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "?") {
    window.location.assign("/help/");
  } else if (event.key === "g") {
    awaitingLetter = Date.now();
  } else if (awaitingLetter && Date.now() - awaitingLetter < 1500) {
    awaitingLetter = 0;
    document.querySelector(`.rail a[data-key="${CSS.escape(event.key)}"]`)?.click();
  } else if (event.key === "n" && !document.querySelector("[data-severity]")) {
    event.preventDefault();
    begin();
  } else if (event.key === "s") {
    const field = document.querySelector("#sign input:not([type=hidden]), #decide input[id^=compare_], #decide .btn.first");
    if (field) { event.preventDefault(); field.focus(); }
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  }
});

/* On a person's page the menu of what fits this person, anywhere else the catalogue. */
function begin() {
  const menu = document.querySelector("main details[data-new]");
  if (!menu) { document.querySelector(".rail [data-new]")?.click(); return; }
  menu.open = true;
  menu.querySelector("input")?.focus();
}

/* The next matter where the page names one, otherwise the next row of the list; Enter then opens it. */
function step(by) {
  const next = document.querySelector(`main a[data-step="${by}"]`);
  if (next) { next.click(); return; }
  const links = [...document.querySelectorAll("main table.rows tbody tr, main .entries li")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  const here = links.findIndex((link) => link.closest("tr, li").contains(document.activeElement));
  links[Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
}

/* Enter moves through a form, from whatever kind of field; the last field's Enter, or Ctrl+Enter anywhere, sends it. */
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form[data-enter]");
  if (!form || event.key !== "Enter" || event.isComposing || !event.target.matches("input, select, textarea")) return;
  if (event.ctrlKey) { event.preventDefault(); form.requestSubmit(); return; }
  if (event.target.matches("textarea")) return;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((f) => !f.disabled && f.offsetParent);
  const next = fields[fields.indexOf(event.target) + 1];
  event.preventDefault();
  if (next) next.focus(); else form.requestSubmit();
});

/* The catalogue narrows while one types; Enter opens the first matter that begins with it, otherwise the first that is left. */
const narrowing = document.querySelector("input[data-narrow]");
if (narrowing) {
  const rows = [...document.querySelectorAll("[data-words]")];
  const narrow = () => {
    const text = narrowing.value.trim().toLowerCase();
    rows.forEach((row) => { row.hidden = !row.dataset.words.includes(text); });
    document.querySelectorAll("[data-group]").forEach((group) => { group.hidden = !group.querySelector("[data-words]:not([hidden])"); });
    document.querySelectorAll("[data-unnarrowed]").forEach((index) => { index.hidden = text !== ""; });
    document.getElementById("narrowed").textContent = text ? `${rows.filter((row) => !row.hidden).length} 项` : "";
  };
  narrowing.addEventListener("input", narrow);
  narrowing.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const text = narrowing.value.trim().toLowerCase();
    const left = rows.filter((row) => !row.hidden);
    (left.find((row) => ` ${row.dataset.words}`.includes(` ${text}`)) || left[0])?.querySelector("a[href]")?.click();
  });
}

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const filler = event.target.closest("[data-fill-username]");
  if (filler) {
    document.getElementById("id_username").value = filler.dataset.fillUsername;
    document.getElementById("id_password").value = filler.dataset.fillPassword;
    document.getElementById("id_password").focus();
  }
  if (event.target.closest("[data-print]")) window.print();
  document.querySelectorAll(MENUS).forEach((open) => { if (!open.contains(event.target)) open.open = false; });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll(MENUS).forEach((open) => { open.open = false; open.querySelector("summary").focus(); });
});

/* Which groups of the rail somebody opened or closed holds for the next page too; the group of the page itself stays open. */
for (const group of document.querySelectorAll(".rail details[data-group]")) {
  const name = `rail:${group.dataset.group}`;
  const chosen = localStorage.getItem(name);
  if (chosen && !group.querySelector("[aria-current]")) group.open = chosen === "open";
  group.querySelector("summary").addEventListener("click", () => localStorage.setItem(name, group.open ? "closed" : "open"));
}

/* On a phone a table that is wider than the screen becomes cards: each value under the name of its column. */
function label(table) {
  const names = [];
  for (const head of table.tHead.rows[table.tHead.rows.length - 1].cells) {
    const unit = head.querySelector(".unit")?.textContent.trim() || "";
    const words = head.textContent.replace(/\s+/g, " ").trim();
    const name = unit && words.endsWith(unit) ? `${words.slice(0, -unit.length).trim()}（${unit}）` : words;
    for (let n = 0; n < head.colSpan; n += 1) names.push(name);
  }
  for (const row of [...table.tBodies, table.tFoot].flatMap((part) => (part ? [...part.rows] : []))) {
    let column = 0;
    for (const cell of row.cells) {
      const empty = !cell.textContent.trim() && !cell.querySelector("input, button, img, svg");
      cell.classList.toggle("blank", empty);
      if (names[column] && cell.colSpan === 1 && !(cell === row.cells[0] && cell.matches("th"))) cell.dataset.label ??= names[column];
      column += cell.colSpan;
    }
  }
  table.classList.add("cards");
}
const phone = window.matchMedia("(max-width: 37.5rem)");
function cards() {
  for (const table of phone.matches ? document.querySelectorAll("main .table-wrap > :is(table.rows, table.ledger)") : []) {
    const spans = [...table.querySelectorAll("[rowspan]")].some((cell) => cell.rowSpan > 1);
    if (table.tHead && !spans && (table.matches(".cards") || table.scrollWidth > table.parentElement.clientWidth + 1)) label(table);
  }
}
cards();
phone.addEventListener("change", cards);

/* A form sent twice by an impatient double click is sent once. */
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.target.dataset.again !== undefined) return;
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "1";
  setTimeout(() => { delete event.target.dataset.sent; }, 3000);
});

/* A refusal is read out and brought into view; after something was done, what comes next has the focus. */
const refusal = document.getElementById("refusal");
if (refusal) refusal.focus();
else if (document.querySelector("main > .notice.done")) document.querySelector("main a[data-then]")?.focus();
else document.querySelector("main [autofocus]")?.focus(); // at once: a browser waits with it until it paints, and quick hands press Enter before

/* Findings of a checked report: shown by severity; n and p go to the next and the one before. */
document.addEventListener("change", (event) => {
  const word = event.target.dataset.filter;
  if (!word) return;
  document.querySelectorAll(`[data-severity="${word}"]`).forEach((finding) => { finding.hidden = !event.target.checked; });
});
document.addEventListener("keydown", (event) => {
  if (!["n", "p"].includes(event.key) || event.ctrlKey || event.metaKey || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const findings = [...document.querySelectorAll("[data-severity]")].filter((finding) => !finding.hidden);
  if (!findings.length) return;
  const at = findings.findIndex((finding) => finding.classList.contains("here"));
  const next = event.key === "n" ? Math.min(at + 1, findings.length - 1) : Math.max(at - 1, 0);
  findings.forEach((finding, place) => finding.classList.toggle("here", place === next));
  findings[next].scrollIntoView({ block: "nearest" });
  document.getElementById(`q${findings[next].id.slice(1)}`)?.scrollIntoView({ block: "center" });
});

/* While one types into the search above, who it may be appears below it; the arrows choose, Enter opens. */
const searching = document.getElementById("search");
const suggested = document.getElementById("suggested");
if (searching && suggested) {
  let latest = 0;
  const close = () => { suggested.hidden = true; suggested.replaceChildren(); };
  const ask = async (turn) => {
    const text = searching.value.trim();
    if ([...text].length < 2) { close(); return; }
    const body = new FormData(searching.form);
    const answer = await fetch(suggested.dataset.from, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (turn !== latest || !answer?.ok || document.activeElement !== searching) return;
    suggested.innerHTML = await answer.text();
    suggested.hidden = !suggested.querySelector("a");
  };
  searching.addEventListener("input", () => { const turn = ++latest; setTimeout(() => { if (turn === latest) ask(turn); }, 150); });
  searching.form.addEventListener("keydown", (event) => {
    const links = [...suggested.querySelectorAll("a")];
    if (event.key === "Escape") { close(); searching.focus(); }
    if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (at < 0 ? searching : links[Math.min(at, links.length - 1)]).focus();
  });
  document.addEventListener("click", (event) => { if (!searching.form.contains(event.target)) close(); });
}
