import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Verification } from "@/api/verification";
import { aDocument, DOCUMENT_ID, verification } from "@/testing/oversight";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { VerificationPage } from "./verification-page";

const FULL: Verification["details"] = {
  legal_name: "Asha Exports Private Limited",
  date_of_birth: null,
  constitution: "private_limited",
  pan: "••••••939F",
  gstin: "",
  address: {
    line1: "12 MG Road",
    line2: "",
    city: "Bengaluru",
    state: "KA",
    postal_code: "560001",
  },
  director_names: ["Asha Rao"],
};

async function open(...answers: Parameters<typeof answering>[2][]) {
  const asked = answering("get", "/api/v1/verification/", ...answers);
  const shown = await show(<VerificationPage limits={<p>The limits</p>} />);
  await screen.findByText("The limits");
  return { ...shown, asked, user: userEvent.setup({ applyAccept: false }) };
}

describe("the details", () => {
  it("are saved as a draft; numbers that are known stay as they are unless typed", async () => {
    const { user } = await open(verification({ details: FULL }));
    const sent = answering("put", "/api/v1/verification/", verification({ details: FULL }));
    expect(screen.getByText("••••••939F")).toBeInTheDocument();
    const name = screen.getByLabelText("Legal name");
    await user.clear(name);
    await user.type(name, "Asha Exports");
    expect(screen.getByText("There are changes that are not saved.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    expect(await screen.findByText("Saved. Nobody has seen it yet.")).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([
      {
        legal_name: "Asha Exports",
        constitution: "private_limited",
        director_names: ["Asha Rao"],
        address: { line1: "12 MG Road", city: "Bengaluru", state: "KA", postal_code: "560001" },
      },
    ]);
  });

  it("of a person ask for the date of birth, and for nothing of a business", async () => {
    const { user } = await open(verification({ kind: "person" }));
    const sent = answering("put", "/api/v1/verification/", verification({ kind: "person" }));
    expect(screen.queryByLabelText("Legal form")).toBeNull();
    expect(screen.queryByLabelText(/GSTIN/)).toBeNull();
    fireEvent.change(screen.getByLabelText("Date of birth"), { target: { value: "1987-03-21" } });
    await user.type(screen.getByLabelText("PAN"), "abcpe 1234 f");
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { date_of_birth: "1987-03-21", pan: "ABCPE1234F" },
      ]);
    });
  });

  it("say the platform's words at the number that is wrong, and keep what was typed", async () => {
    const { user } = await open(verification());
    answering(
      "put",
      "/api/v1/verification/",
      refusal(422, "pan_invalid", {
        errors: [{ pointer: "/pan", code: "pan_invalid", detail: "This is not a PAN." }],
      }),
    );
    const pan = screen.getByLabelText("PAN");
    await user.type(pan, "ABCDE");
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    expect(await screen.findByText("This is not a PAN.")).toBeInTheDocument();
    expect(pan).toHaveAccessibleDescription(/This is not a PAN\./);
    expect(pan).toHaveValue("ABCDE");
  });

  it("take an address whole or not at all", async () => {
    const { user } = await open(verification());
    const sent = answering("put", "/api/v1/verification/", verification());
    await user.type(screen.getByLabelText("City"), "Kochi");
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    expect(
      await screen.findByText("An address needs street, city, state and postal code."),
    ).toBeInTheDocument();
    expect(sent).toEqual([]);
  });

  it("take a GSTIN out when asked to", async () => {
    const { user } = await open(verification({ details: { ...FULL, gstin: "•••••••••••F1ZV" } }));
    const sent = answering("put", "/api/v1/verification/", verification({ details: FULL }));
    await user.click(screen.getByRole("button", { name: "Take the GSTIN out" }));
    await user.click(screen.getByRole("button", { name: "Save draft" }));
    await waitFor(() => {
      expect(sent[0]?.body).toMatchObject({ gstin: "" });
    });
  });
});

