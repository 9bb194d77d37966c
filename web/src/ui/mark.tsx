/** Two mirrored sails on a waterline: what is owed equals what is owned. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="currentColor">
      <path d="M15 2.5v19H3.2C8.9 17.3 13.2 10.8 15 2.5Z" />
      <path d="M17 2.5v19h11.8C23.1 17.3 18.8 10.8 17 2.5Z" />
      <path d="M2 25.2h28V28H2z" />
    </svg>
  );
}
