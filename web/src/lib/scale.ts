/** Round numbers from nothing to at least `most`, about `count` steps of them. For axes, not for money. */
export function roundSteps(most: number, count = 3): number[] {
  if (most <= 0) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999) ?? rough;
  const whole = Math.max(step, 1);
  return Array.from({ length: Math.ceil(most / whole - 1e-9) + 1 }, (_, index) => index * whole);
}
