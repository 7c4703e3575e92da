() => {
  window.times = {};
  const root = document.querySelector('klyngebot-chat').shadowRoot;
  const log = root.querySelector('[role=log]');
  const frame = (name) => requestAnimationFrame(() => setTimeout(() => { times[name] ??= performance.now(); }));
  root.addEventListener('keydown', (event) => { if (event.key === 'Enter') window.times = {enter: performance.now()}; }, true);
  new MutationObserver(() => {
    if (!log.querySelector('.working').hidden) frame('typing');
    if (log.lastElementChild.previousElementSibling?.classList.contains('bot') && times.reply) frame('bubble');
  }).observe(log, {subtree: true, childList: true, attributes: true});
  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const piece = await read.call(this);
    if (piece.value && new TextDecoder().decode(piece.value).includes('event: message')) times.reply ??= performance.now();
    return piece;
  };
}
