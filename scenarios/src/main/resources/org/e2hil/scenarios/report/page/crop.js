'use strict';
const cameras = JSON.parse(document.getElementById('data').textContent);
const SEEN = 128;
const SMALLEST = 16;
const byId = id => document.getElementById(id);

/** An element with attributes and what stands in it; texts are never read as markup. */
function make(name, attributes = {}, ...content) {
  const space = /^(svg|image|path|rect|circle)$/.test(name)
    ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
  const element = document.createElementNS(space, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...content);
  return element;
}

const within = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));

/** Puts the crop into the picture, as a square unless any shape is allowed. */
function settle(camera, crop) {
  const square = camera.square.checked;
  const most = square ? Math.min(camera.width, camera.height) : Infinity;
  const width = within(crop.width, SMALLEST, Math.min(most, camera.width));
  const height = square ? width : within(crop.height, SMALLEST, camera.height);
  camera.crop = {
    x: within(crop.x, 0, camera.width - width),
    y: within(crop.y, 0, camera.height - height),
    width,
    height,
  };
  draw(camera);
}

function draw(camera) {
  const {x, y, width, height} = camera.crop;
  Object.entries(camera.crop).forEach(([key, value]) => {
    camera.rect.setAttribute(key, value);
    camera.inputs[key].value = value;
  });
  camera.inputs.height.disabled = camera.square.checked;
  camera.corner.setAttribute('cx', x + width);
  camera.corner.setAttribute('cy', y + height);
  camera.outside.setAttribute('d', `M0 0H${camera.width}V${camera.height}H0ZM${x} ${y}v${height}h${width}v${-height}Z`);
  const context = camera.canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(camera.image, x, y, width, height, 0, 0, SEEN, SEEN);
  byId('text').textContent = JSON.stringify(cameras.map(one => ({...one.block, crop: one.crop})), null, 2);
  byId('copied').textContent = '';
}

/** A new crop between two points; a square is as large as the farther of both ways. */
function between(camera, from, to) {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  const width = camera.square.checked ? side : Math.abs(to.x - from.x);
  const height = camera.square.checked ? side : Math.abs(to.y - from.y);
  settle(camera, {
    x: to.x < from.x ? from.x - width : from.x,
    y: to.y < from.y ? from.y - height : from.y,
    width,
    height,
  });
}

function point(camera, event) {
  const at = new DOMPoint(event.clientX, event.clientY)
    .matrixTransform(camera.svg.getScreenCTM().inverse());
  return {x: at.x, y: at.y};
}

/** What a drag that begins on this element does with each point that it comes to. */
function dragged(camera, element, from) {
  const {x, y} = camera.crop;
  if (element === camera.rect) {
    return to => settle(camera, {...camera.crop, x: x + to.x - from.x, y: y + to.y - from.y});
  }
  const anchor = element === camera.corner ? {x, y} : from;
  return to => between(camera, anchor, to);
}

function listen(camera) {
  let drag;
  camera.svg.addEventListener('pointerdown', event => {
    drag = dragged(camera, event.target, point(camera, event));
    camera.svg.setPointerCapture(event.pointerId);
    camera.rect.focus();
    event.preventDefault();
  });
  camera.svg.addEventListener('pointermove', event => drag?.(point(camera, event)));
  ['pointerup', 'pointercancel'].forEach(end =>
    camera.svg.addEventListener(end, () => drag = undefined));
  camera.rect.addEventListener('keydown', event => {
    const step = event.shiftKey ? 10 : 1;
    const change = {
      ArrowLeft: {x: -step}, ArrowRight: {x: step}, ArrowUp: {y: -step}, ArrowDown: {y: step},
      '+': {width: 2, height: 2}, '-': {width: -2, height: -2},
    }[event.key];
    if (change) {
      const crop = {...camera.crop};
      Object.entries(change).forEach(([key, by]) => crop[key] += by);
      settle(camera, crop);
      event.preventDefault();
    }
  });
  Object.entries(camera.inputs).forEach(([key, input]) => input.addEventListener('change', () =>
    settle(camera, {...camera.crop, [key]: Number(input.value)})));
  camera.square.addEventListener('change', () => settle(camera, camera.crop));
  camera.middle.addEventListener('click', () => {
    const side = Math.min(camera.width, camera.height);
    settle(camera, {x: (camera.width - side) / 2, y: (camera.height - side) / 2, width: side, height: side});
  });
}

function show(camera) {
  const label = key => {
    camera.inputs[key] = make('input', {type: 'number', min: 0});
    return make('label', {}, `${key} `, camera.inputs[key]);
  };
  camera.inputs = {};
  const inputs = Object.keys(camera.crop).map(label);
  camera.square = make('input', {type: 'checkbox'});
  camera.square.checked = camera.crop.width === camera.crop.height;
  camera.middle = make('button', {type: 'button'}, 'Largest square in the middle');
  camera.outside = make('path', {class: 'outside', 'fill-rule': 'evenodd'});
  camera.rect = make('rect', {class: 'crop', tabindex: 0, 'aria-label': `What a policy sees of ${camera.name}`});
  camera.corner = make('circle', {class: 'corner', r: Math.max(camera.width, camera.height) / 80});
  camera.svg = make('svg', {viewBox: `0 0 ${camera.width} ${camera.height}`},
    make('image', {href: camera.picture, width: camera.width, height: camera.height}),
    camera.outside, camera.rect, camera.corner);
  camera.canvas = make('canvas', {width: SEEN, height: SEEN, role: 'img', 'aria-label': `${camera.name}, ${SEEN} by ${SEEN} pixels`});
  camera.image = new Image();
  camera.image.addEventListener('load', () => draw(camera));
  camera.image.src = camera.picture;
  byId('cameras').append(make('section', {},
    make('h2', {}, `${camera.name}, ${camera.width} × ${camera.height}`),
    make('div', {class: 'camera'},
      make('div', {class: 'stage'}, camera.svg,
        make('div', {class: 'numbers'}, ...inputs,
          make('label', {}, camera.square, ' square'), camera.middle)),
      make('figure', {class: 'seen'}, camera.canvas,
        make('figcaption', {}, `What a policy sees: ${SEEN} × ${SEEN}, twice as large here.`)))));
  listen(camera);
}

cameras.forEach(show);
byId('copy').addEventListener('click', async () => {
  getSelection().selectAllChildren(byId('text'));
  try {
    await navigator.clipboard.writeText(byId('text').textContent);
    byId('copied').textContent = 'Copied.';
  } catch {
    byId('copied').textContent = 'This browser does not let a page copy; the text is selected.';
  }
});
