// Where a board's picture is clicked, in shares of its width and height, written into a field that
// the kernel reads. ipywidgets hears no click on an image, and its field is there anyway.
// `element` is this script's own place on the page, COURSE_BOARD is the class of boards.

let clicks = 0; // two clicks at one place are two

function listen(board) {
  const picture = board.querySelector('img.widget-image');
  const field = board.querySelector('.course-clicks input');
  if (!picture || !field) return false;
  if (picture.dataset.heard) return true; // a front end may run a script again
  picture.dataset.heard = 'yes';
  picture.style.cursor = 'pointer';
  picture.draggable = false;
  picture.addEventListener('click', event => {
    const {left, top, width, height} = picture.getBoundingClientRect();
    const shares = [(event.clientX - left) / width, (event.clientY - top) / height];
    field.value = [...shares.map(share => share.toFixed(5)), ++clicks].join(' ');
    field.dispatchEvent(new Event('change', {bubbles: true}));
  });
  return true;
}

// The board is put together around this script, after it has run.
function begin(tries) {
  const board = element.closest('.COURSE_BOARD');
  if (!(board && listen(board)) && tries) setTimeout(() => begin(tries - 1), 50);
}

begin(200);
