import type { ReactNode } from "react";
import type { Problem } from "@/api/problems";
import { ProblemNotice } from "@/ui/problem-notice";

/** The link of a letter is good no more, or never was; `children` is the way on. */
export function LinkTrouble({ problem, children }: { problem: Problem; children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <ProblemNotice error={problem} />
      {children}
    </div>
  );
}
