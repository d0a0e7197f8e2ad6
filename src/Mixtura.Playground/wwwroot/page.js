// What only a browser can do. Nothing here computes anything of the data: that is the library's, in WebAssembly.

// Tells a listener of the pointer over an svg, at most once a frame, in the units of its view box.
export function watch(svg, listener) {
  const acts = { down: 0, drag: 1, hover: 2, up: 3, leave: 4 };
  let waiting = null, frame = 0, pressed = false, busy = false;
  const place = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const tell = async (act, event) => {
    const at = place(event);
    await listener.invokeMethodAsync('Tell', act, at.x, at.y);
  };
  const later = () => {
    frame = 0;
    if (!waiting || busy) { return; }
    const event = waiting;
    waiting = null;
    busy = true;
    tell(pressed ? acts.drag : acts.hover, event).finally(() => { busy = false; if (waiting) { frame = requestAnimationFrame(later); } });
  };
  const on = {
    pointerdown: event => { if (event.button === 0) { pressed = true; svg.setPointerCapture(event.pointerId); event.preventDefault(); tell(acts.down, event); } },
    pointermove: event => { waiting = event; frame ||= requestAnimationFrame(later); },
    pointerup: event => { if (pressed) { pressed = false; waiting = null; tell(acts.up, event); } },
    pointercancel: event => { pressed = false; waiting = null; tell(acts.leave, event); },
    pointerleave: event => { if (!pressed) { waiting = null; tell(acts.leave, event); } },
  };
  for (const [name, act] of Object.entries(on)) { svg.addEventListener(name, act); }
  return { stop() { cancelAnimationFrame(frame); for (const [name, act] of Object.entries(on)) { svg.removeEventListener(name, act); } } };
}

export const nextFrame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

export const prefersLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem('theme', theme); } catch { /* a browser may keep nothing */ }
}

export const theme = () => document.documentElement.dataset.theme ?? '';

export function focus(id) {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  scrollTo(0, 0);
  showPlace();
}

// Where the chapters lie in a row, the present one is in sight.
export function showPlace() {
  document.querySelector('nav [aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

export function download(name, type, text) {
  save(name, new Blob([text], { type }));
}

export async function downloadFigure(id, name) {
  const text = figureText(document.querySelector(`svg[data-figure="${CSS.escape(id)}"]`));
  if (name.endsWith('.svg')) {
    download(name, 'image/svg+xml', text);
    return;
  }
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  const scale = 3;
  [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob(blob => save(name, blob), 'image/png');
}

export async function copy(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// A figure that stands alone: each element with the looks that the page gives it, as attributes that any program reads, and the size of its view box.
const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'];

function figureText(svg) {
  const copied = svg.cloneNode(true);
  const originals = svg.querySelectorAll('*');
  copied.querySelectorAll('*').forEach((element, i) => {
    const style = getComputedStyle(originals[i]);
    const isText = element.localName === 'text';
    for (const look of looks) {
      const value = style.getPropertyValue(look);
      if (value && value !== 'normal' && (isText || !/^(font|text)-/.test(look)) && !/^(g|title|desc|image)$/.test(element.localName)) { element.setAttribute(look, value); }
    }
    if (originals[i].style.transform) { element.setAttribute('transform', style.transform); }
    element.removeAttribute('style');
  });
  copied.querySelectorAll('.over').forEach(element => element.remove());
  copied.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copied.setAttribute('width', svg.viewBox.baseVal.width);
  copied.setAttribute('height', svg.viewBox.baseVal.height);
  for (const name of ['style', 'class', 'data-figure']) { copied.removeAttribute(name); }
  return new XMLSerializer().serializeToString(copied).replace(/<!--!?-->/g, '').replace(/ _bl_[-\w]+=""/g, '');
}

// Errands: text to a worker and text back. A worker that is stopped is thrown away, and the next errand begins a new one.
let worker = null, count = 0, finish = null;

function newWorker() {
  const made = new Worker('worker.js', { type: 'module' });
  const ready = new Promise((done, failed) => {
    made.addEventListener('message', ({ data }) => data.ready ? done() : failed(new Error(data.failed)), { once: true });
    made.addEventListener('error', event => failed(new Error(event.message)), { once: true });
  });
  ready.catch(() => { /* whoever waits for it hears of it */ });
  made.postMessage({ runtime: import.meta.resolve('./_framework/dotnet.js') });
  return { made, ready };
}

// Before the first errand is sent, so that it need not wait.
export function prepareWorker() { worker ??= newWorker(); }

// [fault, answer]; one of them is empty.
export async function runErrand(errand, listener) {
  worker ??= newWorker();
  const { made, ready } = worker;
  const number = ++count;
  let waiting = null;
  return await new Promise((done, failed) => {
    finish = () => done(['', '']);
    ready.catch(failed);
    made.onmessage = ({ data }) => {
      if (data.number !== number) { return; }
      if (!data.progress) { done(data.fault === undefined ? ['', data.answer] : [data.fault, '']); return; }
      if (!waiting) { requestAnimationFrame(() => { listener.invokeMethodAsync('Tell', ...waiting).catch(() => {}); waiting = null; }); }
      waiting = data.progress;
    };
    ready.then(() => made.postMessage({ number, errand }));
  });
}

export function stopErrand() {
  worker?.made.terminate();
  worker = null;
  finish?.();
}
