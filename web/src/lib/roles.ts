/** What people may be in a team, and what that allows, from the least to the most. */
export type Role = "viewer" | "finance" | "owner";

export const ROLES: readonly { role: Role; name: string; may: string }[] = [
  { role: "viewer", name: "Viewer", may: "Sees everything, and changes nothing." },
  { role: "finance", name: "Finance", may: "Also takes and sends money." },
  {
    role: "owner",
    name: "Owner",
    may: "Also approves, and looks after bank accounts, keys, verification and the team.",
  },
];
