// The frame of every page: what the search box suggests, print, the other language, menus, and
// addresses that follow what is shown. No library; nothing is asked but the page's own server.
(function () {
  "use strict";

  // --- the address follows the view ------------------------------------------------------------
  function follow(values) {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(values)) {
      if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.pushState({}, "", address);
  }
  window.zhengtu = { follow };

  function otherLanguage(link) {
    const { here, there } = link.dataset;
    const path = location.pathname.startsWith(here) ? location.pathname.slice(here.length) : "/";
    link.href = there + (path || "/") + location.search + location.hash;
  }

  // another place or document, the same questions: they came into the address after the page
  function withQuestions(link) {
    const there = new URL(link.href), q = new URLSearchParams(location.search).get("q");
    if (there.pathname === location.pathname && q) {
      there.searchParams.set("q", q);
      link.href = there.href;
    }
  }

  // Gradio sets the language of the browser on the page; ours is the page's own
  const root = document.documentElement, lang = document.querySelector(".zt-bar").dataset.lang;
  const ours = () => { if (root.lang !== lang) root.lang = lang; };
  new MutationObserver(ours).observe(root, { attributeFilter: ["lang"] });
  ours();

  // --- search ----------------------------------------------------------------------------------
  // What a box finds as one types; choosing one follows its address, unless told what else to do.
  function suggesting(box, follow = href => location.assign(href)) {
    const list = document.getElementById(box.getAttribute("aria-controls"));
    let waiting = 0, latest = 0, chosen = -1;
    function close() {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }
    function choose(index) {
      const rows = list.children;
      chosen = (index + rows.length) % rows.length;
      [...rows].forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
      box.setAttribute("aria-activedescendant", rows[chosen].id);
    }
    function show(found) {
      list.replaceChildren(...found.map((hit, i) => {
        const row = document.createElement("li"), kind = document.createElement("span"), note = document.createElement("small");
        row.id = list.id + "-" + i;
        row.setAttribute("role", "option");
        row.dataset.href = hit.href;
        row.dataset.thing = hit.node;
        if (lang !== "zh-CN" && /[\u3400-\u9fff]/.test(hit.label)) row.lang = "zh-CN";
        kind.className = "zt-kind";
        kind.lang = lang;
        kind.textContent = hit.kind;
        note.textContent = hit.note;
        row.append(kind, document.createTextNode(hit.label + " "), note);
        return row;
      }));
      chosen = -1;
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(!!found.length));
    }
    async function ask() {
      const text = box.value.trim(), mine = ++latest;
      if (!text) return close();
      const answer = await fetch(box.dataset.suggest + encodeURIComponent(text));
      if (answer.ok && mine === latest) show(await answer.json());
    }
    box.addEventListener("input", event => {
      if (event.isComposing) return;  // pinyin on its way to characters
      clearTimeout(waiting);
      waiting = setTimeout(ask, 150);
    });
    box.addEventListener("compositionend", ask);
    box.addEventListener("keydown", async event => {
      if (event.isComposing) return;
      if (event.key === "Enter" && chosen < 0 && !box.form) {  // no form takes it: the first that is found
        event.preventDefault();
        clearTimeout(waiting);
        await ask();
        const first = !list.hidden && list.firstElementChild;
        if (first) {
          close();
          follow(first.dataset.href, first.dataset.thing);
        }
        return;
      }
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        const { href, thing } = list.children[chosen].dataset;
        close();
        follow(href, thing);
      } else if (event.key === "Escape") close();
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", event => {
      const row = event.target.closest("[data-href]");
      if (row) follow(row.dataset.href, row.dataset.thing);
    });
  }

  window.zhengtu.suggesting = suggesting;
  document.querySelectorAll("[data-suggest]").forEach(box => suggesting(box));
  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) print();
    const choice = event.target.closest("[data-choose]");
    if (choice) withQuestions(choice);
    const language = event.target.closest(".zt-language");
    if (language) otherLanguage(language);
    document.querySelectorAll("details.zt-menu[open]").forEach(menu => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      document.getElementById("zt-find").focus();
    }
    if (event.key === "Escape") document.querySelectorAll("details.zt-menu[open]").forEach(menu => { menu.open = false; });
  });
  document.querySelectorAll("[data-submit]").forEach(field => {
    field.addEventListener("change", () => field.form.submit());
  });
  // what is picked from the list of a box is taken at once; what is typed waits for Enter
  document.querySelectorAll("[data-pick]").forEach(field => {
    field.addEventListener("input", event => {
      const typed = event instanceof InputEvent && event.inputType !== "insertReplacementText";
      if (!typed && field.value) field.form.submit();
    });
  });
})();
