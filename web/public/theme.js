// Before anything is painted, so that nobody who chose the dark is dazzled first.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem("adulis.theme");
  } catch (_refused) {
    // Storage is off; the system decides.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
