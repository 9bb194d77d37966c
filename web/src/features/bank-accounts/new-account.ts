/** The form of a new bank account, and what is sent of it. */
import type { NewAccount } from "./calls";

export interface AccountForm {
  kind: "account" | "vpa";
  holderName: string;
  number: string;
  /** Typed twice: nothing else finds a digit that was mistyped. */
  numberAgain: string;
  ifsc: string;
  vpa: string;
  nickname: string;
}

export const EMPTY_FORM: AccountForm = {
  kind: "account",
  holderName: "",
  number: "",
  numberAgain: "",
  ifsc: "",
  vpa: "",
  nickname: "",
};

export type FormErrors = Partial<Record<keyof AccountForm, string>>;

const bare = (number: string) => number.replaceAll(/[\s-]/g, "");

/** What can be told without asking; everything else the API says. */
export function errorsOf(form: AccountForm): FormErrors {
  const errors: FormErrors = {};
  if (form.holderName.trim().length < 2)
    errors.holderName = "Enter the name the account is held in.";
  if (form.kind === "vpa") {
    if (!/^[\w.-]{2,}@[a-z][a-z0-9]+$/i.test(form.vpa.trim())) {
      errors.vpa = "Enter a UPI address, like name@bank.";
    }
    return errors;
  }
  if (!/^[a-z0-9]{5,35}$/i.test(bare(form.number))) {
    errors.number = "Enter the account number: digits, in a few banks letters too.";
  } else if (bare(form.numberAgain) !== bare(form.number)) {
    errors.numberAgain = "The two numbers differ. Money sent to a wrong number may not come back.";
  }
  if (!/^[A-Z]{4}0[A-Z0-9]{6}$/.test(form.ifsc)) {
    errors.ifsc = "Enter the eleven characters of the IFSC, like HDFC0000240.";
  }
  return errors;
}

export function bodyOf(form: AccountForm): NewAccount {
  const nickname = form.nickname.trim();
  return {
    holder_name: form.holderName.trim(),
    ...(form.kind === "vpa"
      ? { vpa: form.vpa.trim() }
      : { account_number: bare(form.number), ifsc: form.ifsc }),
    ...(nickname ? { nickname } : {}),
  };
}
