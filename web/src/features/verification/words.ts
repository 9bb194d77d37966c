import type { Verification } from "@/api/verification";
import type { Draft, Purpose } from "./calls";

export const PURPOSES: Record<Purpose, { name: string; text: string }> = {
  identity_proof: { name: "Proof of identity", text: "Passport or driving licence." },
  address_proof: { name: "Proof of address", text: "A document with the address on it." },
  pan_card: { name: "PAN card", text: "The PAN card, if it is at hand." },
  registration_certificate: {
    name: "Registration certificate",
    text: "Certificate of incorporation, or the registered deed.",
  },
  gst_certificate: { name: "GST certificate", text: "Needed when a GSTIN is given." },
  authorisation: {
    name: "Authorisation",
    text: "A resolution that names who acts for the business here.",
  },
};

export const CONSTITUTIONS: Record<NonNullable<Draft["constitution"]>, string> = {
  proprietorship: "Proprietorship",
  partnership: "Partnership firm",
  llp: "Limited liability partnership (LLP)",
  private_limited: "Private limited company",
  public_limited: "Public limited company",
  trust: "Trust",
  society: "Society",
  huf: "Hindu undivided family (HUF)",
  government: "Government body",
};

/** One person is the whole of these, and nobody else has to be named. */
export const WITHOUT_DIRECTORS: readonly string[] = ["proprietorship", "huf"];

export const STATES: Record<NonNullable<Draft["address"]>["state"], string> = {
  AN: "Andaman and Nicobar Islands",
  AP: "Andhra Pradesh",
  AR: "Arunachal Pradesh",
  AS: "Assam",
  BR: "Bihar",
  CH: "Chandigarh",
  CG: "Chhattisgarh",
  DH: "Dadra and Nagar Haveli and Daman and Diu",
  DL: "Delhi",
  GA: "Goa",
  GJ: "Gujarat",
  HR: "Haryana",
  HP: "Himachal Pradesh",
  JK: "Jammu and Kashmir",
  JH: "Jharkhand",
  KA: "Karnataka",
  KL: "Kerala",
  LA: "Ladakh",
  LD: "Lakshadweep",
  MP: "Madhya Pradesh",
  MH: "Maharashtra",
  MN: "Manipur",
  ML: "Meghalaya",
  MZ: "Mizoram",
  NL: "Nagaland",
  OD: "Odisha",
  PY: "Puducherry",
  PB: "Punjab",
  RJ: "Rajasthan",
  SK: "Sikkim",
  TN: "Tamil Nadu",
  TS: "Telangana",
  TR: "Tripura",
  UP: "Uttar Pradesh",
  UK: "Uttarakhand",
  WB: "West Bengal",
};

export const FIELDS: Record<string, string> = {
  legal_name: "Legal name",
  date_of_birth: "Date of birth",
  constitution: "Legal form",
  pan: "PAN",
  gstin: "GSTIN",
  address: "Address",
  director_names: "Directors, partners or trustees",
};

export type Reason = Verification["action_required"][number];

/** What an operator found wrong with one field or document: the code's words, and theirs. */
export function toldOf({ text, note }: Reason): string {
  return note ? `${text} “${note}”` : text;
}

export function reasonsAbout(reasons: readonly Reason[], name: string): Reason[] {
  return reasons.filter((reason) => reason.name === name);
}

/** What one is named by, of a field or a document. */
export function nameOf(name: string): string {
  return FIELDS[name] ?? PURPOSES[name as Purpose].name;
}

const KILO = 1024;

export function sizeInWords(bytes: number): string {
  if (bytes < KILO) return `${bytes} bytes`;
  if (bytes < KILO * KILO) return `${Math.round(bytes / KILO)} KB`;
  return `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
