/** A letter as a mail program reads it, as far as stories need it: its address and its text. */
import { Buffer } from "node:buffer";

export function isTo(letter: string, email: string): boolean {
  return headersOf(letter).includes(`\nTo: ${email}\n`);
}

/** Where its link to this page leads, if it has one. */
export function linkIn(letter: string, page: string): string | undefined {
  return new RegExp(`https?://[^\\s"<>]+/${page}\\?[^\\s"<>]+`).exec(textOf(letter))?.[0];
}

/** The plain text of a letter that comes as text and as HTML (RFC 2046), decoded as it says of itself. */
function textOf(letter: string): string {
  const boundary = /boundary="([^"]+)"/.exec(headersOf(letter))?.[1] ?? "";
  const parts = unix(letter).split(`\n--${boundary}`).slice(1);
  const plain = parts.find((part) => headersOf(part).includes("\nContent-Type: text/plain"));
  if (plain === undefined) throw new Error(`a letter without plain text:\n${letter}`);
  return decoded(plain.slice(plain.indexOf("\n\n") + 2), encodingOf(headersOf(plain)));
}

/** What stands before the first empty line, each header on one line of its own. */
function headersOf(part: string): string {
  const [headers = ""] = unix(part).split("\n\n", 1);
  return `\n${headers.replaceAll(/\n[ \t]+/g, " ")}\n`;
}

function encodingOf(headers: string): string {
  return /\nContent-Transfer-Encoding: (\S+)/.exec(headers)?.[1] ?? "7bit";
}

/**
 * RFC 2045, section 6. Only what is encoded is decoded: `?token=E1…` of a letter that is not
 * quoted-printable is an equals sign and a token that happens to begin with two hexadecimal digits.
 */
function decoded(body: string, encoding: string): string {
  switch (encoding) {
    case "7bit":
    case "8bit":
      return body;
    case "base64":
      return Buffer.from(body, "base64").toString("utf8");
    case "quoted-printable": {
      const joined = body.replaceAll("=\n", "");
      const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      );
      return Buffer.from(bytes, "latin1").toString("utf8");
    }
    default:
      throw new Error(`a letter in ${encoding}`);
  }
}

function unix(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
