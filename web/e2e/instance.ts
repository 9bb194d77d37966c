/** The instance's own doors, for what no click brings about: the outside world's, and its database's. */
import { expect, type APIRequestContext } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIRECTORY } from "./demo";

interface Running {
  database_url: string;
  environment: { BANK_BASE_URL: string; PAYMENT_GATEWAY_URL: string };
}

/** The simulated bank and payment gateway: what they are told to do, and what they say is so. */
export class Outside {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  async bank<T>(door: string, told: object): Promise<T> {
    return this.#tell(`${running().environment.BANK_BASE_URL}/_sim/${door}`, told);
  }

  async gateway<T>(door: string, told: object = {}): Promise<T> {
    return this.#tell(`${running().environment.PAYMENT_GATEWAY_URL}/_sim/${door}`, told);
  }

  /** All faults of statements end, and the bank hands out the corrected files. */
  async mendStatements(): Promise<void> {
    const answer = await this.#request.delete(
      `${running().environment.BANK_BASE_URL}/_sim/statement-faults`,
    );
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  async #tell<T>(door: string, data: object): Promise<T> {
    const answer = await this.#request.post(door, { data });
    expect(answer.ok(), `${door} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  }
}

/** Python, since it is there and has a driver. */
const EXECUTE = `
import os, sys, psycopg
with psycopg.connect(os.environ["STORY_DATABASE"]) as connection:
    print(connection.execute(sys.stdin.read()).rowcount)
`;

/**
 * As if the words of this fact had not been found when people were to be told of it: nobody has heard,
 * and it was noted. Every release has the words for whatever it records itself.
 */
export function forgetWords(type: string, subject: string): void {
  const rows = execFileSync("python", ["-c", EXECUTE], {
    env: { ...process.env, STORY_DATABASE: running().database_url },
    input: `
      WITH fact AS (SELECT * FROM events_event WHERE type = '${type}' AND subject = '${subject}'),
        told AS (DELETE FROM notifications_notice USING fact
          WHERE fact = fact.subject || '/' || fact.subject_sequence)
      INSERT INTO notifications_unwritten
        (id, type, subject, subject_sequence, merchant_id, reason, noted_at)
      SELECT gen_random_uuid(), type, subject, subject_sequence, merchant_id,
        'KeyError: ''amount''', adulis_clock() FROM fact`,
    encoding: "utf8",
  });
  expect(rows.trim(), `${type} of ${subject}`).toBe("1");
}

function running(): Running {
  return JSON.parse(readFileSync(join(DATA_DIRECTORY, "instance.json"), "utf8")) as Running;
}
