// Runs before the page is drawn, so that a chosen theme does not flash.
try {
  const theme = localStorage.getItem('tocsin.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is closed to us: the system's theme holds.
}
