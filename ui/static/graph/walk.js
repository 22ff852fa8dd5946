// A walk: what is shown stands in the address; every act writes a new one, and each is fetched,
// drawn and listed. So back, forward, reload and a link to a colleague give the same view.
(function () {
  "use strict";

  function walk(root, fetchView) {
    const texts = JSON.parse(root.dataset.texts), find = selector => root.querySelector(selector);
    const panel = find("#panel"), legend = find(".zt-walk-legend"), body = find(".zt-walk-list tbody");
    let view = { nodes: [], edges: [], more: [] }, latest = 0;
    const address = () => new URLSearchParams(location.search);
    const hidden = () => new Set(address().getAll("hide"));

    // --- what is shown ---
    function render() {
      picture.show(view, hidden());
      window.zhengtu.graph.legend(legend, picture.cy, view, hidden());
      window.zhengtu.graph.list(body, view, hidden(), texts);
      find(".zt-graph").setAttribute("aria-label", texts.graph_picture.replace("{count}", view.nodes.length));
    }
    async function load() {
      const mine = ++latest;
      root.setAttribute("aria-busy", "true");
      try {
        const found = await fetchView(location.search);
        if (mine !== latest) return;
        if (typeof found === "string") throw new Error(found);
        view = found;
        panel.innerHTML = view.panel;  // rendered and escaped by the server, as every page is
        panel.scrollTop = 0;
        find("[data-ways]").innerHTML = view.ways;
        find("[data-start]").hidden = !view.start;
        find("[data-note]").textContent = view.note;
        render();
      } catch (error) {
        if (mine === latest) panel.textContent = texts.graph_failed;
        console.warn(error);
      } finally {
        if (mine === latest) root.removeAttribute("aria-busy");
      }
    }

    // --- acts: each changes the address ---
    // once something is opened beside the first thing, that one stands in the address as well
    function steps() {
      const now = address(), opened = now.getAll("open");
      if (opened.length || now.get("over") || (now.get("from") && now.get("to"))) return opened;
      return now.get("node") ? [now.get("node")] : [];
    }
    function go(change, state = {}) {
      const now = address(), opened = steps();
      if (!opened.length && !now.get("over") && !now.get("to")) now.set("over", "units");
      now.delete("open");
      for (const step of opened) now.append("open", step);
      change(now);
      const search = "?" + now;
      if (search === location.search) return;
      const replaces = history.state && history.state.selected && history.state.selected === state.opened;
      history[replaces ? "replaceState" : "pushState"](state, "", location.pathname + search);
      load();
    }
    const select = node => go(now => {
      now.set("node", node);
      if (!now.get("from") || now.get("to") || now.get("from") === node) return;
      now.set("to", node);
      now.delete("over");  // the way alone: among an overview it is lost
      now.delete("open");
    }, { selected: node });
    const open = step => go(now => { now.append("open", step); if (!/^[<>]/.test(step)) now.set("node", step); }, { opened: step });
    const close = node => go(now => {
      const left = now.getAll("open").filter(step => step !== node && !step.endsWith(" " + node));
      now.delete("open");
      left.forEach(step => now.append("open", step));
    });
    const clear = now => ["open", "node", "over", "from", "to", "way"].forEach(name => now.delete(name));
    const leave = now => ["from", "to", "way"].forEach(name => now.delete(name));
    const acts = {
      node: select, open, close,
      alone: node => { go(now => { clear(now); now.set("node", node); }); },
      from: node => go(now => { leave(now); now.set("from", node); }),
      way: way => go(now => now.set("way", way)),
      leaveWay: () => go(leave),
      over: over => { go(now => { clear(now); now.set("over", over); }); },
      hide: kind => go(now => {
        const kinds = hidden();
        if (!kinds.delete(kind)) kinds.add(kind);
        now.delete("hide");
        kinds.forEach(one => now.append("hide", one));
      }),
      save: what => window.zhengtu.graph.save(picture.cy, what),
      act: name => ({
        back: () => history.back(), forward: () => history.forward(), fit: () => picture.fit(),
        in: () => picture.zoom(1.25), out: () => picture.zoom(0.8),
        undo: () => go(now => {
          const left = now.getAll("open").slice(0, -1);
          now.delete("open");
          left.forEach(step => now.append("open", step));
          if (!left.length && !now.get("over") && !now.get("to")) { now.delete("node"); now.set("over", "units"); }
        }),
      }[name]()),
    };

    root.addEventListener("click", event => {
      const at = event.target.closest("[data-node], [data-open], [data-close], [data-alone], [data-from], [data-way], [data-leave-way], [data-over], [data-hide], [data-save], [data-act]");
      if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [name, value] = Object.entries(at.dataset)[0];
      event.preventDefault();
      acts[name](value);
    });
    window.addEventListener("popstate", load);
    const picture = window.zhengtu.graph.picture(find(".zt-graph"), { select, open });
    window.zhengtu.suggesting(find("[data-suggest]"), (href, node) => {
      if (!node) return location.assign(href);
      find("[data-suggest]").value = "";
      if (address().get("from") && !address().get("to")) select(node);
      else if (steps().length) open(node); else acts.alone(node);  // what is looked for, not an overview around it
    });
    load();
  }

  window.zhengtu.graph = Object.assign(window.zhengtu.graph || {}, { walk });
})();
