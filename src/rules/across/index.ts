export { default as copiedText } from './copied-text.js';
export { default as documentDiffers } from './document-differs.js';
export { default as documentDuplicate } from './document-duplicate.js';
export { default as lastYear } from './last-year.js';
export { default as nameDiffers } from './name-differs.js';
export { default as sameProject } from './same-project.js';
export { default as supervisorDiffers } from './supervisor-differs.js';
export { default as unitVariants } from './unit-variants.js';
