import { describe, expect, it } from "vitest";
import { bodyOf, EMPTY_FORM, errorsOf, type AccountForm } from "./new-account";

const GOOD: AccountForm = {
  ...EMPTY_FORM,
  holderName: " Asha Rao ",
  number: "5010 0123-4567",
  numberAgain: "501001234567",
  ifsc: "HDFC0000240",
};

describe("a new bank account", () => {
  it("is sent without the spaces people group numbers with", () => {
    expect(errorsOf(GOOD)).toEqual({});
    expect(bodyOf(GOOD)).toEqual({
      holder_name: "Asha Rao",
      account_number: "501001234567",
      ifsc: "HDFC0000240",
    });
  });

  it("is not sent while the two numbers differ by one digit", () => {
    expect(errorsOf({ ...GOOD, numberAgain: "501001234568" })).toEqual({
      numberAgain: "The two numbers differ. Money sent to a wrong number may not come back.",
    });
  });

  it("needs a name, a number and an IFSC", () => {
    expect(Object.keys(errorsOf(EMPTY_FORM))).toEqual(["holderName", "number", "ifsc"]);
  });

  it("of UPI sends the address alone, whatever stood in the other fields", () => {
    const upi: AccountForm = { ...GOOD, kind: "vpa", vpa: " asha@okhdfc ", nickname: "Asha" };
    expect(errorsOf(upi)).toEqual({});
    expect(bodyOf(upi)).toEqual({ holder_name: "Asha Rao", vpa: "asha@okhdfc", nickname: "Asha" });
  });

  it("of UPI refuses what is an e-mail address", () => {
    expect(errorsOf({ ...GOOD, kind: "vpa", vpa: "asha@example.com" })).toEqual({
      vpa: "Enter a UPI address, like name@bank.",
    });
  });
});
