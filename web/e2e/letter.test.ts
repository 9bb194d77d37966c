import { describe, expect, it } from "vitest";
import { isTo, linkIn } from "./letter";

function letter(encoding: string, text: string): string {
  return [
    "Content-Type: multipart/alternative;",
    ' boundary="==8=="',
    "Subject: Confirm your e-mail address",
    "To: binu@stories.example",
    "",
    "--==8==",
    'Content-Type: text/plain; charset="utf-8"',
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    text,
    "",
    "--==8==",
    'Content-Type: text/html; charset="utf-8"',
    "Content-Transfer-Encoding: 7bit",
    "",
    '<a href="https://adulis.example/confirm-email?token=of-the-html">Confirm</a>',
    "--==8==--",
    "",
  ].join("\n");
}

const LINK = "https://adulis.example/confirm-email?token=E18_T2CB7doh5SHU2VLQ";

describe("the link in a letter", () => {
  it("is taken as it stands, though its token begin like a quoted byte", () => {
    expect(linkIn(letter("7bit", `Follow\n\n${LINK}\n\nsoon.`), "confirm-email")).toBe(LINK);
    expect(linkIn(letter("8bit", `Köchi: ${LINK}`), "confirm-email")).toBe(LINK);
  });

  it("is taken out of what is encoded", () => {
    const quoted = LINK.replace("=", "=3D").replace("doh5", "do=\nh5");
    expect(linkIn(letter("quoted-printable", quoted), "confirm-email")).toBe(LINK);
    const inBase64 = Buffer.from(`Follow ${LINK}\n`).toString("base64");
    expect(linkIn(letter("base64", inBase64), "confirm-email")).toBe(LINK);
    expect(linkIn(letter("7bit", LINK).replaceAll("\n", "\r\n"), "confirm-email")).toBe(LINK);
  });

  it("leads to the page that is looked for", () => {
    expect(linkIn(letter("7bit", LINK), "invitation")).toBeUndefined();
  });

  it("stands in a letter to somebody", () => {
    expect(isTo(letter("7bit", LINK), "binu@stories.example")).toBe(true);
    expect(isTo(letter("7bit", "To: asha@stories.example"), "asha@stories.example")).toBe(false);
    expect(isTo(letter("7bit", LINK), "binu@stories.exam")).toBe(false);
  });
});
