// What a board shows to who sees, said to who hears. ipywidgets gives its sliders no name, and as
// their value the number of the position; it has no alt text for an image and no live region.
// `element` is this script's own place on the page, COURSE_BOARD is the class of boards.

const RESTS = 400; // milliseconds without other words: a run in flight is not read out

function speak(board) {
  const words = board.querySelector('.course-words .widget-html-content');

  const set = (part, name, value) => {
    if (part && part.getAttribute(name) !== value) part.setAttribute(name, value);
  };
  const text = part => (part?.textContent ?? '').replace(/\u200b/g, '').trim();

  const tell = () => {
    for (const row of board.querySelectorAll('.widget-hslider')) {
      const handle = row.querySelector('.noUi-handle');
      set(handle, 'aria-label', text(row.querySelector('.widget-label')));
      set(handle, 'aria-valuetext', text(row.querySelector('.widget-readout')));
    }
    for (const group of board.querySelectorAll('.widget-toggle-buttons, .widget-radio')) {
      set(group, 'role', group.matches('.widget-radio') ? 'radiogroup' : 'group');
      set(group, 'aria-label', text(group.querySelector('.widget-label')));
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

  tell();
  new MutationObserver(tell).observe(board, {
    subtree: true, childList: true, characterData: true,
    attributeFilter: ['class', 'aria-valuetext'],
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
  if (board) speak(board);
  else if (tries) setTimeout(() => begin(tries - 1), 50);
}

begin(200);
