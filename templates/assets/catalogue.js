// @ts-check
/* Search, filters and sorting of the catalogue. Everything else of its pages works without this script. */
'use strict';

(() => {
  /**
   * A form, as in the data of its department.
   *
   * @typedef {object} Form
   * @property {string} source
   * @property {string} title
   * @property {string[]} classes
   * @property {Record<string, number>} problems
   * @property {boolean} isDraft
   * @property {string} text
   * @property {string} initials
   */

  /** The most results that are listed; the number of all is stated. */
  const MOST = 200;
  /** The letters around a hit. */
  const AROUND = 30;

  /**
   * Returns a text in which full-width and capital letters, and brackets of all kinds, are as any others; every letter
   * stays at its place.
   *
   * @param {string} text
   */
  const plain = text => text
    .replace(/[\uFF01-\uFF5E]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xFEE0))
    .replaceAll('\u3000', ' ')
    .replace(/[[〔【﹝]/g, '(')
    .replace(/[\]〕】﹞]/g, ')')
    .replace(/[A-Z]/g, letter => letter.toLowerCase());

  /** Names as the page shows them: of two departments of one name it says the folder. @type {Map<string, string>} */
  const names = new Map();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.department'))) {
    names.set(part.dataset.key ?? '', part.dataset.name ?? '');
  }

  /** @type {{ department: string, year: string, form: Form }[]} */
  const forms = [];
  /** What is searched, in the order of the forms. @type {string[]} */
  const haystack = [];

  /** The data of a department call this. */
  Object.assign(window, {
    /** @param {{ year: string, folder: string, name: string, initials: string, forms: Form[] }} entry */
    catalogue({ year, folder, name, initials, forms: list }) {
      const department = names.get(`${year}/${folder}`) ?? name;
      for (const form of list) {
        forms.push({ department, year, form });
        haystack.push(`${plain(`${form.title}\n${form.text}\n${department}`)}\n${form.initials} ${initials}`);
      }
    },
  });

  makeSortable();
  const search = /** @type {HTMLFormElement | null} */ (document.getElementById('search'));
  if (search) prepare(search);

  /** @param {HTMLFormElement} search */
  function prepare(search) {
    const found = byId('found');
    const results = byId('results');
    const years = byId('years');
    const library = new /** @type {any} */ (window).uFuzzy({
      unicode: true, interSplit: '[^\\p{L}\\d]+', intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}', intraChars: '[\\p{L}\\d]',
    });
    /** @type {Promise<void> | undefined} */
    let loading;
    /** The number of searches that were begun: only the last one is shown. */
    let updates = 0;
    search.hidden = false;
    search.addEventListener('submit', event => event.preventDefault());
    search.addEventListener('input', update);
    search.addEventListener('focusin', () => void load());
    search.addEventListener('reset', () => setTimeout(update));
    document.getElementById('order')?.addEventListener('change', order);
    search.addEventListener('reset', () => setTimeout(order));

    /** Loads the data of all departments, once. */
    function load() {
      const sources = [...document.querySelectorAll('[data-search]')].map(one => one.getAttribute('data-search') ?? '');
      loading ??= Promise.all(sources.map(source => new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = source;
        script.async = false; // in the order of the page
        script.onload = script.onerror = resolve;
        document.head.append(script);
      }))).then(() => undefined);
      return loading;
    }

    async function update() {
      const query = plain(valueOf('query')).trim();
      const [wantedYear, owner, kind, level] = ['year', 'department', 'class', 'level'].map(valueOf);
      const isDraft = isChecked('draft');
      const isActive = [query, wantedYear, owner, kind, level, isDraft].some(Boolean);
      const own = updates += 1;
      years.hidden = isActive;
      results.hidden = !isActive;
      found.textContent = isActive ? '正在查找…' : '';
      if (!isActive) return;
      await load();
      if (own !== updates) return;
      const { order, terms } = query ? find(query) : { order: forms.map((_, index) => index), terms: [] };
      const matching = order.flatMap(index => forms[index] ?? []).filter(({ department, year, form }) =>
        (!wantedYear || year === wantedYear) &&
        (!owner || department === owner) &&
        (!kind || form.classes.includes(kind)) &&
        (!level || (form.problems[level] ?? 0) > 0) &&
        (!isDraft || form.isDraft));
      results.replaceChildren(...matching.slice(0, MOST).map(one => item(one, terms)));
      const cut = matching.length > MOST ? `，列出前 ${MOST} 张` : '';
      found.textContent = matching.length ? `找到 ${matching.length} 张表${cut}` : '没有找到。少写几个字，或换个说法。';
    }

    /** Puts the departments of each year in the order that is chosen, the largest first. */
    function order() {
      const by = { 钱多的在前: 'budget', 必改多的在前: 'bad' }[valueOf('order')];
      for (const list of document.querySelectorAll('.departments')) {
        const parts = /** @type {HTMLElement[]} */ ([...list.children]);
        const amount = (/** @type {HTMLElement} */ part) => Number(by && part.dataset[by]);
        const path = (/** @type {HTMLElement} */ part) => part.dataset.key ?? '';
        list.append(...parts.sort((a, b) => (by ? amount(b) - amount(a) : path(a) < path(b) ? -1 : 1)));
      }
    }

    /**
     * Returns the forms that have a text: as written, or else all its words in any order; names before other texts.
     *
     * @param {string} query
     */
    function find(query) {
      const words = query.split(/\s+/);
      let hits = haystack.flatMap((text, index) => (words.every(word => text.includes(word)) ? [index] : []));
      let terms = words;
      if (!hits.length) {
        terms = words.flatMap(segmentsOf);
        hits = /** @type {number[] | null} */ (library.search(haystack, terms.join(' '), 1)[0]) ?? [];
      }
      /** @param {number} index */
      const isNamed = index => terms.some(term => plain(forms[index]?.form.title ?? '').includes(term));
      const order = [...hits.filter(isNamed), ...hits.filter(index => !isNamed(index))];
      return { order, terms };
    }

    /** Returns the words of Chinese without blanks. @param {string} text */
    function segmentsOf(text) {
      if (!('Segmenter' in Intl)) return [text];
      return Array.from(new Intl.Segmenter('zh', { granularity: 'word' }).segment(text), ({ segment }) => segment);
    }

    /** @param {{ department: string, year: string, form: Form }} entry @param {string[]} terms */
    function item({ department, year, form }, terms) {
      const li = document.createElement('li');
      const row = document.querySelector(`[data-source="${CSS.escape(form.source)}"]`);
      const name = document.createElement('div');
      name.append(...[...row?.querySelector('th')?.childNodes ?? []].map(node => node.cloneNode(true)));
      if (!name.textContent) name.textContent = form.title;
      const where = document.createElement('p');
      const budget = row?.children[1]?.textContent ?? '';
      where.append(`${department}　${year} 年${budget && budget !== '—' ? `　${budget} 万元` : ''}　`);
      where.append(...[...row?.querySelector('.links')?.childNodes ?? []].map(node => node.cloneNode(true)));
      li.append(name, where);
      const snippet = around(form, terms);
      if (snippet) li.append(snippet);
      return li;
    }

    /** Returns the text around the first hit, with all hits in it marked. @param {Form} form @param {string[]} terms */
    function around(form, terms) {
      const { text } = form;
      const lower = plain(text);
      const places = terms.map(term => lower.indexOf(term)).filter(place => place >= 0);
      if (!places.length) return undefined;
      const from = Math.max(0, Math.min(...places) - AROUND);
      const to = from + AROUND * 4;
      const p = document.createElement('p');
      if (from > 0) p.append('…');
      for (let at = from; at < Math.min(to, text.length);) {
        const hit = terms.find(term => term && lower.startsWith(term, at));
        if (hit) {
          const mark = document.createElement('mark');
          mark.textContent = text.slice(at, at + hit.length);
          p.append(mark);
          at += hit.length;
          continue;
        }
        const rest = terms.map(term => lower.indexOf(term, at)).filter(place => place > at);
        const next = Math.min(...rest, to, text.length);
        p.append(text.slice(at, next));
        at = next;
      }
      if (to < text.length) p.append('…');
      return p;
    }
  }

  /** Makes the headers of tables buttons that sort by their column. */
  function makeSortable() {
    for (const header of /** @type {NodeListOf<HTMLTableCellElement>} */ (document.querySelectorAll('th[data-sort]'))) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => sortBy(header));
    }
  }

  /** @param {HTMLTableCellElement} header */
  function sortBy(header) {
    const isNumber = header.classList.contains('number');
    const direction = header.getAttribute('aria-sort') === (isNumber ? 'descending' : 'ascending') ? 'other' : 'first';
    const sign = (direction === 'first') === isNumber ? -1 : 1;
    const table = header.closest('table');
    const body = table?.tBodies[0];
    if (!body) return;
    for (const other of header.parentElement?.children ?? []) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
    const textOf = (/** @type {HTMLTableRowElement} */ row) => row.cells[header.cellIndex]?.textContent ?? '';
    const numberOf = (/** @type {HTMLTableRowElement} */ row) => Number.parseFloat(textOf(row).replaceAll(',', '')) || 0;
    const rows = [...body.rows].sort((a, b) => sign * (isNumber ? numberOf(a) - numberOf(b) : textOf(a).localeCompare(textOf(b), 'zh-CN')));
    body.append(...rows);
  }

  /** @param {string} id @returns {HTMLElement} */
  function byId(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /** @param {string} id */
  function valueOf(id) {
    return /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.value ?? '';
  }

  /** @param {string} id */
  function isChecked(id) {
    return /** @type {HTMLInputElement | null} */ (document.getElementById(id))?.checked ?? false;
  }
})();
