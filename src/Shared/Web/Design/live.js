// Refreshes the part of a page marked data-live="SECONDS" without a reload, while the page is in view.
(() => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  const seconds = Math.max(2, Number(part.dataset.live) || 5);
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    } catch {
      // Offline for a moment: the next round tries again.
    }
  };
  setInterval(refresh, seconds * 1000);
})();
