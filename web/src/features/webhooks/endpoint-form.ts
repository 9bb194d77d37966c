/** Where events go, as it is typed and picked, and what is sent of it. */
import type { NewEndpoint, WebhookEndpoint } from "./calls";

export interface EndpointForm {
  url: string;
  description: string;
  /** Null: everything that happens. Picking nothing at all is another thing, and not done yet. */
  types: string[] | null;
}

export const EMPTY_ENDPOINT: EndpointForm = { url: "", description: "", types: null };

export function formOf({ url, description, types }: WebhookEndpoint): EndpointForm {
  return { url, description, types: types.length > 0 ? types : null };
}

export function bodyOf(form: EndpointForm): NewEndpoint {
  return {
    url: form.url.trim(),
    description: form.description.trim(),
    types: form.types ?? [],
  };
}

/** What has to be given first, at its field. */
export interface Missing {
  url?: string;
  types?: string;
}

export function missingIn(form: EndpointForm): Missing {
  return {
    ...(form.url.trim() === "" && { url: "Say where events are sent." }),
    ...(form.types?.length === 0 && { types: "Choose at least one, or everything." }),
  };
}
