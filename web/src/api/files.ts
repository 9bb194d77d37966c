/** Files the API gives to whoever is signed in: fetched like everything else, then handed to the browser. */
import { unwrap } from "./problems";

export interface NamedFile {
  content: Blob;
  name: string;
}

/** The file, under the name the API gave it. */
export async function fileOf(
  asked: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  otherwise: string,
): Promise<NamedFile> {
  let named = otherwise;
  const content = await unwrap(
    asked.then((answer) => {
      named = nameIn(answer.response.headers.get("Content-Disposition")) ?? otherwise;
      return answer as { data?: Blob; error?: unknown; response: Response };
    }),
  );
  return { content, name: named };
}

function nameIn(disposition: string | null): string | null {
  return /filename="([^"/\\]+)"/.exec(disposition ?? "")?.[1] ?? null;
}
