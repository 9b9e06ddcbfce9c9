/** Draw every [data-chart] from the specification in the JSON script of its name, in the colours of the theme. */
const bundle = document.querySelector("script[data-bundle]").dataset.bundle;

function coloured(spec) {
  const style = getComputedStyle(document.body);
  const text = style.color;
  const line = style.getPropertyValue("--line").trim() || "#8884";
  const font = style.fontFamily;
  const axis = { ...spec.config.axis, labelColor: text, titleColor: text, gridColor: line };
  return { ...spec, config: { ...spec.config, font, axis, legend: { labelColor: text, titleColor: text } } };
}

/** Names of days and months as the browser knows them in the page's language; the day has 24 hours in both. */
function times(language) {
  const name = (options) => (date) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(date);
  const days = [...Array(7).keys()].map((day) => new Date(Date.UTC(2026, 1, 1 + day))); // a Sunday first
  const months = [...Array(12).keys()].map((month) => new Date(Date.UTC(2026, month, 1)));
  const isGerman = language.startsWith("de");
  return {
    dateTime: isGerman ? "%A, %e. %B %Y, %X" : "%A, %e %B %Y, %X",
    date: isGerman ? "%d.%m.%Y" : "%d/%m/%Y",
    time: "%H:%M",
    periods: ["", ""],
    days: days.map(name({ weekday: "long" })),
    shortDays: days.map(name({ weekday: "short" })),
    months: months.map(name({ month: "long" })),
    shortMonths: months.map(name({ month: "short" })),
  };
}

async function draw(figure, vegaEmbed) {
  const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const language = document.documentElement.lang || "de";
  const isGerman = language.startsWith("de");
  const locale = { decimal: isGerman ? "," : ".", thousands: isGerman ? "." : ",", grouping: [3], currency: ["", "\u00a0€"] };
  // ast: no code is made from strings, as the content security policy demands
  await vegaEmbed(figure.querySelector(".chart-canvas"), coloured(spec), { actions: false, ast: true, defaultStyle: false, renderer: "svg", formatLocale: locale, timeFormatLocale: times(language), tooltip: { disableDefaultStyle: true } });
}

const figures = [...document.querySelectorAll("[data-chart]")];
if (figures.length) {
  const { vegaEmbed } = await import(bundle);
  const all = () => figures.forEach((figure) => draw(figure, vegaEmbed));
  all();
  new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
}
