/** Every list of the app has four faces (HOUSE §7): loading, empty, error and full. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { ApiKeysPage } from "@/features/api-keys/api-keys-page";
import { BankAccountsPage } from "@/features/bank-accounts/bank-accounts-page";
import { BatchesPage } from "@/features/batches/batches-page";
import { CasesPage } from "@/features/cases/cases-page";
import { EventsPage } from "@/features/events/events-page";
import { InboxPage } from "@/features/inbox/inbox-page";
import { LedgerPage } from "@/features/ledger/ledger-page";
import { PayoutsPage } from "@/features/payouts/payouts-page";
import { BehaviourList } from "@/features/sandbox/behaviour-list";
import { DeliveriesPage } from "@/features/webhooks/deliveries-page";
import { WebhooksPage } from "@/features/webhooks/webhooks-page";
import { deferred } from "@/testing/deferred";
import { show } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import {
  aCase,
  account,
  apiKey,
  balance,
  batch,
  delivery,
  endpoint,
  event,
  ledgerLine,
  merchant,
  MERCHANT_ID,
  notification,
  payout,
  PAYOUT_ID,
} from "@/testing/world";

const nowhere = () => undefined;
const M = `/m/${MERCHANT_ID}`;

interface List {
  name: string;
  path: string;
  page: ReactNode;
  caption: string;
  row: object;
  /** What a row says, in the order of its columns. */
  cells: string[];
  /** On a phone: title, amount, lines. */
  card: string[];
  leadsTo?: string;
  empty: { title: string; teaches: RegExp; button?: string };
  filtered?: {
    page: (onSearch: (next: object) => void) => ReactNode;
    title: string;
    clears?: string;
  };
}

