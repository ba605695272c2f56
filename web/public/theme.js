/* Sets the theme before the first paint, so that a dark screen never flashes white. A file of its own: the content
   security policy allows no inline script. The names are those of src/app/theme/theme-preference.ts. */
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
