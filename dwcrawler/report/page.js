"use strict";
(() => {
  // Charts. Without eval: Vega interprets its expressions, as the page's policy wants it.
  const narrow = matchMedia("(max-width: 640px)");

  const config = () => {
    const font = getComputedStyle(document.body).fontFamily;
    const ink = "var(--ink)", muted = "var(--muted)", rule = "var(--rule)";
    return {
      font, background: "transparent", view: { stroke: null },
      bar: { stroke: "var(--paper)", strokeWidth: 0.7, fill: "var(--c0)" },
      text: { font, fontSize: 12 },
      axis: {
        labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12,
        titleFontWeight: "normal", labelColor: ink, titleColor: muted,
        gridColor: rule, domainColor: rule, tickColor: rule, titlePadding: 8,
      },
      axisBand: { grid: false },
      axisQuantitative: { domain: false, ticks: false },
    };
  };

  const draw = async (figure) => {
    const place = figure.querySelector(".chart");
    const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const chosen = config();
    const limit = Math.round(place.clientWidth * 0.42);
    chosen.axisYBand = { grid: false, labelLimit: Math.min(limit, 260), title: narrow.matches ? null : undefined };
    try {
      await window.vegaEmbed(place, spec, {
        actions: false, ast: true, config: chosen, defaultStyle: false, renderer: "svg",
        tooltip: { disableDefaultStyle: true, theme: "own" },
      });
      place.dataset.drawn = "true";
    } catch (error) {
      place.textContent = "This chart could not be drawn. Its numbers are in the table below.";
      console.error(error);
    }
  };

  const drawAll = async () => {
    for (const figure of document.querySelectorAll("figure:has(.chart)")) await draw(figure);
    document.documentElement.dataset.charts = "drawn";
  };
  if (window.vegaEmbed) {
    drawAll();
    narrow.addEventListener("change", drawAll);
  }

  // Tables: a click on a heading sorts by that column, a second one the other way round.
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;

  const valueOf = (row, place) => {
    const cell = row.cells[place];
    return cell.dataset.sort ?? cell.textContent.trim();
  };

  const sort = (heading) => {
    const first = heading.dataset.first;
    const second = first === "ascending" ? "descending" : "ascending";
    const order = heading.getAttribute("aria-sort") === first ? second : first;
    for (const other of heading.parentElement.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", order);
    const isNumber = heading.classList.contains("number");
    const body = heading.closest("table").tBodies[0];
    const sign = order === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => [valueOf(row, heading.cellIndex), row]);
    rows.sort(([one], [other]) => sign * (isNumber ? one - other : compare(one, other)));
    body.append(...rows.map(([, row]) => row));
  };

  document.addEventListener("click", (event) => {
    const heading = event.target.closest("thead th");
    if (heading) sort(heading);
  });

  // Long tables of stories show their first rows until all are wanted.
  const first = 12;
  for (const table of document.querySelectorAll("table.stories")) {
    const count = table.tBodies[0].rows.length;
    if (count <= first + 3) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "more";
    const show = (isAll) => {
      table.classList.toggle("short", !isAll);
      button.textContent = isAll ? `Show the first ${first}` : `Show all ${count}`;
      button.setAttribute("aria-expanded", String(isAll));
    };
    button.addEventListener("click", () => show(table.classList.contains("short")));
    show(false);
    table.closest(".scroll").after(button);
  }
})();
