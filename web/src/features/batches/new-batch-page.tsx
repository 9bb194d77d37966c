import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Download, FileSpreadsheet, Upload } from "lucide-react";
import clsx from "clsx";
import { useId, useState, type DragEvent } from "react";
import { api, type Batch } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { saveAs } from "@/lib/download";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { MOST_BYTES, readBatchFile, type FileRead } from "./batch-file";
import { TEMPLATE } from "./csv";
import { PreviewTable } from "./preview-table";

interface Sent {
  name: string;
  csv: string;
}

interface Chosen {
  file: string;
  csv: string;
  read: Extract<FileRead, { ok: true }>;
}

interface NewBatchPageProps {
  onSent: (batch: Batch) => void;
}

export function NewBatchPage({ onSent }: NewBatchPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Pay by file"
      narrow
      lead="Send the file; every row is checked and shown. Nothing is paid before you approve it."
      back={<Back />}
    >
      {mayPay(merchant) ? <FileForm onSent={onSent} /> : <OnlyLooks />}
    </Page>
  );
}

function FileForm({ onSent }: NewBatchPageProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<string>();
  const [name, setName] = useState("");
  const intent = useIntent<Sent, Batch>({
    send: (sent, key) =>
      unwrap(
        api.POST("/api/v1/payout-batches/", {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            query: sent.name ? { name: sent.name } : {},
          },
          headers: { "Content-Type": "text/csv" },
          body: sent.csv as never,
          bodySerializer: (body: unknown) => body as string,
        }),
      ),
    onDone: (batch) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "batches") });
      onSent(batch);
    },
  });
  const take = async (file: File | undefined) => {
    if (!file) return;
    setChosen(null);
    intent.clear();
    if (file.size > MOST_BYTES) {
      setWrong("The file is larger than 10 MB. Split it.");
      return;
    }
    const csv = await file.text();
    const read = readBatchFile(csv);
    if (!read.ok) {
      setWrong(read.why);
      return;
    }
    setWrong(undefined);
    setChosen({ file: file.name, csv, read });
    if (!name) setName(file.name.replace(/\.[^.]+$/, "").slice(0, 80));
  };
  const path = `/api/v1/payout-batches/${name ? `?name=${encodeURIComponent(name)}` : ""}`;
  return (
    <>
      <Card>
        <div className="grid gap-5">
          <Drop
            chosen={chosen}
            onFile={(file) => void take(file)}
            disabled={intent.phase !== "editing"}
          />
          {wrong && <ProblemText text={wrong} />}
          <Field label="Name" optional hint="To find it again.">
            {(control) => (
              <TextInput
                {...control}
                value={name}
                maxLength={80}
                disabled={intent.phase !== "editing"}
                onChange={(event) => {
                  setName(event.target.value);
                }}
              />
            )}
          </Field>
          {chosen && <Consequence read={chosen.read} />}
          {intent.phase === "unknown" ? (
            <Notice tone="doubt" title="No answer came back" announced>
              Ask again: it is the same file, and becomes one batch.
            </Notice>
          ) : (
            intent.problem !== null && <ProblemNotice error={intent.problem} />
          )}
          <Button
            look="primary"
            size="large"
            icon={Upload}
            disabled={!chosen}
            busy={intent.phase === "sending" && "Checking every row …"}
            onClick={() => {
              if (intent.phase === "unknown") intent.retry();
              else if (chosen) intent.submit({ name: name.trim(), csv: chosen.csv });
            }}
          >
            {intent.phase === "unknown"
              ? "Ask again"
              : chosen
                ? `Check ${count(chosen.read.rows.length, "row")}`
                : "Check the rows"}
          </Button>
        </div>
      </Card>
      {/* The file begins its own table: what was chosen of the last one means nothing here. */}
      {chosen && (
        <PreviewTable key={`${chosen.file} ${chosen.csv.length}`} rows={chosen.read.rows} />
      )}
      <Columns />
      <Curl
        request={{
          method: "POST",
          path,
          merchantId: merchant.id,
          idempotent: true,
          csvFile: chosen?.file ?? "payouts.csv",
        }}
      />
    </>
  );
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/batches"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Batches
    </Link>
  );
}

/** What the file comes to, as far as it can be read here. */
function Consequence({ read }: { read: Chosen["read"] }) {
  const bad = read.rows.length - read.good;
  return (
    <p aria-live="polite" className="rounded bg-sea-soft px-4 py-3">
      {read.good === 0 ? "No row looks right." : `${count(read.good, "row")} for `}
      {read.good > 0 && (
        <>
          <Amount paise={read.total} className="font-semibold" />, without fees
          {bad > 0 ? `; ${count(bad, "row")} to mend.` : "."}
        </>
      )}{" "}
      Nothing leaves <em>available</em> now.
    </p>
  );
}

function ProblemText({ text }: { text: string }) {
  return <Notice tone="bad" title={text} announced />;
}

interface DropProps {
  chosen: Chosen | null;
  onFile: (file: File | undefined) => void;
  disabled: boolean;
}

function Drop({ chosen, onFile, disabled }: DropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) onFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
      className={clsx(
        "grid justify-items-center gap-2 rounded border border-dashed border-line-strong px-6 py-10 text-center",
        "has-focus-visible:outline-2 has-focus-visible:outline-sea",
        over ? "bg-sea-soft" : "bg-sunken",
      )}
    >
      <FileSpreadsheet aria-hidden className="size-8 text-sea" />
      {chosen ? (
        <p>
          <strong>{chosen.file}</strong>
          <span className="block text-sm text-muted">
            {count(chosen.read.rows.length, "row")} below the heading
          </span>
        </p>
      ) : (
        <p className="text-muted max-sm:hidden">Drop a CSV file here, or</p>
      )}
      <label
        htmlFor={id}
        className="cursor-pointer font-medium text-sea underline underline-offset-2"
      >
        {chosen ? "Choose another file" : "Choose a CSV file"}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </div>
  );
}

function Columns() {
  return (
    <Card
      title="What the file looks like"
      aside={
        <Button
          size="small"
          look="plain"
          icon={Download}
          onClick={() => {
            saveAs(new Blob([TEMPLATE], { type: "text/csv" }), "adulis-payouts-template.csv");
          }}
        >
          Template
        </Button>
      }
    >
      <ul className="grid gap-1.5 text-sm text-muted">
        <li>
          The first line names the columns; their order does not matter. Amounts are in{" "}
          <strong className="text-ink">paise</strong>: ₹12,500.00 is{" "}
          <code className="font-mono">1250000</code>.
        </li>
        <li>
          <code className="font-mono text-ink">amount_paise</code> and where to:{" "}
          <code className="font-mono text-ink">bank_account_id</code>, or{" "}
          <code className="font-mono text-ink">holder_name</code> with{" "}
          <code className="font-mono text-ink">account_number</code> and{" "}
          <code className="font-mono text-ink">ifsc</code>, or with{" "}
          <code className="font-mono text-ink">vpa</code>.
        </li>
        <li>
          If you like: <code className="font-mono text-ink">mode</code>,{" "}
          <code className="font-mono text-ink">reference</code>,{" "}
          <code className="font-mono text-ink">narration</code>,{" "}
          <code className="font-mono text-ink">purpose</code>, and your own{" "}
          <code className="font-mono text-ink">row_key</code>, by which the same row twice is found.
        </li>
      </ul>
    </Card>
  );
}
