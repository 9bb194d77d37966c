/** What became of a delivery, and of each attempt, in words. */
import { CircleCheck, CircleX, Hourglass, type LucideIcon } from "lucide-react";
import type { Tone } from "@/ui/badge";
import type { Attempt, Delivery } from "./delivery-calls";

export const LOOKS: Record<Delivery["state"], { word: string; tone: Tone; icon: LucideIcon }> = {
  pending: { word: "Waiting", tone: "wait", icon: Hourglass },
  delivered: { word: "Delivered", tone: "good", icon: CircleCheck },
  failed: { word: "Given up", tone: "bad", icon: CircleX },
};

const GIVEN_UP: Record<NonNullable<Delivery["given_up"]>, string> = {
  exhausted: "Ten attempts in three days, and it was not taken.",
  endpoint_disabled: "Its endpoint was disabled.",
  endpoint_archived: "Its endpoint was archived.",
  poisoned: "It could not be sent, by a fault of ours.",
};

export function whyGivenUp({ given_up: reason }: Pick<Delivery, "given_up">): string {
  return reason === null ? "" : GIVEN_UP[reason];
}

const FAILURES: Record<NonNullable<Attempt["failure"]>, string> = {
  address_refused: "It leads to an address that is not called",
  name_unknown: "No server has this name",
  unreachable: "Nobody there took the connection",
  tls_failed: "No safe connection: is its certificate valid?",
  broken_off: "It broke the connection off before it had answered",
  timed_out: "It did not answer in time",
  redirected: "It led elsewhere; redirects are not followed",
  refused: "It did not take the event",
  gone: "It said that it is gone for good",
};

export function outcomeOf({ failure, status }: Pick<Attempt, "failure" | "status">): string {
  const said = failure === null ? "It took the event" : FAILURES[failure];
  return status === null ? said : `${said} (${status})`;
}

export function tookTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
