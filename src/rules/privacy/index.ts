export { default as privateNumber } from './private-number.js';
export { default as privatePerson } from './private-person.js';
