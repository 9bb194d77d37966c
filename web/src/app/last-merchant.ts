/** Which merchant somebody looked at last, so that the front door leads back there. */
const NAME = "adulis.merchant";

export function lastMerchant(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

export function rememberMerchant(merchantId: string): void {
  try {
    localStorage.setItem(NAME, merchantId);
  } catch {
    // Storage is off; the first merchant is shown.
  }
}
