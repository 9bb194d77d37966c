import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { History, MessageSquare, SendHorizontal } from "lucide-react";
import { useLayoutEffect, useRef, useState, type SubmitEvent } from "react";
import { messagesQuery, threadsQuery, type Deal, type DealMessage } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, Select, TextArea } from "@/ui/field";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { writeMessage } from "./calls";
import { Outcome } from "./deal-form-page";
import { useDealAct } from "./use-deal-act";

/**
 * What the two say to each other. Whoever posted a deal may have several who write; everybody else
 * writes to them.
 */
export function MessagesCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const isPoster = deal.access === "poster";
  const { data: threads } = useQuery({
    ...threadsQuery(merchant.id, deal.id),
    enabled: isPoster,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const mayWrite = deal.allowed_moves.includes("write");
  const found = threads?.results ?? [];
  // Once there is another side, the conversation is with them, though others wrote before.
  const withOther = deal.counterparty_name !== null;
  const current = chosen ?? (withOther ? null : (found[0]?.id ?? null));
  const hasSomebody = !isPoster || withOther || found.length > 0;
  if (!mayWrite && isPoster && found.length === 0) return null;
  return (
    <Card
      title="Messages"
      aside={
        isPoster &&
        found.length > 1 && (
          <Select
            aria-label="Conversation with"
            className="max-w-60"
            value={current ?? ""}
            onChange={(event) => {
              setChosen(event.target.value || null);
            }}
          >
            {withOther && <option value="">{deal.counterparty_name}</option>}
            {found
              .filter(({ with_name: name }) => !withOther || name !== deal.counterparty_name)
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {each.with_name} ({each.messages_count})
                </option>
              ))}
          </Select>
        )
      }
    >
      {hasSomebody ? (
        <Conversation
          key={current ?? ""}
          deal={deal}
          threadId={isPoster ? current : null}
          mayWrite={mayWrite}
        />
      ) : (
        <p className="flex items-start gap-2 text-muted">
          <MessageSquare aria-hidden className="mt-0.5 size-4 shrink-0" />
          Nobody has written yet. Whoever sees the deal may ask you something, and you answer here.
        </p>
      )}
    </Card>
  );
}

interface ConversationProps {
  deal: Deal;
  threadId: string | null;
  mayWrite: boolean;
}

function Conversation({ deal, threadId, mayWrite }: ConversationProps) {
  const merchant = useMerchant();
  const asked = useInfiniteQuery(messagesQuery(merchant.id, deal.id, threadId));
  const { data, error, refetch } = asked;
  const shown = (data?.pages ?? []).flatMap(({ results }) => results).toReversed();
  const list = useSteadyScroll(shown.at(0)?.id, shown.at(-1)?.id);
  return (
    <div className="grid gap-4">
      {data ? (
        shown.length > 0 ? (
          <ol
            ref={list}
            aria-label="Messages, oldest first"
            tabIndex={0}
            className="grid max-h-96 gap-3 overflow-y-auto"
          >
            {asked.hasNextPage && (
              <li className="grid justify-items-center gap-2">
                <Button
                  size="small"
                  look="plain"
                  icon={History}
                  busy={asked.isFetchingNextPage && "Looking for them …"}
                  onClick={() => {
                    // The button goes where nothing is earlier: whoever pressed it stays in the list.
                    list.current?.focus({ preventScroll: true });
                    void asked.fetchNextPage();
                  }}
                >
                  Show earlier
                </Button>
                {asked.isFetchNextPageError && <ProblemNotice error={error} />}
              </li>
            )}
            {shown.map((each) => (
              <Said key={each.id} message={each} />
            ))}
          </ol>
        ) : (
          <p className="text-muted">Nothing was said yet. Only the two of you read it.</p>
        )
      ) : error ? (
        <Unloaded error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-20" />
      )}
      {/* A new form for every message of one's own: each has its own key. What others say meanwhile
          takes nothing from what is being typed. */}
      {mayWrite && data && (
        <Write key={shown.findLast((each) => each.is_mine)?.id} deal={deal} threadId={threadId} />
      )}
    </div>
  );
}

/** New messages are in sight when they come; earlier ones move nothing that is being read. */
function useSteadyScroll(first: string | undefined, last: string | undefined) {
  const list = useRef<HTMLOListElement>(null);
  const known = useRef<{ last: string | undefined; height: number }>({
    last: undefined,
    height: 0,
  });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (last !== known.current.last) element.scrollTop = element.scrollHeight;
    else element.scrollTop += element.scrollHeight - known.current.height;
    known.current = { last, height: element.scrollHeight };
  }, [first, last]);
  return list;
}

function Said({ message }: { message: DealMessage }) {
  return (
    <li
      className={clsx("grid gap-1", message.is_mine ? "justify-items-end" : "justify-items-start")}
    >
      <p
        className={clsx(
          "max-w-[85%] rounded px-3 py-2 break-words whitespace-pre-wrap",
          message.is_mine ? "bg-sea-soft" : "bg-sunken",
        )}
      >
        {message.text}
      </p>
      <p className="text-xs text-muted">
        {message.is_mine ? "You" : message.by_name} · <Time at={message.at} />
      </p>
    </li>
  );
}

interface MessageBody {
  text: string;
  thread_id?: string;
}

function Write({ deal, threadId }: { deal: Deal; threadId: string | null }) {
  const [text, setText] = useState("");
  const intent = useDealAct<MessageBody, DealMessage>({
    send: (merchantId, body, key) => writeMessage(merchantId, deal.id, body, key),
    onDone: () => {
      setText("");
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (intent.phase === "unknown") intent.retry();
    else if (text.trim() !== "")
      intent.submit({ text: text.trim(), ...(threadId !== null && { thread_id: threadId }) });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label="Write a message">
        {(control) => (
          <TextArea
            {...control}
            aria-required={undefined}
            value={text}
            maxLength={4000}
            rows={2}
            disabled={intent.phase !== "editing"}
            className="min-h-16"
            onChange={(event) => {
              setText(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
      <Outcome problem={intent.problem} isUnknown={intent.phase === "unknown"} />
      <Button
        type="submit"
        icon={SendHorizontal}
        busy={intent.phase === "sending" && "Sending …"}
        className="justify-self-start"
      >
        {intent.phase === "unknown" ? "Ask again" : "Send message"}
      </Button>
    </form>
  );
}
