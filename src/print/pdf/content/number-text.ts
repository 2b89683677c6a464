/** Returns a number for page content, to 3 decimals: a 4000th of a millimetre in the units of prints. */
export function numberText(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
