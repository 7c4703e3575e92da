() => {
  window.announced = [];
  const root = document.querySelector('klyngebot-chat').shadowRoot;
  const spoken = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    if (node.getAttribute('aria-hidden') === 'true' || node.getAttribute('aria-live') === 'off') return '';
    return [...node.childNodes].map(spoken).join(' ');
  };
  new MutationObserver((changes) => {
    for (const {target, addedNodes} of changes) {
      const region = target.nodeType === 1 && target.closest('[role=log], [aria-live]');
      if (!region || region.getAttribute('role') !== 'log' || region.getAttribute('aria-live') !== 'polite') continue;
      for (const node of addedNodes) {
        const text = spoken(node).replace(/\s+/g, ' ').replace(/ :/g, ':').trim();
        if (text) window.announced.push(text);
      }
    }
  }).observe(root, {subtree: true, childList: true});
}
