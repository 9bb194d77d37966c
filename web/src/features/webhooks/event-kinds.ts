/** What a server may be told, by kind: what the picker shows. */
import { plainly } from "@/lib/words";
import EVENT_TYPES from "./event-types.json";

interface EventType {
  type: string;
  means: string;
}

interface EventKind {
  /** `payout`; as a choice, `payout.*`. */
  kind: string;
  name: string;
  types: EventType[];
}

export const EVENT_KINDS: EventKind[] = kinds();

function kinds(): EventKind[] {
  const found = new Map<string, EventType[]>();
  for (const { type, means } of EVENT_TYPES) {
    const kind = kindOf(type);
    const plain = { type, means: means.replaceAll("`", "") };
    found.set(kind, [...(found.get(kind) ?? []), plain]);
  }
  return [...found]
    .map(([kind, types]) => ({ kind, name: plainly(kind).replace("Api", "API"), types }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

export function kindOf(type: string): string {
  return type.split(".")[0] ?? type;
}

export function allOf(kind: string): string {
  return `${kind}.*`;
}

/** The kinds with something of these words in it, and of each what has them; all of a kind so named. */
export function kindsWith(words: string): EventKind[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: string[]) => {
    const text = texts.join(" ").toLowerCase();
    return wanted.every((each) => text.includes(each));
  };
  return EVENT_KINDS.map((each) => ({
    ...each,
    types: has(each.name, each.kind)
      ? each.types
      : each.types.filter(({ type, means }) => has(type, means)),
  })).filter(({ types }) => types.length > 0);
}

/** What is chosen once `type` is chosen too, or not any more; all of a kind stands for each of it. */
export function chosenWith(chosen: string[], type: string, isChosen: boolean): string[] {
  const others = chosen.filter((each) => each !== type);
  if (!isChosen) return others;
  const isAll = type === allOf(kindOf(type));
  return [...(isAll ? others.filter((each) => kindOf(each) !== kindOf(type)) : others), type];
}
