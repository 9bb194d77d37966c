import type { Verification } from "@/api/verification";
import { dayName } from "@/lib/time";
import { Fact, Facts } from "@/ui/facts";
import { CONSTITUTIONS, STATES } from "./words";

/** What was said, numbers masked. */
export function DetailFacts({ verification }: { verification: Verification }) {
  const { details } = verification;
  const { address } = details;
  return (
    <Facts>
      <Fact name="Legal name">{details.legal_name || "–"}</Fact>
      {details.date_of_birth && (
        <Fact name="Date of birth">
          {dayName(details.date_of_birth)} {details.date_of_birth.slice(0, 4)}
        </Fact>
      )}
      {details.constitution && <Fact name="Legal form">{CONSTITUTIONS[details.constitution]}</Fact>}
      {details.director_names.length > 0 && (
        <Fact name="People named">{details.director_names.join(", ")}</Fact>
      )}
      <Fact name="PAN">
        <Masked number={details.pan} />
      </Fact>
      {details.gstin && (
        <Fact name="GSTIN">
          <Masked number={details.gstin} />
        </Fact>
      )}
      {address && (
        <Fact name="Address">
          {[
            address.line1,
            address.line2,
            `${address.city} ${address.postal_code}`,
            STATES[address.state as keyof typeof STATES],
          ]
            .filter(Boolean)
            .join(", ")}
        </Fact>
      )}
    </Facts>
  );
}

function Masked({ number }: { number: string }) {
  if (!number) return <>–</>;
  return (
    <span className="font-mono" aria-label={`ends with ${number.slice(-4)}`}>
      {number}
    </span>
  );
}
