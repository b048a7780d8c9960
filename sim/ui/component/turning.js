// What every page of charts does: it comes up once for its place, fits its width, and offers its link and its tables.

function mounted(pages, Kind, { data, parentElement, setStateValue }) {
  let page = pages.get(parentElement);
  if (!page) {
    page = new Kind(parentElement);
    pages.set(parentElement, page);
  }
  page.setStateValue = setStateValue;
  shade(page.body);
  if (data && data !== page.lastData) {
    page.lastData = data;
    page.take(data);
  } else page.redraw();
}

function fitTo(page, width) {
  if (width === page.lastWidth) return;
  page.lastWidth = width;
  page.unmeasured = true;
  requestAnimationFrame(() => page.redraw());
}

async function copyLink(button) {
  try {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = "Link copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
  setTimeout(() => {
    button.textContent = "Copy link";
  }, 2500);
}

// Turn a page from charts to tables or back; `pictures` are the parts that tables stand in for.
function turnToTables(page, pictures) {
  page.asTable = !page.asTable;
  page.toggle.setAttribute("aria-pressed", String(page.asTable));
  page.toggle.textContent = page.asTable ? "Show as charts" : "Show as table";
  for (const part of pictures) page.part(part).hidden = page.asTable;
  page.part(".tables").hidden = !page.asTable;
  page.unmeasured = true;
  page.redraw();
}
