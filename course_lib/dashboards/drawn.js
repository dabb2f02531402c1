// Lines drawn with a mouse, a finger or a pen on a square of a board's picture, written into a field
// that the kernel reads; and keys on the picture, which press the board's own buttons. What is drawn
// shows at once on a canvas over the picture, and goes when the kernel's picture has come.
// `element` is this script's own place on the page, COURSE_BOARD is the class of boards, and
// COURSE_PLACE is where the square lies: left, top, width, height in shares of the picture.

const [LEFT, TOP, WIDTH, HEIGHT] = COURSE_PLACE;
const FINE = 1000; // steps across the square
const GAP = 40; // milliseconds between two messages of one line
const KEPT = 8; // lines that a message repeats: the page may drop one that another overtakes
const KEYS = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', ' ': 'pen',
  Delete: 'clear', Backspace: 'undo',
};
const PLAIN = 'data-lm-suppress-shortcuts'; // JupyterLab takes keys for its cells, but for these

let next = Date.now(); // a page that was loaded again goes on counting

function listen(board) {
  const picture = board.querySelector('img.widget-image');
  const field = board.querySelector('.course-drawn input');
  if (!picture || !field) return false;
  if (picture.dataset.drawnOn) return true; // a front end may run a script again
  picture.dataset.drawnOn = 'yes';
  picture.draggable = false;
  picture.tabIndex = 0;
  picture.setAttribute('aria-keyshortcuts', 'ArrowLeft ArrowRight ArrowUp ArrowDown Space');
  Object.assign(picture.style, {cursor: 'crosshair', touchAction: 'none'});
  board.style.position = 'relative';
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, {position: 'absolute', pointerEvents: 'none'});
  canvas.setAttribute('aria-hidden', 'true');
  board.append(canvas);

  const lines = [];
  let line = null, sent = 0, waiting = null;

  const place = event => {
    const {left, top, width, height} = picture.getBoundingClientRect();
    const across = ((event.clientX - left) / width - LEFT) / WIDTH;
    const down = ((event.clientY - top) / height - TOP) / HEIGHT;
    return [Math.round(across * FINE), Math.round(down * FINE)];
  };
  const inside = ([across, down]) => Math.min(across, down) >= 0 && Math.max(across, down) <= FINE;
  const clip = point => point.map(each => Math.min(FINE, Math.max(0, each)));

  const send = () => {
    clearTimeout(waiting);
    [waiting, sent] = [null, performance.now()];
    field.value = lines.slice(-KEPT).map(
      each => `${each.id} ${each.done ? 1 : 0} ${each.points.flat().join(' ')}`
    ).join('|');
    field.dispatchEvent(new Event('change', {bubbles: true}));
  };
  const soon = () => {
    waiting ??= setTimeout(send, Math.max(0, sent + GAP - performance.now()));
  };

  const cover = () => { // the canvas over the square, as it lies now
    const [page, all] = [picture.getBoundingClientRect(), board.getBoundingClientRect()];
    const [width, height] = [WIDTH * page.width, HEIGHT * page.height];
    Object.assign(canvas.style, {
      left: `${page.left - all.left + board.scrollLeft + LEFT * page.width}px`,
      top: `${page.top - all.top + board.scrollTop + TOP * page.height}px`,
      width: `${width}px`, height: `${height}px`,
    });
    [canvas.width, canvas.height] = [Math.round(width), Math.round(height)];
  };
  const ink = () => {
    const pen = canvas.getContext('2d'), scale = canvas.width / FINE;
    Object.assign(pen, {lineWidth: 6, lineCap: 'round', lineJoin: 'round', strokeStyle: '#555'});
    pen.beginPath();
    const [[x, y], ...others] = line.points.slice(-2);
    pen.moveTo(x * scale, y * scale);
    for (const [a, b] of others.length ? others : [[x, y]]) pen.lineTo(a * scale, b * scale);
    pen.stroke();
  };

  picture.addEventListener('pointerdown', event => {
    const point = place(event);
    if (event.button !== 0 || !inside(point)) return;
    event.preventDefault();
    picture.focus({preventScroll: true});
    picture.setPointerCapture(event.pointerId);
    if (!lines.length || performance.now() - sent > 500) cover();
    line = {id: ++next, done: false, points: [point]};
    lines.push(line);
    ink();
    soon();
  });
  picture.addEventListener('pointermove', event => {
    if (!line) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) {
      const point = clip(place(each)), last = line.points.at(-1);
      if (Math.hypot(point[0] - last[0], point[1] - last[1]) < FINE / 100) continue;
      line.points.push(point);
      ink();
    }
    soon();
  });
  const end = () => {
    if (!line) return;
    line.done = true;
    line = null;
    send();
  };
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) {
    picture.addEventListener(name, end);
  }
  picture.addEventListener('load', () => { if (!line) canvas.width = canvas.width; });

  // Keys press buttons: those are there for who has no script, too, and the kernel hears each.
  window.addEventListener('keydown', event => {
    if (event.target !== picture) return;
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
    const name = plain ? KEYS[event.key] : undefined;
    picture.toggleAttribute(PLAIN, Boolean(name));
    if (!name) return;
    event.preventDefault();
    board.querySelector(`button.course-key-${name}:not([disabled])`)?.click();
  }, true);
  return true;
}

// The board is put together around this script, after it has run.
function begin(tries) {
  const board = element.closest('.COURSE_BOARD');
  if (!(board && listen(board)) && tries) setTimeout(() => begin(tries - 1), 50);
}

begin(200);
