export { default as unitDiffers } from './unit-differs.js';
export { default as unitKnown } from './unit-known.js';
export { default as unitOfName } from './unit-of-name.js';
export { default as unitRepeated } from './unit-repeated.js';
export { default as unitScale } from './unit-scale.js';
