/** The platform, asked as a program asks it: to prepare a story, and to count what came of one. */
import { expect, type APIRequestContext, type APIResponse } from "@playwright/test";
import { randomInt, randomUUID } from "node:crypto";
import type {
  Balance,
  BankAccount,
  Batch,
  Deposit,
  DepositQuote,
  PageOf,
  Payout,
  PayoutTimeline,
} from "../src/api/client";
import type { components } from "../src/api/schema";
import { formatPaise, paise } from "../src/money/money";
import type { DemoMerchant } from "./demo";

type TransferBody = components["schemas"]["TransferIn"];
type Transfer = components["schemas"]["TransferOut"];
type PayoutBody = components["schemas"]["PayoutIn"];
export type DealBody = components["schemas"]["DealIn"];
type AuctionPlanBody = components["schemas"]["AuctionPlanIn"];
type DepositBody = components["schemas"]["DepositIn"];
type QuoteBody = components["schemas"]["QuoteIn"];

/** Finds its payout again, whatever else the instance has lived through. */
export function newReference(story: string): string {
  return `${story}-${randomUUID().slice(0, 8)}`;
}

const given = new Set<number>();

/** Nobody else's amount: the simulated bank can be told what to do with it. */
export function newAmount(): number {
  const amount = randomInt(100_000, 500_000);
  if (given.has(amount)) return newAmount();
  given.add(amount);
  return amount;
}

/** As the console prints it. */
export function printed(amount: number): string {
  return formatPaise(paise(amount));
}

/** The bank's and the gateway's: they begin at midnight in India. */
export function indianDay(now: string): string {
  return new Date(Date.parse(now) + 5.5 * 3_600_000).toISOString().slice(0, 10);
}

