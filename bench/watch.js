// Notes when a filter was clicked, and when a chart, table or figure of the page last changed.
// SVG and HTML tell it by mutations; a canvas (charts of many marks, st.dataframe) by drawing on it.
(() => {
  const figures = '[data-testid="stVegaLiteChart"], [data-testid="stTable"], [data-testid="stDataFrame"], [data-testid="stMetric"], .stHtml';
  const seen = (window.casebookBench = { clicked: 0, changed: 0 });
  document.addEventListener("pointerdown", (event) => { seen.clicked = event.timeStamp; }, true);
  new MutationObserver((mutations) => {
    const within = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(figures);
    const holds = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(figures) || node.querySelector(figures));
    if (mutations.some(({ target, addedNodes }) => within(target) || [...addedNodes].some(holds))) seen.changed = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const drawing of ["clearRect", "fillRect", "fillText"]) {
    const drawn = CanvasRenderingContext2D.prototype[drawing];
    CanvasRenderingContext2D.prototype[drawing] = function (...where) {
      if (this.canvas.isConnected && this.canvas.closest && this.canvas.closest(figures)) seen.changed = performance.now();
      return drawn.apply(this, where);
    };
  }
})();
