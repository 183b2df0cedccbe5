// Conversations stay in this browser: each under a key of its own, so that tabs don't overwrite each
// other's; which one a tab shows is known to the tab, so that it is there again after a reload.
window.newsAssistant = (() => {
  const NAME = "news-assistant";
  const MOST = 20;
  let trigger = () => {};

  const prefix = () => `${NAME}:${window.gradio_config?.username ?? ""}:`;
  const current = () => sessionStorage.getItem(NAME) ?? begin();
  const begin = () => {
    const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    sessionStorage.setItem(NAME, id);
    return id;
  };
  const read = (id) => {
    try {
      return JSON.parse(localStorage.getItem(prefix() + id));
    } catch {
      return null;
    }
  };
  const all = () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix()))
      .map((key) => ({ id: key.slice(prefix().length), ...read(key.slice(prefix().length)) }))
      .filter((kept) => Array.isArray(kept.exchanges))
      .sort((one, other) => other.changed - one.changed);
  const forget = (id) => localStorage.removeItem(prefix() + id);

  const keep = (exchanges) => {
    const id = current();
    if (!exchanges?.length) return forget(id);
    const kept = { changed: Date.now(), title: exchanges[0].question, exchanges };
    for (const old of all().filter((other) => other.id !== id).slice(MOST - 1)) forget(old.id);
    for (;;) {
      try {
        return localStorage.setItem(prefix() + id, JSON.stringify(kept));
      } catch {
        // The browser's space is used up: the oldest conversation makes room.
        const oldest = all().filter((other) => other.id !== id).at(-1);
        if (!oldest) return;
        forget(oldest.id);
      }
    }
  };

  const opened = () => {
    const address = new URL(location.href);
    const question = address.searchParams.get("q") ?? "";
    if (question) {
      // Taken once: a reload must not ask it again.
      address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
      begin();
    }
    return { question, conversation: read(current())?.exchanges ?? [] };
  };

  const save = (file) => {
    if (!file?.text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: `${file.type};charset=utf-8` }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  const say = (text) => {
    const status = document.querySelector("#bridge [role=status]");
    if (status) status.textContent = text;
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that are not served over https have no clipboard.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const label = (button.dataset.label ??= button.textContent);
    button.textContent = "Copied";
    say("Copied");
    setTimeout(() => (button.textContent = label), 1_500);
  };

  const element = (tag, text, attributes = {}) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.textContent = text;
    return made;
  };
  const asked = (turn) =>
    document.querySelector(`#chat .asked-text.turn-${turn}`)?.textContent ?? "";

  const edit = (button, turn) => {
    const message = button.closest("[data-testid]");
    const shown = message?.querySelector(".asked");
    if (!shown || message.querySelector(".editing")) return;
    const editing = element("div", "", { className: "editing" });
    const area = element("textarea", "", { value: asked(turn), rows: 2, maxLength: 2000 });
    area.setAttribute("aria-label", "The question in other words");
    const go = element("button", "Ask", { type: "button" });
    const back = element("button", "Cancel", { type: "button" });
    const end = () => {
      editing.remove();
      shown.hidden = false;
      button.hidden = false;
      button.focus();
    };
    const ask = () => {
      const text = area.value.trim();
      if (!text) return;
      end();
      trigger("edit", { turn, text });
    };
    go.onclick = ask;
    back.onclick = end;
    area.onkeydown = (event) => {
      if (event.key === "Escape") end();
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        ask();
      }
    };
    editing.append(area, go, back);
    shown.hidden = true;
    button.hidden = true;
    shown.after(editing);
    area.focus();
  };

  const thumb = (button, turn, which) => {
    const given = button.classList.contains("given") ? "" : which;
    const actions = button.closest(".actions");
    for (const other of actions.querySelectorAll(".thumb")) {
      other.classList.toggle("given", other.classList.contains(`act-thumb-${given}`));
    }
    actions.querySelector(".why")?.remove();
    trigger("like", { turn, thumb: given, reason: "" });
    if (!given) return;
    const why = element("span", "", { className: "why" });
    const reason = element("input", "", { type: "text", maxLength: 2000, placeholder: "Why? (optional)" });
    reason.setAttribute("aria-label", "Why? (optional)");
    const send = element("button", "Send", { type: "button" });
    send.onclick = () => {
      trigger("like", { turn, thumb: given, reason: reason.value });
      why.replaceChildren("Thank you.");
      say("Thank you.");
    };
    reason.onkeydown = (event) => event.key === "Enter" && send.click();
    why.append(reason, send);
    actions.append(why);
    reason.focus();
  };

  const word = (button, start) =>
    [...button.classList].find((name) => name.startsWith(start))?.slice(start.length);
  const acts = {
    ask: (button) => trigger("submit", { text: button.textContent }),
    edit,
    copy: (button) => copy(button.closest(".actions").querySelector(".copied-text").textContent, button),
    link: (button, turn) => {
      const address = new URL(location.pathname, location.href);
      address.searchParams.set("q", asked(turn));
      copy(address.href, button);
    },
    "save-md": (_, turn) => trigger("download", { turn, kind: "md" }),
    "save-html": (_, turn) => trigger("download", { turn, kind: "html" }),
    retry: (_, turn) => trigger("retry", { turn }),
    undo: (_, turn) => trigger("undo", { turn }),
    "thumb-up": (button, turn) => thumb(button, turn, "up"),
    "thumb-down": (button, turn) => thumb(button, turn, "down"),
    without: (button, turn) => trigger("apply", { turn, what: word(button, "what-") }),
    open: (button) => {
      const kept = read(button.dataset.id);
      if (!kept) return;
      sessionStorage.setItem(NAME, button.dataset.id);
      trigger("select", { conversation: kept.exchanges });
      button.closest("details").open = false;
    },
    forget: (button) => {
      forget(button.dataset.id);
      list();
    },
  };
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("#history details[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const button = event.target.closest?.("button[class*='act-']");
    if (button) acts[word(button, "act-")]?.(button, Number(word(button, "turn-")));
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("#history details[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const list = () => {
    const items = all().map((kept) => {
      const item = element("li", "");
      const open = element("button", kept.title, { type: "button" });
      open.className = "act-open";
      const gone = element("button", "Delete", { type: "button" });
      gone.className = "act-forget";
      gone.setAttribute("aria-label", `Delete: ${kept.title}`);
      open.dataset.id = gone.dataset.id = kept.id;
      if (kept.id === current()) open.setAttribute("aria-current", "true");
      item.append(open, gone);
      return item;
    });
    const none = element("li", "None is kept in this browser yet.", { className: "none" });
    document.querySelector("#history ul")?.replaceChildren(...(items.length ? items : [none]));
  };
  // "toggle" doesn't bubble.
  document.addEventListener(
    "toggle",
    (event) => event.target.closest?.("#history") && event.target.open && list(),
    true,
  );

  // Suggestions take room from the chat: what stood at its end stays in sight.
  const following = new ResizeObserver(([{ target }]) => {
    const below = target.scrollHeight - target.scrollTop - target.clientHeight;
    if (below > 0 && below < 260) target.scrollTo({ top: target.scrollHeight });
  });
  const follow = () => {
    const log = document.querySelector("#chat .bubble-wrap:not(.followed)");
    if (!log) return;
    log.classList.add("followed");
    following.observe(log);
  };

  // Gradio takes from a chat what tells that a thumb is given.
  const mend = () => {
    follow();
    for (const button of document.querySelectorAll("#chat .thumb")) {
      const given = String(button.classList.contains("given"));
      if (button.getAttribute("aria-pressed") !== given) button.setAttribute("aria-pressed", given);
    }
  };
  new MutationObserver(mend).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["class"],
  });

  return { begin, keep, opened, save, copy, say, connect: (given) => (trigger = given) };
})();
