export { default as classPair } from './class-pair.js';
export { default as classWords } from './class-words.js';
export { default as knownClass } from './known-class.js';
export { default as moneyAsCount } from './money-as-count.js';
export { default as rateAsCount } from './rate-as-count.js';
