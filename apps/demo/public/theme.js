// Before the first paint, so that the page does not flash: the theme that the reader chose here earlier.
{
  const chosen = localStorage.getItem("foresail-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}
