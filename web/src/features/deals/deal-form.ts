/** What the form of a deal holds, what may be wrong with it, and the request it becomes. */
import type { Deal, DealBody, Terms, TermsBody } from "@/api/deals";
import { dayOf } from "@/lib/periods";
import { formatForInput, paise, parseRupees, toWire, type Paise } from "@/money/money";
import { parseShare, shareForInput, WHOLE_BP } from "./shares";

/** What releases the money, of the simple ones; what a program wrote otherwise stays as it is. */
export type ConditionKind = "buyer" | "both" | "document" | "date" | "signal" | "other";

export interface MilestoneForm {
  /** Tells it from its neighbours while they are moved about. */
  key: number;
  title: string;
  description: string;
  /** Percent of the price that is bid on. */
  share: string;
  /** Rupees, of a direct deal. */
  amount: string;
  /** A day. */
  deliverBy: string;
  condition: ConditionKind;
  document: string;
  on: string;
  signal: string;
  keyId: string;
  /** As it was read, where the form has no words for it. */
  tree: Record<string, unknown> | null;
}

export interface TermsForm {
  scope: string;
  milestones: MilestoneForm[];
  inspectionDays: string;
  onSilence: Terms["on_silence"];
  maxRounds: string;
  buyerFee: string;
  fundWithinHours: number;
  confirmWithinHours: number;
  purposeCode: string | null;
}

export interface DealForm {
  kind: DealBody["kind"];
  format: DealBody["format"];
  title: string;
  category: DealBody["category"] | "";
  description: string;
  visibility: "public" | "invited";
  budget: string;
  /** A moment by the clock of whoever writes: `2026-11-30T18:00`. */
  deadline: string;
  counterparty: string;
  /** Whom an edited draft is for already; the number is not shown again. */
  known: { id: string; name: string } | null;
  terms: TermsForm;
}

/** By the pointer of the request's member, as the platform says it as well. */
export type DealErrors = Record<string, string>;

let lastKey = 0;

export function emptyMilestone(): MilestoneForm {
  lastKey += 1;
  return {
    key: lastKey, title: "", description: "", share: "", amount: "", deliverBy: "",
    condition: "buyer", document: "", on: "", signal: "", keyId: "", tree: null,
  }; // prettier-ignore
}

export function emptyDeal(): DealForm {
  return {
    kind: "request",
    format: "direct",
    title: "",
    category: "",
    description: "",
    visibility: "public",
    budget: "",
    deadline: "",
    counterparty: "",
    known: null,
    terms: {
      scope: "",
      milestones: [{ ...emptyMilestone(), share: "100" }],
      inspectionDays: "14",
      onSilence: "release",
      maxRounds: "3",
      buyerFee: "0",
      fundWithinHours: 120,
      confirmWithinHours: 48,
      purposeCode: null,
    },
  };
}

// --- Reading what there is ------------------------------------------------------------------------

export function fromDeal(deal: Deal, terms: Terms): DealForm {
  return {
    kind: deal.kind,
    format: deal.format,
    title: deal.title,
    category: deal.category,
    description: deal.description,
    visibility: deal.visibility,
    budget: deal.budget_paise === null ? "" : formatForInput(paise(deal.budget_paise)),
    deadline: deal.deadline === null ? "" : localMoment(deal.deadline),
    counterparty: "",
    known:
      deal.counterparty_id === null
        ? null
        : { id: deal.counterparty_id, name: deal.counterparty_name ?? "" },
    terms: fromTerms(terms),
  };
}

export function fromTerms(terms: Terms): TermsForm {
  return {
    scope: terms.scope,
    milestones: terms.milestones.map((each) => ({
      ...emptyMilestone(),
      title: each.title,
      description: each.description,
      share: each.share_bp === null ? "" : shareForInput(each.share_bp),
      amount: each.amount_paise === null ? "" : formatForInput(paise(each.amount_paise)),
      deliverBy: each.deliver_by === null ? "" : dayOf(new Date(each.deliver_by)),
      ...readCondition(each.conditions),
    })),
    inspectionDays: String(terms.inspection_days),
    onSilence: terms.on_silence,
    maxRounds: String(terms.max_rounds),
    buyerFee: shareForInput(terms.fee_split.buyer_bp),
    fundWithinHours: terms.fund_within_hours,
    confirmWithinHours: terms.confirm_within_hours,
    purposeCode: terms.purpose_code,
  };
}

