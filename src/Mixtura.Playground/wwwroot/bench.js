// What only a browser can do for the bench: keys that belong to it, and files that are given to it.

const isText = element => element instanceof HTMLElement && (element.isContentEditable || element.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="range"], [type="file"])'));

// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), wherever on the page they are pressed but in a field that has an undo of its own.
export function keys(listener) {
  const on = event => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target) || (key !== 'z' && key !== 'y')) { return; }
    event.preventDefault();
    listener.invokeMethodAsync('Undo', key === 'y' || event.shiftKey);
  };
  document.addEventListener('keydown', on);
  return { stop() { document.removeEventListener('keydown', on); } };
}

// Arrows and Delete over an element are its own: the page does not scroll.
export function keepKeys(element) {
  element.addEventListener('keydown', event => {
    if (event.target === element && /^(Arrow|Delete$|Backspace$|PageUp$|PageDown$)/.test(event.key) && !event.ctrlKey && !event.metaKey) { event.preventDefault(); }
  });
}

// A table that is chosen, dropped on an element, or pasted.
export function files(element, input, listener) {
  const give = (name, text) => listener.invokeMethodAsync('Take', name, text);
  const read = async file => {
    if (!file) { return; }
    if (file.size > 40e6) { await listener.invokeMethodAsync('TooLarge', file.name, Math.round(file.size / 1e6)); return; }
    await give(file.name, await file.text());
  };
  const paste = event => {
    if (isText(event.target)) { return; }
    const file = event.clipboardData.files[0];
    const text = event.clipboardData.getData('text/plain');
    if (file) { event.preventDefault(); read(file); } else if (text.includes('\n')) { event.preventDefault(); give('what was pasted', text); }
  };
  const over = event => { if ([...event.dataTransfer.types].includes('Files')) { event.preventDefault(); element.classList.add('over'); } };
  const out = () => element.classList.remove('over');
  const drop = event => { out(); if (event.dataTransfer.files.length) { event.preventDefault(); read(event.dataTransfer.files[0]); } };
  const chosen = async () => { await read(input.files[0]); input.value = ''; };
  document.addEventListener('paste', paste);
  element.addEventListener('dragover', over);
  element.addEventListener('dragleave', out);
  element.addEventListener('drop', drop);
  input.addEventListener('change', chosen);
  return { stop() { document.removeEventListener('paste', paste); } };
}
