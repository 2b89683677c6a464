export { default as budgetProjects } from './budget-projects.js';
export { default as budgetScale } from './budget-scale.js';
export { default as budgetSplit } from './budget-split.js';
export { default as heavyIndicator } from './heavy-indicator.js';
export { default as totalInProse } from './total-in-prose.js';
export { default as unitCost } from './unit-cost.js';
export { default as weightsSplit } from './weights-split.js';
export { default as weightsTotal } from './weights-total.js';
