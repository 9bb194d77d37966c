import { useMutation, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Bookmark, BookmarkCheck } from "lucide-react";
import type { DealSummary } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Button, IconButton } from "@/ui/button";
import { explain } from "@/ui/explain";
import { tell } from "@/ui/toast";
import { doDeal } from "./calls";

type Watched = Pick<DealSummary, "id" | "title" | "is_watched">;

function useWatching(deal: Watched) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => doDeal(merchant.id, deal.id, deal.is_watched ? "unwatch" : "watch"),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") }),
    onError: (error) => {
      tell("bad", explain(error).what);
    },
  });
  return {
    toggle: () => {
      if (!isPending) mutate();
    },
  };
}

/** A bookmark in a list, above the link that the whole row is. */
export function WatchButton({ deal }: { deal: Watched }) {
  const { toggle } = useWatching(deal);
  return (
    <IconButton
      icon={deal.is_watched ? BookmarkCheck : Bookmark}
      label={deal.is_watched ? `Stop watching ${deal.title}` : `Watch ${deal.title}`}
      aria-pressed={deal.is_watched}
      onClick={toggle}
      className={clsx("relative z-10 -my-1.5", deal.is_watched && "text-sea")}
    />
  );
}

export function WatchThis({ deal }: { deal: Watched }) {
  const { toggle } = useWatching(deal);
  return (
    <Button icon={deal.is_watched ? BookmarkCheck : Bookmark} onClick={toggle}>
      {deal.is_watched ? "Watched" : "Watch"}
    </Button>
  );
}
