import { encode } from "uqr";

/** Cameras want dark on light with a margin of four, whatever the theme. */
const MARGIN = 4;

/** A QR code, drawn as one path. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: MARGIN });
  const drawn = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-52 max-w-full rounded border border-line bg-[#ffffff]"
    >
      <path d={drawn} fill="#000000" />
    </svg>
  );
}
