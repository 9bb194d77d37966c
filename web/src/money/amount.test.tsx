import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Field } from "@/ui/field";
import { Amount } from "./amount";
import { AmountInput } from "./amount-input";
import type { Paise } from "./money";

describe("<Amount>", () => {
  it.each([
    [123_456_700, false, "₹12,34,567.00"],
    [0, false, "₹0.00"],
    [-100, false, "−₹1.00"],
    [100, true, "+₹1.00"],
    [-100, true, "−₹1.00"],
    [0, true, "₹0.00"],
    [5n, false, "₹0.05"],
  ])("shows %s as %s %s", (amount, signed, text) => {
    const { container } = render(<Amount paise={amount} signed={signed} />);
    expect(container).toHaveTextContent(new RegExp(`^${text.replace("+", "\\+")}$`));
  });

  it("says of what is not known that it is in doubt", () => {
    render(<Amount paise={null} />);
    expect(screen.getByText("in doubt")).toHaveClass("text-doubt");
  });

  it("is never broken across lines, and its digits stand under each other", () => {
    render(<Amount paise={100} />);
    expect(screen.getByText("₹1.00")).toHaveClass("whitespace-nowrap", "tabular-nums");
  });
});

function Form({ onPaise }: { onPaise: (amount: Paise | null) => void }) {
  const [text, setText] = useState("");
  return (
    <Field label="Amount">
      {(control) => <AmountInput {...control} text={text} onText={setText} onPaise={onPaise} />}
    </Field>
  );
}

describe("<AmountInput>", () => {
  it("reads while one types, groups when one leaves, and says it in words", async () => {
    const user = userEvent.setup();
    const onPaise = vi.fn<(amount: Paise | null) => void>();
    render(<Form onPaise={onPaise} />);
    const field = screen.getByLabelText("Amount");
    await user.type(field, "520000");
    expect(field).toHaveValue("520000");
    expect(onPaise).toHaveBeenLastCalledWith(52_000_000n);
    expect(screen.getByText("five lakh twenty thousand rupees")).toBeInTheDocument();
    await user.tab();
    expect(field).toHaveValue("5,20,000.00");
  });

  it.each([
    ["₹ 12,34,567.50", 123_456_750n, "12,34,567.50"],
    [" 1,234,567.5\n", 123_456_750n, "12,34,567.50"],
    ["₹\u00a05 000", 500_000n, "5,000.00"],
  ])("takes %j from the clipboard", async (pasted, amount, shown) => {
    const user = userEvent.setup();
    const onPaise = vi.fn<(amount: Paise | null) => void>();
    render(<Form onPaise={onPaise} />);
    await user.click(screen.getByLabelText("Amount"));
    await user.paste(pasted);
    expect(onPaise).toHaveBeenLastCalledWith(amount);
    await user.tab();
    expect(screen.getByLabelText("Amount")).toHaveValue(shown);
  });

  it.each(["5,50", "abc", "9".repeat(300), "-1", ""])(
    "leaves %s as it was typed, and takes it for no amount",
    async (typed) => {
      const user = userEvent.setup();
      const onPaise = vi.fn<(amount: Paise | null) => void>();
      render(<Form onPaise={onPaise} />);
      const field = screen.getByLabelText("Amount");
      await user.click(field);
      if (typed) await user.paste(typed);
      await user.tab();
      expect(field).toHaveValue(typed);
      expect(onPaise.mock.calls.filter(([amount]) => amount !== null)).toEqual([]);
    },
  );
});
