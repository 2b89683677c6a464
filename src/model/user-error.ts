/** jixiao cannot run because of something the user can correct (exit code 2). Any other exception is a bug. */
export class UserError extends Error {
  readonly details: readonly string[];

  /**
   * @param message the problem in Chinese, with its path
   * @param hint what to do
   * @param options.details one line for each thing that is wrong, where there are several
   */
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions & { details?: readonly string[] },
  ) {
    super(message, options);
    this.name = 'UserError';
    this.details = options?.details ?? [];
  }
}
