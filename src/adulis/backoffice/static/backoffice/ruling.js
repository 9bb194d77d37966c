// What a ruling would do, told while its numbers change. The numbers come from the server, by the
// reckoning that will do it; this only asks, and fills in what goes to the other side.
"use strict";

(() => {
  const box = document.getElementById("ruling-preview");
  const sellers = document.querySelector("input[name=to_seller_paise]");
  const buyers = document.querySelector("input[name=to_buyer_paise]");
  if (!box || !sellers || !buyers) return;
  const status = box.querySelector("p");
  const body = box.querySelector("tbody");
  const locked = Number(box.dataset.locked);
  let asked = 0;

  function show(rows) {
    body.replaceChildren(
      ...rows.map(([label, value]) => {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        const cell = document.createElement("td");
        head.scope = "row";
        head.textContent = label;
        cell.textContent = value;
        row.append(head, cell);
        return row;
      }),
    );
  }

  async function preview() {
    const mine = ++asked;
    // What stands there is about other amounts until the answer comes.
    box.setAttribute("aria-busy", "true");
    status.textContent = "Counting …";
    const query = new URLSearchParams({
      to_seller_paise: sellers.value,
      to_buyer_paise: buyers.value,
    });
    let told = { error: "This cannot be told right now." };
    try {
      const answer = await fetch(`${box.dataset.url}?${query}`, { credentials: "same-origin" });
      told = await answer.json();
    } catch {
      // As said above: what it would do is asked again with the next change, and before it is done.
    }
    // Somebody typed on meanwhile: another answer is on its way.
    if (mine !== asked) return;
    show(told.rows ?? []);
    status.textContent = told.error ?? "Nothing has moved yet.";
    box.setAttribute("aria-busy", "false");
  }

  function giveTheRest() {
    const rest = locked - Number(sellers.value);
    if (sellers.value !== "" && Number.isSafeInteger(rest) && rest >= 0) buyers.value = String(rest);
  }

  sellers.addEventListener("input", () => {
    giveTheRest();
    void preview();
  });
  buyers.addEventListener("input", () => void preview());
  // Typed before this was here, or shown again with what was wrong.
  if (buyers.value === "") giveTheRest();
  if (sellers.value !== "") void preview();
})();
