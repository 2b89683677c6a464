// @ts-check
/* The page of the preview: shows what the server sends, in place. Runs in browsers as it is. */

/**
 * @typedef {object} Update see src/site/preview/update.ts
 * @property {number} version
 * @property {number} look
 * @property {string} [list]
 * @property {[id: string, html: string][]} [departments]
 * @property {string} [title]
 * @property {string} [banner]
 * @property {string} [sheet]
 * @property {string} [state]
 * @property {string} [problems]
 * @property {number} [written]
 */

/** @param {string} id */
const part = id => /** @type {HTMLElement} */ (document.getElementById(id));

const [status, list, main, banner, form, problems, notice] =
  ['status', 'list', 'main', 'banner', 'form', 'problems', 'notice'].map(part);
const tree = /** @type {ShadowRoot} */ (form.shadowRoot);
const paper = /** @type {HTMLElement} */ (tree.querySelector('.paper'));

/** The form that is shown, as in links. */
let shown = document.body.dataset.form ?? '';
let look = Number(document.body.dataset.look);
let version = Number(document.body.dataset.version);
/** The markup of the form, to see whether it changed. */
let sheet = '';
/** The key of the problem that was clicked. */
let chosen = '';
/** @type {Map<string, Element[]>} */
let cells = new Map();
/** @type {EventSource} */
let events;

/** Finds the cell of each field, and takes the marks out. */
function readCells() {
  cells = new Map();
  for (const mark of paper.querySelectorAll('[data-cell]')) {
    const cell = mark.closest('td, th') ?? mark.parentElement;
    const index = mark.getAttribute('data-cell') ?? '';
    if (cell && !cell.closest('[aria-hidden]')) cells.set(index, [...cells.get(index) ?? [], cell]);
    mark.remove();
  }
}

/** @param {HTMLElement} button of a problem */
const cellsOf = button => (button.dataset.cells ?? '').split(' ').flatMap(index => cells.get(index) ?? []);

/** Marks the cells of the problem that was clicked. */
function markChosen() {
  for (const cell of paper.querySelectorAll('[data-chosen]')) cell.removeAttribute('data-chosen');
  for (const button of problems.querySelectorAll('.jump')) {
    const isChosen = button instanceof HTMLElement && button.dataset.key === chosen;
    button.setAttribute('aria-pressed', String(isChosen));
    if (isChosen) for (const cell of cellsOf(button)) cell.setAttribute('data-chosen', '');
  }
}

/** Replaces what an element holds; the focus stays on what has the same key. */
function fill(/** @type {HTMLElement} */ element, /** @type {string} */ html) {
  if (element.innerHTML === html) return;
  const active = document.activeElement;
  const key = active instanceof HTMLElement && element.contains(active) ? active.dataset.key : undefined;
  element.innerHTML = html;
  if (key === undefined) return;
  for (const one of element.querySelectorAll('[data-key]')) {
    if (one instanceof HTMLElement && one.dataset.key === key) one.focus({ preventScroll: true });
  }
}

/** Replaces the list, or a department of it; what was open stays open. */
function fillList(/** @type {HTMLElement} */ element, /** @type {string} */ html) {
  const isOpen = (/** @type {HTMLElement} */ item) => item.querySelector('details')?.open;
  const items = () => /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[data-department]'));
  const open = new Map([...items()].map(item => [item.dataset.department, isOpen(item)]));
  fill(element, html);
  for (const item of items()) {
    const details = item.querySelector('details');
    const wasOpen = open.get(item.dataset.department);
    if (details && wasOpen !== undefined) details.open = wasOpen;
  }
}

/** Puts a new stylesheet in the place of one, without a moment between them. */
function renew(/** @type {Element | null} */ link, /** @type {string} */ href) {
  if (!link) return;
  const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
  next.href = href;
  next.addEventListener('load', () => link.remove());
  link.after(next);
}

