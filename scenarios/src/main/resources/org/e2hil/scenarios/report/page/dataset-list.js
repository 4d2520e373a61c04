'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const episodes = data.episodes;
const byId = id => document.getElementById(id);
const MOST_LINES = 12;
const COLOURS = 6;
const DASHES = ['', '6 3', '2 3'];
const LEFT = 48, RIGHT = 8, TOP = 6, BOTTOM = 26, FOOT = 5;

let current;
let frame = 0;
let begun;

/** An element with attributes and what stands in it; texts are never read as markup. */
function make(name, attributes = {}, ...content) {
  const space = /^(svg|path|rect|line|text|g)$/.test(name)
    ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
  const element = document.createElementNS(space, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...content);
  return element;
}

/** A number in few letters: four digits, and no more than four decimals where that says enough. */
function say(value, digits = 4) {
  const size = Math.abs(value);
  const rounded = size < 1e-9 ? 0 : Number(size < 1e-3 ? value.toPrecision(2)
    : Number(value.toPrecision(digits)).toFixed(4));
  return Number.isFinite(value) ? String(rounded).replaceAll('-', '\u2212') : '\u2013';
}

const seconds = frames => (frames / data.fps).toFixed(data.fps > 10 ? 2 : 1) + ' s';
const words = text => text.replaceAll('_', ' ');
const actor = run => data.actors[run[0]];

function values(episode) {
  if (!episode.numbers) {
    const bytes = Uint8Array.from(atob(episode.values), letter => letter.charCodeAt(0));
    episode.numbers = new Float32Array(bytes.buffer);
  }
  return episode.numbers;
}

const has = (episode, who) => episode.who.some(run => actor(run).word === who);
const FILTERS = [
  ['all', () => true],
  ['successes', e => e.success === true],
  ['failures', e => e.success === false],
  ['with intervention', e => has(e, 'intervention')],
  ['un-aided', e => e.aided === false],
];
const reward = e => e.reward ?? -Infinity;
const ORDERS = [
  ['by number', (a, b) => a.index - b.index],
  ['longest first', (a, b) => b.length - a.length],
  ['shortest first', (a, b) => a.length - b.length],
  ['highest reward first', (a, b) => reward(b) - reward(a)],
  ['lowest reward first', (a, b) => reward(a) - reward(b)],
];
let filter = FILTERS[0][1];
let listed = episodes;
const longest = episodes.reduce((most, e) => Math.max(most, e.length), 0);

function strip(episode) {
  let at = 0;
  const stops = episode.who.map(run => {
    const from = at;
    at += run[1];
    const share = frames => `${100 * frames / episode.length}%`;
    return `var(--${actor(run).paint}) ${share(from)} ${share(at)}`;
  });
  const element = make('span', {
    class: 'strip', role: 'img',
    'aria-label': episode.who.map(run => `${actor(run).word} ${seconds(run[1])}`).join(', '),
  });
  element.style.background = `linear-gradient(90deg, ${stops.join(', ')})`;
  element.style.width = `${100 * episode.length / longest}%`;
  return element;
}

function row(episode) {
  const link = make('a', {href: `#episode-${episode.index}`},
    make('span', {class: 'right'}, String(episode.index)),
    strip(episode),
    make('span', {class: 'right'}, seconds(episode.length)),
    make('span', {}, words(episode.end) || '\u2013'),
    make('span', {class: 'right'}, say(episode.reward ?? NaN, 3)));
  return make('li', {}, link);
}

/** Scrolls the list alone: the page stays where it is. */
function bringToView(element) {
  const box = byId('list');
  const above = element.offsetTop - box.offsetTop;
  if (above < box.scrollTop || above + element.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = above - (box.clientHeight - element.offsetHeight) / 2;
  }
}

function list() {
  listed = episodes.filter(filter).sort(ORDERS[byId('order').selectedIndex][1]);
  byId('list').replaceChildren(...listed.map(episode => episode.row));
  byId('count').textContent = `${listed.length} of ${episodes.length}`;
}

function prepareList() {
  episodes.forEach(episode => episode.row = row(episode));
  FILTERS.forEach(([name, test], i) => {
    const input = make('input', {type: 'radio', name: 'filter'});
    const found = episodes.filter(test).length;
    input.checked = i === 0;
    input.disabled = found === 0;
    input.addEventListener('change', () => { filter = test; list(); });
    byId('filters').append(make('label', {}, input, `${name} (${found})`));
  });
  byId('order').append(...ORDERS.map(([name]) => make('option', {}, name)));
  byId('order').addEventListener('change', list);
  list();
}
