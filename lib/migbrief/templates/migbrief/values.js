"use strict";
// The figure under the pointer, a finger or the arrow keys: what the table behind the chart says of it.
let shown;
function values(figure, svg) {
  const table = (document.getElementById(figure.dataset.table) ?? figure).querySelector(".mb-data table");
  const rows = table?.tBodies[0].rows, heads = table?.tHead.rows[0].cells;
  const numbers = (text) => (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);
  const points = [];
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  svg.querySelectorAll("[data-of]").forEach((group) => {
    const own = group.dataset.of.startsWith("="), [column, spans = ""] = own ? [] : group.dataset.of.split(":");
    const of = own ? group.dataset.of.slice(1).split("|") : spans.split(",").flatMap((span) => {
      const [first, last = first] = span.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    const marks = [...group.querySelectorAll("circle, use, path")];
    const parts = marks.length === 1 && of.length > 1 ? marks[0].getAttribute("d").split("M").slice(1) : [];
    let at = marks.map((mark) => [mark, ...(mark.tagName === "path" ? middle(mark.getBBox()) : ["x", "y"].map((n) => +(mark.getAttribute("c" + n) ?? mark.getAttribute(n))))]);
    if (parts.length) {
      const bars = parts[0].endsWith("z");
      at = parts.flatMap((part) => {
        const steps = numbers(part), way = [[steps[0], steps[1]]];
        for (let i = 2; i + 1 < steps.length; i += 2) way.push([way.at(-1)[0] + steps[i], way.at(-1)[1] + steps[i + 1]]);
        if (!bars) return way.map(([x, y]) => [null, x, y, 0, 0.3]);
        const [xs, ys] = [0, 1].map((n) => way.map((point) => point[n]));
        return [[null, (Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2, Math.max(...xs) - Math.min(...xs)]];
      });
    }
    if (at.length === of.length) at.forEach(([mark, x, y, wide = 0, steep = 1], i) => points.push({ mark, x, y, wide, steep, ...(own ? { text: of[i] } : { row: of[i], column: +column }) }));
  });
  if (!points.length || (!rows && !points[0].text)) return;
  const plain = (cell) => { const copy = cell.cloneNode(true); copy.querySelectorAll(".mb-here, sup").forEach((a) => a.remove()); return copy.textContent.trim(); };
  const said = ({ row, column, text }) => {
  if (text) return text;
    const cells = [...rows[row].cells], own = cells.slice(0, column).filter((cell, i) => !i || !cell.classList.contains("num")).at(-1);
    const several = [...heads].filter((head) => head.classList.contains("num")).length > 1;
    return [own === cells[column] ? "" : plain(own), several ? plain(heads[column]) : "", plain(cells[column])].filter(Boolean).join(" · ");
  };
  const tip = document.createElement("div");
  tip.className = "migbrief mb-tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  let ring, now = -1;
  const away = () => { tip.hidden = true; ring?.remove(); now = -1; };
  const show = (i) => {
    if (shown !== away) shown?.();
    shown = away;
    now = i;
    const point = points[i], scale = svg.getScreenCTM(), box = svg.getBoundingClientRect();
    ring ??= document.createElementNS(svg.namespaceURI, "circle");
    ring.setAttribute("class", "mb-at");
    Object.entries({ cx: point.x, cy: point.y, r: 4.5 }).forEach(([name, n]) => ring.setAttribute(name, n));
    svg.append(ring);
    if (!tip.isConnected) document.body.append(tip);
    tip.textContent = said(point);
    tip.hidden = false;
    const left = box.left + point.x * scale.a, top = box.top + point.y * scale.d;
    tip.style.left = Math.max(8, Math.min(left - tip.offsetWidth / 2, innerWidth - tip.offsetWidth - 8)) + scrollX + "px";
    tip.style.top = top + scrollY - tip.offsetHeight - 12 + "px";
  };
  const near = (event, reach) => {
    const own = points.findIndex(({ mark }) => mark && mark === event.target && mark.tagName === "path");
    if (own >= 0) return show(own);
    const scale = svg.getScreenCTM(), box = svg.getBoundingClientRect();
    const far = points.map(({ x, y, wide, steep }) => Math.hypot(Math.max(0, Math.abs(box.left + x * scale.a - event.clientX) - wide * scale.a / 2), steep * (box.top + y * scale.d - event.clientY)));
    const best = far.indexOf(Math.min(...far));
    if (far[best] <= reach) show(best); else away();
  };
  svg.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") near(event, 24); });
  svg.addEventListener("pointerdown", (event) => near(event, 44));
  svg.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") away(); });
  svg.addEventListener("blur", away);
  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -points.length, End: points.length }[event.key];
    if (event.key === "Escape") away();
    if (!step) return;
    event.preventDefault();
    show(now < 0 && step > 0 && step < points.length ? 0 : Math.max(0, Math.min(points.length - 1, (now < 0 ? points.length : now) + step)));
  });
}
