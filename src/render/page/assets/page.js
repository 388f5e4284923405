(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const vi = document.documentElement.lang === 'vi';

  /* Text without case and tone marks. */
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
  const whole = (text) => Number(text.replace(/[.,]/g, ''));
  /* The number a cell shows; null when it shows none. Rates go by their counts, which are exact. */
  const number = (cell) => {
    const counts = cell.querySelector('i');
    const text = counts ? counts.textContent : cell.textContent;
    const pair = text.match(/^([\d.,]+)\/([\d.,]+)$/);
    if (pair) return whole(pair[2]) ? whole(pair[1]) / whole(pair[2]) : null;
    const found = text.match(/[−-]?\d[\d.,]*/);
    if (!found) return null;
    const plainText = found[0].replace('−', '-').replace(vi ? /\./g : /,/g, '');
    return Number(plainText.replace(',', '.'));
  };

  /* Sorting: a button in each head; rows without a number stay at the end. */
  const compareNames = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sort = (table, column, descending) => {
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => ({ row, key: column ? number(row.cells[column]) : row.cells[0].textContent }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      const order = column ? a.key - b.key : compareNames(a.key, b.key);
      return descending ? -order : order;
    });
    body.append(...keyed.map(({ row }) => row));
  };
  for (const table of all('table.list')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(head.firstChild);
      head.prepend(button);
      if (!head.hasAttribute('aria-sort')) head.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => {
        const descending = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.setAttribute('aria-sort', 'none'));
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        sort(table, column, descending);
      });
    });
  }

  /* Filtering by the beginnings of words and by verdict: the rows of all lists, and the units below. */
  const tools = document.querySelector('.tools');
  if (tools) {
    tools.hidden = false;
    const [search, chosen, status] = ['input', 'select', '[role=status]'].map((part) => tools.querySelector(part));
    const items = all('table.list > tbody > tr').map((row) => ({ row, name: ` ${plain(row.cells[0].textContent)}` }));
    items.push(...all('.unit').map((row) => ({ row, name: ` ${plain(row.querySelector('summary').firstChild.textContent)}` })));
    const counted = document.querySelector('.unit') ? (row) => row.matches('.unit') : (row) => row.closest('.list') === document.querySelector('.list');
    const filter = () => {
      const wanted = plain(search.value).split(' ');
      const verdict = chosen ? chosen.value : '';
      let shown = 0, of = 0;
      for (const { row, name } of items) {
        row.hidden = !wanted.every((word) => name.includes(` ${word}`)) || (verdict && row.dataset.v !== verdict);
        if (counted(row)) { of += 1; shown += !row.hidden; }
      }
      const filtered = wanted.join('') || verdict;
      status.textContent = !filtered ? '' : shown ? status.dataset.text.replace('{shown}', shown).replace('{all}', of) : status.dataset.none;
    };
    search.addEventListener('input', filter);
    if (chosen) chosen.addEventListener('change', filter);
  }

  /* A link to a unit opens it. */
  const reveal = () => {
    const target = /^#u\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (!target) return;
    const unit = target.closest('details');
    unit.hidden = false;
    unit.open = true;
    unit.scrollIntoView();
    unit.firstElementChild.focus({ preventScroll: true });
  };
  addEventListener('hashchange', reveal);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#u"]');
    if (link && link.hash === location.hash) reveal();
  });
  reveal();

  /* Values of charts: under the pointer, and by the arrow keys when a chart has the focus. */
  const tip = document.querySelector('.tip');
  let told = null;
  const hide = () => { tip.hidden = true; told?.classList.remove('on'); told = null; };
  const show = (item, text) => {
    hide();
    told = item;
    item.classList.add('on');
    tip.textContent = text;
    tip.hidden = false;
    stand();
  };
  const stand = () => {
    if (!told) return;
    const place = told.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const above = place.top - size.height - 8;
    tip.style.left = `${Math.max(4, Math.min(place.left + place.width / 2 - size.width / 2, innerWidth - size.width - 4))}px`;
    tip.style.top = `${above > 4 ? above : place.bottom + 8}px`;
  };
  const explore = (chart, items, text) => {
    let at = -1;
    items.forEach((item, place) => item.addEventListener('pointerenter', () => { at = place; show(item, text(item)); }));
    chart.addEventListener('pointerleave', hide);
    const go = (place) => {
      at = Math.max(0, Math.min(items.length - 1, place));
      items[at].scrollIntoView({ block: 'nearest' });
      show(items[at], text(items[at]));
    };
    chart.addEventListener('focus', () => { if (chart.matches(':focus-visible')) go(Math.max(0, at)); });
    chart.addEventListener('blur', hide);
    chart.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -items.length, End: items.length }[event.key];
      if (event.key === 'Escape') hide();
      if (!step) return;
      event.preventDefault();
      go(at + step);
    });
  };
  for (const list of all('.bars ol')) {
    const threshold = list.parentNode.querySelector('.of');
    explore(list, [...list.children], (item) => {
      const [name, value, counts] = ['span', 'b', 'i'].map((part) => item.querySelector(part)?.textContent.trim());
      return `${name}\n${value}${counts ? ` (${counts})` : ''}${threshold ? `\n${threshold.textContent.trim()}` : ''}`;
    });
  }
  for (const drawing of all('svg.line')) {
    const months = all('.h', drawing);
    const said = new Map(months.map((month) => [month, month.textContent]));
    months.forEach((month) => month.replaceChildren());
    drawing.setAttribute('tabindex', '0');
    explore(drawing, months, (month) => said.get(month));
  }
  all('.js').forEach((hint) => { hint.hidden = false; });
  addEventListener('scroll', stand, { passive: true, capture: true });

  /* Everything is printed. */
  let closed = [];
  addEventListener('beforeprint', () => { closed = all('details:not([open])'); closed.forEach((part) => { part.open = true; }); });
  addEventListener('afterprint', () => { closed.forEach((part) => { part.open = false; }); closed = []; });
})();
