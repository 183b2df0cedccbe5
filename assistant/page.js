// A marker leads to its quote in the sources, and a card's number back to the marker.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.cite[href], a.back[href]");
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!link) return;
  event.preventDefault();
  if (!target) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  target.classList.add("lit");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
});

const mend = () => {
  // Gradio labels each message with its source, which screen readers would read out as HTML.
  for (const message of document.querySelectorAll('#chat [data-testid="bot"], #chat [data-testid="user"]')) {
    message.removeAttribute("aria-label");
  }
  // The browser's own calendar; without it, what is typed is checked when a question is asked.
  for (const field of document.querySelectorAll(".date input:not([type=date])")) field.type = "date";
};
new MutationObserver(mend).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["aria-label"],
});
