import clsx from "clsx";
import { Upload } from "lucide-react";
import { useId, useRef, useState, type DragEvent, type ReactNode } from "react";
import type { OnProgress } from "@/api/upload";
import { Button } from "./button";
import { explain } from "./explain";
import { FieldError } from "./field";

const TYPES = ["application/pdf", "image/jpeg", "image/png"];
const MOST_BYTES = 10 * 1024 * 1024;

interface UploadPlaceProps {
  /** What the file is for, for those who hear it. */
  what: string;
  send: (file: File, onProgress: OnProgress) => Promise<unknown>;
  /** What the button is called, and by whoever hears it where there are several. */
  button?: { label: string; heard?: string };
  hint?: ReactNode;
}

/** A button, and a place to drop files on, that tells how far each is. */
export function UploadPlace({
  what,
  send,
  button = { label: "Choose a file" },
  hint = <span className="text-sm text-muted">PDF, JPEG or PNG, at most 10 MB</span>,
}: UploadPlaceProps) {
  const [isOver, setIsOver] = useState(false);
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [wrong, setWrong] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const take = async (files: readonly File[]) => {
    if (sending) return;
    setWrong(undefined);
    for (const file of files) {
      const why = wrongWith(file);
      if (why) {
        setWrong(`${file.name}: ${why}`);
        continue;
      }
      setSending({ name: file.name, part: 0 });
      try {
        await send(file, (part) => {
          setSending({ name: file.name, part });
        });
      } catch (error) {
        const { what: told, todo } = explain(error);
        setWrong(`${file.name}: ${told} ${todo}`);
      }
    }
    setSending(null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <div className="grid gap-2">
      {wrong && (
        <div role="alert">
          <FieldError id={errorId}>{wrong}</FieldError>
        </div>
      )}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => {
          setIsOver(false);
        }}
        onDrop={drop}
        className={clsx(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded border border-dashed px-3 py-2.5",
          isOver ? "border-sea bg-sea-soft" : "border-line-strong",
        )}
      >
        {sending ? (
          <Progress name={sending.name} part={sending.part} />
        ) : (
          <>
            <Button
              size="small"
              icon={Upload}
              aria-label={button.heard}
              onClick={() => input.current?.click()}
            >
              {button.label}
            </Button>
            {hint}
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={TYPES.join(",")}
          aria-label={what}
          aria-describedby={wrong ? errorId : undefined}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}

function Progress({ name, part }: { name: string; part: number }) {
  const percent = Math.round(part * 100);
  return (
    <div className="grid w-full gap-1.5">
      <p className="flex justify-between gap-3 text-sm">
        <span className="min-w-0 truncate">{name}</span>
        <span className="shrink-0 text-muted tabular-nums">
          {percent < 100 ? `${percent} %` : "Being looked at …"}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={`Uploading ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded bg-sunken"
      >
        <div className="h-full bg-sea" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

/** What is known before anything is sent; the content is looked at by the platform. */
function wrongWith(file: File): string | undefined {
  if (!TYPES.includes(file.type)) return "only PDF, JPEG and PNG are taken here.";
  if (file.size > MOST_BYTES) return "it is larger than 10 MB. Scan it at a lower resolution.";
  if (file.size === 0) return "the file is empty.";
  return undefined;
}