const LISTS: List[] = [
  {
    name: "payouts",
    path: "/api/v1/payouts/",
    page: <PayoutsPage search={{}} onSearch={nowhere} />,
    caption: "Payouts, newest first",
    row: payout({ reference: "INV-1", created_at: "2020-01-02T03:04:00Z" }),
    cells: ["Asha Rao", "XXXX4567 · IMPS", "INV-1", "2 Jan 2020, 08:34", "Completed", "₹5,000.00"],
    card: ["Asha Rao", "₹5,000.00", "Completed"],
    leadsTo: `${M}/payouts/${PAYOUT_ID}`,
    empty: {
      title: "No payout yet",
      teaches: /until the bank says that it has arrived/,
      button: "Send money",
    },
    filtered: {
      page: (onSearch) => <PayoutsPage search={{ status: "failed" }} onSearch={onSearch} />,
      title: "No payout fits",
      clears: "Show all payouts",
    },
  },
  {
    name: "batches",
    path: "/api/v1/payout-batches/",
    page: <BatchesPage offset={undefined} onOffset={nowhere} />,
    caption: "Batches, newest first",
    row: batch({ rows: { valid: 1, invalid: 1 }, created_at: "2020-01-02T03:04:00Z" }),
    cells: ["Salaries", "2 rows, 1 to mend", "2 Jan 2020, 08:34", "Checked", "₹6,250.50"],
    card: ["Salaries", "₹6,250.50", "2 rows, 1 to mend", "Checked"],
    leadsTo: `${M}/batches/${batch().id}`,
    empty: { title: "No batch yet", teaches: /before a rupee moves/, button: "Pay by file" },
  },
  {
    name: "bank accounts",
    path: "/api/v1/bank-accounts/",
    page: <BankAccountsPage search={{}} onSearch={nowhere} />,
    caption: "Bank accounts, newest first",
    row: account({ created_at: "2020-01-02T03:04:00Z" }),
    cells: [
      "Asha Rao",
      "XXXX4567 · HDFC0000240",
      "Verified · name 100 of 100",
      "2 Jan 2020, 08:34",
      "",
    ],
    card: ["Asha Rao", "", "XXXX4567 · HDFC0000240", "Verified · name 100 of 100"],
    empty: {
      title: "No bank account yet",
      teaches: /whether the name is right, before any money goes/,
      button: "Add bank account",
    },
    filtered: {
      page: (onSearch) => <BankAccountsPage search={{ status: "archived" }} onSearch={onSearch} />,
      title: "Nothing is archived",
    },
  },
  {
    name: "ledger",
    path: "/api/v1/ledger/",
    page: <LedgerPage search={{}} onSearch={nowhere} />,
    caption: "Ledger lines, newest first",
    row: ledgerLine({ at: "2020-01-02T03:04:00Z", memo: "For Asha" }),
    cells: [
      "Set aside for a payout",
      "For Asha",
      "2 Jan 2020, 08:34",
      "Available",
      "−₹5,000.00",
      "Available after: ₹95,000.00",
      "Prove it",
    ],
    card: [
      "Set aside for a payout",
      "−₹5,000.00",
      "2 Jan 2020, 08:34",
      "Available after: ₹95,000.00",
    ],
    leadsTo: `${M}/payouts/${PAYOUT_ID}`,
    empty: { title: "The book is empty", teaches: /with the balance after it/ },
    filtered: {
      page: (onSearch) => <LedgerPage search={{ account: "held" }} onSearch={onSearch} />,
      title: "No line fits",
      clears: "Show all lines",
    },
  },
  {
    name: "cases",
    path: "/api/v1/cases/",
    page: <CasesPage search={{}} onSearch={nowhere} />,
    caption: "Cases, newest first",
    row: aCase({ opened_at: "2020-01-02T03:04:00Z" }),
    cells: ["Payout in doubt", "Was it paid?", "Open", "–", "2 Jan 2020, 08:34"],
    card: ["Payout in doubt", "2 Jan 2020, 08:34", "Open"],
    leadsTo: `${M}/cases/${aCase().id}`,
    empty: { title: "No case", teaches: /stands here with its evidence/ },
    filtered: {
      page: (onSearch) => <CasesPage search={{ status: "closed" }} onSearch={onSearch} />,
      title: "No case is in this state",
      clears: "Show all cases",
    },
  },
  {
    name: "API keys",
    path: "/api/v1/api-keys/",
    page: <ApiKeysPage onKey={() => undefined} />,
    caption: "API keys",
    row: apiKey(),
    cells: [
      "Payroll serveradk_test_1234…",
      "Active",
      "read",
      "anywhere",
      "never used",
      "RotateRevoke",
    ],
    card: ["Payroll serveradk_test_1234…", "Active", "read", "never used", "RotateRevoke"],
    empty: {
      title: "No API key yet",
      teaches: /a program can do with a key that says what it may/,
      button: "Create API key",
    },
  },
  {
    name: "webhook endpoints",
    path: "/api/v1/webhook-endpoints/",
    page: <WebhooksPage />,
    caption: "Webhook endpoints",
    row: endpoint({ last_delivered_at: "2020-01-02T03:04:00Z" }),
    cells: [
      "https://hooks.example.com/inBooks",
      "Enabled",
      "payout.*",
      "2 Jan 2020, 08:34",
      "TestReplayEditRotate secretDisableArchive",
    ],
    card: ["https://hooks.example.com/inBooks", "Enabled", "payout.*", "2 Jan 2020, 08:34"],
    leadsTo: `${M}/webhooks/deliveries?endpoint=${endpoint().id}`,
    empty: {
      title: "No endpoint yet",
      teaches: /called when something happens, so that it need not ask/,
      button: "Create endpoint",
    },
  },
  {
    name: "webhook deliveries",
    path: "/api/v1/webhook-deliveries/",
    page: <DeliveriesPage search={{}} onSearch={nowhere} />,
    caption: "Deliveries, newest first",
    row: delivery({ created_at: "2020-01-02T03:04:00Z" }),
    cells: ["payout.completed", "not listed any more", "Delivered", "1", "2 Jan 2020, 08:34"],
    card: ["payout.completed", "not listed any more", "Delivered", "2 Jan 2020, 08:34"],
    leadsTo: `${M}/webhooks/deliveries/${delivery().id}`,
    empty: { title: "Nothing was sent yet", teaches: /once for each endpoint that is told of it/ },
    filtered: {
      page: (onSearch) => <DeliveriesPage search={{ state: "failed" }} onSearch={onSearch} />,
      title: "No delivery fits",
      clears: "Show all deliveries",
    },
  },
];

