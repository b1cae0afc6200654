"use strict";
// Filters and sorts the table of the overview. Without this script, the table and its pages are whole.
(() => {
  const form = document.getElementById("filter");
  const table = document.getElementById("status");
  if (!form || !table) return;
  const MOST = 200;
  const counted = document.getElementById("counted");
  const more = document.getElementById("more");
  const pages = document.getElementById("pages");
  const body = table.tBodies[0];
  const first = Array.from(body.rows);
  const keys = ["text", "status", "schedule", "theme", "party"];
  const inputs = Object.fromEntries(keys.map((key) => [key, document.getElementById("f-" + key)]));
  const columns = ["title", "status", "by", "schedule", "deadline", "late", "themes", "parties"];
  let sorted = { column: "", down: false };
  let shown = MOST;
  let data = null;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function load(then) {
    if (data) return then();
    const script = document.createElement("script");
    script.src = form.dataset.rows;
    script.onload = () => {
      data = window.trackerRows;
      data.rows = data.rows.map((row) => {
        const [id, href, title, status, schedule, by, deadline, late, themes, parties, disputed] = row;
        return {
          id, href: href || "commitments/" + id + ".html", title, status: data.statuses[status],
          schedule: data.schedules[schedule], order: schedule, by, deadline, late,
          themes: themes.map((at) => data.themes[at]), parties: parties.map((at) => data.parties[at]), disputed,
        };
      });
      for (const row of data.rows) row.words = plain(row.title + " " + row.id + " " + row.by + " " + row.themes.join(" "));
      then();
    };
    document.head.append(script);
  }

  function fits(row, wanted) {
    return (!wanted.status || row.status[0] === wanted.status)
      && (!wanted.schedule || row.schedule[0] === wanted.schedule)
      && (!wanted.theme || row.themes.includes(wanted.theme))
      && (!wanted.party || row.parties.includes(wanted.party))
      && wanted.words.every((word) => row.words.includes(word));
  }

  function cell(tag, ...inside) {
    const made = document.createElement(tag);
    made.append(...inside);
    return made;
  }

  function tag(word) {
    const made = cell("span");
    made.className = "tag s-" + word[0];
    const sign = cell("span", word[2]);
    sign.setAttribute("aria-hidden", "true");
    made.append(sign, " " + word[1]);
    return made;
  }

  function drawn(row) {
    const line = document.createElement("tr");
    const link = cell("a", row.title);
    link.href = form.dataset.home + row.href;
    const head = cell("th", link);
    head.scope = "row";
    const stands = cell("td", tag(row.status));
    if (row.disputed) {
      const disputed = cell("span", "≠ " + data.disputed);
      disputed.className = "tag";
      stands.append(" ", disputed);
    }
    const narrow = [cell("td", row.by), cell("td", row.late || ""), cell("td", row.themes.join(", ")), cell("td", row.parties.join(", "))];
    for (const each of narrow) each.className = "p2";
    narrow[1].className = "p2 number";
    line.append(head, stands, narrow[0], cell("td", tag(row.schedule)), cell("td", row.deadline), narrow[1], narrow[2], narrow[3]);
    return line;
  }

  const values = {
    title: (row) => plain(row.title), status: (row) => row.status[1], by: (row) => plain(row.by),
    schedule: (row) => row.order, deadline: (row) => row.deadline || "\uffff", late: (row) => row.late,
    themes: (row) => plain(row.themes.join()), parties: (row) => row.parties.join(),
  };

  function draw() {
    const wanted = Object.fromEntries(keys.map((key) => [key, inputs[key].value]));
    const untouched = keys.every((key) => !wanted[key]) && !sorted.column;
    pages.hidden = !untouched;
    for (const [at, head] of Array.from(table.tHead.rows[0].cells).entries()) {
      if (sorted.column === columns[at]) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    if (untouched) {
      body.replaceChildren(...first);
      counted.textContent = "";
      more.hidden = true;
      return;
    }
    load(() => {
      const started = performance.now();
      wanted.words = plain(wanted.text).split(/\s+/).filter(Boolean);
      const found = data.rows.filter((row) => fits(row, wanted));
      if (sorted.column) {
        const value = values[sorted.column];
        const turn = sorted.down ? -1 : 1;
        const order = found.map((row) => [value(row), row]);
        order.sort(([a], [b]) => (a < b ? -turn : a > b ? turn : 0));
        found.splice(0, found.length, ...order.map(([, row]) => row));
      }
      body.replaceChildren(...found.slice(0, shown).map(drawn));
      more.hidden = found.length <= shown;
      counted.textContent = form.dataset.counted.replace("{shown}", found.length).replace("{all}", data.rows.length);
      table.dataset.took = String(performance.now() - started);
    });
  }

  function written() {
    const state = new URLSearchParams();
    for (const key of keys) if (inputs[key].value) state.set(key, inputs[key].value);
    if (sorted.column) state.set("sort", (sorted.down ? "-" : "") + sorted.column);
    return state.toString();
  }

  function read() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const key of keys) inputs[key].value = state.get(key) || "";
    const sort = state.get("sort") || "";
    sorted = { column: columns.includes(sort.replace("-", "")) ? sort.replace("-", "") : "", down: sort.startsWith("-") };
    shown = MOST;
    draw();
  }

  function changed(isTyped) {
    shown = MOST;
    const place = "#" + written();
    if (isTyped) location.replace(place);
    else location.hash = place;
    draw();
  }

  for (const [at, head] of Array.from(table.tHead.rows[0].cells).entries()) {
    const button = cell("button", ...head.childNodes);
    button.type = "button";
    button.addEventListener("click", () => {
      sorted = { column: columns[at], down: sorted.column === columns[at] && !sorted.down };
      changed(false);
    });
    head.append(button);
  }
  inputs.text.addEventListener("input", () => changed(true));
  for (const key of keys.slice(1)) inputs[key].addEventListener("change", () => changed(false));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const key of keys) inputs[key].value = "";
    sorted = { column: "", down: false };
    changed(false);
  });
  more.addEventListener("click", () => {
    shown += MOST;
    draw();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== written()) read();
  });
  form.hidden = false;
  if (location.hash.length > 1) read();
})();
