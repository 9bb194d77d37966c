/** What the browser is handed to save, instead of a folder. */
import { afterEach, beforeEach } from "vitest";

export interface Saved {
  content: Blob;
  name: string;
}

/** Keeps, test by test, whatever a page gives to be saved. */
export function savedFiles(): Saved[] {
  const saved: Saved[] = [];
  const { createObjectURL, revokeObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  beforeEach(() => {
    saved.length = 0;
    let content = new Blob();
    URL.createObjectURL = (given) => {
      content = given as Blob;
      return "blob:here";
    };
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ content, name: this.download });
    };
  });
  afterEach(() => {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
    HTMLAnchorElement.prototype.click = click;
  });
  return saved;
}
