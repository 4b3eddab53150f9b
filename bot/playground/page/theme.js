// Light or dark, before anything is drawn; a classic script so that the page does not flash.
(() => {
  try {
    document.documentElement.dataset.theme = localStorage.getItem("okrbot-theme") ?? "auto";
  } catch {
    document.documentElement.dataset.theme = "auto"; // a browser that keeps nothing
  }
})();
