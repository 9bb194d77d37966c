import { render, screen } from "@testing-library/react";
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { Curl, curlOf, type CurlRequest } from "./curl";

/** What a shell makes of the command: its words. */
function words(request: CurlRequest): string[] {
  const script = `curl() { printf '%s\\n--\\n' "$@"; }; uuidgen() { echo a-key; }; ADULIS_API_KEY=k1; ${curlOf(request, "https://adulis.example")}`;
  const said = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" });
  return said.split("\n--\n").slice(0, -1);
}

describe("the same request from a terminal", () => {
  it("is what the form would send, with a key of its own", () => {
    const body = { amount_paise: 500_000, narration: `Asha's "5" $HOME \`id\` \\` };
    expect(
      words({ method: "POST", path: "/api/v1/payouts/", merchantId: "m1", idempotent: true, body }),
    ).toEqual([
      "-X",
      "POST",
      "https://adulis.example/api/v1/payouts/",
      "-H",
      "Authorization: Bearer k1",
      "-H",
      "X-Merchant-Id: m1",
      "-H",
      "Idempotency-Key: a-key",
      "-H",
      "Content-Type: application/json",
      "-d",
      JSON.stringify(body),
    ]);
  });

  it("sends a file as it is, whatever it is called", () => {
    expect(words({ method: "POST", path: "/x/?a=1&b=2", csvFile: "it's; rm -rf.csv" })).toEqual([
      "-X",
      "POST",
      "https://adulis.example/x/?a=1&b=2",
      "-H",
      "Authorization: Bearer k1",
      "-H",
      "Content-Type: text/csv",
      "--data-binary",
      "@it's; rm -rf.csv",
    ]);
  });

  it("is short where it only asks", () => {
    expect(words({ method: "GET", path: "/x/" })).toEqual([
      "https://adulis.example/x/",
      "-H",
      "Authorization: Bearer k1",
    ]);
  });

  it("never has a key of anybody's in it, and leads to where all requests are described", () => {
    render(<Curl request={{ method: "GET", path: "/x/" }} />);
    expect(screen.getByLabelText("The request as a curl command")).toHaveTextContent(
      "Bearer $ADULIS_API_KEY",
    );
    expect(screen.getByRole("link", { name: "API explorer", hidden: true })).toHaveAttribute(
      "href",
      "/api/v1/docs/",
    );
  });
});
