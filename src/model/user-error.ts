/** jixiao cannot run because of something the user can correct (exit code 2). Any other exception is a bug. */
export class UserError extends Error {
  /**
   * @param message the problem in Chinese, with its path
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
