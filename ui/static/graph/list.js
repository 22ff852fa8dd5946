// The same as the picture for keyboard and screen reader: legend of kinds, and a list of what is shown.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";

  function button(text, values) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "zt-next";
    made.textContent = text;
    Object.assign(made.dataset, values);
    return made;
  }

  // The outline of a kind's shape, as cytoscape draws it, in a square from -1 to 1.
  function outline(cy, shape) {
    const drawn = cy.renderer().nodeShapes[shape];
    return drawn && drawn.points ? drawn.points : null;
  }

  function swatch(cy, node) {
    const svg = document.createElementNS(SVG, "svg"), points = outline(cy, node.shape);
    svg.setAttribute("viewBox", "-1.2 -1.2 2.4 2.4");
    svg.setAttribute("class", "zt-swatch");
    svg.setAttribute("aria-hidden", "true");
    const figure = document.createElementNS(SVG, points ? "polygon" : "circle");
    if (points) figure.setAttribute("points", points.join(" ")); else figure.setAttribute("r", "1");
    figure.setAttribute("fill", node.colour);
    svg.append(figure);
    return svg;
  }

  function legend(place, cy, view, hidden) {
    const kinds = new Map();
    for (const node of view.nodes) {
      const row = kinds.get(node.kind) || { node, count: 0 };
      row.count += 1;
      kinds.set(node.kind, row);
    }
    place.replaceChildren(...[...kinds].map(([kind, { node, count }]) => {
      const key = button("", { hide: kind });
      key.className = "zt-key";
      key.setAttribute("aria-pressed", String(!hidden.has(kind)));
      key.append(swatch(cy, node), document.createTextNode(`${node.kind_name} ${count}`));
      return key;
    }));
  }

  function list(body, view, hidden, texts) {
    const rows = view.nodes.filter(node => !hidden.has(node.kind)).map(node => {
      const row = document.createElement("tr"), acts = document.createElement("td");
      for (const text of [node.kind_name, node.label]) {
        const cell = document.createElement("td");
        cell.textContent = text;
        if (/[\u3400-\u9fff]/.test(text)) cell.lang = "zh-CN";
        row.append(cell);
      }
      acts.className = "zt-acts";
      const select = button(texts.graph_select, { node: node.id });
      const open = node.opened ? button(texts.graph_close, { close: node.id }) : button(texts.graph_open, { open: node.id });
      for (const act of [select, open]) act.setAttribute("aria-label", `${act.textContent} ${node.label}`);
      acts.append(select, open, ...view.more.filter(m => m.of === node.id).map(m => button(`${m.relation}: ${m.label}`, { open: m.id })));
      if (node.id === view.selected) row.setAttribute("aria-current", "true");
      row.append(acts);
      return row;
    });
    body.replaceChildren(...rows);
  }

  window.zhengtu.graph = Object.assign(window.zhengtu.graph || {}, { legend, list, outline });
})();
