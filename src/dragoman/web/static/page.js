// Everything works without this: it adds dropping, the names of chosen files, and live progress.
(() => {
  "use strict";
  const input = document.getElementById("files");
  const drop = document.getElementById("drop");
  const chosen = document.getElementById("chosen");

  const tell = () => {
    const files = [...input.files];
    chosen.textContent = files.length === 0 ? "" : `${files.length} chosen: ${files.slice(0, 6).map((f) => f.name).join(", ")}${files.length > 6 ? ", …" : ""}`;
  };

  // A folder that is dropped is walked, so that all its files are taken.
  const walk = async (entry) => {
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const part = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (part.length === 0) return found;
      for (const one of part) if (!one.name.startsWith(".")) found.push(...(await walk(one)));
    }
  };

  const take = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(walk))).flat() : [...transfer.files];
    const held = new DataTransfer();
    for (const file of [...input.files, ...files]) held.items.add(file);
    input.files = held.files;
    tell();
  };

  if (input && drop) {
    input.addEventListener("change", tell);
    document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); take(event.dataTransfer); });
  }

  // The two clocks of a dossier can be slid: letting go asks again.
  const DAY = 86400000;
  for (const form of document.querySelectorAll("form.ask[data-first]")) {
    const first = Date.parse(form.dataset.first);
    for (const field of form.querySelectorAll("input[type=date]")) {
      const slider = document.createElement("input");
      slider.type = "range";
      slider.min = "0";
      slider.max = String(Math.round((Date.parse(form.dataset.last) - first) / DAY));
      slider.value = String(Math.round((Date.parse(field.value) - first) / DAY));
      slider.setAttribute("aria-label", `${field.name === "as_of" ? "As of" : "Known by"}, by sliding`);
      slider.addEventListener("input", () => { field.value = new Date(first + slider.value * DAY).toISOString().slice(0, 10); });
      slider.addEventListener("change", () => form.requestSubmit());
      field.after(slider);
    }
  }

  // A chart takes a moment to draw: it is fetched when it is opened, and set into the page so that it has its colours.
  for (const holder of document.querySelectorAll("details[data-chart]")) {
    holder.addEventListener("toggle", async () => {
      const place = holder.querySelector(".scroll");
      if (!holder.open || !place || place.dataset.drawn) return;
      place.dataset.drawn = "yes";
      const answer = await fetch(holder.dataset.chart);
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        place.textContent = problem.detail || "It cannot be drawn.";
        return;
      }
      const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
      if (drawn.nodeName !== "svg") return;
      for (const one of drawn.querySelectorAll("script, foreignObject, a")) one.remove();
      for (const one of drawn.querySelectorAll("[role], [aria-roledescription]")) {
        one.removeAttribute("role"); // the title and the description speak for the whole drawing
        one.removeAttribute("aria-roledescription");
        one.removeAttribute("aria-label");
      }
      place.replaceChildren(document.importNode(drawn, true));
    });
  }

  // A drawing of very many events is made beside: the page is asked again until it has it.
  const later = document.getElementById("later");
  const again = async (left) => {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("drawn");
    if (drawn) later.replaceWith(document.importNode(drawn, true));
    else if (left > 0) setTimeout(again, 2000, left - 1);
  };
  if (later) setTimeout(again, 1500, 20);

  const job = document.getElementById("job");
  if (job && job.dataset.watch) {
    const words = document.getElementById("job-words");
    const bar = document.getElementById("job-bar");
    const source = new EventSource(job.dataset.watch);
    source.addEventListener("progress", (event) => {
      const now = JSON.parse(event.data);
      const more = { loading: "; loading the models", waiting: "; waiting for its turn", fetching: "; fetching the pages" }[now.state] || "";
      words.textContent = `${now.done} of ${now.reports} reports, ${now.events} events${more}`;
      bar.value = now.done;
      if (now.state === "done" || now.state === "failed") { source.close(); location.reload(); }
    });
  }
})();
