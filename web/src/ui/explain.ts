/**
 * What happened and what to do, by problem code. The codes a person can meet in this app have words of
 * their own here; all others are told in the API's words, which are written for people as well.
 */
import { NoAnswer, Problem } from "@/api/problems";
import { platformNow } from "@/lib/clock";
import { absolute } from "@/lib/time";
import { count } from "@/lib/words";
import { formatPaise, paise } from "@/money/money";

export interface Explained {
  what: string;
  todo: string;
}

export function explain(error: unknown): Explained {
  if (error instanceof Problem) return explainProblem(error);
  if (error instanceof NoAnswer) {
    return {
      what: "The platform did not answer.",
      todo: "Check your connection. Trying again is safe: nothing happens twice.",
    };
  }
  return {
    what: "Something in this page is broken.",
    todo: "Reload it. Money is not touched by that.",
  };
}

function explainProblem(problem: Problem): Explained {
  const amount = (fact: string): string => {
    const found = problem.number(fact);
    return found === null ? "what is allowed" : formatPaise(paise(found));
  };
  const moment = (fact: string): string => {
    const found = problem.text(fact);
    return found === null ? "tomorrow" : absolute(found, platformNow());
  };
  const told = (todo: string): Explained => ({ what: problem.title, todo });
  switch (problem.code) {
    case "insufficient_funds":
      return {
        what: `There is not enough money: ${amount("available_paise")} is available.`,
        todo: "Send less, wait for money to arrive, or let the payout wait for it.",
      };
    case "amount_above_mode_limit":
      return {
        what: `This mode carries ${amount("maximum_paise")} at most.`,
        todo: "Choose another mode, or let us choose.",
      };
    case "amount_below_mode_minimum":
      return {
        what: `This mode carries ${amount("minimum_paise")} or more.`,
        todo: "Choose another mode, or let us choose.",
      };
    case "amount_above_tier_limit":
      return {
        what: `You may send ${amount("maximum_paise")} at once.`,
        todo: "Split it into several payouts, or ask for a higher tier.",
      };
    case "transfer_above_limit":
      return {
        what: problem.detail === problem.title ? problem.title : problem.detail,
        todo: "Send less, wait until the limit begins anew, or ask for a higher tier.",
      };
    case "recipient_limit_reached":
      return told("Send less, or ask the recipient.");
    case "recipient_not_found":
    case "recipient_unusable":
      return told("Check the number with whoever gave it to you.");
    case "transfer_to_self":
      return told("Enter the account number of another merchant.");
    case "sender_frozen":
      return told("The notice at the top of the page says why.");
    case "sender_not_verified":
      return told("Complete the verification; until then you can look, and receive.");
    case "quote_expired":
    case "quote_used":
    case "quote_differs":
      return told("The fee is asked for again. Read it, and send once more.");
    case "approval_overdue":
      return told("Ask for it again.");
    case "second_person_too_new":
      return {
        what:
          problem.text("who") === "asked_by"
            ? "Whoever asked came, or got their role, a short while ago."
            : "You became an owner a short while ago.",
        todo: `It can be approved from ${moment("until")} on, or by another owner.`,
      };
    case "owner_left_lately":
      return told(`From ${moment("until")} on you decide this alone, if you still are.`);
    case "already_asked":
      return told("Wait for the answer, or withdraw what was asked.");
    case "not_the_maker":
      return told("Refuse it instead.");
    case "verification_locked":
      return told("Wait for the decision. This page now shows how it stands.");
    case "verification_incomplete":
      return told("See what is missing, add it, and submit again.");
    case "too_many_documents":
      return told("Remove one first, or join pages into one PDF.");
    case "file_type_not_allowed":
      return told("Send a PDF, a JPEG or a PNG.");
    case "file_too_large":
      return told("Scan it at a lower resolution, or send its pages as separate files.");
    case "file_malformed":
      return told("Export or scan it again, and send the result as it is.");
    case "file_locked":
      return told("Save it without a password and send that.");
    case "file_empty":
    case "file_not_arriving":
      return told("Send the file again.");
    case "file_link_invalid":
      return told("Download it once more: each link is good for a few minutes.");
    case "storage_unavailable":
      return told("Nothing is lost. Try again in a moment.");
    case "payout_below_minimum":
      return { what: "A payout is at least ₹1.00.", todo: "Send one rupee or more." };
    case "bank_account_unusable":
      return told("Choose another bank account; this one may have been archived meanwhile.");
    case "mode_not_possible":
      return told("UPI pays to a UPI address, every other mode to an account number.");
    case "schedule_not_possible":
      return told("Choose a time between now and ninety days ahead.");
    case "merchant_not_verified":
      return told("Complete the verification; until then you can look, and receive.");
    case "retry_not_possible":
      return told("Look at the payout again: it may have arrived meanwhile.");
    case "idempotency_key_reused":
      return {
        what: "This form was sent before, with other details.",
        todo: "Look at your payouts to see what was sent. To send another one, begin a new form.",
      };
    case "request_in_progress":
      return {
        what: "Your first click is still being worked on.",
        todo: "Wait a second and look again.",
      };
    case "illegal_move":
      return told("It has moved on since this page was loaded. This page now shows how it stands.");
    case "approver_is_maker":
      return {
        what: "You asked for this, so somebody else has to approve it.",
        todo: "Ask another owner of this merchant.",
      };
    case "approved_thing_changed":
      return told("Read it again before you approve it.");
    case "bank_not_answering":
      return told("Nothing was changed. Try again in a moment.");
    case "bank_account_archived":
    case "api_key_revoked":
      return told("Nothing more is to be done.");
    case "ifsc_unknown":
      return told("Read it again on a cheque or a statement of the account.");
    case "conflict":
      return told("Reload the page and look how it stands now.");
    case "cursor_invalid":
      return told("Go back to the beginning of the list.");
    case "batch_unreadable":
      return { what: problem.detail, todo: "Mend the file, or begin with our template." };
    case "batch_too_large":
    case "body_too_large":
      return told("Split the file into several.");
    case "batch_has_nothing_to_pay":
      return told("Mend the rows that are marked and send the file again.");
    case "deposit_below_minimum":
    case "deposit_above_maximum":
      return told("Ask for another amount.");
    case "deposit_above_limit":
      return told("Ask for less, or for a higher tier.");
    case "deposit_currency_not_possible":
    case "quote_not_usable":
      return {
        what: "The promised rate is not there any more.",
        todo: "A new one is shown above. Look at it and send the form again.",
      };
    case "rate_unavailable":
      return told("Try again in a minute; nothing was asked of anybody.");
    case "quote_not_possible":
      return told("Ask for a smaller amount.");
    case "purpose_code_needed":
      return told("Choose what it is paid for.");
    case "merchant_not_verified_for_deposits":
      return told("Complete the verification; then money can be added here.");
    case "deposit_already_paid":
      return told("An operator looks at what was paid, and decides. You see it here.");
    case "nothing_to_declare":
      return told("It was said before, or nothing of it is pending any more.");
    case "nothing_to_refund":
      return told("Nothing more is to be done.");
    case "refund_above_deposit":
      return {
        what: `Of this deposit ${amount("refundable_paise")} is left.`,
        todo: "Refund that much, or less.",
      };
    case "refund_too_small":
      return told("Refund more, or all that is left.");
    case "deposit_disputed":
      return told("Wait for the end of the chargeback, or accept it.");
    case "refunds_frozen":
      return told("Refund what is pending of it, or wait for the end of the freeze.");
    case "evidence_too_late":
    case "chargeback_accepted":
      return told("Their bank decides; you see it here.");
    case "simulator_refused":
      return told("Choose another behaviour.");
    case "unauthenticated":
    case "invalid_token":
    case "token_expired":
    case "token_revoked":
      return { what: "Your session has ended.", todo: "Sign in again." };
    case "invalid_credentials":
      return {
        what: "E-mail and password do not belong together.",
        todo: "Check both and try again.",
      };
    case "password_not_the_one_chosen":
      return told(
        "If you cannot name the password, or did not sign up yourself: choose a new one by letter. That confirms the address as well.",
      );
    case "too_many_requests":
    case "throttled":
      return {
        what: "That was too often in a short time.",
        todo: `Wait ${count(problem.retryAfterSeconds ?? 10, "second")} and try again.`,
      };
    case "role_too_low":
      return { what: "Your role does not allow this.", todo: "Ask an owner of this merchant." };
    case "person_required":
    case "operator_required":
      return told("Ask somebody who may.");
    case "merchant_not_found":
      return {
        what: "There is no such merchant, or you do not belong to it.",
        todo: "Choose another merchant.",
      };
    case "api_key_already_rotated":
      return told("Its new key was shown once. If nobody kept it, rotate that one.");
    case "last_owner":
      return told("Make somebody else an owner first, or invite one.");
    case "already_invited":
      return told("Send that invitation again instead: it stands in the list.");
    case "merchant_name_taken":
      return told("Choose another name; you tell your merchants apart by it.");
    case "second_factor_already_on":
    case "second_factor_not_begun":
    case "second_factor_off":
      return told("Reload the page: it was changed meanwhile, perhaps on another device.");
    case "payout_not_found":
    case "bank_account_not_found":
    case "batch_not_found":
    case "case_not_found":
    case "deposit_not_found":
    case "refund_not_found":
    case "chargeback_not_found":
    case "api_key_not_found":
    case "invoice_not_found":
    case "transfer_not_found":
    case "approval_not_found":
    case "document_not_found":
      return told("Check the address, and whether the right merchant is chosen.");
    case "key_limits_invalid":
      return { what: problem.detail, todo: "Change the limits of the key." };
    case "statement_period_invalid":
      return {
        what: problem.detail,
        todo: "Choose days up to today, a year at most, the first before the last.",
      };
    case "export_too_large":
      return told("Narrow the period or the filters, and export in parts.");
    case "clock_moves_forward":
      return told("Choose how far ahead to move.");
    case "unavailable":
    case "busy":
    case "database_unavailable":
      return {
        what: "The platform is busy or restarting.",
        todo: "Try again in a moment; it is safe.",
      };
    case "internal_error":
      return {
        what: "Something is broken on our side.",
        todo: `We were told. If you ask us about it, name ${problem.requestId}.`,
      };
    case "malformed":
      return {
        what: problem.places[0]?.detail ?? problem.detail,
        todo: "Change it and try again.",
      };
    default:
      return told(inOwnWords(problem));
  }
}

/** Of what nobody has words for here: the API's, or at least whether trying again may help. */
function inOwnWords(problem: Problem): string {
  if (problem.detail !== problem.title) return problem.detail;
  return problem.retryable ? "Try again in a moment; it is safe." : "";
}
