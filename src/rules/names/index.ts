export { default as duplicateName } from './duplicate-name.js';
export { default as figureInName } from './figure-in-name.js';
export { default as nameIsClass } from './name-is-class.js';
export { default as twoInOne } from './two-in-one.js';
export { default as vagueName } from './vague-name.js';
export { default as verbFirst } from './verb-first.js';
