/** Shorter ones the platform refuses, and says so; this spares the way there. */
export const SHORTEST_PASSWORD = 12;
