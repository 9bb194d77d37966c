/** What the browser is handed to save, instead of a folder. */
import { beforeEach, vi } from "vitest";

export interface Saved {
  content: Blob;
  name: string;
}

/** Keeps, test by test, whatever a page gives to be saved. */
export function savedFiles(): Saved[] {
  const saved: Saved[] = [];
  beforeEach(() => {
    saved.length = 0;
    let content = new Blob();
    // jsdom has neither.
    URL.createObjectURL = (given) => {
      content = given as Blob;
      return "blob:here";
    };
    URL.revokeObjectURL = () => undefined;
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {
      const link = click.mock.contexts.at(-1) as HTMLAnchorElement;
      saved.push({ content, name: link.download });
    });
    return () => {
      click.mockRestore();
    };
  });
  return saved;
}
