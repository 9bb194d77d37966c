/** As one types it: `1234.05`. */
export function rupees(amount: number): string {
  return `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
}

/** What stands on a page, `₹1,234.05`, in paise. */
export function paiseIn(text: string): number {
  return Number(text.replaceAll(/\D/g, ""));
}
