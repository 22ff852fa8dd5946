// The picture: cytoscape.js draws, fcose lays out. It knows nothing of addresses or servers:
// picture(place, {select, open}) → {show(view, hidden), zoom(factor), fit(), cy}.
(function () {
  "use strict";
  const dark = () => matchMedia("(prefers-color-scheme: dark)").matches || document.body.classList.contains("dark");
  const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif';

  function style() {
    const ink = dark() ? "#e6e9ee" : "#1a2129", paper = dark() ? "#12171e" : "#ffffff";
    const line = dark() ? "#56616f" : "#b6c0cc", blue = dark() ? "#8ab4ff" : "#1d4ed8";
    return [
      { selector: "node", style: {
          "background-color": "data(colour)", shape: "data(shape)", width: 22, height: 22, color: ink, "font-family": FONT,
          "border-width": 1, "border-color": paper, "min-zoomed-font-size": 0, "text-background-color": paper, "text-background-opacity": 0.85 } },
      { selector: "node[?opened]", style: { width: 30, height: 30, "border-width": 2, "border-color": ink } },
      { selector: "node[?on_way]", style: { "border-width": 3, "border-color": blue } },
      { selector: "node[?selected]", style: { width: 34, height: 34, "border-width": 4, "border-color": "#f59e0b", "font-weight": "bold" } },
      { selector: "node[?more]", style: { "background-color": paper, "border-style": "dashed", "border-width": 2, "border-color": ink, width: 18, height: 18 } },
      { selector: "edge", style: {
          width: e => Math.min(8, 0.8 + 0.7 * e.data("weight")), "line-color": line, "curve-style": "straight", color: ink, "font-family": FONT,
          "target-arrow-shape": e => (e.data("directed") ? "triangle" : "none"), "target-arrow-color": line, "arrow-scale": 0.8,
          opacity: e => (e.data("directed") ? 1 : 0.6), "text-background-color": paper, "text-background-opacity": 0.9, "min-zoomed-font-size": 0 } },
      { selector: "edge[?on_way]", style: { width: 3, "line-color": blue, "target-arrow-color": blue } },
      { selector: "edge[?more]", style: { "line-style": "dashed", "target-arrow-shape": "none" } },
    ];
  }

  // The nearest node that is on the picture already is where a new one begins; the angle is told
  // by its place among the new ones. Chance is seeded, so that one address is drawn alike each time.
  function begin(fresh, placed) {
    fresh.forEach((node, i) => {
      const near = node.neighborhood("node").filter(other => placed.has(other.id()))[0];
      const from = near ? near.position() : { x: 0, y: 0 }, angle = i * 2.399963;
      node.position({ x: from.x + (60 + 9 * i) * Math.cos(angle), y: from.y + (60 + 9 * i) * Math.sin(angle) });
    });
  }

  // What the whole graph's layout put close together is pushed apart, so that each can be hit and named.
  function apart(points, least) {
    for (let round = 0; round < 120; round++) {
      let moved = false;
      points.forEach((one, i) => points.slice(i + 1).forEach((other, j) => {
        const x = other.x - one.x || 0.01 * (j + 1), y = other.y - one.y || 0.01, near = Math.hypot(x, y);
        if (near >= least) return;
        const push = (least - near) / 2 / near;
        one.x -= x * push; one.y -= y * push; other.x += x * push; other.y += y * push;
        moved = true;
      }));
      if (!moved) return;
    }
  }

  function arrange(cy, placed) {
    const shown = cy.nodes().filter(node => placed.has(node.id()) || node.data("stage") <= cy.scratch("stage"));
    const fresh = shown.filter(node => !placed.has(node.id()));
    if (!fresh.length) return;
    begin(fresh, placed);
    const fixed = shown.filter(node => placed.has(node.id())).map(node => ({ nodeId: node.id(), position: { ...node.position() } }));
    window.layoutBase.RandomSeed.seed = 1;
    const chance = Math.random;
    let seed = 7;
    Math.random = () => ((seed = (seed * 16807) % 2147483647) / 2147483647);
    try {
      shown.union(shown.edgesWith(shown)).layout({
        name: "fcose", animate: false, fit: false, randomize: !fixed.length, quality: "default", packComponents: false,
        nodeDimensionsIncludeLabels: false, nodeSeparation: 110, idealEdgeLength: 110, nodeRepulsion: 9000, gravity: 0.2,
        numIter: 1500, fixedNodeConstraint: fixed.length ? fixed : undefined,
      }).run();
    } finally { Math.random = chance; }
    fresh.forEach(node => { placed.add(node.id()); });
  }

  function elements(view) {
    const nodes = view.nodes.map(n => ({ group: "nodes", data: { ...n, selected: n.id === view.selected } }));
    const extra = view.more.map(m => {
      const of = view.nodes.find(n => n.id === m.of);
      return { group: "nodes", data: { id: m.id, label: m.label, more: true, of: m.of, colour: "#ffffff", shape: "ellipse", stage: of ? of.stage : 0 } };
    });
    const edges = view.edges.map(e => ({ group: "edges", data: { ...e, id: [e.source, e.label, e.target].join(" ") } }));
    const stubs = view.more.map(m => ({ group: "edges", data: { id: "to " + m.id, source: m.of, target: m.id, label: m.relation, weight: 1, directed: false, more: true } }));
    return [...nodes, ...extra, ...edges, ...stubs];
  }

  function picture(place, { select, open }) {
    const cy = window.cytoscape({ container: place, style: style(), minZoom: 0.1, maxZoom: 4, userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true });
    const placed = new Set();
    let waiting = 0;
    const labels = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => window.zhengtu.graph.labels.place(cy, FONT)); };
    function fit() {
      const seen = cy.nodes(":visible");
      cy.batch(() => cy.elements().style("label", ""));  // labels keep their size, so the things alone are fitted
      cy.fit(seen, Math.min(80, place.clientWidth / 7));
      if (cy.zoom() > 1.3) { cy.zoom(1.3); cy.center(seen); }
      labels();
    }

    function preset(view) {
      const wide = Math.max(place.clientWidth, 300) * 0.8, high = Math.max(place.clientHeight, 300) * 0.8;
      const fresh = view.nodes.filter(n => n.position && !placed.has(n.id));
      const points = fresh.map(n => ({ x: n.position[0] * wide, y: n.position[1] * high }));
      apart(points, Math.min(64, Math.max(34, wide / 11)));
      fresh.forEach((n, i) => {
        cy.getElementById(n.id).position(points[i]);
        placed.add(n.id);
      });
    }

    function show(view, hidden) {
      const wanted = elements(view), ids = new Set(wanted.map(e => e.data.id)), before = cy.nodes().length;
      cy.batch(() => {
        cy.elements().filter(e => !ids.has(e.id())).forEach(e => { placed.delete(e.id()); e.remove(); });
        for (const element of wanted) {
          const old = cy.getElementById(element.data.id);
          if (old.length) old.data(element.data); else if (element.group === "nodes") cy.add(element);
        }
        for (const element of wanted) if (element.group === "edges" && !cy.getElementById(element.data.id).length) cy.add(element);
      });
      preset(view);
      const fresh = cy.nodes().some(node => !placed.has(node.id()));
      const stages = [...new Set(cy.nodes().map(node => node.data("stage")))].sort((a, b) => a - b);
      for (const stage of stages) { cy.scratch("stage", stage); arrange(cy, placed); }
      cy.batch(() => cy.nodes().forEach(node => {
        const kind = node.data("more") ? (view.nodes.find(n => n.id === node.data("of")) || {}).kind : node.data("kind");
        node.style("display", hidden.has(kind) ? "none" : "element");
      }));
      if (fresh || before !== cy.nodes().length) fit(); else labels();
    }

    cy.on("tap", "node", event => (event.target.data("more") ? open(event.target.id()) : select(event.target.id())));
    cy.on("dbltap", "node", event => { if (!event.target.data("more")) open(event.target.id()); });
    cy.on("zoom", labels);
    cy.on("dragfree", "node", labels);
    new ResizeObserver(() => { cy.resize(); if (cy.nodes().length) fit(); }).observe(place);
    // the wheel belongs to the page until the picture has the focus
    place.addEventListener("focus", () => cy.userZoomingEnabled(true));
    place.addEventListener("blur", () => cy.userZoomingEnabled(false));
    // what stands above may have grown, and cytoscape remembers where its place was
    for (const moved of ["pointerenter", "pointerdown"]) place.addEventListener(moved, () => cy.resize(), { capture: true });
    place.addEventListener("pointerdown", () => place.focus({ preventScroll: true }));
    place.addEventListener("pointerleave", () => place.blur());
    const zoom = factor => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    place.addEventListener("wheel", event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      if (!cy.userZoomingEnabled()) zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    }, { passive: false });
    place.addEventListener("keydown", event => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) cy.panBy({ x: step[0], y: step[1] });
      else if (event.key === "+" || event.key === "=") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else return;
      event.preventDefault();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { cy.style(style()); labels(); });
    place.zhengtu = cy;  // tests and the console can look inside
    return { show, fit, zoom, cy };
  }

  window.zhengtu.graph = Object.assign(window.zhengtu.graph || {}, { picture });
})();
