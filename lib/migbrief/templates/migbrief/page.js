"use strict";
// Comfort only: without this script the page reads, folds and prints just as well.
(() => {
  const root = document.documentElement;
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
  };

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const applyTheme = () => {
    const sheet = document.getElementById("dark");
    if (root.dataset.theme) sheet.media = root.dataset.theme === "dark" ? "screen" : "not all";
    const button = document.getElementById("theme-toggle");
    if (button) {
      button.hidden = false;
      const says = button.dataset;
      button.textContent = isDark() ? says.light : says.dark;
      button.setAttribute("aria-label", isDark() ? says.useLight : says.useDark);
    }
  };
  const kept = store.get("migbrief-theme");
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  applyTheme();

  document.addEventListener("DOMContentLoaded", () => {
    applyTheme();
    system.addEventListener("change", applyTheme);
    document.getElementById("theme-toggle")?.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      store.set("migbrief-theme", root.dataset.theme);
      applyTheme();
    });
    code();
    contents();
    folds();
    directory();
    atlas();
    scrollers();
    stacks();
    const unfold = () => {
      const at = document.querySelector(":target");
      const away = at?.closest("tbody[hidden]");
      if (away) document.querySelector(`[aria-controls="${away.id}"]`).click();
      for (let fold = at?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      if (at && location.hash.startsWith("#note-")) at.scrollIntoView();
    };
    addEventListener("hashchange", unfold);
    unfold();
  });

  // What scrolls sideways can be reached by keyboard, and only then is a stop on the way.
  function scrollers() {
    const charts = [...document.querySelectorAll(".mb-chart")];
    const { scrolls: label = "", swipe = "" } = document.querySelector(".bar")?.dataset ?? {};
    const settle = () => charts.forEach((chart) => {
      if (chart.scrollWidth > chart.clientWidth + 1) {
        chart.tabIndex = 0;
        chart.setAttribute("role", "group");
        chart.setAttribute("aria-label", label);
        chart.dataset.swipe = swipe;
      } else ["tabindex", "role", "aria-label"].forEach((name) => chart.removeAttribute(name));
    });
    settle();
    addEventListener("resize", settle);
  }

  // Rows kept back join the table that they belong to, so that its columns stay in line.
  function folds() {
    document.querySelectorAll("details.mb-more").forEach((fold, i) => {
      const table = fold.previousElementSibling?.querySelector("table");
      const rest = fold.querySelector("tbody");
      if (!table || !rest) return;
      const button = document.createElement("button");
      const more = fold.querySelector("summary").textContent;
      button.type = "button";
      button.className = "mb-more";
      rest.id = `rows-${i + 1}`;
      button.setAttribute("aria-controls", rest.id);
      const show = (shown) => {
        rest.hidden = !shown;
        button.textContent = shown ? fold.dataset.fewer : more;
        button.setAttribute("aria-expanded", String(shown));
      };
      button.addEventListener("click", () => show(rest.hidden));
      table.append(rest);
      show(false);
      fold.replaceWith(button);
    });
  }

  // On a phone a table is read row by row, its cells below each other, each with its heading: unless it fits,
  // is long, or has numbers to compare from row to row. What all rows share is said once, and dashes go.
  function stacks() {
    const words = document.querySelector(".bar")?.dataset.every ?? "";
    const text = (cell) => cell.textContent.trim();
    document.querySelectorAll(".table-scroll > table:not(.directory)").forEach((table) => {
      if (table.closest(".mb-beside")) return;  // small enough as it is
      const heads = [...table.tHead.rows[0].cells];
      const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
      if (!rows.length || !(table.querySelector("td.wide") || byRow(heads, [...table.tBodies[0].rows]))) return;
      table.classList.add("stack");
      const once = document.createElement("p");
      once.className = "stack-once";
      once.append(words);
      heads.forEach((head, i) => {
        if (!i) return;
        const cells = rows.map((row) => row.cells[i]);
        const blank = (cell) => /^[-–—]?$/.test(text(cell));
        const again = heads.filter((other) => text(other) === text(head)).length > 1;
        const same = !again && rows.length > 2 && cells.every((cell) => text(cell) === text(cells[0]));
        cells.forEach((cell) => {
          cell.dataset.label = text(head);
          if (again && i > 1) {  // the year of the figure before it: both on one line
            cell.classList.add("beside");
            cell.previousElementSibling.classList.add("leads");
          }
          cell.classList.toggle("unsaid", same || blank(cell));
        });
        if (!same || blank(cells[0])) return;
        const said = document.createElement("span");
        said.dataset.label = text(head);
        said.append(...cells[0].cloneNode(true).childNodes);
        said.querySelectorAll("[id]").forEach((mark) => mark.remove());
        once.append(said);
      });
      if (once.children.length) table.before(once);
    });
  }

  function byRow(heads, rows) {
    const wide = heads.map((head, i) => Math.max(
      head.classList.contains("num") ? 12 : 7,
      ...head.textContent.split(/\s/).map((word) => word.length),
      ...rows.map((row) => row.cells[i].textContent.trim().length),
    ));
    const fits = wide.reduce((all, letters) => all + letters + 2, 0) <= 44;
    const numbers = heads.slice(1).filter((head) => head.classList.contains("num")).length;
    const compares = rows.length > 6 && numbers * 2 > heads.length - 1;
    return heads.length <= 8 && rows.length <= 60 && !fits && !compares;
  }

  function code() {
    const button = document.getElementById("code-toggle");
    const blocks = [...document.querySelectorAll("details.code")];
    if (!button || !blocks.length) return;
    button.hidden = false;
    root.classList.add("code-away");
    button.addEventListener("click", () => {
      const show = root.classList.toggle("code-away") === false;
      blocks.forEach((block) => { block.open = show; });
      button.setAttribute("aria-pressed", String(show));
    });
  }

  function contents() {
    const fold = document.querySelector(".contents details");
    if (!fold) return;
    const wide = matchMedia("(min-width: 64rem)");
    const settle = () => { fold.open = wide.matches; };
    settle();
    wide.addEventListener("change", settle);
    const links = [...fold.querySelectorAll("a")];
    links.forEach((link) => link.addEventListener("click", () => { if (!wide.matches) fold.open = false; }));
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let asked = false;
    const follow = () => {
      asked = false;
      let at = -1;
      targets.forEach((target, i) => { if (target && target.getBoundingClientRect().top < 140) at = i; });
      links.forEach((link, i) => {
        if (i === at) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
      const nav = fold.parentElement;
      if (wide.matches && at >= 0) nav.scrollTop = links[at].offsetTop - nav.clientHeight / 2;
    };
    addEventListener("scroll", () => { if (!asked) { asked = true; requestAnimationFrame(follow); } }, { passive: true });
    follow();
  }

  // The index: search over countries, groups and reports, and tables that sort.
  function directory() {
    const form = document.getElementById("finder");
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’ʼ]/g, "'").toLowerCase();
    const items = [...document.querySelectorAll("[data-find]")].map((item) => ({
      item, kind: item.dataset.kind ?? "countries", text: fold(item.dataset.find),
    }));
    const find = document.getElementById("find");
    const region = document.getElementById("find-region");
    const found = document.getElementById("found");
    const says = found.dataset;
    const plural = new Intl.PluralRules(root.lang);
    const count = (kind, n) => says[kind + (plural.select(n) === "one" ? "One" : "Other")]
      .replace("{n}", n.toLocaleString(root.lang));
    const filter = () => {
      const words = fold(find.value).split(/\s+/).filter(Boolean);
      const searching = Boolean(words.length || region?.value);
      const shown = { countries: 0, groups: 0, reports: 0 };
      items.forEach(({ item, kind, text }) => {
        const fits = words.every((word) => text.includes(word)) && (!region?.value || item.dataset.region === region.value);
        item.hidden = !fits;
        shown[kind] += fits;
      });
      root.classList.toggle("searching", searching);
      document.querySelectorAll(".found, .groups > div, .unmade").forEach((part) => {
        const some = part.querySelector("[data-find]:not([hidden])");
        part.hidden = searching && !some;
        if (part.matches(".unmade")) part.open = part.open && !searching || searching && Boolean(some);
      });
      found.hidden = !searching;
      found.textContent = Object.keys(shown).reduce((said, kind) => said.replace(`{${kind}}`, count(kind, shown[kind])), says.all);
    };
    // What was searched and how rows were sorted outlast a look at a report and the way back.
    const fields = [find, region].filter(Boolean);
    const kept = history.state?.finder;
    let order = kept?.order;
    const keep = () => history.replaceState({ finder: { fields: fields.map((field) => field.value), order } }, "");
    kept?.fields.forEach((value, i) => { fields[i].value = value; });
    form.addEventListener("input", () => { filter(); keep(); });
    filter();
    const table = document.querySelector("table.directory");
    if (table) sortable(table, order, (now) => { order = now; keep(); });
  }

  // Numbers sort from the largest first, names from A; what has no number stays last. Each part of a table by itself.
  function sortable(table, order, keep) {
    const collator = new Intl.Collator(root.lang);
    const spaced = (text) => text.replaceAll("-", " "); // Guinée-Bissau stands before Guinée équatoriale
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((cell, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(cell.firstChild);
      cell.prepend(button);
      const sort = (up) => {
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", up ? "ascending" : "descending");
        const compare = (a, b) => {
          const [x, y] = [a.cells[at], b.cells[at]];
          if (!at) return collator.compare(spaced(x.textContent), spaced(y.textContent)) * (up ? 1 : -1);
          if (!x.dataset.n || !y.dataset.n) return (x.dataset.n ? 0 : 1) - (y.dataset.n ? 0 : 1);
          return (x.dataset.n - y.dataset.n) * (up ? 1 : -1);
        };
        [...table.tBodies].forEach((body) => body.append(...[...body.rows].sort(compare)));
      };
      button.addEventListener("click", () => {
        const now = cell.getAttribute("aria-sort");
        const up = now ? now !== "ascending" : !at;
        sort(up);
        keep({ at, up });
      });
      if (order?.at === at) sort(order.up);
    });
  }

  // The map of the index: colours by choice; a figure on hover, focus and tap; arrows go from country to country.
  function atlas() {
    const choice = document.getElementById("atlas-measure");
    if (!choice) return;
    choice.parentElement.hidden = false;
    const frame = document.querySelector(".atlas-frame");
    const tip = frame.querySelector(".atlas-tip");
    const marks = [...frame.querySelectorAll("[data-v]")];
    const names = new Map(marks.map((mark) => [mark, mark.firstChild.textContent.slice(0, -mark.dataset.v.split("|")[0].length)]));
    const paint = () => {
      marks.forEach((mark) => {
        mark.setAttribute("class", mark.dataset.k.split(",")[choice.value]);
        mark.firstChild.textContent = names.get(mark) + mark.dataset.v.split("|")[choice.value];
      });
      document.querySelectorAll(".atlas-key").forEach((key, i) => { key.hidden = i !== Number(choice.value); });
      tip.hidden = true;
    };
    choice.addEventListener("change", paint);
    if (choice.value !== "0") paint(); // a browser may remember the choice
    const show = (mark, touched) => {
      tip.hidden = !mark;
      if (!mark) return;
      tip.textContent = mark.firstChild.textContent + (touched && mark.matches("a") ? ` · ${tip.dataset.again}` : "");
      const [box, room] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
      const left = (box.left + box.right) / 2 - room.left - tip.offsetWidth / 2;
      tip.style.left = `${Math.max(0, Math.min(left, room.width - tip.offsetWidth))}px`;
      tip.style.top = `${Math.max(0, (box.top + box.bottom) / 2 - room.top - tip.offsetHeight - 12)}px`;
    };
    const of = (event) => event.target.closest("[data-v]");
    let touched = null;
    frame.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(of(event)); });
    frame.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") show(null); });
    frame.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" && of(event) !== touched?.mark ? { mark: of(event) } : null; });
    frame.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault(); // the first tap shows the figure, the second follows the link
      show(touched.mark, true);
    });
    const links = marks.filter((mark) => mark.matches("a"));
    const collator = new Intl.Collator(root.lang);
    links.sort((a, b) => collator.compare(names.get(a), names.get(b)));
    const stop = (link) => links.forEach((other) => other.setAttribute("tabindex", other === link ? 0 : -1));
    if (links.length) stop(links[0]);
    frame.addEventListener("focusin", (event) => { stop(of(event)); show(of(event)); });
    frame.addEventListener("focusout", () => show(null));
    frame.addEventListener("keydown", (event) => {
      const at = links.indexOf(of(event));
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      links.at(to % links.length).focus();
    });
  }
})();
