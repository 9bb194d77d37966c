/** Of a timeline: facts and the money they moved share one moment, so the money is told with the fact. */
interface Dated {
  at: string;
  kind: string;
}

export interface Told<Step> {
  step: Step;
  postings: Step[];
}

/** Words from outside stand for themselves, and so does money that no fact tells of. */
export function gathered<Step extends Dated>(steps: readonly Step[]): Told<Step>[] {
  const facts = new Map<string, Told<Step>>();
  const told: Told<Step>[] = [];
  for (const step of steps.filter(({ kind }) => kind !== "posting")) {
    const each = { step, postings: [] };
    told.push(each);
    if (step.kind === "fact") facts.set(step.at, each);
  }
  for (const posting of steps.filter(({ kind }) => kind === "posting")) {
    const fact = facts.get(posting.at);
    if (fact) fact.postings.push(posting);
    else told.push({ step: posting, postings: [posting] });
  }
  return told.sort((one, other) => Date.parse(one.step.at) - Date.parse(other.step.at));
}
