export { default as privateNumber } from './private-number.js';
export { default as privatePerson } from './private-person.js';
export { default as publicReason } from './public-reason.js';
