// Labels that never overlap: of what would be written, the more important is written where there
// is room (below, above, right or left of its thing), the rest waits until one zooms in or selects.
(function () {
  "use strict";
  const SIZE = 12, HEIGHT = 17, GAP = 3;  // pixels on the screen, however far one has zoomed
  const pen = document.createElement("canvas").getContext("2d");
  const PLACES = [
    { "text-valign": "bottom", "text-halign": "center", at: (x, y, r, w) => [x - w / 2, y + r + GAP] },
    { "text-valign": "top", "text-halign": "center", at: (x, y, r, w) => [x - w / 2, y - r - GAP - HEIGHT] },
    { "text-valign": "center", "text-halign": "right", at: (x, y, r, w) => [x + r + GAP, y - HEIGHT / 2] },
    { "text-valign": "center", "text-halign": "left", at: (x, y, r, w) => [x - r - GAP - w, y - HEIGHT / 2] },
  ];

  function width(text, font) {
    pen.font = `600 ${SIZE}px ${font}`;
    return pen.measureText(text).width + 6;
  }
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

  function importance(node) {
    const d = node.data();
    return (d.selected ? 1000 : 0) + (d.opened ? 500 : 0) + (d.on_way ? 400 : 0) + (d.kind === "Unit" ? 200 : d.kind === "Section" ? 190 : 0)
      + (d.more ? 100 : 0) + Math.min(90, node.degree(false));
  }

  // Boxes [left, top, right, bottom] are in pixels of the screen.
  function place(cy, font) {
    const zoom = cy.zoom(), taken = [], dots = [];
    const nodes = cy.nodes(":visible").sort((a, b) => importance(b) - importance(a) || (a.id() < b.id() ? -1 : 1));
    nodes.forEach(node => {
      const { x, y } = node.renderedPosition(), r = node.renderedWidth() / 2;
      dots.push({ id: node.id(), box: [x - r, y - r, x + r, y + r] });
    });
    cy.batch(() => {
      nodes.forEach(node => {
        const text = short(node.data("label"), node.data("selected") ? 26 : 15);
        const { x, y } = node.renderedPosition(), r = node.renderedWidth() / 2, w = width(text, font);
        const free = PLACES.map(where => {
          const [left, top] = where.at(x, y, r, w), box = [left - 2, top - 1, left + w + 2, top + HEIGHT + 1];
          const labels = taken.some(other => meet(box, other));
          const outside = left < 0 || left + w > cy.width() || top < 0 || top + HEIGHT > cy.height();
          const covers = dots.filter(dot => dot.id !== node.id() && meet(box, dot.box)).length;
          return { where, box, labels, outside, covers };
        }).filter(one => !one.labels && !one.outside).sort((a, b) => a.covers - b.covers);
        // over one other thing at most: what stands under several names tells nothing
        const best = free.find(one => one.covers <= (importance(node) >= 190 ? 1 : 0));
        if (best) taken.push(best.box);
        node.style({
          label: best ? text : "", "font-size": SIZE / zoom,
          "text-valign": best ? best.where["text-valign"] : "bottom", "text-halign": best ? best.where["text-halign"] : "center",
          "text-margin-x": best ? ({ left: -GAP, right: GAP }[best.where["text-halign"]] || 0) / zoom : 0,
          "text-margin-y": best ? ({ top: -GAP, bottom: GAP }[best.where["text-valign"]] || 0) / zoom : 0,
        });
      });
      cy.edges().forEach(edge => {
        const told = edge.visible() && (edge.data("on_way") || edge.source().data("selected") || edge.target().data("selected"));
        const text = told ? edge.data("label") : "", w = width(text, font);
        const from = edge.source().renderedPosition(), to = edge.target().renderedPosition();
        const x = (from.x + to.x) / 2, y = (from.y + to.y) / 2;
        const box = [x - w / 2 - 2, y - HEIGHT / 2 - 1, x + w / 2 + 2, y + HEIGHT / 2 + 1];
        const free = text && !taken.some(other => meet(box, other)) && !dots.some(dot => meet(box, dot.box));
        if (free) taken.push(box);
        edge.style({ label: free ? text : "", "font-size": SIZE / zoom });
      });
    });
  }

  window.zhengtu.graph = Object.assign(window.zhengtu.graph || {}, { labels: { place, short } });
})();
