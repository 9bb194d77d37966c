import { useQuery } from "@tanstack/react-query";
import { KeyRound, Landmark, ScrollText, SearchX, Server, User } from "lucide-react";
import { auditFile, auditQuery, type AuditRecord } from "@/api/books";
import { mayOwn, useMerchant } from "@/api/merchant";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DownloadButton } from "@/ui/download-button";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { placeOf } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { SubjectLink } from "@/ui/subject-link";
import { Time } from "@/ui/time";
import { AuditFilters } from "./audit-filters";
import { changesOf, deedOf } from "./changes";
import { ChangeList } from "./change-list";
import { filtersOf, isFiltered, toApi, type AuditSearch } from "./search";

interface AuditPageProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

export function AuditPage({ search, onSearch }: AuditPageProps) {
  const merchant = useMerchant();
  if (!mayOwn(merchant)) {
    return (
      <Page title="Audit log" narrow>
        <Notice tone="plain" title="Only owners read the audit log">
          It says who did what from where. Ask an owner of this merchant.
        </Notice>
      </Page>
    );
  }
  return (
    <Page
      title="Audit log"
      lead="Everything that was done in this merchant's name or to its things, newest first. Nobody can change it, and neither can we."
      action={
        <DownloadButton ask={() => auditFile(merchant.id, filtersOf(search))}>
          Export CSV
        </DownloadButton>
      }
    >
      <Card flush>
        <AuditFilters
          // Changed from elsewhere, the fields follow.
          key={JSON.stringify(filtersOf(search))}
          search={search}
          onSearch={onSearch}
        />
        <Records search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Records({ search, onSearch }: AuditPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    auditQuery(merchant.id, toApi(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  }
  if (data.results.length === 0) {
    return isFiltered(search) ? (
      <Empty
        icon={SearchX}
        title="No record fits"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all records
          </Button>
        }
      >
        Subjects, actions and ids are looked for as a whole: payout/… with its id, payout.cancel.
      </Empty>
    ) : (
      <Empty icon={ScrollText} title="Nothing was done yet">
        Whoever signs in, sends money or changes a setting leaves a record here.
      </Empty>
    );
  }
  return (
    <>
      <ol
        aria-label="Records, newest first"
        aria-busy={isPlaceholderData}
        className={`divide-y divide-line ${isPlaceholderData ? "opacity-60" : ""}`}
      >
        {data.results.map((record) => (
          <li key={record.id}>
            <Deed
              record={record}
              onNarrow={(by) => {
                onSearch({ ...search, cursor: undefined, ...by });
              }}
            />
          </li>
        ))}
      </ol>
      <Turns
        isDeep={search.cursor !== undefined}
        next={data.next}
        onTurn={(cursor) => {
          onSearch({ ...search, cursor });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

interface TurnsProps {
  isDeep: boolean;
  next: string | null;
  onTurn: (cursor: string | undefined) => void;
}

/** The log is not counted, and read towards the past. */
function Turns({ isDeep, next, onTurn }: TurnsProps) {
  if (!isDeep && next === null) return null;
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-sm:px-4"
    >
      <Button
        size="small"
        disabled={!isDeep}
        onClick={() => {
          onTurn(undefined);
        }}
      >
        To the newest
      </Button>
      <Button
        size="small"
        disabled={next === null}
        onClick={() => {
          if (next !== null) onTurn(placeOf(next).cursor);
        }}
      >
        Older
      </Button>
    </nav>
  );
}

const WHO = { user: User, api_key: KeyRound, bank: Landmark, platform: Server } as const;

interface DeedProps {
  record: AuditRecord;
  onNarrow: (by: AuditSearch) => void;
}

function Deed({ record, onNarrow }: DeedProps) {
  const Icon = WHO[record.who.kind];
  const { actor_id: actor, request_id: request } = record;
  return (
    <article className="grid gap-x-6 gap-y-2 px-5 py-3.5 max-sm:px-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <Icon aria-label={plainly(record.who.kind)} className="size-4 shrink-0 text-muted" />
          {actor === null ? (
            <span className="truncate">{record.who.name}</span>
          ) : (
            <Narrow
              what={`Only what ${record.who.name} did`}
              onClick={() => {
                onNarrow({ actor });
              }}
            >
              {record.who.name}
            </Narrow>
          )}
        </p>
        <p className="text-sm text-muted">
          <Time at={record.at} />
          {record.address !== null && <> · from {record.address}</>}
        </p>
      </div>
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <h2 className="font-semibold">{deedOf(record.action)}</h2>
          <Narrow
            what={`Only ${record.action}`}
            onClick={() => {
              onNarrow({ action: record.action });
            }}
          >
            <code className="font-mono text-xs text-muted">{record.action}</code>
          </Narrow>
        </div>
        <ChangeList
          changes={changesOf(record.before, record.after)}
          currency={record.after.currency ?? record.before.currency}
        />
        <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
          <SubjectLink
            subject={record.subject}
            className="font-mono break-all text-sea underline underline-offset-2"
            plain="font-mono break-all"
          >
            {record.subject}
          </SubjectLink>
          <Narrow
            what={`Only what was done to ${record.subject}`}
            onClick={() => {
              onNarrow({ subject: record.subject });
            }}
          >
            all of this subject
          </Narrow>
          {request !== null && (
            <Narrow
              what={`Only request ${request}`}
              onClick={() => {
                onNarrow({ request });
              }}
            >
              <span className="break-all">request {request}</span>
            </Narrow>
          )}
        </p>
      </div>
    </article>
  );
}

interface NarrowProps {
  what: string;
  onClick: () => void;
  children: React.ReactNode;
}

/** Whatever stands in a record can be looked for. */
function Narrow({ what, onClick, children }: NarrowProps) {
  return (
    <button
      type="button"
      title={what}
      onClick={onClick}
      className="min-w-0 text-left hover:text-sea hover:underline max-md:min-h-6"
    >
      {children}
    </button>
  );
}
