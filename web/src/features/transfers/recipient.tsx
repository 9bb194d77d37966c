import { useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { Checkbox, FieldError } from "@/ui/field";
import { explain } from "@/ui/explain";
import { Button } from "@/ui/button";
import { recipientQuery } from "./calls";
import { isWhole } from "./transfer-form";

/** Whose account it is, as soon as the number is whole. */
export function useRecipient(to: string) {
  const merchant = useMerchant();
  return useQuery({ ...recipientQuery(merchant.id, to), enabled: isWhole(to) });
}

interface RecipientProps {
  to: string;
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
  error: string | undefined;
}

/** The name to read before money goes there, and the tick that says it was read. */
export function Recipient({ to, isConfirmed, onConfirm, error }: RecipientProps) {
  const { data, error: refused, isFetching, refetch } = useRecipient(to);
  if (!isWhole(to)) return null;
  if (data) {
    return (
      <div className="grid gap-2 rounded border border-line bg-sunken px-4 py-3">
        <p className="flex items-center gap-2">
          <UserRoundCheck aria-hidden className="size-4.5 shrink-0 text-sea" />
          <span>
            This account belongs to <strong className="font-semibold">{data.name}</strong>.
          </span>
        </p>
        <Checkbox
          label={`Yes, I mean ${data.name}`}
          checked={isConfirmed}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            onConfirm(event.target.checked);
          }}
        />
        {error && <FieldError>{error}</FieldError>}
      </div>
    );
  }
  if (refused && !isFetching) {
    const { what, todo } = explain(refused);
    const isAboutNumber = refused instanceof Problem && refused.status === 404;
    return (
      <div className="grid justify-items-start gap-2" role="alert">
        <FieldError>
          {what} {todo}
        </FieldError>
        {!isAboutNumber && (
          <Button size="small" onClick={() => void refetch()}>
            Look again
          </Button>
        )}
      </div>
    );
  }
  return (
    <p role="status" className="text-sm text-muted">
      Looking whose account this is …
    </p>
  );
}
