/** The ending of a document's title that says what kind of document it is: …的通知, …实施细则（试行）. */
export function endingOf(title: string, endings: readonly string[]): string | undefined {
  const bare = withoutBrackets(title);
  return endings.find(ending => bare.endsWith(ending));
}

/** A title without the pair of brackets at its end. */
function withoutBrackets(title: string): string {
  const [open, close] = title.endsWith('）') ? ['（', '）'] : title.endsWith(')') ? ['(', ')'] : [];
  if (open === undefined || close === undefined) return title;
  const from = title.indexOf(open, title.lastIndexOf(close, title.length - 2) + 1);
  return from < 0 ? title : title.slice(0, from);
}

/**
 * A function that returns whether an offset of the text is between two marks: the nearest one before it opens. It is to
 * be asked about ascending offsets, so that the text is read once.
 */
export function between(text: string, open: string, close: string): (offset: number) => boolean {
  let [read, isOpen] = [0, false];
  return (offset) => {
    for (; read < offset; read += 1) {
      if (text.charAt(read) === open) isOpen = true;
      else if (text.charAt(read) === close) isOpen = false;
    }
    return isOpen;
  };
}
