import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What follows from saying yes. */
  description?: ReactNode;
  children?: ReactNode;
  /** The way out first, the act last. */
  actions?: ReactNode;
  /** Cannot be waved away: something has to be answered. */
  insistent?: boolean;
}

/** Only to confirm money, and to sign in again without losing what was being done. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  insistent = false,
}: DialogProps) {
  const stay = (event: Event) => {
    if (insistent) event.preventDefault();
  };
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Radix.Content
          onEscapeKeyDown={stay}
          onInteractOutside={stay}
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-x-4 top-1/2 z-50 mx-auto grid max-h-[calc(100dvh-2rem)] max-w-md -translate-y-1/2 animate-rise gap-4 overflow-y-auto rounded border border-line bg-surface p-5 shadow-lift max-sm:top-auto max-sm:bottom-4 max-sm:translate-y-0"
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-title text-xl">{title}</Radix.Title>
            {!insistent && (
              <Radix.Close asChild>
                <IconButton icon={X} label="Close" className="-mt-1 -mr-2" />
              </Radix.Close>
            )}
          </div>
          {description && (
            <Radix.Description asChild>
              <div className="text-muted">{description}</div>
            </Radix.Description>
          )}
          {children}
          {actions && <div className="flex flex-wrap justify-end gap-2 pt-1">{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
