// The reading view: #char=start,end addresses, kinds hidden without a new page, facts while hovering.
(function () {
  "use strict";
  const characters = /^#char=(\d+),(\d+)$/.exec(location.hash);
  if (characters) {  // RFC 5147, as the IRIs of spans are written
    const address = new URL(location.href);
    address.searchParams.set("start", characters[1]);
    address.searchParams.set("end", characters[2]);
    address.hash = "found";
    location.replace(address);
    return;
  }
  // on a phone the contents stand above the text, to be opened
  if (matchMedia("(max-width: 900px)").matches) document.querySelector(".zt-contents details").open = false;
  const text = document.querySelector(".zt-pre"), facts = document.getElementById("facts");
  const marks = [...text.querySelectorAll("a.m")];
  // a mark inside others names all their kinds, the innermost first; one by itself has its class
  marks.forEach(mark => { mark.kinds = (mark.dataset.k || mark.classList[1].slice(2)).split(" "); });
  const hidden = new Set(new URLSearchParams(location.search).getAll("hide"));

  async function open(address) {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) return location.assign(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    facts.replaceChildren(...page.getElementById("facts").childNodes);
    document.querySelector(".zt-steps").replaceChildren(...page.querySelector(".zt-steps").childNodes);
  }

  function markAt(start, end) {
    marks.forEach(mark => {
      const [s, e] = span(mark);
      mark.classList.toggle("zt-at", s === start && e === end);
    });
    text.querySelectorAll("mark.zt-at").forEach(mark => mark.replaceWith(...mark.childNodes));
  }

  function span(mark) {
    const query = new URLSearchParams(mark.getAttribute("href").slice(1).split("#")[0]);
    return [Number(query.get("start")), Number(query.get("end"))];
  }

  function choose(mark, remember) {
    const [start, end] = span(mark);
    markAt(start, end);
    const address = new URL(location.href);
    address.searchParams.set("start", start);
    address.searchParams.set("end", end);
    address.hash = "";
    if (remember) history.pushState({}, "", address);
    return open(address);
  }

  text.addEventListener("click", event => {
    const mark = event.target.closest("a.m");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(mark, true);
  });

  // a thousand marks are one stop of Tab; arrows go from one to the next
  function stop(mark) {
    marks.forEach(one => { one.tabIndex = one === mark ? 0 : -1; });
  }
  stop(text.querySelector("a.zt-at") || marks[0]);
  text.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const shown = marks.filter(mark => !mark.classList.contains("zt-bare"));
    const next = step && shown[shown.indexOf(event.target) + step];
    if (!next || !shown.includes(event.target)) return;
    event.preventDefault();
    stop(next);
    next.focus();
  });

  // a pause over a mark shows its fact, without becoming the address
  let pause = 0;
  text.addEventListener("mouseover", event => {
    const mark = event.target.closest("a.m");
    clearTimeout(pause);
    if (mark && !text.querySelector(".zt-at")) pause = setTimeout(() => {
      const [start, end] = span(mark), address = new URL(location.href);
      address.searchParams.set("start", start);
      address.searchParams.set("end", end);
      address.hash = "";
      open(address);
    }, 350);
  });

  // the legend hides kinds here and in the address
  function filter() {
    marks.forEach(mark => {
      const shown = mark.kinds.find(kind => !hidden.has(kind));
      const at = mark.classList.contains("zt-at") ? " zt-at" : "";
      mark.className = "m" + (shown ? " m-" + shown : " zt-bare") + at;
    });
  }
  document.querySelector(".zt-legend").addEventListener("click", event => {
    const key = event.target.closest("[data-kind]");
    if (!key) return;
    const kind = key.dataset.kind;
    if (!hidden.delete(kind)) {
      if (!marks.some(mark => mark.kinds.includes(kind))) return;  // came hidden
      hidden.add(kind);
    } else if (!marks.some(mark => mark.kinds.includes(kind))) return;
    event.preventDefault();
    key.setAttribute("aria-checked", String(!hidden.has(kind)));
    key.classList.toggle("zt-off", hidden.has(kind));
    const address = new URL(location.href);
    address.searchParams.delete("hide");
    hidden.forEach(name => address.searchParams.append("hide", name));
    history.replaceState({}, "", address);
    filter();
  });
  window.addEventListener("popstate", () => location.reload());
})();