/** What is read line by line, on a phone as on a desk. */
const LINES = [
  {
    name: "the inbox",
    path: "/api/v1/notifications/",
    page: <InboxPage search={{}} onSearch={nowhere} />,
    caption: "Notifications",
    one: pageOf([notification({ written_at: "2020-01-02T03:04:00Z" })]),
    none: pageOf([]),
    says: [
      "A payout failed: ₹500.00",
      "New",
      "The bank has refused a payout of ₹500.00 for good.",
      "2 Jan 2020, 08:34",
    ],
    empty: { title: "Nothing here yet", teaches: /somebody waits for you, you read it here/ },
  },
  {
    name: "events",
    path: "/api/v1/events/",
    page: <EventsPage search={{}} onSearch={nowhere} />,
    caption: "Events, oldest first",
    one: { results: [event({ at: "2020-01-02T03:04:00Z" })], cursor: "c1", has_more: false },
    none: { results: [], cursor: "c1", has_more: false },
    says: ["payout.completed", event().id, "2 Jan 2020, 08:34"],
    empty: { title: "Nothing has happened yet", teaches: /appears here by itself/ },
  },
];

function platform(list: List, ...answers: Parameters<typeof answering>[2][]) {
  answering("get", "/api/v1/balance/", balance());
  answering("get", "/api/v1/bank-accounts/", pageOf([]));
  answering("get", "/api/v1/webhook-endpoints/", pageOf([]));
  return answering("get", list.path, ...answers);
}

describe.each(LISTS)("the list of $name", (list) => {
  it("says that it is loading, in the shape of what comes", async () => {
    const late = deferred<Response>();
    platform(list, () => late.promise);
    await show(list.page);
    expect(screen.getByRole("status", { name: "Loading" })).toBeInTheDocument();
    expect(screen.queryByRole("table")).not.toBeInTheDocument();
    late.resolve(Response.json(pageOf([list.row])));
    expect(await screen.findByRole("table", { name: list.caption })).toBeInTheDocument();
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
  });

  it("teaches when it is empty, with one sentence and one button", async () => {
    platform(list, pageOf([]));
    await show(list.page);
    const heading = await screen.findByRole("heading", { name: list.empty.title });
    const face = heading.parentElement ?? document.body;
    expect(face).toHaveTextContent(list.empty.teaches);
    const acts = [...within(face).queryAllByRole("link"), ...within(face).queryAllByRole("button")];
    expect(acts.map((act) => act.textContent)).toEqual(
      list.empty.button ? [list.empty.button] : [],
    );
  });

  it("shows what happened and what to do when it cannot be had, and is asked again", async () => {
    const asked = platform(list, refusal(503, "busy", { retryable: true }), pageOf([list.row]));
    await show(list.page);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The platform is busy or restarting.");
    expect(alert).toHaveTextContent("Try again in a moment; it is safe.");
    expect(within(alert).getByRole("link", { name: "busy" })).toHaveAttribute(
      "href",
      "/problems/busy/",
    );
    expect(alert).toHaveTextContent("req-1");
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table", { name: list.caption })).toBeInTheDocument();
    expect(asked).toHaveLength(2);
    expect(asked[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
  });

  it("is a dense table, and cards on a phone, when it is full", async () => {
    platform(list, pageOf([list.row]));
    await show(list.page);
    const table = await screen.findByRole("table", { name: list.caption });
    const cells = within(table)
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
    expect(cells).toEqual(list.cells);
    expect(table.parentElement).toHaveClass("max-sm:hidden");
    const cards = screen.getByRole("list", { name: list.caption });
    expect(cards).toHaveClass("sm:hidden");
    const card = within(cards).getByRole("listitem");
    expect(card).toHaveTextContent(list.card.filter(Boolean).join(""));
    if (list.leadsTo) {
      for (const face of [table, cards]) {
        expect(within(face).getByRole("link")).toHaveAttribute("href", list.leadsTo);
      }
    }
  });

  it("is only to be looked at by viewers", async () => {
    platform(list, pageOf([]));
    await show(list.page, { merchant: merchant({ role: "viewer" }) });
    await screen.findByRole("heading", { name: list.empty.title });
    for (const act of [
      "Send money",
      "Pay by file",
      "Add bank account",
      "Create API key",
      "Create endpoint",
    ]) {
      expect(screen.queryByText(act)).not.toBeInTheDocument();
    }
  });
});

describe.each(LISTS.filter(({ filtered }) => filtered))("the filtered list of $name", (list) => {
  it("says that its filter hides everything, and takes it away", async () => {
    const { page, title, clears } = list.filtered ?? { page: () => null, title: "" };
    const onSearch = vi.fn<(next: object) => void>();
    platform(list, pageOf([]));
    await show(page(onSearch));
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: list.empty.title })).not.toBeInTheDocument();
    if (clears) {
      await userEvent.click(screen.getByRole("button", { name: clears }));
      expect(onSearch).toHaveBeenCalledExactlyOnceWith({});
    }
  });
});

