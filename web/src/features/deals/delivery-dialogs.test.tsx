import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { MILESTONE_ID, submitted } from "@/testing/deals";
import { deferred } from "@/testing/deferred";
import { show } from "@/testing/render";
import { answering } from "@/testing/server";
import { merchant } from "@/testing/world";
import { SubmitDialog } from "./delivery-dialogs";

const PATH = `/api/v1/milestones/${MILESTONE_ID}`;
const EVIDENCE = {
  file_id: "019ab000-0000-7000-8000-0000000000f2",
  name: "list.pdf",
  document: "",
  media_type: "application/pdf",
  size_bytes: 5,
  sha256: "c".repeat(64),
};

const press = (name: string) => screen.getByRole("button", { name });

describe("what is handed in", () => {
  const funded = submitted({ side: "seller", status: "funded", round: 0 });

  it("is not handed in without a file that is still on its way", async () => {
    const user = userEvent.setup();
    await show(<SubmitDialog milestone={funded} onClose={() => undefined} />, {
      merchant: merchant(),
    });
    const late = deferred<Response>();
    answering("post", `${PATH}/evidence/`, () => late.promise);
    const sent = answering("post", `${PATH}/submit/`, funded);
    await user.type(screen.getByLabelText("What was done"), "All forty");
    const file = new File(["%PDF-"], "list.pdf", { type: "application/pdf" });
    await user.upload(screen.getByLabelText("Evidence"), file);
    await user.click(press("Hand it in"));
    expect(screen.getByText(/A file is still on its way/)).toBeInTheDocument();
    expect(sent).toEqual([]);
    late.resolve(Response.json({ ...EVIDENCE, name: "list.pdf" }, { status: 201 }));
    expect(await screen.findByRole("list", { name: "Evidence" })).toHaveTextContent("list.pdf");
    expect(screen.queryByText(/A file is still on its way/)).toBeNull();
    await user.click(press("Hand it in"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { note: "All forty", files: [{ file_id: EVIDENCE.file_id }] },
      ]);
    });
  });
});
