// Sends the statement of the QR (the address's fragment) to be checked against the record, and says what came of it.
(() => {
  const place = document.getElementById("statement-result");
  const statement = location.hash.slice(1);
  if (!place || !statement) return;
  const say = (kind, text) => {
    const notice = document.createElement("div");
    notice.className = "civic-notice";
    notice.dataset.kind = kind;
    const line = document.createElement("p");
    line.className = "ds-paragraph";
    line.textContent = text;
    notice.append(line);
    place.replaceChildren(notice);
  };
  const english = place.dataset.lang === "en";
  fetch(place.dataset.check, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ statement }),
  })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((result) => say(result.kind, english ? result.en : result.vi))
    .catch(() => say("warning", english
      ? "The QR code could not be checked right now. Reload the page in a minute."
      : "Lúc này chưa kiểm tra được mã QR. Hãy tải lại trang sau một phút."));
})();
