// Draws a graph with cytoscape.js. No Gradio here: zhengtuGraph(place, onClick) → {update(json)}.
(function () {
  "use strict";
  const dark = () => document.body.classList.contains("dark");

  function style() {
    return [
      { selector: "node", style: {
          "background-color": "data(colour)", shape: "data(shape)", label: "data(short)",
          "font-size": 12, color: dark() ? "#e5e7eb" : "#111827", "text-wrap": "wrap", "text-max-width": 120,
          "text-valign": "bottom", "text-margin-y": 4, width: 22, height: 22, "min-zoomed-font-size": 0,
          "text-background-color": dark() ? "#111827" : "#ffffff", "text-background-opacity": 0.75 } },
      { selector: "node[?small]", style: { width: 14, height: 14, "font-size": 11, "text-margin-y": 2 } },
      { selector: "node[?centre]", style: { width: 38, height: 38, "font-weight": "bold", "border-width": 3, "border-color": "#f59e0b" } },
      { selector: "edge", style: {
          width: e => Math.min(9, 0.8 + 0.9 * e.data("weight")), "line-color": dark() ? "#4b5563" : "#cbd5e1", "curve-style": "bezier",
          "target-arrow-shape": e => (e.data("directed") ? "triangle" : "none"), "target-arrow-color": "#94a3b8",
          label: "data(label)", "font-size": 10, color: dark() ? "#9ca3af" : "#64748b", "text-rotation": "autorotate",
          "text-background-color": dark() ? "#111827" : "#ffffff", "text-background-opacity": 0.8 } },
    ];
  }

  const short = text => (text.length > 18 ? text.slice(0, 17) + "…" : text);

  function elements(view, width, height) {
    const nodes = view.nodes.map(n => ({
      data: { id: n.id, label: n.label, short: short(n.label), kind: n.kind, colour: n.colour, shape: n.shape, centre: n.id === view.centre, small: !view.centre },
      position: { x: n.position[0] * width * 0.46, y: n.position[1] * height * 0.46 },
    }));
    const edges = view.edges.map((e, i) => ({
      data: { id: "e" + i, source: e.source, target: e.target, weight: e.weight, label: view.centre ? e.label : "", directed: !!view.centre },
    }));
    return nodes.concat(edges);
  }

  function layout(view) {
    if (!view.centre) return { name: "preset", padding: 40 };
    const many = view.nodes.length > 14;
    return { name: "concentric", padding: 34, minNodeSpacing: many ? 26 : 60, levelWidth: () => 1,
             concentric: n => (n.data("centre") ? 3 : many ? 1 + (n.connectedEdges().length + parseInt(n.data("id").length, 10)) % 2 : 1) };
  }

  window.zhengtuGraph = function (place, onClick) {
    let cy = null, last = null;
    function draw() {
      if (!last || !place.clientWidth) return;
      if (cy) cy.destroy();
      cy = cytoscape({ container: place, elements: elements(last, place.clientWidth, place.clientHeight), style: style(),
                       layout: layout(last), minZoom: 0.2, maxZoom: 3 });
      // labels keep a readable size where the picture is scaled down, as on a phone
      cy.nodes().style("font-size", Math.min(18, (last.centre ? 12 : 11) / Math.min(1, cy.zoom())));
      cy.on("tap", "node", event => onClick(event.target.id()));
      place.zhengtu = cy;  // tests and the console can look inside
      const more = place.parentElement.querySelector(".zt-more");
      if (more) more.textContent = last.more || "";
    }
    // a hidden tab has no width: draw when it gets one
    new ResizeObserver(() => { if (last && place.clientWidth && (!cy || cy.width() === 0)) draw(); else if (cy) cy.resize(); }).observe(place);
    return { update(json) { last = typeof json === "string" ? JSON.parse(json) : json; draw(); } };
  };
})();
