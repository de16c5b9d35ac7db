document.currentScript.parentElement.querySelectorAll(".mb-figure").forEach((figure) => {
  const svg = figure.querySelector(".mb-chart svg");
  svg?.addEventListener("pointerenter", () => values(figure, svg), { once: true });
});
// A figure that is drawn again under the pointer takes no leave of it.
window.migbriefTips ||= addEventListener("pointermove", ({ target }) => {
  if (target.closest?.(".mb-chart svg")) return;
  document.querySelectorAll(".migbrief.mb-tip").forEach((tip) => { tip.hidden = true; });
}) ?? true;
