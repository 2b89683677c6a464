/**
 * Text from a file, made harmless for a terminal: control characters could move the cursor or fake a message, and
 * GitHub's runner takes `##[…]` anywhere in a line for a command.
 */
export function plain(text: string): string {
  return text.replaceAll('##[', '# #[').replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '�');
}

/** The same on one line, for reports in which a line is an item. */
export function oneLine(text: string): string {
  return plain(text.replace(/\s*[\n\r\u2028\u2029]\s*/g, ' '));
}
