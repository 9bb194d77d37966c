import { SquareTerminal } from "lucide-react";
import { CopyButton } from "./copy";

export interface CurlRequest {
  method: "GET" | "POST" | "PATCH";
  path: string;
  merchantId?: string;
  /** A money request, which needs a key of its own. */
  idempotent?: boolean;
  body?: unknown;
  /** A file that is sent as it is. */
  csvFile?: string;
}

/** The same request from a terminal. `$ADULIS_API_KEY` is left for the shell to fill in. */
export function curlOf(request: CurlRequest, origin: string): string {
  const parts = [
    `curl ${request.method === "GET" ? "" : `-X ${request.method} `}${quoted(origin + request.path)}`,
    `-H "Authorization: Bearer $ADULIS_API_KEY"`,
  ];
  if (request.merchantId) parts.push(`-H ${quoted(`X-Merchant-Id: ${request.merchantId}`)}`);
  if (request.idempotent) parts.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (request.csvFile) {
    parts.push(`-H 'Content-Type: text/csv'`, `--data-binary ${quoted(`@${request.csvFile}`)}`);
  } else if (request.body !== undefined) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(request.body))}`);
  }
  return parts.join(" \\\n  ");
}

/** For a POSIX shell: a single quote inside ends the string, stands escaped, and begins another. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

interface CurlProps {
  request: CurlRequest;
  /** What the command does, where it is not what the form above it does. */
  says?: string;
}

/** Below every form: what it sends, for whoever would rather write a program. */
export function Curl({ request, says = "The same with curl" }: CurlProps) {
  const command = curlOf(request, location.origin);
  return (
    <details className="group min-w-0 rounded border border-line text-sm">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded px-4 text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <SquareTerminal aria-hidden className="size-4" />
        <span className="group-open:hidden">{says}</span>
        <span className="hidden group-open:inline">With an API key in ADULIS_API_KEY:</span>
      </summary>
      <div className="relative">
        <pre
          tabIndex={0}
          aria-label="The request as a curl command"
          className="overflow-x-auto bg-sunken px-4 py-3 pr-14 font-mono text-xs leading-5"
        >
          {command}
        </pre>
        <CopyButton text={command} what="command" className="absolute top-1.5 right-1.5" />
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          Every request, with all it takes and answers:{" "}
          <a
            href="/api/v1/docs/"
            target="_blank"
            rel="noreferrer"
            className="underline underline-offset-2 hover:text-sea"
          >
            API explorer
          </a>
        </p>
      </div>
    </details>
  );
}
