// What is seen, as a file: PNG and SVG pictures, and GraphML for other programs.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg", GRAPHML = "http://graphml.graphdrawing.org/xmlns";
  const text = xml => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(xml);

  function maker(xml, namespace) {
    return (parent, name, values, content) => {
      const made = xml.createElementNS(namespace, name);
      for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
      if (content !== undefined) made.textContent = content;
      parent.append(made);
      return made;
    };
  }

  function svg(cy, paper) {
    const xml = document.implementation.createDocument(SVG, "svg"), root = xml.documentElement, add = maker(xml, SVG);
    const seen = cy.elements(":visible"), box = seen.boundingBox(), size = 12 / cy.zoom();
    root.setAttribute("viewBox", [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40].join(" "));
    add(root, "rect", { x: box.x1 - 20, y: box.y1 - 20, width: box.w + 40, height: box.h + 40, fill: paper });
    seen.edges().forEach(edge => {
      const a = edge.source().position(), b = edge.target().position();
      add(root, "line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: edge.style("line-color"), "stroke-width": edge.numericStyle("width") });
    });
    const write = (x, y, anchor, content, colour) => content && add(root, "text",
      { x, y, "text-anchor": anchor, "font-size": size, "font-family": "sans-serif", fill: colour }, content);
    seen.nodes().forEach(node => {
      const { x, y } = node.position(), r = node.width() / 2, points = window.zhengtu.graph.outline(cy, node.data("shape"));
      const look = { fill: node.style("background-color"), stroke: node.style("border-color"), "stroke-width": node.numericStyle("border-width") };
      if (points) {
        const at = [];
        for (let i = 0; i < points.length; i += 2) at.push(`${x + points[i] * r},${y + points[i + 1] * r}`);
        add(root, "polygon", { points: at.join(" "), ...look });
      } else add(root, "circle", { cx: x, cy: y, r, ...look });
      const across = node.style("text-halign"), up = node.style("text-valign"), gap = size / 4;
      const left = { left: x - r - gap, right: x + r + gap, center: x }[across], top = { top: y - r - gap, bottom: y + r + gap + size, center: y + size / 3 }[up];
      write(left, top, { left: "end", right: "start", center: "middle" }[across], node.style("label"), node.style("color"));
    });
    seen.edges().forEach(edge => {
      const { x, y } = edge.midpoint();
      write(x, y, "middle", edge.style("label"), edge.style("color"));
    });
    return text(xml);
  }

  function graphml(cy) {
    const xml = document.implementation.createDocument(GRAPHML, "graphml"), add = maker(xml, GRAPHML), root = xml.documentElement;
    for (const [id, where] of [["label", "node"], ["kind", "node"], ["relation", "edge"]])
      add(root, "key", { id, for: where, "attr.name": id, "attr.type": "string" });
    add(root, "key", { id: "weight", for: "edge", "attr.name": "weight", "attr.type": "int" });
    const graph = add(root, "graph", { edgedefault: "directed" });
    const seen = cy.elements(":visible").filter(element => !element.data("more"));
    seen.nodes().forEach(node => {
      const made = add(graph, "node", { id: node.id() });
      for (const key of ["label", "kind"]) add(made, "data", { key }, node.data(key));
    });
    seen.edges().forEach(edge => {
      const made = add(graph, "edge", { source: edge.data("source"), target: edge.data("target") });
      add(made, "data", { key: "relation" }, edge.data("label"));
      add(made, "data", { key: "weight" }, edge.data("weight"));
    });
    return text(xml);
  }

  function save(cy, what) {
    const paper = getComputedStyle(document.body).backgroundColor;
    const content = {
      PNG: () => cy.png({ output: "blob", scale: 2, bg: paper }),
      SVG: () => new Blob([svg(cy, paper)], { type: "image/svg+xml" }),
      GraphML: () => new Blob([graphml(cy)], { type: "application/xml" }),
    }[what]();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = `zhengtu.${what.toLowerCase()}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  window.zhengtu.graph = Object.assign(window.zhengtu.graph || {}, { save });
})();
