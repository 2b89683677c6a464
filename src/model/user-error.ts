/** jixiao cannot run, through something the user can put right (exit 2). Everything else thrown is a bug. */
export class UserError extends Error {
  /**
   * @param message what is wrong, in Chinese, with the path it is about
   * @param hint what to do
   */
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}
