import { describe, expect, it } from "vitest";
import { depositQuote } from "@/testing/world";
import { addMoneyForm, EMPTY, toBody, type AddMoneyValues } from "./add-money-form";

const BACK = "https://adulis.example/back";
const dollars: AddMoneyValues = { ...EMPTY, currency: "USD", amount: "1000", purpose: "P0104" };

describe("the least that can be asked for", () => {
  it("is one whole unit, and not a hundredth less", () => {
    expect(addMoneyForm.safeParse({ ...EMPTY, amount: "1" }).success).toBe(true);
    expect(addMoneyForm.safeParse({ ...EMPTY, amount: "0.99" }).success).toBe(false);
    expect(toBody({ ...EMPTY, amount: "1" }, null, BACK)?.amount_minor).toBe(100);
    expect(toBody({ ...EMPTY, amount: "0.99" }, null, BACK)).toBeNull();
  });
});

describe("foreign money", () => {
  it("goes with the quote of exactly this amount in this currency", () => {
    expect(toBody(dollars, depositQuote(), BACK)).toEqual({
      amount_minor: 100_000,
      currency: "USD",
      quote_id: depositQuote().id,
      purpose_code: "P0104",
      return_url: BACK,
    });
  });

  it.each([
    ["none", null],
    ["one of another amount", depositQuote({ amount_minor: 100_001 })],
    ["one of another currency", depositQuote({ currency: "EUR" })],
  ])("is not asked for with %s", (_, quote) => {
    expect(toBody(dollars, quote, BACK)).toBeNull();
  });

  it("is not asked for without a purpose", () => {
    expect(toBody({ ...dollars, purpose: "" }, depositQuote(), BACK)).toBeNull();
  });
});

it("asks for rupees without the quote that foreign money had", () => {
  const body = toBody({ ...dollars, currency: "INR" }, depositQuote(), BACK);
  expect(body).toEqual({ amount_minor: 100_000, currency: "INR", return_url: BACK });
});
