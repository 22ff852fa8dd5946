// What the buttons of an answer do: ask, copy with a full citation, say that it was no answer.
(function () {
  "use strict";

  // browsers give the clipboard to this computer and to https alone; elsewhere a selection is copied
  async function copied(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const held = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    document.body.append(held);
    held.select();
    const done = document.execCommand("copy");
    held.remove();
    if (!done) throw new Error("not copied");
  }

  function answers(element, props, trigger, watch) {
    element.setAttribute("aria-live", "polite");
    document.querySelector("#opening .zt-waiting").after(document.getElementById("zt-opening").content);
    const held = () => new URLSearchParams(location.search).get("q") || "";
    const send = values => trigger("click", { ...values, address: location.search });
    if (held()) setTimeout(() => send({ again: held() }));
    window.addEventListener("popstate", () => send({ again: held() }));
    document.querySelector("gradio-app").addEventListener("click", event => {
      const button = event.target.closest("[data-ask], [data-copy]");
      if (!button) return;
      const { ask, copy, link } = button.dataset;
      if (ask) return send({ ask });
      const citation = link ? `${copy} ${new URL(link, location.origin)}` : copy;
      copied(citation).then(() => button.classList.add("zt-copied"));
    });
    element.addEventListener("submit", async event => {
      const form = event.target.closest("form[data-note]");
      if (!form) return;
      event.preventDefault();
      const said = form.parentElement.querySelector("[role=status]");
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      said.textContent = answer.ok ? said.dataset.done : said.dataset.failed;
      form.hidden = answer.ok;
    });
    const atThePlace = () => element.querySelectorAll(".zt-excerpt blockquote").forEach(quote => {
      const mark = quote.querySelector("mark");
      quote.scrollTop += mark.getBoundingClientRect().top - quote.getBoundingClientRect().top - 70;
    });
    watch("value", () => setTimeout(() => {
      atThePlace();
      const asked = element.querySelector("[data-questions]");
      window.zhengtu.follow({ q: asked ? asked.dataset.questions : "" });
    }));
  }
  window.zhengtu.answers = answers;
})();
