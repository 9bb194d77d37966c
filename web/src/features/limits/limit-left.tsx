import { useQuery } from "@tanstack/react-query";
import type { Limit } from "@/api/limits";
import { limitsQuery } from "@/api/limits";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";

/** In a form: what may still be sent today and this month. Nothing, where there is no limit. */
export function LimitLeft({ kind }: { kind: Limit["kind"] }) {
  const merchant = useMerchant();
  const { data } = useQuery(limitsQuery(merchant.id));
  const of = (window: Limit["window"]) =>
    data?.limits.find((limit) => limit.kind === kind && limit.window === window);
  const [single, day, month] = [of("single"), of("day"), of("month")];
  const parts = [
    { word: "at once", paise: single?.maximum_paise },
    { word: "today", paise: day?.left_paise },
    { word: "this month", paise: month?.left_paise },
  ].filter((part) => typeof part.paise === "number");
  if (parts.length === 0) return null;
  return (
    <p className="text-sm text-muted">
      Your limit lets you send{" "}
      {parts.map((part, index) => (
        <span key={part.word}>
          {index > 0 && (index === parts.length - 1 ? " and " : ", ")}
          <Amount paise={part.paise ?? 0} className="text-ink" /> {part.word}
        </span>
      ))}
      .
    </p>
  );
}
