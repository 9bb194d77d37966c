import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { NamedFile } from "@/api/files";
import { saveAs } from "@/lib/download";
import { Button, type ButtonLook, type ButtonSize } from "./button";
import { explain } from "./explain";
import { tell } from "./toast";

interface DownloadButtonProps {
  ask: () => Promise<NamedFile>;
  look?: ButtonLook;
  size?: ButtonSize;
  /** Where a refusal is told; else it is told in passing. */
  onError?: (error: unknown) => void;
  onDone?: () => void;
  children: ReactNode;
}

/** A file that only whoever is signed in may have: the browser alone could not fetch it. */
export function DownloadButton({
  ask,
  look = "quiet",
  size = "normal",
  onError,
  onDone,
  children,
}: DownloadButtonProps) {
  const downloading = useMutation({
    mutationFn: ask,
    onSuccess: ({ content, name }) => {
      saveAs(content, name);
      onDone?.();
    },
    onError: (error) => {
      if (onError) {
        onError(error);
        return;
      }
      const { what, todo } = explain(error);
      tell("bad", `${what} ${todo}`);
    },
  });
  return (
    <Button
      look={look}
      size={size}
      icon={Download}
      busy={downloading.isPending && "Making the file …"}
      onClick={() => {
        downloading.mutate();
      }}
    >
      {children}
    </Button>
  );
}
