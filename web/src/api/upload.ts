/** A file on its way, as whoever is signed in, telling how far it is: `fetch` cannot. */
import { fetchSignedIn } from "./session";

/** Of all bytes, the part that has left, from 0 to 1. */
export type OnProgress = (part: number) => void;

/** In place of `fetch` for one request whose body is `file`. */
export function uploading(file: Blob, onProgress: OnProgress) {
  return (request: Request): Promise<Response> =>
    fetchSignedIn(request, (signed) => sent(signed, file, onProgress));
}

function sent(request: Request, file: Blob, onProgress: OnProgress): Promise<Response> {
  return new Promise((resolve, reject) => {
    const line = new XMLHttpRequest();
    line.open(request.method, request.url);
    request.headers.forEach((value, name) => {
      line.setRequestHeader(name, value);
    });
    line.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    };
    line.onload = () => {
      resolve(
        new Response(line.response as string, {
          status: line.status,
          statusText: line.statusText,
          headers: headersOf(line),
        }),
      );
    };
    line.onerror = () => {
      reject(new TypeError("The upload was cut off."));
    };
    line.onabort = () => {
      reject(new DOMException("Aborted", "AbortError"));
    };
    request.signal.addEventListener("abort", () => {
      line.abort();
    });
    line.send(file);
  });
}

function headersOf(line: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const row of line.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const [name = "", ...value] = row.split(":");
    if (name) headers.append(name, value.join(":").trim());
  }
  return headers;
}
