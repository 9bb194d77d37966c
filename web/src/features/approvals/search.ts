import { compact, oneOf, whole, type Given } from "@/lib/search";

const BOXES = ["asked", "decided"] as const;

/** Which box of the inbox, and where in it; without one, what waits for whoever looks. */
export interface ApprovalsSearch {
  box?: (typeof BOXES)[number] | undefined;
  offset?: number | undefined;
}

export function readApprovalsSearch(given: Given): ApprovalsSearch {
  return compact({
    box: oneOf(given, "box", BOXES),
    offset: whole(given, "offset", 0, 10_000),
  });
}
