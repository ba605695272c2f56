/* What cannot wait for the dashboard's code. A file of its own: the content security policy allows no inline script. */

/* The theme, before the first paint, so that a dark screen never flashes white. The names are those of
   src/app/theme/theme-preference.ts. */
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("harkara-theme");
  } catch {
    // Storage may be switched off: the system's theme it is.
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();

/* The files of the page in the address and its words, at once and together with the entry's; otherwise they were asked for only when
   the entry has run. early-files.ts lists them while building; the language is chosen as in src/shared/i18n/language.ts. */
(function () {
  var list = document.getElementById("page-files");
  if (!list) return;
  var { pages, words } = JSON.parse(list.textContent);
  var path = location.pathname.replace(/\/$/, "");
  var files = pages[path] || pages[path.replace(/[^/]+$/, "*")];
  if (!files) return;
  var language = null;
  try {
    language = localStorage.getItem("harkara-language");
  } catch {
    // As above: the browser's language it is.
  }
  for (var file of files.concat(words[language || navigator.language.slice(0, 2)] || words.en)) {
    var link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = file;
    document.head.append(link);
  }
})();
