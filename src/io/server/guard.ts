import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Returns a token that nobody guesses. It is in every address: other users of the machine do not have it. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares two tokens in a time that does not tell how much of them is equal. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Answers 403 to every request that does not come from our own page or the address line: one with another Host (a name
 * that was made to point here), one sent by another site, one without the token.
 *
 * @param port returns the port, which is known once the server listens
 */
export function guard(token: string, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const header = (name: string): string | undefined => context.req.header(name);
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = header('host') ?? '';
    if (!hosts.includes(host)) return context.text('只能从本机打开', 403);
    const origin = header('origin');
    const site = header('sec-fetch-site') ?? 'none';
    const isOurs = (origin === undefined || origin === `http://${host}`) && (site === 'none' || site === 'same-origin');
    if (!isOurs) return context.text('不接受别的网站发来的请求', 403);
    const [, given = ''] = context.req.path.split('/');
    if (!isSame(given, token)) return context.text('网址不全，请用终端里的整个网址', 403);
    await next();
    return undefined;
  };
}

const NONE = '\'none\'';
const SELF = '\'self\'';

/** Headers of all answers: only our script runs, and nothing is loaded from elsewhere. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: [NONE],
    scriptSrc: [SELF],
    styleSrc: [SELF, '\'unsafe-inline\''],
    fontSrc: [SELF],
    connectSrc: [SELF],
    imgSrc: ['data:'],
    baseUri: [NONE],
    formAction: [NONE],
    frameAncestors: [NONE],
  },
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
});