describe.each(LINES)("the lines of $name", ({ path, page, caption, one, none, says, empty }) => {
  const platformSays = (...answers: Parameters<typeof answering>[2][]) => {
    answering("get", "/api/v1/merchants/", pageOf([merchant()]));
    answering("get", "/api/v1/notifications/summary/", { unread_count: 1, by_merchant: [] });
    return answering("get", path, ...answers);
  };

  it("say that they are loading, in the shape of what comes", async () => {
    const late = deferred<Response>();
    platformSays(() => late.promise);
    await show(page);
    expect(screen.getByRole("status", { name: "Loading" })).toBeInTheDocument();
    expect(screen.queryByRole("list", { name: caption })).not.toBeInTheDocument();
    late.resolve(Response.json(one));
    expect(await screen.findByRole("list", { name: caption })).toBeInTheDocument();
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
  });

  it("teach when there are none", async () => {
    platformSays(none);
    await show(page);
    const heading = await screen.findByRole("heading", { name: empty.title });
    expect(heading.parentElement).toHaveTextContent(empty.teaches);
  });

  it("show what happened and what to do when they cannot be had, and are asked again", async () => {
    platformSays(refusal(503, "busy", { retryable: true }), one);
    await show(page);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The platform is busy or restarting.");
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("list", { name: caption })).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("are the same for everybody when they are full", async () => {
    platformSays(one);
    await show(page, { merchant: merchant({ role: "viewer" }) });
    const list = await screen.findByRole("list", { name: caption });
    const line = within(list).getByRole("listitem");
    for (const said of says) expect(line).toHaveTextContent(said);
  });
});

describe("the list of behaviours", () => {
  it("is searched, and says when nothing is found", async () => {
    const behaviours = [
      { name: "ok", does: "pays", account_number: "900000000000", vpa: "ok@simbank" },
      {
        name: "timeout_after",
        does: "pays_silently",
        account_number: "900000000007",
        vpa: "t@simbank",
      },
    ];
    answering("get", "/api/v1/sandbox/behaviours/", { behaviours });
    await show(<BehaviourList />);
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(3);
    await userEvent.type(screen.getByRole("searchbox"), "TIMEOUT");
    expect(within(table).getAllByRole("row")).toHaveLength(2);
    await userEvent.type(screen.getByRole("searchbox"), "zzz");
    await waitFor(() => {
      expect(screen.getByText("No behaviour is called that.")).toBeInTheDocument();
    });
  });
});
