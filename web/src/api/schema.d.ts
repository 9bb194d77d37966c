// Written by `npm run api` from openapi.yaml. Change the API instead.

export interface paths {
  "/api/v1/api-keys/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the merchant's API keys
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_api_keys"];
    put?: never;
    /**
     * Make an API key
     * @description Owners only. The key counts as you: what you may not do, it may not do either.
     */
    post: operations["create_api_key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/api-keys/{key_id}/revoke/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke an API key
     * @description Owners only. From the next request on it opens nothing; doing it again is no error.
     */
    post: operations["revoke_api_key"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/me/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who you are, and where you belong
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["read_me"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/password/change/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change your password
     * @description Ends every session, this one included: sign in again with the new password.
     */
    post: operations["change_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with e-mail and password
     * @description For anybody: credentials are neither asked for nor looked at.
     */
    post: operations["sign_in"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/blacklist/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End the session a refresh token belongs to
     * @description All its tokens stop at once, access tokens too. Doing it again is no error.
     */
    post: operations["sign_out"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/auth/token/refresh/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchange a refresh token for new tokens
     * @description Each refresh token is good for once. Using one twice ends the session, because then two
     *     hold it and one of them should not.
     */
    post: operations["refresh_tokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/balance/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the balance
     * @description From the ledger, all figures of one moment.
     */
    get: operations["get_balance"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List bank accounts
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_bank_accounts"];
    put?: never;
    /**
     * Add a bank account
     * @description Either number and IFSC, or a VPA. The same details again are the same account.
     */
    post: operations["add_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a bank account
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_bank_account"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Rename a bank account
     * @description The nickname is the one thing about an account that may change.
     */
    patch: operations["rename_bank_account"];
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/archive/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Archive a bank account
     * @description No new payout goes there; those on their way are not touched.
     */
    post: operations["archive_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank-accounts/{account_id}/verify/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify a bank account
     * @description A penny drop: does it take money, and in whose name is it?
     *
     *     Asking twice asks the bank twice and moves no money of yours, so no Idempotency-Key is
     *     needed.
     */
    post: operations["verify_bank_account"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank/callbacks/{bank}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Receive a bank's callback
     * @description For banks: Standard Webhooks headers, signed within five minutes of our clock.
     */
    post: operations["receive_bank_callback"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/bank/statements/{bank}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the days of a bank's books
     * @description For operators: newest first, with how many lines are matched and how many are not.
     */
    get: operations["list_bank_days"];
    put?: never;
    /**
     * Import a bank statement
     * @description For operators. The same file again changes nothing; its lines are matched in a moment.
     */
    post: operations["import_statement"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List cases
     * @description A merchant's own, newest first. An operator naming no merchant sees the queue.
     */
    get: operations["list_cases"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a case
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_case"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/close/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm a decision
     * @description Another operator confirms exactly what was proposed, and it is carried out at once.
     */
    post: operations["close_case"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/propose/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Propose a decision
     * @description The first of two operators names a decision of the case's kind. Nothing happens yet.
     */
    post: operations["propose_case_decision"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/cases/{case_id}/withdraw/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Withdraw a proposal
     * @description Take a proposal back, so that another decision can be proposed.
     */
    post: operations["withdraw_case_decision"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/events/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read events
     * @description What happened, oldest first, each event once. Ask again with the `cursor` of the page
     *     before, also when that was the last one: nothing is skipped, however late it was committed.
     */
    get: operations["list_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/installation/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See what kind of installation this is
     * @description For anybody: credentials are neither asked for nor looked at.
     */
    get: operations["get_installation"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ledger/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List ledger lines
     * @description Newest first, each with the running balance of its account.
     */
    get: operations["list_ledger_lines"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/merchants/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the merchants you may see
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["list_merchants"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/overview/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * See how the money moves
     * @description What is on its way and why it waits; and day by day what came in, went out and failed.
     */
    get: operations["get_overview"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List payout batches
     * @description Newest first.
     */
    get: operations["list_payout_batches"];
    put?: never;
    /**
     * Send a payout batch
     * @description Every row is checked and marked; nothing is paid before the batch is approved.
     *
     *     JSON or CSV, up to 10,000 rows and 10 MB. A row that is wrong makes no other row wrong.
     */
    post: operations["create_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a payout batch
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_payout_batch"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a payout batch
     * @description Its valid rows become payouts in a moment, in file order, each refused by itself.
     *
     *     Above the merchant's approval limit this needs an owner other than whoever sent it; with new
     *     bank details in it, an owner.
     */
    post: operations["approve_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a payout batch
     * @description Possible until it is approved; its payouts are cancelled one by one after that.
     */
    post: operations["cancel_payout_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payout-batches/{batch_id}/rows/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the rows of a payout batch
     * @description In file order: what is wrong with each, or which payout it became and how that stands.
     */
    get: operations["list_payout_batch_rows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List payouts
     * @description Newest first. ``count`` is exact up to 10,000; go deeper by ``next``.
     */
    get: operations["list_payouts"];
    put?: never;
    /**
     * Create a payout
     * @description The money is set aside at once; it is sent when nothing is left to wait for.
     *
     *     The first answer is 201; the same request with the same key is answered 200 with the same
     *     bytes and never pays twice.
     */
    post: operations["create_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a payout
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_payout"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/approve/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a payout
     * @description By an owner other than whoever created it.
     */
    post: operations["approve_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/cancel/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a payout
     * @description Possible until it is first sent to the bank; the money is available again at once.
     */
    post: operations["cancel_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/refuse/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refuse to approve a payout
     * @description It is cancelled, and its money is available again.
     */
    post: operations["refuse_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/{payout_id}/timeline/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a payout
     * @description Every move, every word of the bank with its evidence, and every rupee that moved.
     */
    get: operations["get_payout_timeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/export/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export payouts as CSV
     * @description Newest first, whole or not at all: more than 10,000 rows are refused, never cut off.
     *
     *     A text that a spreadsheet would run as a formula begins with an apostrophe.
     */
    get: operations["export_payouts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/payouts/preview/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See what a payout would do
     * @description Refuses whatever creating it would refuse. Nothing is kept, so no key is needed.
     *
     *     A moment later the answer may be another: this promises nothing.
     */
    post: operations["preview_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/behaviours/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what the simulated bank can do
     * @description Each with the account number and the VPA that always do it.
     */
    get: operations["list_behaviours"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/clock/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the sandbox clock
     * @description For people and programs who have said who they are.
     *
     *     Handlers return ``renderers.answer(…)`` and raise refusals; they never build an error answer.
     *     ``max_body_bytes`` may raise the installation's limit where a body is a whole file.
     */
    get: operations["get_clock"];
    put?: never;
    /**
     * Move the sandbox clock forward
     * @description For everybody in this sandbox; the simulated bank then does all that is due.
     */
    post: operations["advance_clock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/credits/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let money arrive
     * @description The simulated bank books a transfer to this merchant and tells us so.
     */
    post: operations["simulate_credit"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/next-payout/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Script the next payout
     * @description The next payment that reaches the bank (of this amount, if given) lives through it.
     */
    post: operations["script_next_payout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sandbox/payouts/{payout_id}/truth/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the bank's books about a payout
     * @description What was really paid, from the simulated bank's own books and nobody else's.
     */
    get: operations["get_payout_truth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/stream/": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow events
     * @description Server-sent events: `id` is a cursor, `event` the type, `data` an event as /events/
     *     shows it. Connect again with the last `id` and nothing is missed or repeated. An event named
     *     `reset` says that what came before cannot be told (`reason`): read the state again. A
     *     comment every 15 seconds keeps the line open. The stream ends with the access token.
     */
    get: operations["stream_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description One submission to the bank, under one reference of ours. */
    AttemptOut: {
      bank_reference: string;
      code: string | null;
      /** Format: date-time */
      created_at: string;
      enquiry_count: number;
      /** Format: date-time */
      finished_at: string | null;
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      /** Format: date-time */
      next_look_at: string | null;
      number: number;
      /** Format: date-time */
      sent_at: string | null;
      sent_count: number;
      /**
       * @description * `created` - created
       *     * `sending` - sending
       *     * `accepted` - accepted
       *     * `in_doubt` - in_doubt
       *     * `not_received` - not_received
       *     * `confirmed_success` - confirmed_success
       *     * `confirmed_failure` - confirmed_failure
       * @enum {string}
       */
      status:
        | "created"
        | "sending"
        | "accepted"
        | "in_doubt"
        | "not_received"
        | "confirmed_success"
        | "confirmed_failure";
      utr: string | null;
    };
    /** @description ``available_paise + held_paise = total_paise``; in doubt is a part of held. */
    BalanceOut: {
      available_paise: number;
      currency: string;
      held_paise: number;
      /** @description The part of held the bank left in doubt. */
      in_doubt_paise: number;
      /** @description Held for deals this merchant funded. */
      in_escrow_paise: number;
      /** Format: uuid */
      merchant_id: string;
      /** @description What the merchant owes the platform. */
      owed_paise: number;
      /** @description Paid in, not cleared yet. */
      pending_paise: number;
      total_paise: number;
      /** @description Bank transfers to this number arrive in this wallet. */
      virtual_account: string | null;
    };
    /** @description The members that together name a bank account. */
    BankAccountIn: {
      /** @description Together with ifsc. */
      account_number?: string;
      holder_name: string;
      ifsc?: string;
      nickname?: string;
      /** @description A UPI address, instead of a number and an IFSC. */
      vpa?: string;
    };
    /** @description Where money may go; the number is shown masked, always. */
    BankAccountOut: {
      /** Format: date-time */
      created_at: string;
      holder_name: string;
      /** Format: uuid */
      id: string;
      ifsc: string | null;
      /**
       * @description * `account` - account
       *     * `vpa` - vpa
       * @enum {string}
       */
      kind: "account" | "vpa";
      /** Format: uuid */
      merchant_id: string;
      name_match_score: number | null;
      nickname: string;
      /** @description Masked. */
      number: string;
      registered_name: string | null;
      /**
       * @description * `active` - active
       *     * `archived` - archived
       * @enum {string}
       */
      status: "active" | "archived";
      /**
       * @description * `unverified` - unverified
       *     * `verified` - verified
       *     * `failed` - failed
       * @enum {string}
       */
      verification: "unverified" | "verified" | "failed";
      /** Format: date-time */
      verified_at: string | null;
    };
    BankAccountOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BankAccountOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    BatchIn: {
      /** @description Up to 10,000. */
      rows: components["schemas"]["BatchRowIn"][];
    };
    /** @description A batch. ``status`` is what was decided about it; its rows say what became of them. */
    BatchOut: {
      adds_bank_accounts: boolean;
      allowed_moves: string[];
      /** Format: date-time */
      approved_at: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      name: string;
      /** @description How many of its payouts have which status. */
      payouts: {
        [key: string]: number;
      };
      row_count: number;
      /** @description How many are valid, invalid, refused, created. */
      rows: {
        [key: string]: number;
      };
      /**
       * @description * `validated` - validated
       *     * `approved` - approved
       *     * `finished` - finished
       *     * `cancelled` - cancelled
       * @enum {string}
       */
      status: "validated" | "approved" | "finished" | "cancelled";
      /** @description Of the rows that can be paid, without fees. */
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    BatchOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BatchOut"][];
    };
    /** @description One payout: where to, by ``bank_account_id`` or by bank details, and how much. */
    BatchRowIn: {
      /** @description Together with ifsc. */
      account_number?: string;
      /**
       * Format: money-minor
       * @description How much, in paise; at least 100.
       */
      amount_paise: number;
      /**
       * Format: uuid
       * @description One of the merchant's bank accounts.
       */
      bank_account_id?: string;
      /** @description With account_number and ifsc, or with vpa: a bank account, new or known. */
      holder_name?: string;
      ifsc?: string;
      /** @enum {string} */
      mode?: "IMPS" | "NEFT" | "RTGS" | "UPI";
      narration?: string;
      /** @enum {string} */
      purpose?:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      reference?: string;
      /** @description Yours, and unique in the batch: the same row twice is then found. */
      row_key?: string;
      /** @description A UPI address, instead of a number and an IFSC. */
      vpa?: string;
    };
    /** @description A row and what became of it. */
    BatchRowOut: {
      amount_paise: number | null;
      /** Format: uuid */
      bank_account_id: string | null;
      /** @description Name and masked number. */
      beneficiary: string;
      errors: components["schemas"]["RowErrorOut"][];
      /** @description Of the file, or the place in the list. */
      line: number;
      mode: string | null;
      narration: string;
      /** Format: uuid */
      payout_id: string | null;
      /**
       * @description * `pending` - pending
       *     * `processing` - processing
       *     * `completed` - completed
       *     * `failed` - failed
       *     * `cancelled` - cancelled
       * @enum {string|null}
       */
      payout_status: "pending" | "processing" | "completed" | "failed" | "cancelled" | null;
      purpose: string;
      reference: string;
      row_key: string;
      /**
       * @description * `valid` - valid
       *     * `invalid` - invalid
       *     * `refused` - refused
       *     * `created` - created
       * @enum {string}
       */
      status: "valid" | "invalid" | "refused" | "created";
    };
    BatchRowOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["BatchRowOut"][];
    };
    /** @description Everything the simulated bank can be asked to do, with the magic numbers that do it. */
    BehavioursOut: {
      behaviours: {
        [key: string]: unknown;
      }[];
    };
    /** @description Something only a human may decide. */
    CaseOut: {
      /** Format: date-time */
      closed_at: string | null;
      decision: string | null;
      decisions: string[];
      evidence: {
        [key: string]: unknown;
      }[];
      /** Format: uuid */
      id: string;
      /**
       * @description * `in_doubt` - in_doubt
       *     * `late_success` - late_success
       *     * `poison_payout` - poison_payout
       *     * `poison_batch` - poison_batch
       *     * `poison_callback` - poison_callback
       *     * `partial_return` - partial_return
       *     * `unknown_reference` - unknown_reference
       *     * `evidence_mismatch` - evidence_mismatch
       *     * `unmatched_credit` - unmatched_credit
       *     * `missing_at_bank` - missing_at_bank
       *     * `missing_here` - missing_here
       *     * `amount_mismatch` - amount_mismatch
       *     * `duplicate_line` - duplicate_line
       *     * `statement_faulty` - statement_faulty
       * @enum {string}
       */
      kind:
        | "in_doubt"
        | "late_success"
        | "poison_payout"
        | "poison_batch"
        | "poison_callback"
        | "partial_return"
        | "unknown_reference"
        | "evidence_mismatch"
        | "unmatched_credit"
        | "missing_at_bank"
        | "missing_here"
        | "amount_mismatch"
        | "duplicate_line"
        | "statement_faulty";
      /** Format: uuid */
      merchant_id: string | null;
      /** Format: date-time */
      opened_at: string;
      proposed_decision: string | null;
      /** @description What was said with it: to whom, and why. */
      proposed_details: {
        [key: string]: string;
      };
      question: string;
      status: string;
      subject: string;
    };
    CaseOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["CaseOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    ClockIn: {
      seconds: number;
    };
    /** @description What time it is in this sandbox. */
    ClockOut: {
      /** Format: date-time */
      now: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    CreditIn: {
      /** Format: money-minor */
      amount_paise: number;
      payer_name?: string;
    };
    /** @description A transfer to the merchant's virtual account; its callback credits the wallet. */
    CreditOut: {
      amount_paise: number;
      payer_name: string;
      utr: string;
      virtual_account: string;
    };
    /** @description A day of the bank's books, and how far it is compared with ours. */
    DayOut: {
      /** Format: date-time */
      closed_at: string | null;
      closing_paise: number | null;
      /** Format: date */
      day: string;
      /** @description By how much the next day may open otherwise, for what was asked about here. */
      explained_paise: number;
      /** @description How many lines are in which state. */
      lines: {
        [key: string]: number;
      };
      /** Format: date-time */
      next_fetch_at: string | null;
      opening_paise: number | null;
      /**
       * @description * `open` - open
       *     * `closed` - closed
       * @enum {string}
       */
      status: "open" | "closed";
      /** @description The newest file was made after the day. */
      whole: boolean;
    };
    DayOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["DayOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    DecisionIn: {
      /** @enum {string} */
      decision:
        | "paid"
        | "not_paid"
        | "keep_asking"
        | "assign"
        | "return"
        | "recover"
        | "write_off"
        | "retry"
        | "accept";
      /**
       * Format: uuid
       * @description With assign: whose money it is.
       */
      merchant_id?: string;
      /** @description Why; kept with the case. */
      note?: string;
      /**
       * Format: uuid
       * @description With assign: the payout that was paid, or came back.
       */
      payout_id?: string;
      /** @description With paid: the bank's reference. */
      utr?: string;
    };
    /** @description A login that is everybody's. */
    DemoLoginOut: {
      email: string;
      password: string;
    };
    /** @description A fact. The same from here, from the stream and in every copy of it. */
    EventOut: {
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /** @description Its name for ever: subject and subject_sequence. */
      id: string;
      /** Format: uuid */
      merchant_id: string;
      /** @description The type's own fields; see docs/events.md. */
      payload: {
        [key: string]: unknown;
      };
      /** @description What it happened to: payout/<id>. */
      subject: string;
      /** @description Counts 1, 2, 3 … for each subject, without a gap. */
      subject_sequence: number;
      /** @description What happened, in the past tense: payout.completed. */
      type: string;
    };
    /** @description A page of events, oldest first. */
    EventPageOut: {
      /** @description Where this page ends: `after` of the next request. */
      cursor: string;
      /** @description False: these were the newest. */
      has_more: boolean;
      results: components["schemas"]["EventOut"][];
    };
    /** @description Whether money is real here, and what time it is: a sandbox may be ahead of the world. */
    InstallationOut: {
      demo_login: components["schemas"]["DemoLoginOut"] | null;
      /**
       * @description * `sandbox` - sandbox
       *     * `live` - live
       * @enum {string}
       */
      mode: "sandbox" | "live";
      /** Format: date-time */
      now: string;
    };
    KeyOut: {
      allowed_addresses: string[];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** Format: uuid */
      made_by: string;
      name: string;
      prefix: string;
      /** Format: date-time */
      revoked_at: string | null;
      scopes: string[];
    };
    KeyOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["KeyOut"][];
    };
    /** @description One line: what changed, what the account held then, and what caused it. */
    LedgerLineOut: {
      /**
       * @description * `available` - available
       *     * `held` - held
       * @enum {string}
       */
      account: "available" | "held";
      /** @description Negative: money left the account. */
      amount_paise: number;
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /** @description What the account held after this line. */
      balance_paise: number;
      /** Format: uuid */
      entry_id: string;
      id: number;
      kind: string;
      memo: string;
      /**
       * Format: date-time
       * @description When it was booked.
       */
      recorded_at: string;
      /** @description What caused it: payout/<id>. */
      subject: string | null;
    };
    LedgerLineOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["LedgerLineOut"][];
    };
    MadeKeyOut: {
      allowed_addresses: string[];
      /** @description The whole key. Keep it: it is shown only now. */
      api_key: string;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** Format: uuid */
      made_by: string;
      name: string;
      prefix: string;
      /** Format: date-time */
      revoked_at: string | null;
      scopes: string[];
    };
    MembershipOut: {
      /** Format: uuid */
      merchant_id: string;
      name: string;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string}
       */
      role: "viewer" | "finance" | "owner";
    };
    /** @description ``scopes`` is null for a person, who may do all that the role allows. */
    MeOut: {
      /** Format: uuid */
      api_key_id: string | null;
      /** Format: email */
      email: string;
      /** Format: uuid */
      id: string;
      memberships: components["schemas"]["MembershipOut"][];
      name: string;
      /**
       * @description * `support` - support
       *     * `compliance` - compliance
       *     * `finance` - finance
       *     * `admin` - admin
       * @enum {string|null}
       */
      operator_role: "support" | "compliance" | "finance" | "admin" | null;
      scopes: string[] | null;
    };
    /** @description A merchant; ``role`` is null for an operator, who may look without belonging. */
    MerchantOut: {
      /** Format: date-time */
      created_at: string;
      /** Format: uuid */
      id: string;
      /**
       * @description * `person` - person
       *     * `business` - business
       * @enum {string}
       */
      kind: "person" | "business";
      name: string;
      payouts_frozen: boolean;
      payouts_frozen_reason: string | null;
      /**
       * @description * `viewer` - viewer
       *     * `finance` - finance
       *     * `owner` - owner
       * @enum {string|null}
       */
      role: "viewer" | "finance" | "owner" | null;
      tier: string;
      /**
       * @description * `unverified` - unverified
       *     * `submitted` - submitted
       *     * `verified` - verified
       *     * `refused` - refused
       * @enum {string}
       */
      verification: "unverified" | "submitted" | "verified" | "refused";
    };
    MerchantOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["MerchantOut"][];
    };
    /** @description Members of a JSON object, or of a query string. */
    NewKey: {
      /** @description IP addresses or networks it may be used from; none: any. */
      allowed_addresses?: string[];
      /** Format: date-time */
      expires_at?: string | null;
      name: string;
      /** @description What it may do. */
      scopes: (
        | "read"
        | "payouts:write"
        | "transfers:write"
        | "deposits:write"
        | "deals:write"
        | "bids:write"
        | "escrow:write"
        | "webhooks:write"
      )[];
    };
    /** @description Members of a JSON object, or of a query string. */
    NextPayoutIn: {
      /**
       * Format: money-minor
       * @description Only a payment of this amount.
       */
      amount_paise?: number;
      /** @description A name from /sandbox/behaviours/; several joined by +. */
      behaviour: string;
      /** @description Parameters of the behaviour, as texts. */
      parameters?: {
        [key: string]: string;
      };
      times?: number;
    };
    /** @description Payouts that wait for the same thing. */
    OpenOut: {
      count: number;
      /** @description The part of it that is set aside. */
      held_paise: number;
      /**
       * Format: date-time
       * @description When the oldest was created.
       */
      since: string;
      /** @description Amounts, fees and taxes. */
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"];
    };
    /** @description One day, in the platform's time zone. */
    OverviewDayOut: {
      cancelled_count: number;
      completed_count: number;
      failed_count: number;
      /** @description What came into the wallet. */
      in_paise: number;
      /** Format: date */
      on: string;
      /** @description What left it, with fees. */
      out_paise: number;
      /** @description What completed payouts paid, without fees. */
      paid_paise: number;
      /** @description Of the completed ones, taken back. */
      returned_count: number;
    };
    /** @description What a merchant wants to know first. */
    OverviewOut: {
      batches_to_approve_count: number;
      days: components["schemas"]["OverviewDayOut"][];
      /** Format: date-time */
      from: string;
      /** Format: uuid */
      merchant_id: string;
      open: components["schemas"]["OpenOut"][];
      open_case_count: number;
      settling: components["schemas"]["SettlingOut"];
      /** @description Completed of completed and failed; null: neither. */
      success_rate_basis_points: number | null;
      /** Format: date-time */
      to: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PasswordChange: {
      current_password: string;
      new_password: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PatchedNicknameIn: {
      nickname?: string;
    };
    /** @description Members of a JSON object, or of a query string. */
    PayoutIn: {
      /**
       * Format: money-minor
       * @description How much, in paise; at least 100.
       */
      amount_paise: number;
      /**
       * Format: uuid
       * @description To which of the merchant's bank accounts.
       */
      bank_account_id: string;
      /** @description Yours; up to 20 texts of 500 characters. */
      metadata?: {
        [key: string]: string;
      };
      /**
       * @description Left out: UPI to a VPA, else by amount and hour.
       * @enum {string}
       */
      mode?: "IMPS" | "NEFT" | "RTGS" | "UPI";
      /** @description What the beneficiary reads on the statement. */
      narration?: string;
      /** @enum {string} */
      purpose?:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      /** @description Wait for money instead of being refused, ninety days at most. */
      queue_if_low_balance?: boolean;
      /** @description Your own reference. */
      reference?: string;
      /**
       * Format: uuid
       * @description The payout that this one tries again.
       */
      retry_of?: string;
      /**
       * Format: date-time
       * @description Not before then; up to ninety days ahead.
       */
      scheduled_at?: string;
    };
    /** @description A payout. ``allowed_moves`` are the verbs its merchant may use now. */
    PayoutOut: {
      allowed_moves: string[];
      amount_paise: number;
      /** Format: uuid */
      bank_account_id: string;
      /** @description Nickname, or the masked number. */
      bank_account_label: string;
      beneficiary_name: string;
      /** Format: date-time */
      created_at: string;
      currency: string;
      fee_paise: number;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: uuid */
      id: string;
      in_doubt: boolean;
      /** Format: uuid */
      merchant_id: string;
      metadata: {
        [key: string]: string;
      };
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      narration: string;
      paid_late: boolean;
      /**
       * @description * `payout` - payout
       *     * `refund` - refund
       *     * `salary` - salary
       *     * `vendor_bill` - vendor_bill
       *     * `utility_bill` - utility_bill
       *     * `cashback` - cashback
       *     * `other` - other
       * @enum {string}
       */
      purpose:
        "payout" | "refund" | "salary" | "vendor_bill" | "utility_bill" | "cashback" | "other";
      reference: string;
      /** Format: uuid */
      retry_of: string | null;
      returned: boolean;
      /** Format: date-time */
      scheduled_at: string | null;
      /** Format: date-time */
      started_at: string | null;
      /**
       * @description * `pending` - pending
       *     * `processing` - processing
       *     * `completed` - completed
       *     * `failed` - failed
       *     * `cancelled` - cancelled
       * @enum {string}
       */
      status: "pending" | "processing" | "completed" | "failed" | "cancelled";
      status_details: components["schemas"]["StatusDetailsOut"] | null;
      tax_paise: number;
      utr: string | null;
      waiting: components["schemas"]["WaitingOut"] | null;
      /**
       * @description * `approval` - approval
       *     * `schedule` - schedule
       *     * `funds` - funds
       *     * `window` - window
       *     * `bank` - bank
       *     * `cool_off` - cool_off
       *     * `limit` - limit
       *     * `freeze` - freeze
       *     * `paused` - paused
       * @enum {string|null}
       */
      waiting_for:
        | "approval"
        | "schedule"
        | "funds"
        | "window"
        | "bank"
        | "cool_off"
        | "limit"
        | "freeze"
        | "paused"
        | null;
    };
    PayoutOutPage: {
      count: number;
      /** @description True: there are more than `count`; they were not all counted. */
      count_capped: boolean;
      /** Format: uri */
      next: string | null;
      /** Format: uri */
      previous: string | null;
      results: components["schemas"]["PayoutOut"][];
    };
    /** @description What would leave *available*, how it would go, and what it would wait for first. */
    PreviewOut: {
      amount_paise: number;
      /** @description And right after it was created. */
      available_after_paise: number;
      /** @description What is available now. */
      available_paise: number;
      fee_paise: number;
      /**
       * @description * `IMPS` - IMPS
       *     * `NEFT` - NEFT
       *     * `RTGS` - RTGS
       *     * `UPI` - UPI
       * @enum {string}
       */
      mode: "IMPS" | "NEFT" | "RTGS" | "UPI";
      tax_paise: number;
      total_paise: number;
      waiting: components["schemas"]["WaitingOut"] | null;
    };
    /** @description RFC 9457. A program decides by `code`; its facts stand beside it. */
    Problem: {
      /** @enum {string} */
      code:
        | "address_not_allowed"
        | "already_frozen"
        | "already_member"
        | "already_returned"
        | "amount_above_mode_limit"
        | "amount_above_tier_limit"
        | "amount_below_mode_minimum"
        | "api_key_expired"
        | "api_key_not_found"
        | "api_key_revoked"
        | "approval_not_found"
        | "approved_thing_changed"
        | "approver_is_maker"
        | "assignment_needed"
        | "assignment_not_possible"
        | "bank_account_archived"
        | "bank_account_not_found"
        | "bank_account_unusable"
        | "bank_not_answering"
        | "bank_unknown"
        | "batch_has_nothing_to_pay"
        | "batch_not_found"
        | "batch_too_large"
        | "batch_unreadable"
        | "body_too_large"
        | "busy"
        | "callback_contradicts"
        | "callback_forged"
        | "callback_malformed"
        | "case_already_closed"
        | "case_not_found"
        | "clock_is_real"
        | "clock_moves_forward"
        | "conflict"
        | "credit_contradicts"
        | "credit_not_suspended"
        | "current_password_wrong"
        | "cursor_invalid"
        | "database_unavailable"
        | "decision_not_offered"
        | "email_invalid"
        | "email_taken"
        | "events_not_kept"
        | "export_too_large"
        | "forbidden"
        | "idempotency_key_invalid"
        | "idempotency_key_reused"
        | "ifsc_unknown"
        | "illegal_move"
        | "insufficient"
        | "insufficient_funds"
        | "internal_error"
        | "invalid"
        | "invalid_api_key"
        | "invalid_credentials"
        | "invalid_token"
        | "key_limits_invalid"
        | "malformed"
        | "merchant_ambiguous"
        | "merchant_not_found"
        | "merchant_not_verified"
        | "merchant_required"
        | "method_not_allowed"
        | "mode_not_possible"
        | "no_stream_left"
        | "no_such_address"
        | "nobody_to_assign_to"
        | "not_found"
        | "not_frozen"
        | "nothing_was_sent"
        | "operator_required"
        | "origin_not_allowed"
        | "password_too_weak"
        | "payout_below_minimum"
        | "payout_not_found"
        | "person_required"
        | "posting_key_reused"
        | "refresh_token_reused"
        | "request_in_progress"
        | "retry_not_possible"
        | "reversal_too_large"
        | "role_too_low"
        | "sandbox_only"
        | "schedule_not_possible"
        | "scope_missing"
        | "second_operator_required"
        | "settlement_not_possible"
        | "simulator_refused"
        | "statement_line_unknown"
        | "statement_malformed"
        | "throttled"
        | "token_expired"
        | "token_revoked"
        | "too_many_requests"
        | "too_many_streams"
        | "unauthenticated"
        | "unavailable"
        | "unknown_address"
        | "unknown_entry"
        | "unsupported_media_type"
        | "user_not_found"
        | "virtual_account_unknown";
      detail: string;
      errors?: {
        code: string;
        detail: string;
        /** @description Name of a header. */
        header?: string;
        /** @description Name of a query parameter. */
        parameter?: string;
        /** @description Place in the body (RFC 6901). */
        pointer?: string;
      }[];
      instance: string;
      request_id: string;
      /** @description Whether the same request may succeed later. */
      retryable: boolean;
      status: number;
      title: string;
      type: string;
    } & {
      [key: string]: unknown;
    };
    /** @description ``stored`` is false for a message, or an effect, that was told before. */
    ReceiptOut: {
      stored: boolean;
    };
    /** @description ``refresh`` may be left out by a browser, which has it in its cookie. */
    RefreshToken: {
      refresh?: string;
    };
    /** @description What the bank took back. */
    ReturnOut: {
      amount_paise: number;
      /** Format: date-time */
      at: string;
      fee_returned_paise: number;
      /** Format: uuid */
      id: string;
      reason: string;
      source: string;
      utr: string;
    };
    /** @description One thing wrong with a row, and where in the row. */
    RowErrorOut: {
      code: string;
      detail: string;
      /** @description RFC 6901, within the row; a column is a member. */
      pointer: string;
    };
    /** @description What the simulated bank will do. */
    ScenarioOut: {
      behaviour: string;
      times: number;
    };
    /** @description Payouts that took up to so long, and longer than the band before. */
    SettleBandOut: {
      count: number;
      /** @description Null: any longer time. */
      up_to_seconds: number | null;
    };
    /** @description From the bank getting it to the bank's yes, for payouts completed in the period. */
    SettlingOut: {
      bands: components["schemas"]["SettleBandOut"][];
      count: number;
      median_seconds: number | null;
      /** @description Nine in ten took no longer. */
      ninetieth_seconds: number | null;
    };
    /** @description Members of a JSON object, or of a query string. */
    SignIn: {
      email: string;
      password: string;
    };
    /** @description What came of a statement file; counts are of lines. */
    StatementOut: {
      bank: string;
      /** Format: date */
      day: string;
      /** Format: uuid */
      file_id: string;
      /** @description Not told by an earlier file. */
      fresh_count: number;
      line_count: number;
      /** @description False: this very file was imported before. */
      new: boolean;
      /** @description Told by an earlier file and not booked, and by this one otherwise or not at all. */
      superseded_count: number;
      /** @description Booked because of an earlier file, and not in this one: each is a case. */
      vanished_count: number;
    };
    /** @description Why it is as it is, whose doing that was, and what to do. */
    StatusDetailsOut: {
      description: string;
      /** Format: date-time */
      expected_by: string | null;
      next_step: string;
      reason: string;
      source: string;
    };
    /**
     * @description One line of a timeline: a fact of ours (``fact``), a word of the bank from the named side, or
     *     money that moved (``posting``).
     */
    StepOut: {
      /** Format: date-time */
      at: string;
      attempt_number: number | null;
      detail: {
        [key: string]: unknown;
      };
      kind: string;
      what: string;
      /** @description Whose doing it was, where somebody did it. */
      who: components["schemas"]["WhoOut"] | null;
    };
    /** @description Everything that happened to a payout. */
    TimelineOut: {
      attempts: components["schemas"]["AttemptOut"][];
      payout: components["schemas"]["PayoutOut"];
      return: components["schemas"]["ReturnOut"] | null;
      steps: components["schemas"]["StepOut"][];
    };
    /** @description ``refresh`` is absent where it travels as a cookie. */
    TokensOut: {
      access: string;
      /** Format: date-time */
      access_expires_at: string;
      refresh?: string;
      /** Format: date-time */
      refresh_expires_at: string;
    };
    /** @description What the bank's own books say about a payout: the oracle. */
    TruthOut: {
      attempts: {
        [key: string]: unknown;
      }[];
    };
    /** @description Why something waits: for what, on whom, until when, and what happens then. */
    WaitingOut: {
      for: string;
      on: string;
      then: string;
      /** Format: date-time */
      until: string | null;
    };
    /** @description Somebody of the merchant by name; banks and the platform by what they are. */
    WhoOut: {
      /**
       * @description * `user` - user
       *     * `api_key` - api_key
       *     * `bank` - bank
       *     * `platform` - platform
       * @enum {string}
       */
      kind: "user" | "api_key" | "bank" | "platform";
      name: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list_api_keys: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_api_key: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewKey"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeKeyOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `key_limits_invalid` – The scopes, addresses or expiry of the key are not acceptable. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_api_key: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        key_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `api_key_not_found` – There is no such API key here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  read_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MeOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `person_required` – Only a person can do this, not an API key.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `current_password_wrong` – The current password is wrong.
       *     * `password_too_weak` – This password is too easy to guess.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  sign_in: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokensOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `invalid_credentials` – E-mail or password is wrong. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  sign_out: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefreshToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Record<string, never>;
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `invalid_token` – The token is not one of ours. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `origin_not_allowed` – The session cookie may only be used by pages of this site. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refresh_tokens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RefreshToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokensOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `refresh_token_reused` – This refresh token was used before, so the whole session has been ended.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `origin_not_allowed` – The session cookie may only be used by pages of this site. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_balance: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BalanceOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_bank_accounts: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "active" | "archived";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  add_bank_account: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BankAccountIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `ifsc_unknown` – No bank has this IFSC. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  rename_bank_account: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["PatchedNicknameIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  archive_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_account_archived` – This bank account is archived already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  verify_bank_account: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        account_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BankAccountOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_not_found` – There is no such bank account here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  receive_bank_callback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReceiptOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `callback_malformed` – This message is not understood.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_forged` – This message is not signed by the bank. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `callback_contradicts` – This event was received before with another content. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_bank_days: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DayOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  import_statement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        bank: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "text/csv": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatementOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatementOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `statement_malformed` – This statement cannot be read.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `bank_unknown` – There is no such bank here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_cases: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "open" | "proposed" | "closed";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_case: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_not_found` – There is no such case here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  close_case: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DecisionIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `second_operator_required` – Another operator has to confirm this decision.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       *     * `nothing_was_sent` – Nothing was ever sent for this payout, so it cannot have been paid.
       *     * `credit_not_suspended` – There is no unexplained transfer of this name any more.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `decision_not_offered` – This decision does not answer this case.
       *     * `assignment_not_possible` – This cannot be assigned to that payout.
       *     * `nobody_to_assign_to` – There is no such merchant to assign this money to.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_case_decision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DecisionIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `decision_not_offered` – This decision does not answer this case.
       *     * `assignment_needed` – Say to which merchant, or to which payout, this belongs.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_case_decision: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CaseOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `operator_required` – Only an operator of the platform can do this.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `case_not_found` – There is no such case here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `case_already_closed` – This case is closed.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `decision_not_offered` – This decision does not answer this case. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_events: {
    parameters: {
      query?: {
        /** @description A cursor; `now` for what is yet to come. Without it, from the beginning. */
        after?: string;
        /** @description Events on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EventPageOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `cursor_invalid` – The cursor is not one we gave for this list.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `events_not_kept` – Events cannot be told from this cursor on. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_installation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InstallationOut"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_ledger_lines: {
    parameters: {
      query?: {
        account?: "available" | "held";
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Lines that happened at or after this. */
        from?: string;
        kind?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        /** @description Lines that happened before this. */
        to?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerLineOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_merchants: {
    parameters: {
      query?: {
        /** @description Rows on a page. */
        limit?: number;
        /** @description Rows to leave out first. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MerchantOutPage"];
        };
      };
      /** @description * `malformed` – The request is malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_overview: {
    parameters: {
      query?: {
        /** @description How far back, today included. */
        days?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OverviewOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payout_batches: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "validated" | "approved" | "finished" | "cancelled";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Yours, to find it again. */
        name?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["BatchIn"];
        "text/csv": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_unreadable` – This batch cannot be read.
       *     * `batch_too_large` – A batch has at most 10,000 rows.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_has_nothing_to_pay` – This batch has no row that could be paid.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_payout_batch: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payout_batch_rows: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        status?: "valid" | "invalid" | "refused" | "created";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchRowOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `batch_not_found` – There is no such payout batch here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_payouts: {
    parameters: {
      query?: {
        bank_account_id?: string;
        created_after?: string;
        created_before?: string;
        /** @description Where the page before ended, as its `next` says. Takes the place of offset. */
        cursor?: string;
        /** @description Those whose money is set aside now. */
        held?: "true";
        /** @description Those the bank left in doubt. */
        in_doubt?: "true";
        /** @description Rows on a page. */
        limit?: number;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        /** @description Rows to leave out first. */
        offset?: number;
        reference?: string;
        /** @description Part of a reference, narration or beneficiary's name; or a whole UTR. */
        search?: string;
        status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
        /** @description Before the bank has it. */
        waiting_for?:
          | "approval"
          | "schedule"
          | "funds"
          | "window"
          | "bank"
          | "cool_off"
          | "limit"
          | "freeze"
          | "paused";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOutPage"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_payout: {
    parameters: {
      query?: never;
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PayoutIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `insufficient_funds` – There is not enough money in the account. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_unusable` – This bank account cannot be paid to.
       *     * `payout_below_minimum` – A payout is at least ₹1.00.
       *     * `amount_above_mode_limit` – This payment mode does not carry so much at once.
       *     * `amount_below_mode_minimum` – This payment mode does not carry so little.
       *     * `amount_above_tier_limit` – This merchant may not pay out so much at once.
       *     * `mode_not_possible` – This payment mode does not reach this bank account.
       *     * `schedule_not_possible` – A payout can be scheduled up to ninety days ahead.
       *     * `retry_not_possible` – Only a payout that did not arrive can be paid again.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approve_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approver_is_maker` – Whoever asked for this cannot approve it.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `approved_thing_changed` – This changed after approval was asked for.
       *     * `illegal_move` – This is not possible in the current state.
       */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancel_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_payout: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header: {
        /** @description A UUID of your choice: the same request with the same key happens once. */
        "Idempotency-Key": string;
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `approval_not_found` – Nothing waits for approval here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `illegal_move` – This is not possible in the current state. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_timeline: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TimelineOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  export_payouts: {
    parameters: {
      query?: {
        bank_account_id?: string;
        created_after?: string;
        created_before?: string;
        /** @description Those whose money is set aside now. */
        held?: "true";
        /** @description Those the bank left in doubt. */
        in_doubt?: "true";
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
        reference?: string;
        /** @description Part of a reference, narration or beneficiary's name; or a whole UTR. */
        search?: string;
        status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
        /** @description Before the bank has it. */
        waiting_for?:
          | "approval"
          | "schedule"
          | "funds"
          | "window"
          | "bank"
          | "cool_off"
          | "limit"
          | "freeze"
          | "paused";
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `export_too_large` – These are more rows than one file may have. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  preview_payout: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PayoutIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PreviewOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `merchant_not_verified` – This merchant is not verified yet.
       *     * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `insufficient_funds` – There is not enough money in the account. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `bank_account_unusable` – This bank account cannot be paid to.
       *     * `payout_below_minimum` – A payout is at least ₹1.00.
       *     * `amount_above_mode_limit` – This payment mode does not carry so much at once.
       *     * `amount_below_mode_minimum` – This payment mode does not carry so little.
       *     * `amount_above_tier_limit` – This merchant may not pay out so much at once.
       *     * `mode_not_possible` – This payment mode does not reach this bank account.
       *     * `schedule_not_possible` – A payout can be scheduled up to ninety days ahead.
       *     * `retry_not_possible` – Only a payout that did not arrive can be paid again.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `too_many_requests` – Too many requests in a short time. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_behaviours: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BehavioursOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_clock: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClockOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unavailable` – This cannot be answered right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  advance_clock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ClockIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClockOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `clock_moves_forward` – The sandbox clock can only be moved forward, at most ten years at once.
       *     * `simulator_refused` – The simulated bank does not understand this.
       */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  simulate_credit: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreditIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  script_next_payout: {
    parameters: {
      query?: never;
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NextPayoutIn"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScenarioOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `body_too_large` – The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `unsupported_media_type` – Bodies are JSON, encoded as UTF-8. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  get_payout_truth: {
    parameters: {
      query?: {
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path: {
        payout_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TruthOut"];
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `payout_not_found` – There is no such payout here.
       *     * `merchant_not_found` – There is no such merchant here.
       */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `simulator_refused` – The simulated bank does not understand this. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `bank_not_answering` – The bank does not answer right now.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  stream_events: {
    parameters: {
      query?: {
        /** @description A cursor from here or from /events/. Without it, from now on. */
        after?: string;
        /** @description The same as X-Merchant-Id. */
        merchant_id?: string;
      };
      header?: {
        /** @description Which merchant this is about. Needed only by a caller who has several. */
        "X-Merchant-Id"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      /**
       * @description * `malformed` – The request is malformed.
       *     * `merchant_required` – Say which merchant you mean.
       *     * `merchant_ambiguous` – The header X-Merchant-Id and merchant_id name different merchants.
       */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unauthenticated` – Authentication is required.
       *     * `invalid_token` – The token is not one of ours.
       *     * `token_expired` – The token has expired.
       *     * `token_revoked` – The session this token belongs to has ended.
       *     * `invalid_api_key` – The API key is not one of ours.
       *     * `api_key_expired` – The API key has expired.
       *     * `api_key_revoked` – The API key has been revoked.
       */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `address_not_allowed` – This API key may not be used from this address.
       *     * `scope_missing` – The API key lacks a scope.
       *     * `role_too_low` – Your role does not allow this.
       */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `merchant_not_found` – There is no such merchant here. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `too_many_streams` – You have as many streams open as one may have.
       *     * `too_many_requests` – Too many requests in a short time.
       */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description * `internal_error` – Something is broken on our side. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /**
       * @description * `unavailable` – This cannot be answered right now.
       *     * `no_stream_left` – This server carries as many streams as it can.
       */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
