let views = [];

function view(camera, element) {
  return make('figure', {}, element, make('figcaption', {}, camera));
}

function prepareViews() {
  views = [];
  const figures = [];
  data.filming.forEach((camera, i) => {
    const film = current.films[i];
    if (film) {
      const video = make('video', {src: film.src, preload: 'auto', playsinline: ''});
      const seek = () => video.currentTime = film.from + (frame + 0.5) / data.fps;
      const figure = view(camera, video);
      video.muted = true;
      video.addEventListener('loadedmetadata', seek);
      video.addEventListener('error', () => figure.replaceChildren(make('p', {class: 'absent'},
        `The film ${decodeURI(film.src)} of ${camera} is not there, or this browser cannot show it.`)));
      views.push({video, film, seek});
      figures.push(figure);
    }
  });
  data.picturing.forEach((camera, i) => {
    const pictures = current.pictures[i];
    if (pictures) {
      const image = make('img', {alt: `What ${camera} sees`});
      views.push({seek: () => image.src = pictures[frame] || 'data:,'});
      figures.push(view(camera, image));
    }
  });
  if (data.picturing.length && !current.pictures.length) {
    figures.push(make('p', {class: 'notes'}, 'This page has no pictures of this episode.'));
  }
  byId('views').replaceChildren(...figures);
}

function stop() {
  begun = undefined;
  views.forEach(v => v.video?.pause());
  byId('play').textContent = 'Play';
}

function play() {
  go(frame >= current.length - 1 ? 0 : frame);
  begun = performance.now() - 1000 * frame / data.fps;
  views.forEach(v => v.video?.play().catch(() => {}));
  byId('play').textContent = 'Pause';
  requestAnimationFrame(tick);
}

/** The first film that plays is the clock, or else time itself. */
function tick() {
  if (begun === undefined) {
    return;
  }
  const filmed = views.find(v => v.video && !v.video.paused && v.video.readyState > 1);
  const time = filmed
    ? filmed.video.currentTime - filmed.film.from : (performance.now() - begun) / 1000;
  const over = filmed && filmed.video.currentTime >= filmed.film.to;
  const next = Math.floor(time * data.fps + 1e-3);
  if (over || next >= current.length) {
    stop();
    go(current.length - 1);
  } else {
    go(next);
    requestAnimationFrame(tick);
  }
}

function go(to) {
  frame = Math.max(0, Math.min(current.length - 1, to));
  let at = 0;
  const run = current.who.find(r => (at += r[1]) > frame);
  byId('frame').value = frame;
  byId('now').textContent =
    `${seconds(frame)}, frame ${frame} of ${current.length}, ${actor(run).word}`;
  panels.forEach(panel => point(panel, values(current)));
  views.forEach(v => { if (!v.video || begun === undefined) v.seek(); });
}

function about(episode) {
  const facts = [
    ['ended with', words(episode.end)],
    ['because', words(episode.end) === episode.reason ? '' : episode.reason],
    ['length', `${seconds(episode.length)}, ${episode.length} frames`],
    ['reward', episode.reward === undefined ? '' : say(episode.reward)],
    ['recorded as', episode.kind],
    ['seed', episode.seed === undefined ? '' : String(episode.seed)],
    ['task', episode.task],
  ];
  byId('about').replaceChildren(...facts.filter(fact => fact[1]).map(fact =>
    make('div', {}, make('dt', {}, fact[0]), make('dd', {}, fact[1]))));
}

function show() {
  const asked = /^#episode-(\d+)$/.exec(location.hash);
  const found = asked && episodes.find(episode => episode.index === Number(asked[1]));
  stop();
  current?.row.firstChild.removeAttribute('aria-current');
  current = found || episodes[0];
  frame = 0;
  current.row.firstChild.setAttribute('aria-current', 'true');
  bringToView(current.row);
  byId('episode').textContent = `Episode ${current.index}`;
  if (asked && !found) {
    byId('episode').textContent += `; episode ${asked[1]} is not in this page`;
  }
  byId('frame').max = current.length - 1;
  about(current);
  prepareViews();
  panels.forEach(draw);
  go(0);
  if (asked && matchMedia('(max-width: 899px)').matches) {
    document.querySelector('article').scrollIntoView();
  }
}

document.addEventListener('keydown', event => {
  const steps = {ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1}[event.key];
  const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const own = event.target.matches(sideways ? 'input, select' : 'input:not(#frame), select');
  if (!steps || event.altKey || event.ctrlKey || event.metaKey || own) {
    return;
  }
  event.preventDefault();
  if (sideways) {
    stop();
    go(frame + steps);
  } else if (listed.length) {
    const at = listed.indexOf(current);
    const next = at < 0 ? 0 : Math.max(0, Math.min(listed.length - 1, at + steps));
    location.replace(`#episode-${listed[next].index}`);
  }
});
byId('frame').addEventListener('input', () => { stop(); go(Number(byId('frame').value)); });
byId('play').addEventListener('click', () => begun === undefined ? play() : stop());
addEventListener('hashchange', show);
prepareList();
preparePanels();
show();