describe("documents", () => {
  const upload = (path = "identity_proof") =>
    screen.getByLabelText<HTMLInputElement>(
      `File: ${path === "identity_proof" ? "Proof of identity" : "PAN card"}`,
    );
  const pdf = (name = "passport.pdf", bytes = 20) =>
    new File(["x".repeat(bytes)], name, { type: "application/pdf" });

  it("are sent as they are, by what they are for, and then stand in their place", async () => {
    const { user, asked } = await open(
      verification(),
      verification({ documents: [aDocument()], missing: [] }),
    );
    const sent = answering("post", "/api/v1/verification/documents/", aDocument());
    await user.upload(upload(), pdf());
    const files = await screen.findByRole("list", { name: "Proof of identity: files" });
    expect(files).toHaveTextContent("passport.pdf");
    expect(files).toHaveTextContent("47 KB");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.query).toEqual({ purpose: "identity_proof", name: "passport.pdf" });
    expect(sent[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
    expect(asked).toHaveLength(2);
  });

  it("may be dropped", async () => {
    await open(verification());
    const sent = answering("post", "/api/v1/verification/documents/", aDocument());
    const place = screen.getByRole("button", { name: "Choose a file: PAN card" });
    fireEvent.drop(place, { dataTransfer: { files: [pdf("pan.pdf")] } });
    await waitFor(() => {
      expect(sent.map(({ query }) => query)).toEqual([{ purpose: "pan_card", name: "pan.pdf" }]);
    });
  });

  it("of another type, or too large, are not sent at all", async () => {
    const { user } = await open(verification());
    const sent = answering("post", "/api/v1/verification/documents/", aDocument());
    await user.upload(upload(), new File(["x"], "letter.docx", { type: "application/msword" }));
    expect(screen.getByRole("alert")).toHaveTextContent(
      "letter.docx: only PDF, JPEG and PNG are taken here.",
    );
    const large = pdf("large.pdf");
    Object.defineProperty(large, "size", { value: 10 * 1024 * 1024 + 1 });
    await user.upload(upload(), large);
    expect(screen.getByRole("alert")).toHaveTextContent("large.pdf: it is larger than 10 MB.");
    expect(sent).toEqual([]);
  });

  it("that are refused, or cut off, say so by their name", async () => {
    const { user } = await open(verification());
    answering(
      "post",
      "/api/v1/verification/documents/",
      refusal(422, "file_locked", { title: "The file wants a password." }),
      noAnswer,
    );
    await user.upload(upload(), pdf());
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "passport.pdf: The file wants a password. Save it without a password and send that.",
    );
    await user.upload(upload(), pdf());
    await waitFor(() => {
      expect(screen.getByRole("alert")).toHaveTextContent("The platform did not answer.");
    });
  });

  it("are removed, and downloaded by a link of their own", async () => {
    const { user } = await open(verification({ documents: [aDocument()] }), verification());
    const linked = answering("post", `/api/v1/verification/documents/${DOCUMENT_ID}/link/`, {
      url: "/api/v1/files/f1/content/?link=secret",
      expires_at: "2026-11-21T05:00:00Z",
    });
    const fetched = answering("get", "/api/v1/files/f1/content/", new Response("%PDF"));
    const saved: string[] = [];
    URL.createObjectURL = () => "blob:here";
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    await user.click(await screen.findByRole("button", { name: "Download passport.pdf" }));
    await waitFor(() => {
      expect(saved).toEqual(["passport.pdf"]);
    });
    expect(linked).toHaveLength(1);
    expect(fetched.map(({ query }) => query)).toEqual([{ link: "secret" }]);
    const removed = answering(
      "post",
      `/api/v1/verification/documents/${DOCUMENT_ID}/remove/`,
      verification(),
    );
    await user.click(screen.getByRole("button", { name: "Remove passport.pdf" }));
    await waitFor(() => {
      expect(screen.queryByText("passport.pdf")).toBeNull();
    });
    expect(removed).toHaveLength(1);
  });
});

