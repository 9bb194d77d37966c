import { ChevronLeft, ChevronRight } from "lucide-react";
import { grouped } from "@/lib/words";
import { Button } from "./button";

/** Where in a list a page begins: after `offset` rows, or at a cursor of the API's. */
export interface Place {
  offset?: number | undefined;
  cursor?: string | undefined;
}

interface PagerProps {
  page: {
    count: number;
    count_capped: boolean;
    next: string | null;
    previous: string | null;
    results: unknown[];
  };
  place: Place;
  onTurn: (place: Place) => void;
}

export function Pager({ page, place, onTurn }: PagerProps) {
  if (!page.next && !page.previous && !place.cursor) return null;
  const first = (place.offset ?? 0) + 1;
  const last = first + page.results.length - 1;
  const total = `${page.count_capped ? "more than " : ""}${grouped(page.count)}`;
  const turn = (address: string | null) => () => {
    if (address) onTurn(placeOf(address));
  };
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 max-sm:px-4"
    >
      <p className="text-sm text-muted">
        {place.cursor ? `Deep in ${total}` : `${grouped(first)}–${grouped(last)} of ${total}`}
      </p>
      <div className="flex gap-2">
        <Button
          size="small"
          icon={ChevronLeft}
          disabled={!page.previous && !place.cursor}
          onClick={
            place.cursor
              ? () => {
                  onTurn({});
                }
              : turn(page.previous)
          }
        >
          {place.cursor ? "To the beginning" : "Newer"}
        </Button>
        <Button size="small" disabled={!page.next} onClick={turn(page.next)}>
          Older <ChevronRight aria-hidden className="size-4" />
        </Button>
      </div>
    </nav>
  );
}

/** The API says where the next page is; only the place in the list is taken from it. */
export function placeOf(address: string): Place {
  const query = new URL(address, "http://any").searchParams;
  const cursor = query.get("cursor");
  if (cursor) return { cursor };
  const offset = Number(query.get("offset") ?? 0);
  return offset > 0 ? { offset } : {};
}