/** Shows what the server sent. */
function show(/** @type {Update} */ update) {
  version = update.version;
  if (update.look !== look) {
    look = update.look;
    renew(document.querySelector('#fonts'), `assets/${look}/fonts.css`);
    renew(tree.querySelector('link'), `assets/${look}/form.css`);
  }
  if (update.list !== undefined) fillList(list, update.list);
  for (const [id, html] of update.departments ?? []) {
    const item = list.querySelector(`[data-department="${CSS.escape(id)}"]`);
    const made = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    if (item instanceof HTMLElement && made) fillList(item, made.innerHTML);
  }
  if (update.sheet !== undefined) showForm(update);
  if (update.written !== undefined) {
    main.getBoundingClientRect(); // laid out, as it will be seen
    say(`已更新，${Math.max(0, Math.round(Date.now() - update.written))} 毫秒`);
  }
}

function showForm(/** @type {Update} */ { title, banner: above = '', sheet: body = '', state = '', problems: cards = '' }) {
  document.title = `${title} - 预览`;
  fill(banner, above);
  form.dataset.state = state;
  if (body !== sheet) {
    const boxes = [main, document.documentElement];
    const places = boxes.map(box => ({ box, top: box.scrollTop, left: box.scrollLeft }));
    sheet = body;
    paper.innerHTML = body;
    readCells();
    for (const { box, top, left } of places) box.scrollTo({ top, left, behavior: 'instant' });
  }
  fill(problems, cards);
  markChosen();
}

function say(/** @type {string} */ text, isLost = false) {
  status.textContent = text;
  status.toggleAttribute('data-lost', isLost);
}

/** Follows the form that is shown. */
function connect() {
  events?.close();
  events = new EventSource(`events?form=${shown}&since=${version}`);
  events.addEventListener('update', event => show(JSON.parse(event.data)));
  events.addEventListener('error', () => say('断开了：程序停了，重新运行 npm run watch', true));
  events.addEventListener('open', () => { if (status.hasAttribute('data-lost')) say('又连上了'); });
}

/** Shows another form. */
function select(/** @type {string} */ id) {
  shown = id;
  version = -1;
  chosen = '';
  notice.textContent = '';
  for (const link of list.querySelectorAll('a')) {
    if (link.dataset.form === id) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  main.scrollTo(0, 0);
  connect();
}

/** Shows the field of a problem, and opens the editor at its line. */
async function jump(/** @type {HTMLElement} */ button) {
  chosen = button.dataset.key ?? '';
  markChosen();
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  cellsOf(button)[0]?.scrollIntoView({ block: 'center', behavior: isStill ? 'auto' : 'smooth' });
  notice.textContent = '';
  const { file = '', line, column } = button.dataset;
  try {
    const answer = await fetch('open', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ file: decodeURIComponent(file), line: Number(line), column: Number(column) }),
    });
    notice.textContent = answer.ok ? (await answer.json()).message : '编辑器没有打开，请自己打开这个文件';
  } catch {
    notice.textContent = '编辑器没有打开：程序停了';
  }
}

/** @param {Event} event */
function closestOf({ target }, /** @type {string} */ selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : undefined;
}

list.addEventListener('click', (event) => {
  const link = closestOf(event, 'a[data-form]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  select(link.dataset.form ?? '');
});
addEventListener('popstate', () => {
  const form = new URLSearchParams(location.search).get('form');
  if (form === null) location.reload();
  else select(encodeURIComponent(form));
});
problems.addEventListener('click', (event) => {
  const button = closestOf(event, '.jump');
  if (button) void jump(button);
});

// Where there is room for all three, nothing is folded.
const wide = matchMedia('(min-width: 1001px)');
function fold() {
  const [forms, cards] = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.fold'));
  if (forms) forms.open = wide.matches;
  if (cards) cards.open = true;
  for (const one of document.querySelectorAll('.fold > summary')) {
    one.toggleAttribute('inert', wide.matches);
  }
}
wide.addEventListener('change', fold);
fold();

sheet = paper.innerHTML;
readCells();
markChosen();
connect();
addEventListener('pagehide', () => events.close());
