// 文档: how far a build is, without loading the page again; and files dropped on the form
(() => {
  const place = document.querySelector('[data-progress]');
  const form = document.querySelector('.zt-drop');
  if (form) {
    const input = form.querySelector('input[type=file]');
    const chosen = form.querySelector('[data-chosen]');
    input.addEventListener('change', () => {
      chosen.textContent = [...input.files].map(file => file.name).join('、');
    });
    form.addEventListener('dragover', event => {
      event.preventDefault();
      form.classList.add('zt-over');
    });
    form.addEventListener('dragleave', () => form.classList.remove('zt-over'));
    form.addEventListener('drop', event => {
      event.preventDefault();
      form.classList.remove('zt-over');
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
  if (!place || place.dataset.runs !== '1') return;
  const bar = place.querySelector('progress');
  const stage = place.querySelector('[data-stage]');
  const look = async () => {
    const answer = await fetch(place.dataset.progress, {cache: 'no-store'});
    const now = answer.ok ? await answer.json() : {runs: true};
    if (!now.runs) {
      // the next build is served a moment after it was swapped in
      setTimeout(() => location.reload(), 2500);
      return;
    }
    if (now.all) {
      bar.max = now.all;
      bar.value = now.done;
    }
    stage.textContent = now.stage ? `${now.stage}${now.all ? ` ${now.done}/${now.all}` : ''}` : '';
    setTimeout(look, 700);
  };
  look();
})();
