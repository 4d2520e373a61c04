/** Signals of one group share a panel; of each feature a dozen lines at most are there at first. */
const panels = [];
data.signals.forEach((signal, number) => {
  let panel = panels.find(p => p.feature === signal.feature && p.group === signal.group);
  if (!panel) {
    panel = {feature: signal.feature, group: signal.group, lines: []};
    panels.push(panel);
  }
  panel.lines.push({number, name: signal.name});
});

/** Whether a number is another one anywhere in the first episodes. */
function changes(line) {
  return episodes.slice(0, 5).some(episode => {
    const own = values(episode).subarray(line.number * episode.length, (line.number + 1) * episode.length);
    return own.some(value => Math.abs(value - own[0]) > 1e-6);
  });
}

/** Every panel of a feature has its turn until the dozen is full; what changes goes first. */
function chooseLines() {
  panels.forEach(panel => {
    const moving = panel.lines.filter(changes);
    [...moving, ...panel.lines.filter(line => !moving.includes(line))]
      .forEach((line, turn) => Object.assign(line, {turn, still: !moving.includes(line)}));
  });
  new Set(panels.map(panel => panel.feature)).forEach(feature => {
    panels.filter(panel => panel.feature === feature).flatMap(panel => panel.lines)
      .sort((a, b) => a.still - b.still || a.turn - b.turn)
      .forEach((line, i) => line.on = i < MOST_LINES);
  });
}

/** A line that is switched on has the first look that no other line of its panel has. */
function switchLine(panel, line) {
  const taken = panel.lines.filter(other => other.on && other !== line).map(other => other.look);
  line.look = 0;
  while (taken.includes(line.look)) {
    line.look++;
  }
  line.item.className = line.on ? '' : 'off';
  const sign = line.item.querySelector('path');
  Object.entries(look(line)).forEach(([key, value]) => sign.setAttribute(key, value));
}

const look = line => ({
  class: `series-${1 + line.look % COLOURS}`,
  'stroke-dasharray': DASHES[Math.floor(line.look / COLOURS) % DASHES.length],
});

function entry(panel, line) {
  const input = make('input', {type: 'checkbox'});
  input.checked = line.on;
  input.addEventListener('change', () => {
    line.on = input.checked;
    switchLine(panel, line);
    draw(panel);
  });
  line.output = make('output');
  line.item = make('li', {}, make('label', {title: line.name}, input,
    make('svg', {viewBox: '0 0 22 10', 'aria-hidden': 'true'}, make('path', {d: 'M1 5H21'})),
    make('span', {class: 'name'},
      ...line.name.split(/(?<=[._])/).flatMap(part => [part, make('wbr')])), line.output));
  switchLine(panel, line);
  return line.item;
}

function preparePanels() {
  chooseLines();
  panels.forEach(panel => {
    panel.svg = make('svg', {role: 'img', 'aria-label': `${panel.group} over time`});
    const follow = event => {
      const box = panel.svg.getBoundingClientRect();
      const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
      go(Math.round(share * current.length));
    };
    panel.svg.addEventListener('pointerdown', event => { stop(); follow(event); });
    panel.svg.addEventListener('pointermove', event => { if (begun === undefined) follow(event); });
    const title = make('h3', {}, panel.group);
    if (panel.group !== panel.feature) {
      title.append(make('small', {}, panel.feature));
    }
    byId('panels').append(make('figure', {class: 'panel'}, title, panel.svg,
      make('ul', {class: 'signals'}, ...panel.lines.map(line => entry(panel, line)))));
  });
  new ResizeObserver(() => panels.forEach(draw)).observe(byId('panels'));
}

function ticks(low, high, most) {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find(f => f * power >= raw * 0.999);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    found.push(k * step);
  }
  return found;
}

function range(numbers, lines) {
  let low = Infinity, high = -Infinity;
  for (const line of lines) {
    for (let k = 0; k < current.length; k++) {
      const value = numbers[line.number * current.length + k];
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) {
    return [0, 1];
  }
  const air = (high - low) * 0.06 || Math.abs(high) * 0.1 || 0.5;
  return [low - air, high + air];
}

function draw(panel) {
  const width = panel.svg.clientWidth;
  if (!current || !width) {
    return;
  }
  const numbers = values(current);
  const lines = panel.lines.filter(line => line.on);
  const height = panel.lines.length === 1 ? 110 : 190;
  const inner = width - LEFT - RIGHT;
  const bottom = height - BOTTOM;
  const [low, high] = range(numbers, lines);
  const x = k => LEFT + inner * k / current.length;
  const y = value => bottom - FOOT - (bottom - FOOT - TOP) * (value - low) / (high - low);
  const drawn = [];
  let at = 0;
  for (const run of current.who) {
    const box = {x: x(at), width: inner * run[1] / current.length};
    drawn.push(make('rect', {...box, y: TOP, height: bottom - TOP - FOOT, class: `band ${actor(run).paint}`}));
    drawn.push(make('rect', {...box, y: bottom - FOOT, height: FOOT, class: `foot ${actor(run).paint}`}));
    at += run[1];
  }
  for (const value of ticks(low, high, 4)) {
    drawn.push(make('line', {class: 'rule', x1: LEFT, x2: LEFT + inner, y1: y(value), y2: y(value)}));
    drawn.push(make('text', {class: 'tick', x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end'},
      say(Math.abs(value) < (high - low) * 1e-9 ? 0 : value)));
  }
  const length = current.length / data.fps;
  for (const time of ticks(0, length, Math.max(2, Math.min(10, inner / 80)))) {
    const end = time > length * 0.97;
    drawn.push(make('text', {
      class: 'tick', x: x(time * data.fps), y: height - 8, 'text-anchor': end ? 'end' : 'middle',
    }, `${say(time)} s`));
  }
  for (const line of lines) {
    let path = '';
    for (let k = 0, pen = 'M'; k < current.length; k++) {
      const value = numbers[line.number * current.length + k];
      path += Number.isFinite(value) ? `${pen}${x(k).toFixed(1)} ${y(value).toFixed(1)}` : '';
      pen = Number.isFinite(value) ? 'L' : 'M';
    }
    drawn.push(make('path', {d: path || 'M0 0', ...look(line)}));
  }
  panel.hair = make('line', {class: 'hair', y1: TOP, y2: bottom});
  panel.x = x;
  panel.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  panel.svg.replaceChildren(...drawn, panel.hair);
  point(panel, numbers);
}

function point(panel, numbers) {
  panel.hair?.setAttribute('x1', panel.x(frame));
  panel.hair?.setAttribute('x2', panel.x(frame));
  panel.lines.forEach(line => {
    line.output.textContent = say(numbers[line.number * current.length + frame]);
  });
}