export class Platform {
  readonly merchant: DemoMerchant;
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext, merchant: DemoMerchant) {
    this.#request = request;
    this.merchant = merchant;
  }

  /** What the bank does with the next payment of this amount, whatever its luck would have been. */
  async script(behaviour: string, amount: number, parameters = {}): Promise<void> {
    await this.#post("sandbox/next-payout/", { behaviour, amount_paise: amount, parameters });
  }

  async send(body: Partial<PayoutBody> & { amount_paise: number }): Promise<Payout> {
    const [first = ""] = this.merchant.bank_account_ids;
    return this.#post<Payout>("payouts/", { bank_account_id: first, ...body });
  }

  async quote(body: QuoteBody): Promise<DepositQuote> {
    return this.#post<DepositQuote>("deposits/quote/", body);
  }

  /** A deposit whose payment page is open. */
  async askForMoney(body: DepositBody): Promise<Deposit> {
    const made = await this.#post<Deposit>("deposits/", {
      ...body,
      return_url: "https://shop.example/paid",
    });
    await expect
      .poll(async () => (await this.#get<Deposit>(`deposits/${made.id}/`)).checkout_url)
      .not.toBeNull();
    return this.#get<Deposit>(`deposits/${made.id}/`);
  }

  async deposit(depositId: string): Promise<Deposit> {
    return this.#get<Deposit>(`deposits/${depositId}/`);
  }

  /** As the form of the payment page does it, up to what the gateway has told us. */
  async payByCard(deposit: Deposit, card: string): Promise<void> {
    const answer = await this.#request.post(`${deposit.checkout_url ?? ""}/pay`, {
      form: { how: "pay", method: "card", card, name: "Asha Rao" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
    await expect
      .poll(async () => (await this.#get<Deposit>(`deposits/${deposit.id}/`)).credited_paise)
      .not.toBeNull();
  }

  async transfer(body: TransferBody): Promise<Transfer> {
    return this.#post<Transfer>("transfers/", body);
  }

  async payoutsCalled(reference: string): Promise<Payout[]> {
    return (await this.#get<PageOf<Payout>>("payouts/", { reference })).results;
  }

  async timeline(payoutId: string): Promise<PayoutTimeline> {
    return this.#get<PayoutTimeline>(`payouts/${payoutId}/timeline/`);
  }

  async untilPayoutIs(payoutId: string, status: Payout["status"]): Promise<void> {
    await expect
      .poll(async () => (await this.#get<Payout>(`payouts/${payoutId}/`)).status)
      .toBe(status);
  }

  async balance(): Promise<Balance> {
    return this.#get<Balance>("balance/");
  }

  async bankAccounts(): Promise<BankAccount[]> {
    return (await this.#get<PageOf<BankAccount>>("bank-accounts/", { limit: "100" })).results;
  }

  async sendBatch(name: string, csv: string): Promise<Batch> {
    const answer = await this.#request.post(`/api/v1/payout-batches/?name=${name}`, {
      headers: { ...this.#headers(), "Content-Type": "text/csv", "Idempotency-Key": randomUUID() },
      data: csv,
    });
    return read<Batch>(answer);
  }

  async batch(batchId: string): Promise<Batch> {
    return this.#get<Batch>(`payout-batches/${batchId}/`);
  }

  /** Milliseconds by which the platform's clock is ahead of ours. */
  async aheadMs(): Promise<number> {
    const asked = Date.now();
    const { now } = await this.#get<{ now: string }>("sandbox/clock/");
    return Date.parse(now) - (asked + Date.now()) / 2;
  }

  /** What time it is in the sandbox. */
  async now(): Promise<string> {
    return (await this.#get<{ now: string }>("sandbox/clock/")).now;
  }

  /** Moves the clock of the sandbox, for everybody in it. */
  async passTime(seconds: number): Promise<void> {
    await this.#post("sandbox/clock/", { seconds: Math.ceil(seconds) });
  }

  /** A deal nobody else has seen; its id. */
  async draft(deal: DealBody): Promise<string> {
    return (await this.#post<{ id: string }>("deals/", deal)).id;
  }

  /** Puts something up for bids as `plan` says; its id, once bids are taken. */
  async putUp(deal: DealBody, plan: AuctionPlanBody): Promise<string> {
    const id = await this.draft(deal);
    const planned = await this.#request.put(`/api/v1/deals/${id}/auction/plan/`, {
      headers: this.#headers(),
      data: plan,
    });
    await read(planned);
    await this.#post(`deals/${id}/publish/`, {});
    await expect
      .poll(async () => {
        const answer = await this.#request.get(`/api/v1/deals/${id}/auction/`, {
          headers: this.#headers(),
        });
        return answer.status();
      }, "the auction is opened")
      .toBe(200);
    return id;
  }

  /** Moves the clock of the sandbox, for everybody in it, until last month may be billed. */
  async liveIntoNextMonth(): Promise<void> {
    const { now } = await this.#get<{ now: string }>("sandbox/clock/");
    const india = new Date(Date.parse(now) + 5.5 * 3_600_000);
    const first = Date.UTC(india.getUTCFullYear(), india.getUTCMonth() + 1, 1, 2);
    const seconds = Math.ceil((first - india.getTime()) / 1000);
    await this.#post("sandbox/clock/", { seconds });
  }

  async get<T>(path: string, params: Record<string, string> = {}): Promise<T> {
    return this.#get<T>(path, params);
  }

  async post<T>(path: string, data: object = {}): Promise<T> {
    return this.#post<T>(path, data);
  }

  async #get<T>(path: string, params: Record<string, string> = {}): Promise<T> {
    const answer = await this.#request.get(`/api/v1/${path}`, { headers: this.#headers(), params });
    return read<T>(answer);
  }

  async #post<T>(path: string, data: object): Promise<T> {
    const answer = await this.#request.post(`/api/v1/${path}`, {
      headers: { ...this.#headers(), "Idempotency-Key": randomUUID() },
      data,
    });
    return read<T>(answer);
  }

  #headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.merchant.api_key}`, "X-Merchant-Id": this.merchant.id };
  }
}

async function read<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.url()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}
