import { joinedLines } from '../model/joined-lines.js';

/**
 * Returns text of a file made safe for a terminal. Control characters could move the cursor or fake a message, and
 * GitHub's runner reads `##[…]` anywhere in a line as a command.
 */
export function plain(text: string): string {
  return text.replaceAll('##[', '# #[').replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '�');
}

/** Returns the text like {@link plain}, on one line, for reports with one item a line. */
export function oneLine(text: string): string {
  return plain(joinedLines(text, ' '));
}
