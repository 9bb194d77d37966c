/** Whatever uses up the session's cookie goes one after the other, in this tab and among all. */
const NAME = "adulis.session";

let last: Promise<unknown> = Promise.resolve();

export async function alone<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
  if ("locks" in navigator) return navigator.locks.request(NAME, act);
  const mine = last.then(act);
  last = mine.catch(() => null);
  return mine;
}
