/** What a browser says of itself, in words. It can say anything, so this is a hint and no proof. */

const PROGRAMS: [RegExp, string][] = [
  // The order counts: Edge says it is Chrome, and Chrome says it is Safari.
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\/|\bChromium\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^python|\bhttpx?\b/i, "A Python program"],
];

const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

/** `Firefox on Linux`, `curl`, `An unknown device`. */
export function deviceOf(userAgent: string): string {
  const program = found(PROGRAMS, userAgent);
  const system = found(SYSTEMS, userAgent);
  if (program === undefined) return system ?? "An unknown device";
  return system === undefined ? program : `${program} on ${system}`;
}

export function isHandheld(userAgent: string): boolean {
  return /\b(?:iPhone|iPad|Android|Mobile)\b/.test(userAgent);
}

function found(words: [RegExp, string][], text: string): string | undefined {
  return words.find(([says]) => says.test(text))?.[1];
}
