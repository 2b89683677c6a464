/** jixiao cannot run, through something the user can put right (exit 2). Everything else thrown is a bug. */
export class UserError extends Error {
  readonly details: readonly string[];

  /**
   * @param message what is wrong, in Chinese, with the path it is about
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
