// Search and copy buttons. Everything else of the site works without this script.
(() => {
  "use strict";

  const base = document.currentScript.src;
  const MOST = 40;

  /** Adds an element with text, and gives it. */
  const add = (parent, tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  };

  // Copying: through an event, which works from disk too and keeps every character as it is.
  const copy = (text) => {
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", put);
    return copied;
  };

  const addCopyButtons = () => {
    for (const section of document.querySelectorAll("section.code")) {
      const heading = section.querySelector("h3");
      const button = add(heading, "button", "Copy", { type: "button" });
      const status = add(heading, "span", "", { role: "status", class: "hidden" });
      button.setAttribute("aria-label", `Copy: ${section.getAttribute("aria-label")}`);
      button.addEventListener("click", () => {
        button.textContent = copy(section.querySelector("code").textContent) ? "Copied" : "Press Ctrl+C";
        status.textContent = button.textContent;
        setTimeout(() => {
          button.textContent = "Copy";
          status.textContent = "";
        }, 2000);
      });
    }
  };

  // The index is a separate script that is loaded at the first search.
  let loading;
  const load = () =>
    (loading ??= new Promise((resolve, reject) => {
      const script = add(document.head, "script", undefined, { src: new URL("search-index.js", base).href });
      script.addEventListener("load", () => resolve(entries(globalThis.eventspecIndex)));
      script.addEventListener("error", () => reject(new Error("the search index cannot be loaded")));
    }));

  /** Every event, then every field of every group, payload and type. */
  const entries = ({ events, names, places }) => {
    const found = [];
    for (const [name, page, doc, aliases] of events) {
      for (const text of [name, ...aliases]) found.push({ text, page, note: doc, key: text.toLowerCase() });
    }
    const keys = names.map((name) => name.split("\t"));
    const lower = keys.map(([name]) => name.toLowerCase());
    for (const [label, page, numbers] of places) {
      for (const number of numbers) {
        const [text, anchor = text] = keys[number];
        found.push({ text, page: `${page}#${anchor}`, note: `in ${label}`, key: lower[number] });
      }
    }
    return found;
  };

  /** Lower is better: the whole name, its beginning, the beginning of a word, anywhere. */
  const rank = (key, words) => {
    let sum = 0;
    for (const word of words) {
      const at = key.indexOf(word);
      if (at < 0) return Infinity;
      sum += at > 0 ? (/[^a-z0-9]/.test(key[at - 1]) ? 2 : 3) : key.length === word.length ? 0 : 1;
    }
    return sum;
  };

  const search = (all, query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const ranked = all.map((entry, order) => ({ entry, order, rank: rank(entry.key, words) }));
    const hits = ranked.filter((hit) => hit.rank < Infinity);
    hits.sort((a, b) => a.rank - b.rank || a.entry.text.length - b.entry.text.length || a.order - b.order);
    return hits.map((hit) => hit.entry);
  };

  const show = (box, hits, query) => {
    const [panel, status, list] = [".results", ".results p", ".results ul"].map((name) => box.querySelector(name));
    panel.hidden = query.trim() === "";
    const more = hits.length > MOST ? `, the first ${MOST} shown` : "";
    status.textContent = hits.length === 1 ? "1 result" : `${hits.length || "No"} results${more}`;
    list.replaceChildren();
    for (const { text, page, note } of hits.slice(0, MOST)) {
      const link = add(add(list, "li"), "a", undefined, { href: new URL(`../${page}`, base).href });
      add(link, "code", text);
      if (note) add(link, "small", note);
    }
  };

  /** Arrows go through the results, Escape closes them. */
  const onKey = (box, input) => (event) => {
    const stops = [input, ...box.querySelectorAll(".results:not([hidden]) a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!next) return;
      next.focus();
    } else if (event.key === "Escape") {
      input.value = "";
      show(box, [], "");
      input.focus();
    } else if (event.key === "Enter" && document.activeElement === input) {
      stops[1]?.click();
    } else {
      return;
    }
    event.preventDefault();
  };

  const addSearch = () => {
    const box = document.querySelector("search");
    const label = "Search events and fields";
    const settings = { type: "search", placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false" };
    const input = add(box, "input", undefined, settings);
    add(box, "kbd", "/", { "aria-hidden": "true" });
    const panel = add(box, "div", undefined, { class: "results", hidden: "" });
    add(panel, "p", "", { role: "status" });
    add(panel, "ul");
    const refresh = async () => {
      const all = await load();
      show(box, search(all, input.value), input.value);
    };
    input.addEventListener("focus", () => void load());
    input.addEventListener("input", () => void refresh());
    box.addEventListener("keydown", onKey(box, input));
    const close = () => (panel.hidden = true);
    box.addEventListener("click", (event) => event.target.closest("a") && close());
    document.addEventListener("click", (event) => box.contains(event.target) || close());
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.focus();
    });
  };

  addCopyButtons();
  addSearch();
})();
