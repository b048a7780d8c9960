// What every page of charts offers: its link, and its charts as tables.

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
