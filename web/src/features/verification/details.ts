/** What the form of the details holds, and the draft it becomes. */
import type { Verification } from "@/api/verification";
import type { Draft } from "./calls";

export interface DetailsForm {
  legalName: string;
  dateOfBirth: string;
  constitution: string;
  /** Empty: as it was. Numbers are never shown in full, so there is nothing to begin with. */
  pan: string;
  gstin: string;
  dropsGstin: boolean;
  directors: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
}

export function formOf({ details }: Verification): DetailsForm {
  const { address } = details;
  return {
    legalName: details.legal_name,
    dateOfBirth: details.date_of_birth ?? "",
    constitution: details.constitution ?? "",
    pan: "",
    gstin: "",
    dropsGstin: false,
    directors: details.director_names.join("\n"),
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    city: address?.city ?? "",
    state: address?.state ?? "",
    postalCode: address?.postal_code ?? "",
  };
}

export type DetailsErrors = Partial<Record<"address", string>>;

/** The platform checks the rest, and says it in words; an address it takes whole or not at all. */
export function errorsOf(form: DetailsForm): DetailsErrors {
  const wanted = [form.line1, form.city, form.state, form.postalCode];
  const given = wanted.filter((each) => each.trim() !== "").length;
  const isBegun = given > 0 || form.line2.trim() !== "";
  if (isBegun && given < wanted.length)
    return { address: "An address needs street, city, state and postal code." };
  return {};
}

/** The whole draft: what is left out is empty afterwards, but for PAN and GSTIN. */
export function draftOf(form: DetailsForm, kind: Verification["kind"]): Draft {
  const isBusiness = kind === "business";
  const directors = form.directors
    .split("\n")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const pan = bare(form.pan);
  const gstin = bare(form.gstin);
  return {
    ...(form.legalName.trim() && { legal_name: form.legalName.trim() }),
    ...(!isBusiness && form.dateOfBirth && { date_of_birth: form.dateOfBirth }),
    ...(isBusiness &&
      form.constitution && {
        constitution: form.constitution as NonNullable<Draft["constitution"]>,
      }),
    ...(pan && { pan }),
    ...(isBusiness && form.dropsGstin ? { gstin: "" } : isBusiness && gstin && { gstin }),
    ...(isBusiness && directors.length > 0 && { director_names: directors }),
    ...(form.line1.trim() && {
      address: {
        line1: form.line1.trim(),
        ...(form.line2.trim() && { line2: form.line2.trim() }),
        city: form.city.trim(),
        state: form.state as NonNullable<Draft["address"]>["state"],
        postal_code: form.postalCode.replaceAll(/\s/g, ""),
      },
    }),
  };
}

/** As it stands on the card: in capitals, without the spaces people read it with. */
function bare(number: string): string {
  return number.replaceAll(/[\s-]/g, "").toUpperCase();
}
