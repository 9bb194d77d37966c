/** IP addresses and networks as people write them (RFC 4632, RFC 4291), explained back to them. */

export type Network =
  | { ok: true; says: string; isAll: boolean }
  | {
      ok: false;
      why: string;
    };

const COUNTS = new Intl.NumberFormat("en-IN");

/** What `203.0.113.0/24` means: `203.0.113.0 – 203.0.113.255, 256 addresses`. */
export function readNetwork(text: string): Network {
  const [address = "", prefix, ...more] = text.trim().split("/");
  const bits = address.includes(":") ? 128 : 32;
  const number = bits === 32 ? readFour(address) : readSix(address);
  if (number === null || more.length > 0) {
    return { ok: false, why: `“${text}” is no IP address or network.` };
  }
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  if (!(length <= bits)) {
    return { ok: false, why: `After the slash of “${text}” stands a number from 0 to ${bits}.` };
  }
  if (length === bits) return { ok: true, says: "this one address", isAll: false };
  const size = 1n << BigInt(bits - length);
  const first = number - (number % size);
  const write = bits === 32 ? writeFour : writeSix;
  const many = size <= 1n << 32n ? `, ${COUNTS.format(size)} addresses` : "";
  return {
    ok: true,
    says: `${write(first)} – ${write(first + size - 1n)}${many}`,
    isAll: length === 0,
  };
}

function readFour(text: string): bigint | null {
  const parts = text.split(".");
  // Leading zeros are octal to some programs, so nobody can know what is meant.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function writeFour(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join(".");
}

function readSix(text: string): bigint | null {
  if (!/^[0-9a-f:]+$/i.test(text)) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const groups = [...left, ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const missing = 8 - groups.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const whole = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return whole.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function writeSix(number: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((number >> BigInt(112 - 16 * index)) & 65_535n).toString(16),
  );
  // The browser writes them as RFC 5952 wants them.
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}
