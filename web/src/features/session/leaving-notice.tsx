import { useSyncExternalStore } from "react";
import { leaving } from "@/api/leaving";
import { Notice } from "@/ui/notice";

/** What whoever has signed out must know: whether the platform has heard of it. */
export function LeavingNotice() {
  const goodbye = useSyncExternalStore(leaving.subscribe, leaving.goodbye);
  if (goodbye === "settled") return null;
  return goodbye === "unheard" ? (
    <Notice announced tone="wait" title="Signed out on this page only, so far" className="mb-6">
      The platform does not answer and does not know yet that you left. It is told as soon as the
      connection is back. Leave this page open until this note changes, above all on a computer that
      others use.
    </Notice>
  ) : (
    <Notice announced tone="good" title="Signed out" className="mb-6">
      The platform knows it now as well.
    </Notice>
  );
}
