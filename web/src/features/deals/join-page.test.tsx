import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { signIn, signOut } from "@/api/session";
import { deal, DEAL_ID, OTHER_ID } from "@/testing/deals";
import { show } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { merchant } from "@/testing/world";
import { JoinDealPage } from "./join-page";

const OFFER = {
  title: "Pumps for Pune",
  poster_name: "Asha Exports",
  kind: "request",
  expires_at: "2099-12-01T00:00:00Z",
};

async function open(offer: Parameters<typeof answering>[2] = OFFER) {
  const lookedUp = answering("post", "/api/v1/deal-invitations/look-up/", offer);
  const onJoined = vi.fn<(merchantId: string, dealId: string) => void>();
  await show(<JoinDealPage token="t-1" frame={(children) => children} onJoined={onJoined} />);
  return { lookedUp, onJoined, user: userEvent.setup() };
}

describe("the link of a letter about a deal", () => {
  it("says what it is about before anybody signs in, with the token in no address", async () => {
    const { lookedUp } = await open();
    expect(await screen.findByText("Pumps for Pune")).toBeInTheDocument();
    expect(screen.getByText("Who buys").nextSibling).toHaveTextContent("Asha Exports");
    expect(lookedUp.map(({ body, query }) => [body, query])).toEqual([[{ token: "t-1" }, {}]]);
    expect(screen.getByRole("link", { name: "Sign in to read it" })).toHaveAttribute(
      "href",
      expect.stringContaining("deal-invitation"),
    );
  });

  it("that opens nothing any more says so", async () => {
    await open(refusal(410, "deal_link_used"));
    expect(await screen.findByText("Title of deal_link_used.")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Sign in to read it" })).toBeNull();
  });
});

describe("whoever is signed in", () => {
  afterEach(async () => {
    answering("post", "/api/v1/auth/token/blacklist/", {});
    await signOut();
  });

  it("comes in for the merchant they choose, of those they trade for", async () => {
    answering("post", "/api/v1/auth/token/", { access: "t1" });
    await signIn("ravi@malabar.example", "a password that is long enough");
    answering(
      "get",
      "/api/v1/merchants/",
      pageOf([
        merchant(),
        merchant({ id: OTHER_ID, name: "Deccan", role: "finance" }),
        merchant({ id: DEAL_ID, name: "Only looks", role: "viewer" }),
      ]),
    );
    const joined = answering("post", "/api/v1/deal-invitations/join/", deal());
    const { user, onJoined } = await open();
    const choice = await screen.findByLabelText("For which merchant");
    expect([...choice.querySelectorAll("option")].map((each) => each.textContent)).toEqual([
      "Malabar Spices",
      "Deccan",
    ]);
    await user.selectOptions(choice, OTHER_ID);
    await user.click(screen.getByRole("button", { name: "Read it as Deccan" }));
    await waitFor(() => {
      expect(onJoined).toHaveBeenCalledWith(OTHER_ID, DEAL_ID);
    });
    expect(joined.map(({ body, headers }) => [body, headers["x-merchant-id"]])).toEqual([
      [{ token: "t-1" }, OTHER_ID],
    ]);
  });
});
