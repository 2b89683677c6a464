/** Returns a text on one line. @param between what stands where the lines meet, without the blanks around it */
export function joinedLines(text: string, between: string): string {
  return text.replace(/\s+/g, blanks => (/[\n\r\u2028\u2029]/.test(blanks) ? between : blanks));
}