type Leaf = Record<string, unknown>;
type Condition = Partial<MilestoneForm> & { condition: ConditionKind };

/** A tree that is one of the simple ones; any other is kept as it is. */
export function readCondition(tree: Leaf): Condition {
  const leaves = Array.isArray(tree.all) ? (tree.all as Leaf[]) : [];
  const types = leaves.map(({ type }) => type).join("+");
  const last = leaves.at(-1) ?? {};
  const word = (name: string) => (typeof last[name] === "string" ? last[name] : "");
  switch (types) {
    case "buyer_approves":
      return { condition: "buyer" };
    case "both_approve":
      return { condition: "both" };
    case "buyer_approves+document":
      return { condition: "document", document: word("name") };
    case "buyer_approves+date":
      return { condition: "date", on: word("on") };
    case "buyer_approves+signal":
      return { condition: "signal", signal: word("name"), keyId: word("key_id") };
    default:
      return { condition: "other", tree };
  }
}

// --- Becoming a request ---------------------------------------------------------------------------

export function toCondition(form: MilestoneForm): Leaf {
  const buyer = { type: "buyer_approves" };
  switch (form.condition) {
    case "buyer":
      return { all: [buyer] };
    case "both":
      return { all: [{ type: "both_approve" }] };
    case "document":
      return { all: [buyer, { type: "document", name: nameOf(form.document) }] };
    case "date":
      return { all: [buyer, { type: "date", on: form.on }] };
    case "signal": {
      const keyId = form.keyId.trim();
      const signal = { type: "signal", name: nameOf(form.signal), ...(keyId && { key_id: keyId }) };
      return { all: [buyer, signal] };
    }
    case "other":
      return form.tree ?? { all: [buyer] };
  }
}

/** `Bill of lading` → `bill_of_lading`: what a document or a signal is called in terms. */
export function nameOf(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 40);
}

export function toTerms(form: TermsForm, isDirect: boolean): TermsBody {
  return {
    scope: form.scope.trim(),
    milestones: form.milestones.map((each) => {
      const amount = parseRupees(each.amount);
      return {
        title: each.title.trim(),
        ...(each.description.trim() && { description: each.description.trim() }),
        ...(isDirect
          ? { amount_paise: amount.ok ? toWire(amount.paise) : 0 }
          : { share_bp: parseShare(each.share) ?? 0 }),
        deliver_by: each.deliverBy ? endOfDay(each.deliverBy) : null,
        // The description of the API says only that it is an object.
        conditions: toCondition(each) as Record<string, never>,
      };
    }),
    inspection_days: Number(form.inspectionDays),
    on_silence: form.onSilence,
    max_rounds: Number(form.maxRounds),
    fee_split: { buyer_bp: shareOrNothing(form.buyerFee) ?? 0 },
    fund_within_hours: form.fundWithinHours,
    confirm_within_hours: form.confirmWithinHours,
    purpose_code: form.purposeCode,
  };
}

export function toBody(form: DealForm): DealBody {
  const isDirect = form.format === "direct";
  const budget = parseRupees(form.budget);
  const told = form.counterparty.replaceAll(/\s/g, "").toUpperCase();
  return {
    kind: form.kind,
    format: form.format,
    title: form.title.trim(),
    category: form.category === "" ? "other" : form.category,
    ...(form.description.trim() && { description: form.description.trim() }),
    visibility: isDirect ? "invited" : form.visibility,
    budget_paise: !isDirect && budget.ok ? toWire(budget.paise) : null,
    deadline: !isDirect && form.deadline ? new Date(form.deadline).toISOString() : null,
    counterparty: isDirect ? (form.known?.id ?? (told || null)) : null,
    terms: toTerms(form.terms, isDirect),
  };
}

