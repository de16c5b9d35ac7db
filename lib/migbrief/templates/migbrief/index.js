"use strict";
// The index alone has this script, after that of every page: search, order, and the colours of the map.
(() => {
  const root = document.documentElement;
  document.addEventListener("DOMContentLoaded", () => {
    directory();
    atlas();
  });

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
