/** The ending of a document's title that says what kind of document it is: …的通知, …实施细则（试行）. */
export function endingOf(title: string, endings: readonly string[]): string | undefined {
  const bare = title.replace(/(?:（[^）]*）|\([^)]*\))$/, '');
  return endings.find(ending => bare.endsWith(ending));
}
