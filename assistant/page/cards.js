// Sources and what leads to them. All text of articles is set as text, never as HTML.
{
  const PREVIEW = "preview";
  const WAIT = 120; // milliseconds: the pointer may cross a number on its way
  const quoteOf = (link) => document.getElementById(link.getAttribute("href").slice(1));

  // A number leads to its quote in the sources, and back to where the reader came from.
  let came = null;
  const bring = (target) => {
    const folded = target.closest("details");
    if (folded) folded.open = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    target.classList.add("lit");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
  };
  const goBack = (key) => {
    const same = came?.isConnected && came.getAttribute("href") === `#source-${key}`;
    const marker = same ? came : document.getElementById(`cite-${key}`);
    if (marker) bring(marker);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.cite[href], a.back[href], a.point[href]");
    if (!link) return;
    event.preventDefault();
    hide();
    if (link.matches(".back")) return goBack(link.getAttribute("href").slice("#cite-".length));
    const quote = quoteOf(link);
    if (!quote) return;
    if (link.matches(".cite")) came = link;
    bring(quote);
  });

  // What a number stands for: outlet, date and quote, beside it while it is pointed at or focused.
  let timer = 0;
  let shownFor = null;
  const preview = () => {
    let box = document.getElementById(PREVIEW);
    if (!box) {
      box = document.createElement("div");
      box.id = PREVIEW;
      box.setAttribute("role", "tooltip");
      box.hidden = true;
      // Inside Gradio's container, whose fonts and colours it has.
      (document.querySelector(".gradio-container") ?? document.body).append(box);
    }
    return box;
  };
  const part = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const show = (link) => {
    const quote = quoteOf(link);
    const card = quote?.closest(".card");
    if (!card) return;
    const box = preview();
    const told = ["outlet", "age"].map((name) => card.querySelector(`.meta .${name}`)?.textContent);
    const date = card.querySelector(".meta time")?.textContent ?? "undated";
    box.replaceChildren(
      part("p", "told", [told[0], date, told[1]].filter(Boolean).join(" · ")),
      part("p", "title", card.querySelector("h3").textContent),
      part("p", "said", `“${quote.textContent.trim()}”`),
    );
    box.hidden = false;
    if (shownFor !== link) shownFor?.removeAttribute("aria-describedby");
    link.setAttribute("aria-describedby", PREVIEW);
    shownFor = link;
    place();
  };
  const place = () => {
    if (!shownFor) return;
    const box = preview();
    const at = shownFor.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    if (at.bottom < 0 || at.top > clientHeight) return hide();
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(12, Math.min(at.left - 20, clientWidth - width - 12))}px`;
    box.style.top = `${at.top - height > 8 ? at.top - height - 6 : at.bottom + 6}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    const box = document.getElementById(PREVIEW);
    if (box) box.hidden = true;
  };
  const soon = (what) => {
    clearTimeout(timer);
    timer = setTimeout(what, WAIT);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = event.target.closest?.("#chat a.cite[href]");
    if (link) soon(() => show(link));
    else if (event.target.closest?.(`#${PREVIEW}`)) clearTimeout(timer);
    else if (shownFor && shownFor !== document.activeElement) soon(hide);
    else if (!shownFor) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("#chat a.cite[href]:focus-visible")) show(event.target);
    else hide();
  });
  document.addEventListener("scroll", place, { capture: true, passive: true });
  window.addEventListener("resize", place);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (shownFor) hide();
    else if (event.target.matches?.("#sources mark")) goBack(event.target.id.slice("source-".length));
  });
  new MutationObserver(() => shownFor && !shownFor.isConnected && hide()).observe(
    document.documentElement,
    { subtree: true, childList: true },
  );

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#sources button.copy");
    if (button) window.newsAssistant.copy(button.dataset.copy, button);
  });

  // More of the article: what stands around the passage, then all of it, then the passage alone.
  const MORE = "Show more of the article";
  const fold = (card) => {
    for (const added of card.querySelectorAll(".around, .note")) added.remove();
    const cut = card.querySelector(".cut");
    if (cut) cut.hidden = false;
  };
  const paragraphs = (text) => {
    const [first, ...rest] = text.split("\n\n");
    const shown = part("span", "around", first);
    for (const next of rest) shown.append(part("span", "para", "\n\n"), next);
    return shown;
  };
  const note = (card, text) => {
    const told = part("p", "note", text);
    card.querySelector(".tools").before(told);
  };
  const unfold = (card, found) => {
    fold(card);
    if (found.problem) return note(card, found.problem);
    const quoted = card.querySelector("blockquote");
    const cut = card.querySelector(".cut");
    if (cut) cut.hidden = true;
    quoted.prepend(paragraphs(`${found.more_before ? "… " : ""}${found.before}`));
    quoted.append(paragraphs(`${found.after}${found.more_after ? " …" : ""}`));
    if (found.note) note(card, found.note);
  };
  // What is read stays where it is on the screen, though text comes in above it.
  const keeping = (element, change) => {
    const before = element.getBoundingClientRect().top;
    change();
    const moved = element.getBoundingClientRect().top - before;
    const panel = document.getElementById("sources");
    const scrolls = panel.scrollHeight > panel.clientHeight + 1 && getComputedStyle(panel).overflowY !== "visible";
    (scrolls ? panel : window).scrollBy({ top: moved, behavior: "instant" });
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("#sources button.more");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    const card = button.closest(".card");
    const mark = card.querySelector("mark");
    const step = button.dataset.step ?? "passage";
    const label = (text, now) => {
      button.textContent = text;
      button.dataset.step = now;
      button.setAttribute("aria-expanded", String(now !== "passage"));
    };
    if (step === "all") {
      keeping(mark, () => fold(card));
      return label(MORE, "passage");
    }
    button.setAttribute("aria-busy", "true");
    const { article, start, end, digest } = button.dataset;
    const span = { article, start: Number(start), end: Number(end), digest, whole: step === "part" };
    const found = await window.articles
      .article_around(span)
      .catch(() => ({ problem: "The article could not be loaded. Reload the page and try again." }));
    button.removeAttribute("aria-busy");
    keeping(mark, () => unfold(card, found));
    if (found.problem) {
      window.newsAssistant.say(found.problem);
      return label(MORE, "passage");
    }
    if (found.more_before || found.more_after) label("Show the whole article", "part");
    else label("Show the passage only", "all");
  });
}
