/** CSV as RFC 4180 has it, for files that are written here and read in a spreadsheet. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  // What a spreadsheet would run as a formula begins with an apostrophe.
  const harmless = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** What a batch file may look like: one row to a known account's details, one by UPI. */
export const TEMPLATE = csvOf([
  [
    "amount_paise",
    "holder_name",
    "account_number",
    "ifsc",
    "vpa",
    "mode",
    "reference",
    "narration",
    "row_key",
  ],
  [
    1_250_000,
    "Kumily Cardamom Growers",
    "918020045671234",
    "UTIB0000553",
    "",
    "",
    "INV-1041",
    "Cardamom May",
    "may-1",
  ],
  [250_000, "Anjali Menon", "", "", "anjali.menon@okhdfc", "UPI", "INV-1042", "Advance", "may-2"],
]);
