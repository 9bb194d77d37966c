import { Notice } from "./notice";

/** In the place of a form that moves money, for whoever may not. */
export function OnlyLooks() {
  return (
    <Notice tone="plain" title="Your role only looks">
      Owners and finance send money. Ask one of them, or an owner for another role.
    </Notice>
  );
}
