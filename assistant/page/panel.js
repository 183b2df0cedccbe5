// What is read out of the field for files is what is seen on it: "Drop File Here or Click to Upload".
new MutationObserver(() => {
  document.querySelector("#files .upload-container[aria-label]")?.removeAttribute("aria-label");
}).observe(document.documentElement, {subtree: true, childList: true});

// What asks whether it is meant is seen whole, with its button.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.sure[open]")) event.target.scrollIntoView({block: "nearest"});
}, true);