// --- What is wrong --------------------------------------------------------------------------------

export function errorsOf(form: DealForm): DealErrors {
  const errors: DealErrors = {};
  if (!form.title.trim()) errors["/title"] = "Say in a few words what it is about.";
  if (form.category === "") errors["/category"] = "Choose what it is about.";
  if (form.format === "direct") {
    const told = form.counterparty.replaceAll(/\s/g, "");
    if (form.known === null && told && !isAccount(told))
      errors["/counterparty"] = "An account number here is ADUL and twelve more characters.";
  } else {
    const budget = parseRupees(form.budget);
    // A draft may be without; what stands there has to be an amount.
    if (form.budget.trim() && !budget.ok) errors["/budget_paise"] = budget.why;
  }
  return { ...errors, ...errorsOfTerms(form.terms, form.format === "direct") };
}

export function isAccount(told: string): boolean {
  return (
    /^ADUL[0-9A-F]{12}$/i.test(told) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(told)
  );
}

export function errorsOfTerms(form: TermsForm, isDirect: boolean): DealErrors {
  const errors: DealErrors = {};
  if (!form.scope.trim()) errors["/terms/scope"] = "Say what is to be done.";
  form.milestones.forEach((each, place) => {
    Object.assign(errors, errorsOfMilestone(each, `/terms/milestones/${place}`, isDirect));
  });
  if (!isDirect && sharesOf(form) !== WHOLE_BP && !hasShareErrors(errors))
    errors["/terms/milestones"] = "The shares have to come to 100 % together.";
  if (!isWhole(form.inspectionDays, 1, 30)) errors["/terms/inspection_days"] = "From 1 to 30 days.";
  if (!isWhole(form.maxRounds, 1, 10)) errors["/terms/max_rounds"] = "From 1 to 10 times.";
  if (shareOrNothing(form.buyerFee) === null)
    errors["/terms/fee_split"] = "A share from 0 to 100 %.";
  return errors;
}

function errorsOfMilestone(form: MilestoneForm, at: string, isDirect: boolean): DealErrors {
  const errors: DealErrors = {};
  if (!form.title.trim()) errors[`${at}/title`] = "Give it a name.";
  if (isDirect) {
    const amount = parseRupees(form.amount);
    if (!amount.ok) errors[`${at}/amount_paise`] = amount.why;
  } else if (parseShare(form.share) === null)
    errors[`${at}/share_bp`] = "A share like 25 or 33.33, at most 100.";
  if (form.condition === "document" && !nameOf(form.document))
    errors[`${at}/conditions`] = "Say which document.";
  if (form.condition === "date" && !form.on) errors[`${at}/conditions`] = "Say which day.";
  if (form.condition === "signal" && !nameOf(form.signal))
    errors[`${at}/conditions`] = "Say what they have to tell us.";
  return errors;
}

function hasShareErrors(errors: DealErrors): boolean {
  return Object.keys(errors).some((each) => each.endsWith("/share_bp"));
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

/** Like a share, and nothing is one as well. */
function shareOrNothing(text: string): number | null {
  return /^0*(?:[.,]0*)?$/.test(text.trim()) && text.trim() !== "" ? 0 : parseShare(text);
}

// --- What it comes to -----------------------------------------------------------------------------

/** All shares together, in ten-thousandths; what cannot be read counts for nothing. */
export function sharesOf(form: TermsForm): number {
  return form.milestones.reduce((sum, { share }) => sum + (parseShare(share) ?? 0), 0);
}

/** All amounts together, or null as long as one of them cannot be read. */
export function amountsOf(form: TermsForm): Paise | null {
  let sum = 0n;
  for (const { amount } of form.milestones) {
    const parsed = parseRupees(amount);
    if (!parsed.ok) return null;
    sum += parsed.paise;
  }
  return sum;
}

/** The last second of a day where whoever writes is. */
function endOfDay(on: string): string {
  const [year = 0, month = 1, date = 1] = on.split("-").map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}

function localMoment(at: string): string {
  const moment = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${dayOf(moment)}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
