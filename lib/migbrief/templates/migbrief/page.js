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
      button.textContent = isDark() ? "Light" : "Dark";
      button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
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
  });

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
})();
