import { homedir } from 'node:os';
import { readable } from './system-error.js';

/*
 * A container may run as a user of whom the system knows nothing. `env-paths` asks for the home folder while it is
 * loaded and fails, or takes an empty `HOME` for the current folder. With this one there is a cache that cannot be
 * written, and so none.
 */
if (!readable(homedir)) process.env.HOME = '/nonexistent';
