/** A form that is not published, and what the public version says of it all the same. */
export interface Withheld {
  /** The path of its file. */
  file: string;
  /** True for the form of a department, with which all others go. */
  isWhole: boolean;
  /**
   * The number of forms whose budgets are, in sum, the total of the department without its published projects; 0 when
   * they cannot be read off.
   */
  sharing: number;
  /** The places of its name in forms that are published: files and lines as written. */
  mentions: { file: string; line: number }[];
}