describe("handing in", () => {
  it("is not offered while something is missing, which is named", async () => {
    await open(
      verification({
        missing: [
          { kind: "field", name: "pan", text: "The PAN." },
          { kind: "document", name: "identity_proof", text: "Passport of a director." },
        ],
      }),
    );
    const missing = screen.getByRole("region", { name: "Still missing" });
    expect(missing).toHaveTextContent(/PANThe PAN\.Proof of identityPassport of a director\./);
    expect(screen.queryByRole("button", { name: "Submit for verification" })).toBeNull();
  });

  it("shows what goes out, and then what it waits for", async () => {
    const ready = verification({ details: FULL, missing: [], documents: [aDocument()] });
    const { user } = await open(ready);
    const sent = answering("post", "/api/v1/verification/submit/", {
      ...ready,
      status: "submitted",
      editable: false,
      allowed_moves: [],
      submission_number: 1,
      submitted_at: "2026-11-21T04:30:00Z",
      waiting: {
        for: "review",
        on: "an operator of the platform",
        until: "2099-11-23T04:30:00Z",
        then: "It is verified, or you are told what is missing.",
      },
    });
    const summary = screen.getByRole("region", { name: "Ready to submit" });
    expect(summary).toHaveTextContent("Asha Exports Private Limited");
    expect(summary).toHaveTextContent("12 MG Road, Bengaluru 560001, Karnataka");
    expect(summary).toHaveTextContent("1 document.");
    await user.click(screen.getByRole("button", { name: "Submit for verification" }));
    expect(await screen.findByText("Waiting for an operator of the platform")).toBeInTheDocument();
    expect(sent).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Save draft" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Remove passport.pdf" })).toBeNull();
    expect(screen.getByRole("button", { name: "Download passport.pdf" })).toBeInTheDocument();
  });

  it("waits until changes are saved", async () => {
    const { user } = await open(verification({ details: FULL, missing: [] }));
    await user.type(screen.getByLabelText("Legal name"), "!");
    expect(screen.getByRole("button", { name: "Submit for verification" })).toBeDisabled();
  });
});

describe("what was decided", () => {
  it("names each reason of a refusal beside what it is about", async () => {
    await open(
      verification({
        status: "refused",
        submission_number: 1,
        action_required: [
          {
            code: "document_unreadable",
            kind: "document",
            name: "identity_proof",
            text: "The document cannot be read; scan it again.",
            note: "The lower half is cut off.",
          },
          {
            code: "name_mismatch",
            kind: "field",
            name: "legal_name",
            text: "The name is not the one in the documents.",
            note: "",
          },
        ],
      }),
    );
    expect(
      screen.getByText("Action required: it could not be accepted as it is"),
    ).toBeInTheDocument();
    const [document] = screen
      .getAllByRole("listitem", { name: "Proof of identity" })
      .map((item) => within(item));
    expect(
      document?.getByText(
        "The document cannot be read; scan it again. “The lower half is cut off.”",
      ),
    ).toBeInTheDocument();
    expect(screen.getByLabelText("Legal name")).toHaveAccessibleDescription(
      /The name is not the one in the documents\./,
    );
  });

  it("tells of a merchant that is not verified any more", async () => {
    await open(
      verification({
        submission_number: 1,
        action_required: [
          {
            code: "details_changed",
            kind: null,
            name: null,
            text: "This has changed since it was verified; show it again.",
            note: "",
          },
        ],
      }),
    );
    expect(
      screen.getByText("Action required: this merchant is not verified any more"),
    ).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Save draft" })).toBeInTheDocument();
  });

  it("shows masked facts and the tier once it is verified, and nothing to change", async () => {
    await open(
      verification({
        status: "verified",
        tier: "standard",
        editable: false,
        details: FULL,
        missing: [],
        decided_at: "2026-11-21T04:30:00Z",
        submission_number: 1,
      }),
    );
    expect(screen.getByText("This merchant is verified")).toBeInTheDocument();
    expect(screen.getByText("Tier").nextSibling).toHaveTextContent("Standard");
    expect(screen.getByText("••••••939F")).toBeInTheDocument();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("is for owners only; others are told why, and nothing is asked for them", async () => {
    const asked = answering("get", "/api/v1/verification/", verification());
    const { client } = await show(<VerificationPage limits={<p>The limits</p>} />, {
      merchant: merchant({ role: "finance", verification: "submitted" }),
    });
    expect(screen.getByText("Only owners see the details and documents")).toBeInTheDocument();
    expect(screen.getByText("Being reviewed")).toBeInTheDocument();
    await waitFor(() => {
      expect(client.isFetching()).toBe(0);
    });
    expect(asked).toEqual([]);
  });

  it("says why it could not be had", async () => {
    answering("get", "/api/v1/verification/", refusal(503, "unavailable", { retryable: true }));
    await show(<VerificationPage limits={null} />);
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
  });
});
