import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff } from "lucide-react";
import { watchLevelQuery, type WatchLevel } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Button } from "@/ui/button";
import { explain } from "@/ui/explain";
import { Menu, MenuChoice, MenuHeading } from "@/ui/menu";
import { tell } from "@/ui/toast";
import { setWatchLevel } from "./calls";

const LEVELS: Record<WatchLevel, { short: string; long: string }> = {
  all: { short: "everything", long: "Everything" },
  my_turn: { short: "my turn", long: "Only when I have something to do" },
  money: { short: "money", long: "Only when money moves" },
  muted: { short: "muted", long: "Nothing" },
};

/** How much of this deal somebody wants to be told: theirs alone, whatever others of the team want. */
export function WatchLevelMenu({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const query = watchLevelQuery(merchant.id, dealId);
  const { data } = useQuery(query);
  const { mutate } = useMutation({
    // One after the other, so that the last choice is the one that stays.
    scope: { id: `watch-level/${dealId}` },
    mutationFn: (level: WatchLevel) => setWatchLevel(merchant.id, dealId, level),
    onSuccess: (told) => {
      queryClient.setQueryData(query.queryKey, told);
    },
    onError: (error) => {
      tell("bad", explain(error).what);
    },
  });
  const level = data?.level;
  return (
    <Menu
      label="What you are told of this deal"
      trigger={
        <Button icon={level === "muted" ? BellOff : Bell} disabled={level === undefined}>
          {level === undefined ? "Notices" : `Notices: ${LEVELS[level].short}`}
        </Button>
      }
    >
      <MenuHeading>What you are told of this deal</MenuHeading>
      {level !== undefined && (
        <MenuChoice
          value={level}
          onChange={mutate}
          options={WATCH_LEVELS.map((each) => ({ value: each, label: LEVELS[each].long }))}
        />
      )}
      <p className="max-w-72 px-2.5 pt-1.5 pb-1 text-xs text-muted">
        Of disputes, and of money that goes back, you are told in any case.
      </p>
    </Menu>
  );
}

const WATCH_LEVELS = Object.keys(LEVELS) as WatchLevel[];
