/** Where events go, as it is typed, and what is sent of it. */
import type { NewEndpoint, WebhookEndpoint } from "./calls";

export interface EndpointForm {
  url: string;
  description: string;
  types: string;
}

export const EMPTY_ENDPOINT: EndpointForm = { url: "", description: "", types: "" };

export function formOf({ url, description, types }: WebhookEndpoint): EndpointForm {
  return { url, description, types: types.join(", ") };
}

export function bodyOf(form: EndpointForm): NewEndpoint {
  return {
    url: form.url.trim(),
    description: form.description.trim(),
    types: form.types.split(/[\s,]+/).filter((each) => each !== ""),
  };
}
