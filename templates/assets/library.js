// @ts-check
/* The filter of the page of indicators. Everything else of the page works without this script. */
'use strict';

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById('filter'));
  const words = /** @type {HTMLInputElement} */ (document.getElementById('words'));
  const shown = /** @type {HTMLElement} */ (document.getElementById('shown'));
  const sections = [...document.querySelectorAll('.library')].map((section) => {
    const rows = [...section.querySelectorAll('tbody tr')].map(row => ({ row, text: plain(row.textContent ?? '') }));
    return { section: /** @type {HTMLElement} */ (section), title: plain(section.querySelector('h2')?.textContent ?? ''), rows };
  });
  form.hidden = false;
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', filter);

  /** Shows the rows that have all words, in the name of their class or in their own text. */
  function filter() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, title, rows } of sections) {
      let own = 0;
      for (const { row, text } of rows) {
        const isShown = wanted.every(word => text.includes(word) || title.includes(word));
        /** @type {HTMLElement} */ (row).hidden = !isShown;
        if (isShown) own += 1;
      }
      section.hidden = own === 0;
      count += own;
    }
    shown.textContent = !wanted.length ? '' : count ? `找到 ${count} 项指标` : '没有找到。少写几个字，或换个说法。';
  }

  /** Full-width and capital letters are as any others. @param {string} text */
  function plain(text) {
    return text.normalize('NFKC').toLowerCase();
  }
})();
