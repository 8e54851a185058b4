/** How much of it is: a shape beside words, which say the same. Full ones end in a square, others in a line. */
export function Bar({ n, of }: { n: number; of: number }) {
  const filled = of > 0 ? Math.min(100, Math.round((100 * n) / of)) : 0;
  return (
    <svg class={filled === 100 ? 'bar full' : 'bar'} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={String(filled)} height="8" />
    </svg>
  );
}
