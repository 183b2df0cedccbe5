const mend = () => {
  // Gradio labels each message with its source, which screen readers would read out as HTML.
  for (const message of document.querySelectorAll('#chat [data-testid="bot"], #chat [data-testid="user"]')) {
    message.removeAttribute("aria-label");
  }
  // Gradio calls its examples a list, and they are buttons.
  for (const list of document.querySelectorAll('#chat .examples[role="list"]')) list.removeAttribute("role");
  // The browser's own calendar; without it, what is typed is checked when a question is asked.
  for (const field of document.querySelectorAll(".date input:not([type=date])")) field.type = "date";
};
new MutationObserver(mend).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["aria-label"],
});
