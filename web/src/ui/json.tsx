import { CopyButton } from "./copy";

interface JsonProps {
  value: unknown;
  /** What it is, for whoever hears the page: "Body". */
  label: string;
}

/** What a program reads, set so that people can. */
export function Json({ value, label }: JsonProps) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative min-w-0">
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-96 overflow-auto rounded bg-sunken px-4 py-3 pr-14 font-mono text-xs leading-5"
      >
        {text}
      </pre>
      <CopyButton text={text} what={label.toLowerCase()} className="absolute top-1.5 right-1.5" />
    </div>
  );
}
