/** The instance the stories are told against, as `./adulis up` describes it to scripts. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Login {
  email: string;
  password: string;
}

export interface DemoMerchant {
  id: string;
  name: string;
  api_key: string;
  /** Owner of this merchant and of no other. */
  user: Login;
  bank_account_ids: string[];
}

interface Demo {
  base_url: string;
  /** Owner of every merchant. */
  demo_user: Login;
  operator: Login;
  second_operator: Login;
  merchants: [DemoMerchant, DemoMerchant, DemoMerchant];
  /** Each owns a merchant of the market, and nobody else does. */
  traders: { name: string; user: Login }[];
}

export const DATA_DIRECTORY = resolve(process.env.ADULIS_DATA_DIR ?? "../var");

export const demo = JSON.parse(readFileSync(join(DATA_DIRECTORY, "demo.json"), "utf8")) as Demo;
export const [malabar, deccan] = demo.merchants;
