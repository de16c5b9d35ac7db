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
    scrollers();
    stacks();
    figures();
    notes();
    names();
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
      button.dataset.printed = fold.dataset.printed;
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

  // Each figure can be linked to, taken away as a drawing or a picture, and cited.
  function figures() {
    const { link = "", copied = "", cite = "" } = document.querySelector(".bar")?.dataset ?? {};
    const day = document.querySelector(".byline > span:last-of-type")?.textContent ?? "";
    document.querySelectorAll(".mb-figure").forEach((figure) => {
      const svg = figure.querySelector(".mb-chart svg");
      if (!svg || !link) return;
      const tools = document.createElement("p");
      tools.className = "mb-tools";
      const add = (words, act) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(words);
        button.addEventListener("click", () => act(button));
        tools.append(button);
      };
      const address = location.href.split("#")[0] + "#" + figure.id;
      add(link, (button) => navigator.clipboard?.writeText(address).then(() => { button.textContent = copied; }, () => { location.hash = figure.id; }));
      add("SVG", () => save(URL.createObjectURL(new Blob([drawing(svg)], { type: "image/svg+xml" })), figure.id + ".svg"));
      add("PNG", () => picture(svg, figure.id + ".png"));
      add(cite, (button) => {
        const said = figure.querySelector(".mb-cited");
        if (said) return void said.remove();
        const text = document.createElement("p");
        text.className = "mb-cited mb-note";
        const plain = (node) => { const copy = node?.cloneNode(true); copy?.querySelectorAll("sup, a").forEach((a) => a.remove()); return copy?.textContent.trim() ?? ""; };
        text.append(`${plain(figure.querySelector("figcaption"))}. ${plain(figure.querySelector(".mb-source"))} ${document.title}. ${day}. ${address}`);
        button.parentElement.after(text);
      });
      const foot = document.createElement("div");
      const data = figure.querySelector(".mb-data");
      foot.className = "mb-foot";
      if (data) { data.before(foot); foot.append(data); } else figure.append(foot);
      foot.append(tools);
      values(figure, svg);
    });
  }

  // Outside a page no variable names a colour: the light ones stand behind each.
  function drawing(svg) {
    const copy = svg.cloneNode(true);
    copy.querySelectorAll(".mb-at").forEach((ring) => ring.remove());
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    copy.setAttribute("width", 2 * width);
    copy.setAttribute("height", 2 * height);
    copy.setAttribute("font-family", "DejaVu Sans, Arial, sans-serif");
    return new XMLSerializer().serializeToString(copy).replace(/var\(--[\w-]+, ?(#[0-9a-f]+)\)/gi, "$1");
  }

  function picture(svg, name) {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(URL.createObjectURL(blob), name));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawing(svg));
  }

  function save(address, name) {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  // What a footnote leads to shows beside it, on hover, focus and the first tap.
  function notes() {
    let tip;
    const away = () => { tip?.remove(); tip = undefined; };
    const show = (mark) => {
      away();
      const at = document.getElementById(mark.hash.slice(1));
      const row = at?.closest("tr, li, .mb-source, figcaption");
      if (!row) return;
      const copy = row.cloneNode(true);
      copy.querySelectorAll(".mb-here, a[download]").forEach((a) => a.remove());
      tip = document.createElement("div");
      tip.className = "mb-tip";
      tip.setAttribute("role", "tooltip");
      tip.id = "tip";
      tip.append([...(copy.matches("tr") ? copy.cells : [copy])].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · "));
      document.body.append(tip);
      const { left, bottom } = mark.getBoundingClientRect();
      tip.style.left = Math.max(8, Math.min(left, innerWidth - tip.offsetWidth - 8)) + scrollX + "px";
      tip.style.top = bottom + scrollY + 6 + "px";
      mark.setAttribute("aria-describedby", "tip");
    };
    document.querySelectorAll(".mb-ref a").forEach((mark) => {
      mark.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(mark); });
      mark.addEventListener("focus", () => show(mark));
      mark.addEventListener("pointerleave", away);
      mark.addEventListener("blur", away);
      mark.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "mouse" || mark === document.activeElement) return;
        mark.addEventListener("click", (click) => click.preventDefault(), { once: true });
      });
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape") away(); });
  }

  // Countries and sections named in tables lead to their pages, where those stand beside this one; so do the
  // names at the bars of a chart, for the pointer: its table of data has the same links for all.
  function names() {
    const list = document.querySelector("[data-there]");
    if (!list) return;
    const there = new Map(list.dataset.there.split(" ").map((page) => [page.split("/").pop(), page]));
    document.querySelectorAll("[data-to]").forEach((cell) => {
      const page = there.get(cell.dataset.to), word = cell.firstChild;
      if (!page || !word || word.nodeType !== Node.TEXT_NODE) return;
      const link = document.createElement("a");
      link.href = page + list.dataset.ending;
      word.before(link);
      link.append(word);
    });
    document.querySelectorAll(".mb-figure").forEach((figure) => {
      const links = new Map([...figure.querySelectorAll("[data-to] > a:first-child")].map((a) => [a.textContent, a]));
      const labels = [...figure.querySelectorAll("svg text")];
      labels.forEach((label, i) => {
        let lines = [];
        for (const line of labels.slice(i, i + 3)) {  // a long name has several lines
          lines.push(line);
          const link = links.get(lines.map((one) => one.textContent).join(" "));
          if (!link) continue;
          lines.forEach((one) => { one.classList.add("leads"); one.addEventListener("click", () => link.click()); });
          break;
        }
      });
    });
    // A PDF is passed on alone: it has no links to files beside the page.
    let beside = [];
    addEventListener("beforeprint", () => {
      beside = [...document.links].filter((a) => a.protocol === "file:" && !a.getAttribute("href").startsWith("#")).map((a) => [a, a.getAttribute("href")]);
      beside.forEach(([a]) => a.removeAttribute("href"));
    });
    addEventListener("afterprint", () => beside.forEach(([a, href]) => a.setAttribute("href", href)));
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
      // At the end of the page its last part is read, though it cannot come to the top.
      if (scrollY + innerHeight > document.documentElement.scrollHeight - 2) at = links.length - 1;
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
})();
