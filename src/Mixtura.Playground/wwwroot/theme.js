// Before anything is drawn: the theme that the reader chose last time.
try { document.documentElement.dataset.theme = localStorage.getItem('theme') ?? ''; } catch { /* a browser may keep nothing */ }
