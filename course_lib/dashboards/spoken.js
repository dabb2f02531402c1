// What a board shows to who sees, said to who hears; and its keys, kept to its controls. ipywidgets
// gives sliders no name, and as their value the number of the position; it has no alt text for an
// image, no live region, and radio buttons that do not know of each other. The number beside a slider
// of settings it lets one edit, and then takes no notice: here that number is only read.
// `element` is this script's own place on the page, COURSE_BOARD is the class of boards.

const RESTS = 400; // milliseconds without other words: a run in flight is not read out

// Radio buttons of one name are one stop of the Tab key, and arrow keys go from one to the next.
let groups = 0;
function groupOf(radio) {
  const box = radio.closest('.widget-radio-box');
  return box.dataset.group ??= `COURSE_BOARD-${++groups}-${performance.now()}`;
}

// JupyterLab takes arrow keys and letters for its cells: an arrow key would leave a menu, and d d
// on a slider would delete a cell. Keys with Ctrl, Alt and the like, and Shift+Enter, stay its own.
const PLAIN = 'data-lm-suppress-shortcuts';
function keepKeys() {
  if (window['COURSE_BOARD keys']) return; // another board has seen to it
  window['COURSE_BOARD keys'] = true;
  window.addEventListener('keydown', event => {
    const control = event.target.closest?.('.COURSE_BOARD :is(select, input, button, .noUi-handle)');
    const more = event.ctrlKey || event.altKey || event.metaKey;
    const runs = event.shiftKey && event.key === 'Enter';
    control?.toggleAttribute(PLAIN, !more && !runs);
  }, true);
}

function speak(board) {
  const words = board.querySelector('.course-words .widget-html-content');

  const set = (part, name, value) => {
    if (part && value && part.getAttribute(name) !== value) part.setAttribute(name, value);
  };
  const text = part => (part?.textContent ?? '').replace(/\u200b/g, '').trim();

  const tell = () => {
    for (const row of board.querySelectorAll('.widget-hslider')) {
      const handle = row.querySelector('.noUi-handle');
      set(handle, 'aria-label', text(row.querySelector('.widget-label')));
      set(handle, 'aria-valuetext', text(row.querySelector('.widget-readout')));
      set(row.querySelector('.widget-readout'), 'contenteditable', 'false');
    }
    for (const group of board.querySelectorAll('.widget-toggle-buttons, .widget-radio')) {
      set(group, 'role', group.matches('.widget-radio') ? 'radiogroup' : 'group');
      set(group, 'aria-label', text(group.querySelector('.widget-label')));
    }
    for (const radio of board.querySelectorAll('.widget-radio input')) {
      set(radio, 'name', groupOf(radio));
    }
    for (const button of board.querySelectorAll('button.widget-toggle-button')) {
      set(button, 'aria-pressed', String(button.classList.contains('mod-active')));
    }
    for (const icon of board.querySelectorAll('button > i')) set(icon, 'aria-hidden', 'true');
    if (words) {
      set(board.querySelector('img.widget-image'), 'alt', text(words));
      set(words, 'role', 'status');
      set(words, 'aria-live', 'polite');
      set(words, 'aria-atomic', 'true');
    }
  };

  // What appears under a board may lie under the window's edge.
  const below = board.querySelector('.course-below .widget-html-content');
  let empty = true;
  const come = () => {
    const now = !text(below);
    if (empty && !now) below.scrollIntoView({block: 'nearest'});
    empty = now;
  };
  if (below) new MutationObserver(come).observe(below, {subtree: true, childList: true});

  tell();
  new MutationObserver(tell).observe(board, {
    subtree: true, childList: true, characterData: true,
    attributeFilter: ['class', 'aria-valuetext', 'contenteditable'],
  });
  if (words) {
    let resting;
    new MutationObserver(() => {
      words.setAttribute('aria-busy', 'true');
      clearTimeout(resting);
      resting = setTimeout(() => words.setAttribute('aria-busy', 'false'), RESTS);
    }).observe(words, {subtree: true, childList: true, characterData: true});
  }
}

// The board is put together around this script, after it has run.
function begin(tries) {
  const board = element.closest('.COURSE_BOARD');
  if (board) { keepKeys(); speak(board); }
  else if (tries) setTimeout(() => begin(tries - 1), 50);
}

begin(200);
