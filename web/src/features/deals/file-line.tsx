import { Download, FileText, Image } from "lucide-react";
import { useState, type ReactNode } from "react";
import { IconButton } from "@/ui/button";
import { ProblemNotice } from "@/ui/problem-notice";
import { sizeInWords } from "./words";

interface FileLineProps {
  file: { name: string; media_type: string; size_bytes: number; sha256: string };
  /** Beside the size. */
  says?: ReactNode;
  download: () => Promise<void>;
  children?: ReactNode;
}

/** A file that can be had, with the fingerprint of its content. */
export function FileLine({ file, says, download, children }: FileLineProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const name = file.name || "Without a name";
  const act = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      await download();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <li className="grid gap-2">
      <div className="flex items-center gap-3 rounded border border-line bg-raised py-1.5 pr-1.5 pl-3">
        {file.media_type === "application/pdf" ? (
          <FileText aria-hidden className="size-4.5 shrink-0 text-muted" />
        ) : (
          <Image aria-hidden className="size-4.5 shrink-0 text-muted" />
        )}
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs text-muted" title={`SHA-256 ${file.sha256}`}>
            {sizeInWords(file.size_bytes)}
            {says}
          </span>
        </span>
        <IconButton
          icon={Download}
          label={`Download ${name}`}
          disabled={isBusy}
          onClick={() => void act()}
        />
        {children}
      </div>
      {problem !== null && <ProblemNotice error={problem} />}
    </li>
  );
}
