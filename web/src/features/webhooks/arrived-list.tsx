import {
  CopyCheck,
  Inbox,
  ShieldCheck,
  ShieldQuestion,
  ShieldX,
  type LucideIcon,
} from "lucide-react";
import { count } from "@/lib/words";
import { Badge, type Tone } from "@/ui/badge";
import { Empty } from "@/ui/empty";
import { Fact, Facts } from "@/ui/facts";
import { Json } from "@/ui/json";
import { ClockTime } from "@/ui/time";
import type { Answer, Arrived, Shown } from "./receiver-calls";

const SIGNATURES: Record<Arrived["signature"], { tone: Tone; icon: LucideIcon; word: string }> = {
  holds: { tone: "good", icon: ShieldCheck, word: "Signature holds" },
  broken: { tone: "bad", icon: ShieldX, word: "Signature does not hold" },
  unchecked: { tone: "plain", icon: ShieldQuestion, word: "Signature not checked" },
};

export const ANSWERS: Record<Answer, { choice: string; said: string }> = {
  takes: { choice: "200", said: "answered 200" },
  fails: { choice: "500", said: "answered 500" },
  gone: { choice: "410", said: "answered 410" },
  slow: { choice: "Slow", said: "kept it waiting" },
};

/** Each delivery as it came, the newest first. */
export function ArrivedList({ shown }: { shown: Shown }) {
  return (
    <>
      <p role="status" className="sr-only">
        {count(shown.arrived_count, "delivery", "deliveries")} arrived
      </p>
      {shown.received.length === 0 && (
        <Empty icon={Inbox} title="Nothing has arrived yet">
          What happens from here on appears here by itself; or send a test event.
        </Empty>
      )}
      <ol aria-label="Arrived, newest first" className="divide-y divide-line">
        {shown.received.map((each) => (
          <Item key={each.number} arrived={each} />
        ))}
      </ol>
    </>
  );
}

function Item({ arrived }: { arrived: Arrived }) {
  const { tone, icon, word } = SIGNATURES[arrived.signature];
  const body = bodyOf(arrived);
  return (
    <li>
      <details>
        <summary className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5 hover:bg-sunken max-sm:px-4">
          <span className="text-sm text-muted tabular-nums">{arrived.number}</span>
          <code className="font-mono text-sm font-medium break-all">{typeOf(body)}</code>
          <Badge tone={tone} icon={icon}>
            {word}
          </Badge>
          {arrived.is_repeat && (
            <Badge tone="wait" icon={CopyCheck}>
              Came before
            </Badge>
          )}
          <span className="text-sm text-muted sm:ml-auto">
            {ANSWERS[arrived.answered].said}, <ClockTime at={arrived.at} />
          </span>
        </summary>
        <div className="grid gap-4 px-5 pt-1 pb-5 max-sm:px-4">
          <Facts>
            {Object.entries(arrived.headers).map(([name, value]) => (
              <Fact key={name} name={name}>
                <code className="font-mono text-sm break-all">{value}</code>
              </Fact>
            ))}
          </Facts>
          <Json value={body} label={`Body of delivery ${arrived.number.toString()}`} />
        </div>
      </details>
    </li>
  );
}

function bodyOf({ body }: Arrived): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function typeOf(body: unknown): string {
  const isThing = typeof body === "object" && body !== null;
  return isThing && "type" in body && typeof body.type === "string" ? body.type : "not an event";
}
